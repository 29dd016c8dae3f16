"""Django's migrate, with the triggers out of its way while tables are rebuilt and back in place afterwards."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from fengdan.database import triggers


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        connection = connections[options["database"]]
        triggers.drop_all(connection)
        try:
            super().handle(*args, **options)
        finally:
            triggers.install(connection)
        if options["app_label"] is None and (found := triggers.problems(connection)):
            raise CommandError("；".join(found))
