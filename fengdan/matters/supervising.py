"""督办 as rows: drafting what the facts say, finding the one that is open, the clock of its reply."""

from fengdan.matters.clocks import new_clock
from fengdan.matters.entry import Entry
from fengdan.matters.models import Clock, Supervision
from fengdan.people.away import Office, offices
from fengdan.rulebook.actor import Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE, MatterFacts, SupervisionFacts, SupervisionState
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.rungs import Desk
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.supervision import (
    Kind,
    Late,
    addressed,
    after,
    demand_text,
    facts_text,
    fault_of,
    of_state,
    unanswered_text,
)
from fengdan.rulebook.waiting import SIGN, SUPERVISION

DIRECTOR: Desk = ((Role.DIRECTOR,), CENTRE)
CHANGED = "这件督办刚刚已由他人办理，请看现在的情况。"


def draft(entry: Entry, clock: Clock, office: Office) -> None:
    """Draft what follows a limit that is still not kept: 督办单, or the next one up where a 督办 was not replied to.

    Nothing where a draft waits already, where another 督办 is open, or after the last of them. The event of `entry`
    keeps its id.
    """
    assert entry.before is not None
    follows = _unanswered(clock, entry.before)
    if entry.before.supervisions and (follows is None or len(entry.before.supervisions) > 1):
        return
    kind = after(follows[1].kind) if follows else Kind.ORDER
    if kind is None:
        return
    row = _written(entry, clock, kind, follows)
    add_draft(entry, row, office)


def add_draft(entry: Entry, row: Supervision, office: Office | None = None) -> None:
    """Keep a draft; the event names it and whoever is to sign."""
    entry.add(row)
    if SIGN in entry.rules.limits:  # a county whose limits were published before there was one
        entry.clocks.append(new_clock(SIGN, entry.matter, entry.at, entry.rules))
    signer, nobody = _signer(office or offices({CENTRE}, entry.at.astimezone(ZONE).date()))
    entry.facts |= {"supervision": row.pk, "kind": row.kind, "unit": row.unit_id, "signer": signer}
    if nobody:
        entry.facts["nobody"] = [*entry.facts.get("nobody", ()), *nobody]


def _unanswered(clock: Clock, facts: MatterFacts) -> tuple[int, SupervisionFacts] | None:
    """The one whose reply is late, when that is what the clock is about."""
    if clock.name != SUPERVISION:
        return None
    return next(iter(of_state(facts, SupervisionState.ISSUED).items()), None)


def _written(entry: Entry, clock: Clock, kind: Kind, follows: tuple[int, SupervisionFacts] | None) -> Supervision:
    assert entry.before is not None
    ways, fault = entry.known.ways, fault_of(clock.name)
    before = Supervision.objects.get(pk=follows[0]) if follows else None
    unit = before.unit_id if before else addressed(clock.name, entry.before)
    late = _late(entry, clock, unit)
    return Supervision(
        matter=entry.matter,
        kind=kind,
        fault=before.fault if before else fault,
        clock=before.clock if before else clock.name,
        unit_id=unit,
        facts=unanswered_text(late, ways.names[before.kind]) if before else facts_text(late),
        demand=before.demand if before else demand_text(fault),
        reply_limit=str(ways.replies[kind]),
        follows=before,
        drafted_at=entry.at,
        drafted_by=entry.actor.id,
    )


def _late(entry: Entry, clock: Clock, unit: str) -> Late:
    step, at = entry.known.last_by_hand(entry.matter.pk) or ("", None)
    return Late(
        code=entry.matter.code,
        limit=entry.known.limit_names.get(clock.name, clock.name),
        due_at=clock.due_at,
        who=entry.known.unit_names[unit],
        last=STEPS[step].label if step else "",
        last_at=at,
    )


def _signer(office: Office) -> tuple[str, list[tuple[str, str]]]:
    """Whose desk a draft goes to: the director's, in person or stood in for, else duty's; and the desks left empty."""
    if office.there(*DIRECTOR):
        return Role.DIRECTOR, []
    return Role.DUTY, [(Role.DIRECTOR, CENTRE)]


def open_one(entry: Entry, state: SupervisionState, seen: int | None) -> Supervision:
    """The 督办 of this matter in this state. Raises Refused when it is not the one somebody was looking at."""
    row = Supervision.objects.filter(matter=entry.matter, status=state).first()
    if row is None or seen not in {None, row.pk}:
        raise Refused(CHANGED)
    return row


def reply_clock(entry: Entry, limit: str) -> Clock:
    """The clock until the reply is due, not yet saved. Raises Refused when the limit cannot be read."""
    return new_clock(SUPERVISION, entry.matter, entry.at, entry.rules, limit=parse_limit(limit))
