"""Runs the loops until told to stop. What goes wrong in one holds up no other, and none of it ends the process."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import Error

from fengdan.loops.models import Beat
from fengdan.loops.rounds import GoOn, Loop
from fengdan.rulebook.errors import Refused

JUMP = timedelta(seconds=60)
JUMPED, SET_BACK = "时钟跳到后面，这一轮没有做", "时钟被拨回，这一轮没有做"

log = logging.getLogger(__name__)


@dataclass
class Turn:
    """When a loop is next due, and when it last was: `ran` by the monotonic clock, `at` by the one on the wall."""

    loop: Loop
    due: float
    ran: float | None = None
    at: datetime | None = None


@dataclass
class Runner:
    """`now` is the clock on the wall, `monotonic` one that nobody sets; `wait` sleeps until a monotonic moment."""

    loops: Sequence[Loop]
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    wait: Callable[[float], None]
    go_on: GoOn
    turns: list[Turn] = field(init=False)

    def __post_init__(self) -> None:
        self.turns = [Turn(loop, self.monotonic()) for loop in self.loops]

    def run(self) -> None:
        """Until `go_on` says no: then the step under way is finished, and no other begun."""
        while self.go_on():
            turn = min(self.turns, key=lambda each: each.due)
            self.wait(turn.due)
            if self.go_on():
                self.round(turn)

    def round(self, turn: Turn) -> None:
        """One round of one loop. After a jump of the clock it is left out: the next one sees whether the time holds."""
        at, ran = self.now(), self.monotonic()
        try:
            note = self._wrong_time(turn, at, ran) or self._work(turn.loop, at)
            _beat(turn.loop.name, at, note)
        except Error as no:  # the database is away: it will be back
            log.error("%s: %s", turn.loop.name, type(no).__name__)  # noqa: TRY400 - its text may hold what was written
        turn.ran, turn.at, turn.due = ran, at, ran + turn.loop.every

    def _wrong_time(self, turn: Turn, at: datetime, ran: float) -> str:
        if turn.ran is None or turn.at is None:
            last = Beat.objects.filter(name=turn.loop.name).values_list("at", flat=True).first()
            gone = at - last if last else JUMP
            drift = min(gone, timedelta())  # while nobody ran, time may pass, but not backwards
        else:
            drift = at - turn.at - timedelta(seconds=ran - turn.ran)
        note = JUMPED if drift > JUMP else SET_BACK if drift < -JUMP else ""
        if note:
            log.warning("%s: %s (%+d s)", turn.loop.name, note, drift.total_seconds())
        return note

    def _work(self, loop: Loop, at: datetime) -> str:
        try:
            return loop.work(at, self.go_on)
        except Refused as no:
            log.error("%s: %s", loop.name, no.reason)  # noqa: TRY400 - a refusal says all
            return no.reason[:200]
        except Error:
            raise
        except Exception as no:  # noqa: BLE001 - nothing may end the loops
            log.error("%s: %s", loop.name, type(no).__name__)  # noqa: TRY400 - its text may hold what was written
            return type(no).__name__


def _beat(name: str, at: datetime, note: str) -> None:
    """Two at once write the same row, one after the other."""
    Beat.objects.bulk_create(
        [Beat(name=name, at=at, note=note)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at", "note"],
    )
