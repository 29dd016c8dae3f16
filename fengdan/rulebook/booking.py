"""约定: when, where and with whom people meet, and the half hours that takes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from fengdan.rulebook.actor import Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.step import row

HALF_HOUR = timedelta(minutes=30)
LENGTH_LABELS = {1: "半小时", 2: "一小时", 3: "一个半小时", 4: "两小时", 6: "三小时"}  # by half hours


class Where(StrEnum):
    """The kind of place of a booking."""

    ROOM = "room"
    COURT = "court"
    VILLAGE = "village"
    HOME = "home"
    ELSEWHERE = "elsewhere"


WHERE_LABELS = {
    Where.ROOM: "中心房间",
    Where.COURT: "科技法庭",
    Where.VILLAGE: "到村（社区）",
    Where.HOME: "上门",
    Where.ELSEWHERE: "其他地方",
}
INDOORS = frozenset({Where.ROOM, Where.COURT})
SPELLED_OUT = frozenset({Where.HOME, Where.ELSEWHERE})  # their place is words, for those concerned alone


@dataclass(frozen=True)
class Wish:
    """Who wants to meet where and when: mediators and room are keys, `town` the area code of the township."""

    mediators: tuple[str, ...]
    room: str
    town: str
    starts: datetime
    ends: datetime
    evening: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Whose time it takes, people first."""
        return (*self.mediators, *((self.room,) if self.room else ()))

    def at(self, starts: datetime) -> "Wish":
        """The same, at another time."""
        return replace(self, starts=starts, ends=starts + (self.ends - self.starts))


def person(mediator: str) -> str:
    """`person:m1602`: the key under which somebody's time is taken."""
    return f"person:{mediator}"


def room_key(room: str) -> str:
    return f"room:{room}"


def half_hours(starts: datetime, ends: datetime) -> list[datetime]:
    """The half hours it takes, each by its beginning; a minute of one is all of it."""
    local = starts.astimezone(ZONE)
    first = local.replace(minute=0 if local.minute < 30 else 30, second=0, microsecond=0)  # noqa: PLR2004 - minutes
    found = []
    while first < ends:
        found.append(first)
        first += HALF_HOUR
    return found


_WHILE = frozenset({Stage.ACCEPTED, Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY})
_BY = (Role.DISPATCHER, Role.DUTY, Role.LEADER, Role.MEDIATOR, Role.CLERK)
MEETING = (
    row("book", "约定时间地点", _WHILE, None, _BY, "中心机制", additive=True),
    row("rebook", "改期", _WHILE, None, _BY, "中心机制", additive=True),
    row("cancel_booking", "取消约定", _WHILE, None, _BY, "中心机制", additive=True),
)
