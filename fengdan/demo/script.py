"""The stories as they are written down: stories/*.toml, a matter a table, a step a line.

A line is `DAYS VERB ARGUMENT… [@ACCOUNT] | words | words`: so many working days after the line before, in the way of
`fengdan.demo.acts`. In words `{a}` is the name of a party, `{+9}` the date nine days from now, `{-9}` nine days ago.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

STORIES = Path(__file__).parent / "stories"
DATE = re.compile(r"\{([+-]\d+)\}")
PARTY = re.compile(r"\{([a-z])\}")


@dataclass(frozen=True)
class Line:
    """One step: `wait` working days after the one before, by `account` (empty: whoever usually does it)."""

    wait: int
    verb: str
    arguments: tuple[str, ...]
    words: tuple[str, ...]
    account: str = ""


@dataclass(frozen=True)
class Script:
    """A matter to be told: it begins `start` working days ago. `applicants` and `respondents` are letters,
    `extra` those who join them later.

    `names` are those of bodies; people are given theirs. `unit` took it in: a unit's code, or empty for the centre.
    """

    key: str
    start: int
    type: str
    area: str
    story: str
    lines: tuple[Line, ...]
    applicants: str = "a"
    respondents: str = "b"
    extra: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    channel: str = "walk_in"
    unit: str = ""
    grid: bool = False
    risk: str = "blue"
    place: str = ""
    people: int = 1
    anonymous: bool = False
    silent: str = ""
    contact: str = ""
    organ: str = ""
    number: str = ""
    late: int = 0


def read() -> list[Script]:
    """All scripts, in the order of their files."""
    return [
        _script(row, f"{path.stem}-{place}")
        for path in sorted(STORIES.glob("*.toml"))
        for place, row in enumerate(tomllib.loads(path.read_text())["matter"], start=1)
    ]


def _script(row: dict[str, Any], key: str) -> Script:
    lines = tuple(_line(line) for line in row.pop("steps").strip().splitlines())
    story = "".join(row.pop("story").split())
    return Script(**{"key": key} | row, story=story, lines=lines)


def _line(text: str) -> Line:
    head, *words = (part.strip() for part in text.split("|"))
    wait, verb, *rest = head.split()
    account = next((each[1:] for each in rest if each.startswith("@")), "")
    arguments = tuple(each for each in rest if not each.startswith("@"))
    return Line(int(wait), verb, arguments, tuple(words), account)


def fill(text: str, names: Mapping[str, str], today: date) -> str:
    """The words with names and dates in place."""
    dated = DATE.sub(lambda found: _said(today + timedelta(days=int(found[1]))), text)
    return PARTY.sub(lambda found: names[found[1]], dated)


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
