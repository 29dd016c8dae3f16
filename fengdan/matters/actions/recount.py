"""重算时限: another calendar is in force, and running clocks end where it says (民法典 Art. 203; domain.md §3.9)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache, partial
from itertools import groupby

from django.db.models import F

from fengdan.database.insert import insert_many
from fengdan.matters.clocks import Changes, moment_of
from fengdan.matters.clockwork import Clockwork
from fengdan.matters.entry import Entry, Landing
from fengdan.matters.limit_changes import changes_of_all
from fengdan.matters.models import Clock, DueMove, Supervision
from fengdan.matters.rung import whom
from fengdan.people.away import Office, offices
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.deadlines import Rules
from fengdan.rulebook.facts import SupervisionState
from fengdan.rulebook.rungs import Rung, moment, moved
from fengdan.rulebook.waiting import SUPERVISION
from fengdan.rulebook.workdays import Due, parse_limit
from fengdan.terminal import Tell, quiet

AT_ONCE = 200


@dataclass(frozen=True)
class Line:
    """A running clock that ends on another moment, or is sure now of the same one. `holder`: the unit that has it."""

    code: str
    holder: str
    name: str
    was: datetime
    end: Due

    @property
    def moved(self) -> bool:
        return self.end.at != self.was


@dataclass
class Recounted:
    """`lines` in the order of codes; `left` counts the clocks that were set by other rules than today's."""

    lines: list[Line] = field(default_factory=list)
    left: int = 0

    @property
    def moved(self) -> list[Line]:
        return [line for line in self.lines if line.moved]

    @property
    def confirmed(self) -> list[Line]:
        """Provisional until now, and sure of the same moment."""
        return [line for line in self.lines if not line.moved]


@dataclass(frozen=True)
class Change:
    """The rules before and after: the same limits, over another calendar. `granted`: what moves clocks beside it."""

    before: Rules
    after: Rules
    granted: Mapping[int, Changes] = field(default_factory=dict)

    def end(self, clock: Clock) -> Due | None:
        """Where a clock ends now; None where the rules before are not what set its end, or it stands still."""
        if clock.paused or not clock.value:
            return None
        changes = self.granted.get(clock.matter_id, Changes())
        was = moment_of(clock, self.before.calendar, changes)
        return moment_of(clock, self.after.calendar, changes) if was.at == clock.due_at else None

    def line(self, clock: Clock, end: Due, code: str, holder: str) -> Line | None:
        """None where nothing is to be told: the same moment, as sure as before."""
        same = end.at == clock.due_at and not (clock.provisional and not end.provisional)
        return None if same else Line(code, holder, clock.name, clock.due_at, end)

    def rung_at(self, clock: Clock, end: Due) -> datetime | None:
        """When the rung it waits for comes. One whose moment other rules have set stays, unless the end has moved."""
        if not clock.rung:
            return None
        then = partial(moment, Rung(clock.rung), clock.started_at, limit=parse_limit(clock.value))
        keeps = end.at == clock.due_at and then(clock.due_at, self.before) != clock.rung_at
        return clock.rung_at if keeps else then(end.at, self.after)


def preview(change: Change) -> tuple[Recounted, list[int]]:
    """What would move, and the matters (ids) at which a clock or a rung does. Nothing is changed."""
    found, matters = Recounted(), dict[int, None]()
    change = replace(change, granted=changes_of_all())
    running = Clock.objects.filter(stopped_at=None).annotate(code=F("matter__code"), holder=F("matter__holder"))
    for clock in running.order_by("matter", "id").iterator(chunk_size=2000):
        end = change.end(clock)
        if end is None:
            found.left += 1
            continue
        if line := change.line(clock, end, clock.code, clock.holder):
            found.lines.append(line)
        if line or change.rung_at(clock, end) != clock.rung_at:
            matters[clock.matter_id] = None
    return found, list(matters)


def recount(change: Change, at: datetime, tell: Tell = quiet) -> Recounted:
    """Move them, inside the caller's transaction: an event a matter; for each date a row that keeps it, and a letter.

    `tell` hears how many matters have been gone through. Judged anew once each matter is held.
    """
    found, matters = preview(change)
    change = replace(change, granted=changes_of_all())
    done = Recounted(left=found.left)
    in_office = cache(lambda day: offices(None, day))  # read once for all of them
    for gone in range(0, len(matters), AT_ONCE):
        work = Clockwork(matters[gone : gone + AT_ONCE], at)
        moves: list[DueMove] = []
        for _, clocks in groupby(work.clocks, key=lambda clock: clock.matter_id):
            told = _move(list(clocks), work, change)
            if told:
                matter = told[0][0].matter_id
                work.take("recount", matter, partial(_written, told, in_office))
                moves += [_kept(clock, line, work) for clock, line in told if line.moved]
                done.lines += [line for _, line in told]
        work.write()
        insert_many(moves)
        tell(min(gone + AT_ONCE, len(matters)), len(matters))
    return done


def _move(clocks: Iterable[Clock], work: Clockwork, change: Change) -> list[tuple[Clock, Line]]:
    """The clocks of one matter with their new ends, and of those that are to be told their lines."""
    told = []
    for clock in clocks:
        end = change.end(clock)
        if end is None:
            continue
        matter = work.standing[clock.matter_id].matter
        line, rung_at = change.line(clock, end, matter.code, matter.holder_id), change.rung_at(clock, end)
        if line or rung_at != clock.rung_at:
            work.changing(clock)
            clock.due_at, clock.provisional, clock.rung_at = end.at, end.provisional, rung_at
            if line and line.moved and end.at > work.at:  # what was said of the old end is said of the new one
                clock.rung, clock.rung_at = moved(clock, work.at, change.after) or ("", None)
        if line:
            told.append((clock, line))
    return told


def _written(told: list[tuple[Clock, Line]], in_office: Callable[[date], Office], entry: Entry) -> list[Landing]:
    """What the event says, and whom it tells of each moved end: whoever has to act."""
    assert entry.before is not None
    moved = [line for _, line in told if line.moved]
    entry.facts |= {
        "moved": {line.name: _utc(line.end.at) for line in moved},
        "was": {line.name: _utc(line.was) for line in moved},
        "confirmed": [line.name for _, line in told if not line.moved],
    }
    for line in moved:
        if line.name == SUPERVISION:
            _reply_by(entry, line.end.at)
    office = in_office(entry.at.astimezone(ZONE).date())
    return [whom(Rung.REMIND, line.name, entry.before, office, anew=line.end.at > entry.at) for line in moved]


def _reply_by(entry: Entry, end: datetime) -> None:
    """A 督办 says itself by when to reply: it says the new day."""
    issued = Supervision.objects.filter(matter=entry.matter, status=SupervisionState.ISSUED).first()
    if issued:
        entry.change(issued, reply_by=end)


def _kept(clock: Clock, line: Line, work: Clockwork) -> DueMove:
    standing = work.standing[clock.matter_id]
    return DueMove(
        matter_id=clock.matter_id,
        clock=clock,
        seq=standing.seq,
        why="recount",
        was=line.was,
        becomes=line.end.at,
        moved_at=standing.facts.last_at,
    )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
