"""The rungs that are due at some matters, taken together by the clock: each once, in order, whoever sweeps."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial

from django.db import transaction

from fengdan.matters.clockwork import Clockwork
from fengdan.matters.entry import Entry, Landing
from fengdan.matters.models import Clock
from fengdan.people.away import Office, offices
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.rungs import Rung, following, taken_back_after

Take = Callable[[Entry, Clock, Office], Landing]


@dataclass
class Swept:
    """How many of each rung were taken, and the clocks whose next rung is due but is not taken together."""

    taken: Counter[str] = field(default_factory=Counter)
    alone: list[Clock] = field(default_factory=list)


def sweep(matters: Iterable[int], at: datetime, together: Mapping[Rung, Take]) -> Swept:
    """Take all that is due at these matters (ids), oldest first, in one transaction.

    At a matter whose next rung is not among those taken `together` it stops before that one. Raises Refused, and any
    fault, with nothing written.
    """
    swept = Swept()
    with transaction.atomic():
        work = Clockwork(matters, at, due=True)
        in_office = cache(lambda day: offices(None, day))  # read once for all of them
        due: dict[int, list[Clock]] = {}
        for clock in work.clocks:
            due.setdefault(clock.matter_id, []).append(clock)
        for clocks in due.values():
            _climb(clocks, work, together, in_office, swept)
        work.write()
    return swept


def _climb(
    clocks: list[Clock],
    work: Clockwork,
    together: Mapping[Rung, Take],
    in_office: Callable[[date], Office],
    swept: Swept,
) -> None:
    """All the rungs of one matter that are due; after two days without a sweep that is more than one of a clock."""
    while clocks:
        clock = min(clocks, key=lambda each: (each.rung_at, each.pk))
        rung = Rung(clock.rung)
        if rung not in together:
            swept.alone.append(clock)
            return
        work.take(rung, clock.matter_id, partial(_written, together[rung], clock, in_office))
        work.changing(clock)
        back_after = taken_back_after(clock.name, clock.value, work.standing[clock.matter_id].facts)
        then = following(rung, clock.name, clock.due_at, work.rules, back_after=back_after)
        clock.rung, clock.rung_at = then or ("", None)
        swept.taken[rung] += 1
        if not _is_due(clock, work.at):
            clocks.remove(clock)


def _written(take: Take, clock: Clock, in_office: Callable[[date], Office], entry: Entry) -> list[Landing]:
    return [take(entry, clock, in_office(entry.at.astimezone(ZONE).date()))]


def _is_due(clock: Clock, at: datetime) -> bool:
    return bool(clock.rung) and clock.rung_at is not None and clock.rung_at <= at
