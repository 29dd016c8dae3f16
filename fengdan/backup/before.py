"""A backup before the tables are changed."""

from datetime import datetime

from django.conf import settings
from django.db import connection

from fengdan import __version__
from fengdan.backup.disk import faults_of
from fengdan.backup.make import Made, backup
from fengdan.backup.shelf import SUFFIX
from fengdan.database.check import outstanding
from fengdan.rulebook.errors import Refused
from fengdan.terminal import Tell, quiet


def before_migrate(at: datetime, tell: Tell = quiet) -> Made | None:
    """Back up a database that holds events and is about to be migrated; None when there is no need.

    Raises Refused when it cannot be done: then nothing may be migrated.
    """
    if not _holds_events() or not outstanding(connection):
        return None
    try:
        with faults_of("备份"):
            settings.BACKUPS.mkdir(parents=True, exist_ok=True, mode=0o700)
        return backup(settings.BACKUPS / f"before-{__version__}-{at:%Y%m%dT%H%M%S}{SUFFIX}", at, tell)
    except Refused as no:
        raise Refused(f"升级前的备份没有做成，所以没有升级，数据库没有变动。原因：{no.reason}") from no


def _holds_events() -> bool:
    if "matters_event" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM matters_event LIMIT 1")
        return cursor.fetchone() is not None
