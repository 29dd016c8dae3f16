"""What is done again and again: the sweep of the clocks, the letters, the daily backup."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fengdan.backup.schedule import run_if_due
from fengdan.matters.envelopes import deliver_once
from fengdan.matters.tick import tick

GoOn = Callable[[], bool]


@dataclass(frozen=True)
class Loop:
    """`every` so many seconds, `work` does what is due as of a moment, once, and says what went wrong, or nothing.

    It stops between two steps when it may not go on; what is left is for the next round.
    """

    name: str
    every: float
    work: Callable[[datetime, GoOn], str]


def _tick(at: datetime, go_on: GoOn) -> str:
    failed = tick(at, go_on=go_on).failed
    return f"{len(failed)} 件没有办成，见日志" if failed else ""


def _deliver(at: datetime, _go_on: GoOn) -> str:
    deliver_once(at)
    return ""


def _backup(at: datetime, _go_on: GoOn) -> str:
    run_if_due(at)
    return ""


TICK, DELIVER, BACKUP = "tick", "deliver", "backup"
LOOPS = (Loop(TICK, 60, _tick), Loop(DELIVER, 10, _deliver), Loop(BACKUP, 300, _backup))
