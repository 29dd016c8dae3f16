"""BARE's tables, holding what the product's hold."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection

from bench.bare import INDEXES, TABLES, bigrams
from fengdan.matters.models import Event, Matter, Party

CHUNK = 2000


def fill_bare() -> None:
    """Copy every matter and event, decrypted, and index every two neighbouring characters."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(table)
        cursor.execute(
            "CREATE VIRTUAL TABLE bare_search USING fts5(words)"
            if sqlite
            else "CREATE TABLE bare_search (id bigint PRIMARY KEY, words tsvector)"
        )
        vector = "%s" if sqlite else "array_to_tsvector(%s)"
        named = "(rowid, words)" if sqlite else "(id, words)"
        for rows in _matters():
            marks = ", ".join(["%s"] * 11)
            cursor.executemany(f"INSERT INTO bare_matter VALUES ({marks})", rows)
            words = [(row[0], bigrams(row[7] + row[8])) for row in rows]
            kept = [(number, " ".join(found) if sqlite else list(set(found))) for number, found in words]
            cursor.executemany(f"INSERT INTO bare_search {named} VALUES (%s, {vector})", kept)
        event = Event._meta.db_table  # noqa: SLF001
        cursor.execute(f"INSERT INTO bare_event SELECT matter_id, seq, step, at, facts FROM {event}")
        for index in INDEXES:
            cursor.execute(index)
        if not sqlite:
            cursor.execute("CREATE INDEX bare_words ON bare_search USING gin (words)")
        cursor.execute("ANALYZE")


def _matters() -> Iterator[list[tuple[Any, ...]]]:
    columns = (
        "id",
        "code",
        "stage",
        "version",
        "unit_id",
        "mediator_id",
        "area_id",
        "story",
        "registered_at",
        "next_due",
    )
    keys = list(Matter.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        who: defaultdict[int, list[str]] = defaultdict(list)
        for matter, name in Party.objects.filter(matter__in=chunk).order_by("id").values_list("matter_id", "name"):
            who[matter].append(name)
        rows = Matter.objects.filter(pk__in=chunk).order_by("id").values_list(*columns)
        yield [(*row[:7], " 与 ".join(who[row[0]]), *row[7:]) for row in rows]
