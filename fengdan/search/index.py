"""The search index: FTS5 on SQLite, tsvector on PostgreSQL, the same tokens and the same answers on both.

It knows ids only. Who may see a hit is decided by the query that uses `matching` (always one that starts from reach).
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL

from fengdan.search import tokens

GAP_TOKEN = "0"  # noqa: S105 - a filler so that no phrase runs across two texts
MAX_POSITION = 16_000  # a tsvector keeps positions up to 16,383


def put(subject_id: int, texts: Iterable[str]) -> None:
    """Index these texts under an id, replacing what was there."""
    kept = [text for text in texts if text]
    singles, pairs = tokens.singles(kept), tokens.pairs(kept)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index WHERE rowid = %s" if _sqlite() else _PG_DELETE, [subject_id])
        if _sqlite():
            cursor.execute(
                "INSERT INTO search_index (rowid, singles, pairs) VALUES (%s, %s, %s)",
                [subject_id, _line(singles), _line(pairs)],
            )
        else:
            cursor.execute(
                "INSERT INTO search_index (subject_id, singles, pairs) VALUES (%s, %s::tsvector, %s::tsvector)",
                [subject_id, _vector(singles), _vector(pairs)],
            )


def matching(text: str) -> RawSQL | None:
    """A subquery of the ids whose texts contain `text`, for `id__in=`; None when nothing in it can be searched."""
    word = tokens.normal(text)
    if not word:
        return None
    if len(word) == 1:
        column, wanted = "singles", tokens.singles([word])[:-1]
    else:
        column, wanted = "pairs", tokens.pairs([word])[:-1]
    if _sqlite():
        return RawSQL(
            "SELECT rowid FROM search_index WHERE search_index MATCH %s", [f'{column} : "{" ".join(wanted)}"']
        )
    # OFFSET 0: it is looked up by its index, and not by going through all matters from the newest to find fifty
    return RawSQL(  # noqa: S611
        f"SELECT subject_id FROM search_index WHERE {column} @@ %s::tsquery OFFSET 0",  # noqa: S608
        [" <-> ".join(f"'{token}'" for token in wanted)],
    )


_PG_DELETE = "DELETE FROM search_index WHERE subject_id = %s"


def _sqlite() -> bool:
    return connection.vendor == "sqlite"


def _line(stream: list[str]) -> str:
    return " ".join(token or GAP_TOKEN for token in stream)


def _vector(stream: list[str]) -> str:
    positions: dict[str, list[str]] = {}
    for position, token in enumerate(stream[:MAX_POSITION], start=1):
        if token:
            positions.setdefault(token, []).append(str(position))
    return " ".join(f"'{token}':{','.join(places)}" for token, places in positions.items())
