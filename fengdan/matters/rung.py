"""One rung of a clock: whom it lands on, and that it is taken once, whoever sweeps and however often."""

from collections.abc import Callable
from datetime import UTC, datetime

from fengdan.matters.entry import Entry
from fengdan.matters.models import Clock
from fengdan.people.away import Office, offices
from fengdan.rulebook.actor import LIAISONS
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.notices import LIAISON
from fengdan.rulebook.rungs import Desk, Rung, desks, following


def take_rung(clock: Clock, rung: Rung) -> Callable[[Entry], None]:
    """Write the rung with its event, and set the clock to the next. Refused when somebody else took it just now."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        then = following(rung, clock.name, clock.due_at, entry.rules)
        waits = Clock.objects.filter(pk=clock.pk, rung=rung, stopped_at=None)
        if not waits.update(rung=then[0] if then else "", rung_at=then[1] if then else None):
            raise Refused("这一次提醒已经发过，或者时限已经停止。")
        role, unit, person = _whom(rung, clock, entry.before, entry.at)
        entry.facts |= {
            "clock": clock.name,
            "due": clock.due_at.astimezone(UTC).isoformat(),
            "to": unit,
            "as": role,
            "person": person,
        }

    return write


def first_there(wanted: list[Desk], office: Office, facts: MatterFacts) -> tuple[int, Desk] | None:
    """The nearest desk with somebody in office, and that person's user id; None with nobody anywhere."""
    for desk in wanted:
        user = office.there(*desk, only=facts.mediators)
        if user is not None:
            return user, desk
    return None


def _whom(rung: Rung, clock: Clock, facts: MatterFacts, at: datetime) -> tuple[str, str, str]:
    """The desk it lands on: role (or `liaison`), unit, and the user id of somebody there.

    With nobody anywhere it goes to the nearest desk all the same, and waits there.
    """
    wanted = desks(rung, clock.name, facts)
    office = offices({unit for _, unit in wanted}, at.astimezone(ZONE).date())
    person, (roles, unit) = first_there(wanted, office, facts) or ("", wanted[0])
    return LIAISON if roles == LIAISONS else roles[0], unit, str(person)
