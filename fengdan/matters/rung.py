"""One rung of a clock: whom it lands on, and what its event says."""

from datetime import UTC

from fengdan.matters.entry import Entry, Landing
from fengdan.matters.models import Clock
from fengdan.people.away import Office
from fengdan.rulebook.actor import LIAISONS
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.notices import LIAISON
from fengdan.rulebook.rungs import Desk, Rung, desks


def take_rung(rung: Rung, entry: Entry, clock: Clock, office: Office) -> Landing:
    """Write the facts of a rung, and say before whom it is brought."""
    assert entry.before is not None
    landing = whom(rung, clock.name, entry.before, office)
    entry.facts |= {
        "clock": clock.name,
        "due": clock.due_at.astimezone(UTC).isoformat(),
        "to": landing.unit,
        "as": landing.role,
        "person": "" if landing.person is None else str(landing.person),
    }
    return landing


def first_there(wanted: list[Desk], office: Office, facts: MatterFacts) -> tuple[int, Desk] | None:
    """The nearest desk with somebody in office, and that person's user id; None with nobody anywhere."""
    for desk in wanted:
        user = office.there(*desk, only=facts.mediators)
        if user is not None:
            return user, desk
    return None


def whom(rung: Rung, name: str, facts: MatterFacts, office: Office, *, anew: bool = True) -> Landing:
    """The desk news of this limit lands on, and somebody there.

    With nobody anywhere it goes to the nearest desk all the same, and waits there.
    """
    wanted = desks(rung, name, facts)
    person, (roles, unit) = first_there(wanted, office, facts) or (None, wanted[0])
    return Landing(name, LIAISON if roles == LIAISONS else str(roles[0]), unit, person, anew)
