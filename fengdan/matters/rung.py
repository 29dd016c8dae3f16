"""One rung of a clock: whom it lands on, and what its event says."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from fengdan.matters.entry import Entry, Landing
from fengdan.matters.models import Clock
from fengdan.people.away import Office, offices
from fengdan.rulebook.actor import LIAISONS
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.rungs import DUTY, LIAISON, SUPERVISOR, Desk, Rung, desks, owner


def take_rung(rung: Rung, entry: Entry, clock: Clock, office: Office) -> Landing:
    """Write the facts of a rung, and say before whom it is brought."""
    assert entry.before is not None
    landing = whom(rung, clock.name, entry.before, office)
    due = clock.due_at.astimezone(UTC).isoformat()
    entry.facts |= {"clock": clock.name, "due": due, **landing.told()}
    return landing


def first_there(wanted: list[Desk], office: Office, mediators: Collection[str]) -> tuple[int, Desk] | None:
    """The nearest desk with somebody in office, and that person's user id; None with nobody anywhere."""
    for desk in wanted:
        user = office.there(*desk, only=mediators)
        if user is not None:
            return user, desk
    return None


def whom(rung: Rung, name: str, facts: MatterFacts, office: Office, *, anew: bool = True) -> Landing:
    """The desk news of this limit lands on, and somebody there.

    With nobody anywhere it waits at the duty leader's desk. `nobody` are the desks that had to know of it and at
    which nobody is: whoever has to act, and once it is late the supervisor's; the duty leader is alerted.
    """
    person, desk = first_there(desks(rung, name, facts), office, facts.mediators) or (None, DUTY)
    must = _must(rung, name, facts)
    empty = [_named(each) for each in must if first_there([each], office, facts.mediators) is None]
    return Landing(name, *_named(desk), person, anew, tuple(empty))


def whom_at(rung: Rung, name: str, facts: MatterFacts, at: datetime) -> dict[str, Any]:
    """The same for one matter, as its event tells it."""
    units = {unit for _, unit in [*desks(rung, name, facts), *_must(rung, name, facts)]}
    return whom(rung, name, facts, offices(units, at.astimezone(ZONE).date())).told()


def _must(rung: Rung, name: str, facts: MatterFacts) -> list[Desk]:
    return [owner(name, facts)] + ([] if rung is Rung.REMIND or facts.confidential else [SUPERVISOR])


def _named(desk: Desk) -> tuple[str, str]:
    roles, unit = desk
    return LIAISON if roles == LIAISONS else str(roles[0]), unit
