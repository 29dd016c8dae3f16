"""今早先打这五个电话: the five people who can do most about what is late, one line each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fengdan.catalogue.rules import limit_names
from fengdan.matters.queries.due import late
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import titles
from fengdan.matters.queries.whose import COLUMNS, Post, last_done, lines, whose
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.sources import Risk
from fengdan.rulebook.steps import STEPS

PEOPLE = 5
LOOKED_AT = 500  # late limits, the longest late first: who comes after those is not called first
OPENED = 10  # matters of one person that are named


@dataclass(frozen=True)
class Late:
    """A late matter: its first late limit and since when; `last` is the last thing anybody did, `last_at` when."""

    code: str
    who: str
    limit: str
    due_at: datetime
    last: str
    last_at: datetime


@dataclass(frozen=True)
class Call:
    """Whom to call about what. `late` are the first of `count` matters, the worst first; `phone` may be empty."""

    name: str
    post: str
    phone: str
    count: int
    late: list[Late]


@dataclass
class _Called:
    """One person, under the post for which they are found first, and their late matters by id."""

    post: Post
    matters: dict[int, Any]


def first_calls(actor: Actor, at: datetime) -> list[Call]:
    """The most urgent first, nobody twice: red before others, then the longest late.

    Whoever is away is represented by their stand-in; where nobody is left, those above have to be called.
    """
    seen = reach(actor).values("pk")
    rows: list[Any] = list(late(at).filter(matter__in=seen).values(*COLUMNS)[:LOOKED_AT])
    rows.sort(key=lambda row: row["matter__risk"] != Risk.RED)  # stable: then by how late
    found: dict[int, _Called] = {}
    for row, post in zip(rows, whose(rows, at), strict=True):
        if post is not None:
            found.setdefault(post.user, _Called(post, {})).matters.setdefault(row["matter_id"], row)
    return _told(list(found.values())[:PEOPLE])


def _told(found: list[_Called]) -> list[Call]:
    shown = {matter for called in found for matter in list(called.matters)[:OPENED]}
    people = lines(called.post for called in found)
    names, limits, last = titles(shown), limit_names(), last_done(shown)
    calls = []
    for called in found:
        matters = [
            Late(
                code=row["matter__code"],
                who=names[matter],
                limit=limits[row["name"]],
                due_at=row["due_at"],
                last=STEPS[last[matter][0]].label,
                last_at=last[matter][1],
            )
            for matter, row in list(called.matters.items())[:OPENED]
        ]
        line = people[called.post]
        calls.append(Call(line.name, line.post, line.phone, len(called.matters), matters))
    return calls
