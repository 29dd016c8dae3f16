"""How a limit is written: a whole number and a unit (design §3)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from fengdan.rulebook.errors import Refused


class Unit(StrEnum):
    """What a limit counts in."""

    WORKING_DAYS = "wd"
    WORKING_HOURS = "wh"
    DAYS = "d"
    MONTHS = "mo"
    HOURS = "h"
    MINUTES = "min"


UNIT_LABELS: dict[Unit, str] = {
    Unit.WORKING_DAYS: "个工作日",
    Unit.WORKING_HOURS: "个工作小时",
    Unit.DAYS: "日",
    Unit.MONTHS: "个月",
    Unit.HOURS: "小时",
    Unit.MINUTES: "分钟",
}
WRITTEN = re.compile(r"([0-9]{1,4})(wd|wh|d|mo|h|min)")


@dataclass(frozen=True)
class Limit:
    """How long something may take. Nought is allowed for working days only: the same day."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    @property
    def words(self) -> str:
        """The limit as a clerk says it."""
        return f"{self.amount}{UNIT_LABELS[self.unit]}" if self.amount else "当日"

    @property
    def within(self) -> str:
        """How soon, said to the person who waits: 3个工作日内; 当日."""
        return f"{self.words}内" if self.amount else self.words


class Since(StrEnum):
    """From when a limit is counted."""

    STEP = "step"
    REGISTERED = "registered"


class Extend(StrEnum):
    """Whether a limit may be extended, and on what."""

    NO = "no"
    APPROVAL = "approval"
    CONSENT = "consent"


SINCE_LABELS = {Since.STEP: "办理该步之时", Since.REGISTERED: "登记之日"}
EXTEND_LABELS = {Extend.NO: "不能延长", Extend.APPROVAL: "经批准可以延长", Extend.CONSENT: "各方同意并经批准可以延长"}


@dataclass(frozen=True)
class Provision:
    """What the table of limits says of one beside how long it is.

    `rolls`: a last day off is moved on. `pauses`: it stands still while the matter is suspended. `longest`: by how much
    it may be extended in all. `of_law`: the law sets it, and nobody else. `item`: the id of the version of a
    service item that says how long, instead of the table.
    """

    version: int = 0
    since: Since = Since.STEP
    rolls: bool = True
    pauses: bool = False
    extend: Extend = Extend.NO
    longest: Limit | None = None
    of_law: bool = False
    item: int | None = None


def parse_limit(text: str) -> Limit:
    """Read `5wd`, `4wh`, `30d`, `1mo`, `48h`, `30min` or `0wd`; anything else is refused."""
    match = WRITTEN.fullmatch(text)
    if match is None:
        raise Refused(
            f"时限“{text}”看不懂：应为整数加单位，如 5wd（工作日）、4wh（工作小时）、"
            "30d（日）、1mo（月）、48h（小时）、30min（分钟）。",
            field="limit",
        )
    limit = Limit(int(match[1]), Unit(match[2]))
    if limit.amount == 0 and limit.unit is not Unit.WORKING_DAYS:
        raise Refused(f"时限“{text}”不能为零；当日办结请写 0wd。", field="limit")
    return limit
