"""What suspensions and extensions do to the running clocks of a matter: counted anew from their start, every time.

The end of a clock is a function of what is granted and not undone; in which order it was granted makes no difference.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from django.db.models import F, QuerySet

from fengdan.matters.clocks import Changes, moment_of
from fengdan.matters.entry import Entry
from fengdan.matters.models import Clock, DueMove, Extension, Matter, Suspension
from fengdan.rulebook.limits import Limit, parse_limit
from fengdan.rulebook.rungs import moved
from fengdan.rulebook.stages import OPEN
from fengdan.rulebook.workdays import Span


def changes_of(matter: Matter) -> Changes:
    """Suspensions that have ended and extensions, of this round, granted and not undone. Two queries."""
    kept = {"round": matter.round, "approved": True, "undone_at": None}
    spans = matter.suspensions.filter(**kept, until__isnull=False).order_by("since")
    extended = matter.extensions.filter(**kept).order_by("pk")
    return Changes(
        suspended=tuple((row.since, row.until) for row in spans if row.until),
        extended=tuple((parse_limit(row.amount), tuple(row.clocks)) for row in extended),
    )


def changes_of_all() -> dict[int, Changes]:
    """Matter id → what moves the clocks of its round, for every open matter where anything was granted. Two queries."""
    kept = {"round": F("matter__round"), "approved": True, "undone_at": None, "matter__stage__in": OPEN}
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    extended: defaultdict[int, list[tuple[Limit, Collection[int]]]] = defaultdict(list)
    for row in Suspension.objects.filter(**kept, until__isnull=False).order_by("since"):
        spans[row.matter_id] += [(row.since, row.until)] if row.until else []
    for more in Extension.objects.filter(**kept).order_by("pk"):
        extended[more.matter_id].append((parse_limit(more.amount), tuple(more.clocks)))
    return {matter: Changes(tuple(spans[matter]), tuple(extended[matter])) for matter in {*spans, *extended}}


def lasting(matter: Matter) -> QuerySet[Suspension]:
    """The suspension that has not ended, of this round."""
    return matter.suspensions.filter(round=matter.round, approved=True, until=None, undone_at=None)


def stand_still(entry: Entry) -> None:
    """From now on nothing is said about the clocks that pause."""
    running = entry.matter.clocks.filter(stopped_at=None, pauses=True)
    running.update(paused=True, rung_at=None)


def recount(entry: Entry, step: str) -> None:
    """Give the running clocks their moments by what is granted now. Old dates are kept, and told by the event.

    While the matter is suspended the clocks that pause wait for its end.
    """
    changes = changes_of(entry.matter)
    for clock in _movable(entry.matter, pausing=not lasting(entry.matter).exists()):
        end = moment_of(clock, entry.rules.calendar, changes)
        was, waited = clock.due_at, clock.paused
        clock.due_at, clock.provisional, clock.paused = end.at, end.provisional, False
        if end.at != was or waited:
            clock.rung, clock.rung_at = moved(clock, entry.at, entry.rules) or ("", None)
        clock.save(update_fields=["due_at", "provisional", "paused", "rung", "rung_at"])
        if end.at != was:
            _keep(entry, step, clock, was)


def _movable(matter: Matter, *, pausing: bool) -> Iterable[Clock]:
    """Those that pause or that somebody extended; not one from before the table's words were kept with a clock."""
    named = {pk for clocks in matter.extensions.values_list("clocks", flat=True) for pk in clocks}
    for clock in matter.clocks.filter(stopped_at=None).exclude(value="").order_by("pk"):
        if (clock.pauses and pausing) or (clock.pk in named and not clock.paused):
            yield clock


def _keep(entry: Entry, step: str, clock: Clock, was: datetime) -> None:
    seq = entry.matter.version + 1
    DueMove.objects.create(
        matter=entry.matter, clock=clock, seq=seq, why=step, was=was, becomes=clock.due_at, moved_at=entry.at
    )
    entry.facts.setdefault("moved", {})[clock.name] = clock.due_at.astimezone(UTC).isoformat()
