"""One rung of a clock: whom it lands on, and that it is taken once, whoever sweeps and however often."""

from collections.abc import Callable
from datetime import UTC, datetime

from fengdan.matters.entry import Entry
from fengdan.matters.models import Clock
from fengdan.people.away import in_office
from fengdan.rulebook.actor import LIAISONS
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.notices import LIAISON
from fengdan.rulebook.rungs import Rung, desks, following


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


def _whom(rung: Rung, clock: Clock, facts: MatterFacts, at: datetime) -> tuple[str, str, str]:
    """The nearest desk with somebody in office today: role (or `liaison`), unit, and that person's user id.

    With nobody anywhere it goes to the nearest desk all the same, and waits there.
    """
    wanted = desks(rung, clock.name, facts)
    day = at.astimezone(ZONE).date()
    for roles, unit in wanted:
        person = in_office(roles, unit, day, only=facts.mediators)
        if person is not None:
            return LIAISON if roles == LIAISONS else roles[0], unit, str(person)
    roles, unit = wanted[0]
    return LIAISON if roles == LIAISONS else roles[0], unit, ""
