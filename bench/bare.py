"""BARE: the same works by a WSGI function and the driver alone – no framework, rights, history, encryption, templates.

A floor, not a product. Its tables hold the same matters in plain text, with the indexes its own queries want.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from itertools import count, pairwise
from typing import Any
from urllib.parse import parse_qs

import psycopg

URL = os.environ.get("DATABASE_URL", "")
SQLITE = URL.startswith("sqlite")
OPEN = "('registered','accepted','assigned','taken','underway')"
PRAGMAS = ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", "mmap_size = 0")
_local = threading.local()
_numbers = count(90_000_000_000_000)

TABLES = (
    (
        "CREATE TABLE bare_matter (id bigint PRIMARY KEY, code varchar(24) UNIQUE, stage varchar(12), version integer,"
        " unit varchar(30), owner varchar(20), area varchar(20), who text, story text, registered_at timestamptz,"
        " due timestamptz)"
    ),
    (
        "CREATE TABLE bare_event (matter_id bigint, seq integer, step varchar(20), at timestamptz, facts text,"
        " PRIMARY KEY (matter_id, seq))"
    ),
)
INDEXES = (
    "CREATE INDEX bare_queue ON bare_matter (owner, due, id)",
    "CREATE INDEX bare_due ON bare_matter (due)",
)


def connection() -> Any:
    """One for each thread, kept."""
    if not hasattr(_local, "connection"):
        if SQLITE:
            _local.connection = sqlite3.connect(URL.removeprefix("sqlite:///"), isolation_level=None, timeout=20)
            for pragma in PRAGMAS:
                _local.connection.execute(f"PRAGMA {pragma}")
        else:
            _local.connection = psycopg.connect(URL, autocommit=True)
    return _local.connection


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    cursor = connection().execute(sql if SQLITE else sql.replace("?", "%s"), values)
    return list(cursor.fetchall()) if cursor.description else []


def bigrams(text: str) -> list[str]:
    return [a + b for a, b in pairwise(text)]


def _register(posted: dict[str, str]) -> str:
    number = next(_numbers)
    ask("BEGIN IMMEDIATE" if SQLITE else "BEGIN")
    row = (number, f"b-{number}", posted["who"], posted["story"], posted["area"])
    ask(
        "INSERT INTO bare_matter VALUES (?, ?, 'registered', 1, 'centre', '', ?, ?, ?, CURRENT_TIMESTAMP, NULL)",
        *(row[0], row[1], row[4], row[2], row[3]),
    )
    ask("INSERT INTO bare_event VALUES (?, 1, 'register', CURRENT_TIMESTAMP, '{}')", number)
    _index(number, posted["who"] + posted["story"])
    ask("COMMIT")
    return f"b-{number}"


def _index(number: int, text: str) -> None:
    if SQLITE:
        ask("INSERT INTO bare_search (rowid, words) VALUES (?, ?)", number, " ".join(bigrams(text)))
    else:
        ask("INSERT INTO bare_search VALUES (?, array_to_tsvector(?))", number, list(set(bigrams(text))))


def _matter(posted: dict[str, str]) -> str:
    (row,) = ask("SELECT * FROM bare_matter WHERE code = ?", posted["code"])
    events = ask("SELECT * FROM bare_event WHERE matter_id = ? ORDER BY seq", row[0])
    return "\n".join(map(str, [row, *events]))


def _queue(posted: dict[str, str]) -> str:
    owner = posted["owner"]
    where = f"FROM bare_matter WHERE owner = ? AND stage IN {OPEN}"
    rows = ask(f"SELECT id, code, stage, who, area, due {where} ORDER BY due, id LIMIT 50", owner)
    ((total,),) = ask(f"SELECT count(*) {where}", owner)
    return "\n".join(map(str, [total, *rows]))


def _search(posted: dict[str, str]) -> str:
    found = (
        "SELECT rowid FROM bare_search WHERE bare_search MATCH ?"
        if SQLITE
        else "SELECT id FROM bare_search WHERE words @@ ?::tsquery"
    )
    word = posted["text"] if SQLITE else f"'{posted['text']}'"
    rows = ask(
        f"SELECT id, code, stage, who, area FROM bare_matter WHERE id IN ({found}) ORDER BY id DESC LIMIT 50", word
    )
    ((total,),) = ask(f"SELECT count(*) FROM bare_matter WHERE id IN ({found})", word)
    return "\n".join(map(str, [total, *rows]))


def _accept(posted: dict[str, str]) -> str:
    ask("BEGIN IMMEDIATE" if SQLITE else "BEGIN")
    hold = "" if SQLITE else " FOR UPDATE"
    ((number, version),) = ask(f"SELECT id, version FROM bare_matter WHERE code = ?{hold}", posted["code"])
    ask("INSERT INTO bare_event VALUES (?, ?, 'accept', CURRENT_TIMESTAMP, '{}')", number, version + 1)
    ask("UPDATE bare_matter SET stage = 'accepted', version = ? WHERE id = ?", version + 1, number)
    ask("COMMIT")
    return str(version + 1)


WORKS: dict[str, Callable[[dict[str, str]], str]] = {
    "/W1": _register,
    "/W2": _matter,
    "/W3": _queue,
    "/W4": _search,
    "/W5": _accept,
}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    typed = environ["wsgi.input"].read(length).decode() if length else environ["QUERY_STRING"]
    body = WORKS[environ["PATH_INFO"]]({name: values[0] for name, values in parse_qs(typed).items()}).encode()
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
