"""One rung of a clock: whom it lands on, and that it is taken once, whoever sweeps and however often."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

from fengdan.matters.entry import Entry
from fengdan.matters.models import Clock
from fengdan.people.away import Office, offices
from fengdan.rulebook.actor import LIAISONS
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.rungs import DUTY, LIAISON, SUPERVISOR, Desk, Rung, desks, following, owner


def take_rung(clock: Clock, rung: Rung) -> Callable[[Entry], None]:
    """Write the rung with its event, and set the clock to the next. Refused when somebody else took it just now."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        then = following(rung, clock.name, clock.due_at, entry.rules)
        waits = Clock.objects.filter(pk=clock.pk, rung=rung, stopped_at=None)
        if not waits.update(rung=then[0] if then else "", rung_at=then[1] if then else None):
            raise Refused("这一次提醒已经发过，或者时限已经停止。")
        entry.facts |= {
            "clock": clock.name,
            "due": clock.due_at.astimezone(UTC).isoformat(),
            **whom(rung, clock.name, entry.before, entry.at),
        }

    return write


def first_there(wanted: list[Desk], office: Office, mediators: Collection[str]) -> tuple[int, Desk] | None:
    """The nearest desk with somebody in office, and that person's user id; None with nobody anywhere."""
    for desk in wanted:
        user = office.there(*desk, only=mediators)
        if user is not None:
            return user, desk
    return None


def whom(rung: Rung, clock: str, facts: MatterFacts, at: datetime) -> dict[str, Any]:
    """The desk it lands on: role `as` (or `liaison`), unit `to`, and the user id of somebody there, `person`.

    With nobody anywhere it waits at the duty leader's desk. `nobody` are the desks that had to know of it and at
    which nobody is: whoever has to act, and once it is late the supervisor's; the duty leader is alerted.
    """
    wanted = desks(rung, clock, facts)
    must = [owner(clock, facts)] + ([] if rung is Rung.REMIND else [SUPERVISOR])
    office = offices({unit for _, unit in [*wanted, *must]}, at.astimezone(ZONE).date())
    person, desk = first_there(wanted, office, facts.mediators) or ("", DUTY)
    empty = [_named(each) for each in must if first_there([each], office, facts.mediators) is None]
    role, unit = _named(desk)
    return {"to": unit, "as": role, "person": str(person), **({"nobody": empty} if empty else {})}


def _named(desk: Desk) -> tuple[str, str]:
    roles, unit = desk
    return LIAISON if roles == LIAISONS else roles[0], unit
