"""Reading one row of the register cell by cell: whatever is wrong is noted, and the rest is looked at all the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar

from fengdan.oldbook.columns import BY_KEY, plain
from fengdan.oldbook.county import County
from fengdan.oldbook.days import day_of
from fengdan.oldbook.problem import Problem
from fengdan.oldbook.sheet import Line, text_of
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused

T = TypeVar("T")
OLDEST = date(2000, 1, 1)
LONGEST = {"number": 60, "applicant": 200, "respondent": 200, "place": 200, "sender": 60, "applicant_address": 200}
LONG = 5000  # the story and the words about the end


@dataclass
class Reader:
    """Reads one line cell by cell; whatever is wrong is noted, and the rest is looked at all the same."""

    line: Line
    county: County
    at: datetime
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, key: str, text: str) -> None:
        self.problems.append(Problem(self.line.row, BY_KEY[key].label, text))

    def text(self, key: str) -> str:
        """The words of a cell, at most as many as fit. A needed one that is empty is noted."""
        text = text_of(self.line.values.get(key))
        if BY_KEY[key].needed and not text:
            self.wrong(key, "没有填。请补上。")
        most = LONGEST.get(key, LONG)
        if len(text) > most:
            self.wrong(key, f"最多 {most} 个字，现有 {len(text)} 个字，请删减。")
        return text

    def ask(self, key: str, rule: Callable[[Any], T], value: Any) -> T | None:
        """What the rule makes of it, or None and a note."""
        try:
            return rule(value)
        except Refused as no:
            self.wrong(key, no.reason)
            return None

    def day(self, key: str) -> date | None:
        value = self.line.values.get(key)
        if value is None or text_of(value) == "":
            return None
        day = self.ask(key, day_of, value)
        if day is None:
            return None
        if day > self.at.astimezone(ZONE).date():
            self.wrong(key, f"{day} 还没有到。请核对年份和日期。")
            return None
        if day < OLDEST:
            self.wrong(key, f"{day} 太早了。请核对年份。")
            return None
        return day

    def moment(self, day: date | None, hour: time) -> datetime | None:
        return min(datetime.combine(day, hour, ZONE), self.at) if day else None

    def word(self, key: str, known: dict[str, T]) -> T | None:
        """One of the words of a list."""
        text = self.text(key)
        if not text:
            return None
        found = {plain(word): code for word, code in known.items()}.get(plain(text))
        if found is None:
            self.wrong(key, f"“{text[:20]}”不在列表里。可以写：{'、'.join(list(known)[:10])}。")
        return found
