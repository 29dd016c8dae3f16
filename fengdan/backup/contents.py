"""What a database holds, asked in plain SQL: it may be older than the models, or a copy that Django does not know."""

from dataclasses import dataclass
from typing import Any

PLACES = "SELECT place FROM files_storedfile ORDER BY id"


@dataclass(frozen=True)
class Contents:
    """See `backup.header.Header`; `places` are where the uploaded files lie, one for each row."""

    county: str
    matters: int
    events: int
    newest: str
    migrations: dict[str, str]
    keycheck: str
    places: list[str]


def contents_of(cursor: Any) -> Contents:
    """Ask a DB-API cursor. The caller sees to it that all answers are of one moment."""

    def rows(sql: str) -> list[Any]:
        cursor.execute(sql)
        return list(cursor.fetchall())

    def one(sql: str) -> str:
        found = rows(sql)
        return str(found[0][0]) if found else ""

    return Contents(
        county=one("SELECT code FROM units_area WHERE kind = 'county'"),
        matters=int(one("SELECT count(*) FROM matters_matter")),
        events=int(one("SELECT count(*) FROM matters_event")),
        newest=one("SELECT hash FROM matters_event ORDER BY id DESC LIMIT 1"),
        migrations=dict(rows("SELECT app, max(name) FROM django_migrations GROUP BY app")),
        keycheck=one("SELECT value FROM vault_keycheck"),
        places=[place for (place,) in rows(PLACES)],
    )
