"""Taking down the models: every row of a matter as it stood after every step, under ids that cannot be mistaken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from bench.bulk.way import seats
from bench.bulk.ways import all_ways
from fengdan.matters.models import Counter, Matter, PaperSlip
from fengdan.outbox.models import Letter
from fengdan.rulebook.calendars import ZONE

Values = dict[str, Any]  # a row: attribute → value, decrypted
Rows = dict[type[models.Model], list[Values]]
APART = 10**12  # so far the ids of the models' tables lie apart: a number that is one row's id is no other's


@dataclass(frozen=True)
class Model:
    """A matter after one of its steps. `states` are its rows after each step up to that one; the last is what it is."""

    name: str
    states: list[Rows]

    @property
    def rows(self) -> Rows:
        return self.states[-1]

    @property
    def matter(self) -> Values:
        return self.rows[Matter][0]

    @property
    def last(self) -> datetime:
        moment: datetime = self.matter["last_at"]
        return moment


def tables() -> list[type[models.Model]]:
    """All that hangs on a matter, whatever there is."""
    own = [model for model in apps.get_app_config("matters").get_models() if model not in {Counter, PaperSlip}]
    return [*own, Letter]


def take_models(towns: int) -> list[Model]:
    """Walk every way, keep what was written, and undo it."""
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    began = datetime(monday.year, monday.month, monday.day, 8, 40, tzinfo=ZONE)
    with transaction.atomic():
        _part_the_ids()
        taken = list(_walk(began, towns))
        transaction.set_rollback(True)
    renew_sequences()
    return taken


def _walk(began: datetime, towns: int) -> Iterator[Model]:
    who = seats(timezone.localdate())
    for way, walked in all_ways(who, began, towns):
        states: list[Rows] = []
        for name in walked:
            assert way.matter is not None
            states.append(_rows(way.matter.pk))
            yield Model(name, list(states))


def _rows(matter: int) -> Rows:
    """Every row that belongs to the matter, directly or by a row that does."""
    found: Rows = {}
    for model in tables():
        rows = model._default_manager.filter(_belongs(model, matter)).order_by("pk")  # noqa: SLF001
        if there := [{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields} for row in rows]:  # noqa: SLF001
            found[model] = there
    return found


def _belongs(model: type[models.Model], matter: int) -> Q:
    if model is Matter:
        return Q(pk=matter)
    if model is Letter:
        return Q(matter_id=matter)
    mine = Q(pk__in=[])
    for field in model._meta.concrete_fields:  # noqa: SLF001 - documented meta
        target = field.related_model
        if target is Matter:
            return Q(**{field.attname: matter})
        if isinstance(target, type) and target in tables() and any(f.name == "matter" for f in target._meta.fields):  # noqa: SLF001
            mine |= Q(**{f"{field.name}__matter": matter})
    return mine


def _part_the_ids() -> None:
    for number, model in enumerate(tables(), start=1):
        table = model._meta.db_table  # noqa: SLF001
        with connection.cursor() as cursor:
            if model is Matter:
                continue
            if connection.vendor == "postgresql":
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number * APART])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number * APART])


def renew_sequences() -> None:
    """The next id of every table is the one after its largest; SQLite sees to that itself."""
    from django.core.management.color import no_style  # noqa: PLC0415

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
