"""Values as the driver wants them, of many rows at once: what needs no turning is not turned."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, CharField, Field, ForeignKey, IntegerField

Row = Iterable[Any]
MOST = 30_000  # values in one statement: SQLite takes 32,766
PLAIN = (str, int)
AS_THEY_ARE = (BooleanField, CharField, IntegerField, ForeignKey)


def portions(rows: Sequence[Any], columns: int) -> Iterator[Sequence[Any]]:
    """These rows in as many parts as it takes, each of no more values than a statement holds."""
    size = MOST // columns
    return (rows[start : start + size] for start in range(0, len(rows), size))


def stored(fields: Iterable["Field[Any, Any]"], rows: Iterable[Row], connection: Any) -> Iterator[Any]:
    """The values of these rows, one row after the other, each in its field's place."""
    turns = [(isinstance(field, AS_THEY_ARE), _turn(field, connection)) for field in fields]
    for row in rows:
        for (plain, turn), value in zip(turns, row, strict=True):
            yield value if value is None or (plain and isinstance(value, PLAIN)) else turn(value)


def _turn(field: "Field[Any, Any]", connection: Any) -> Callable[[Any], Any]:
    """As the field has it; a moment that comes again and again only once."""
    known: dict[datetime, Any] = {}

    def turn(value: Any) -> Any:
        if type(value) is not datetime:
            return field.get_db_prep_save(value, connection)
        if value not in known:
            known[value] = field.get_db_prep_save(value, connection)
        return known[value]

    return turn
