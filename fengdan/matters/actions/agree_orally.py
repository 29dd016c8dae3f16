"""口头协议: in effect when it is reached (人民调解法 Art. 30)."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters import orders
from fengdan.matters.choices import said
from fengdan.matters.conflicts import lapse
from fengdan.matters.counters import take_next
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.mediators import on_the_spot, refuse_blocked
from fengdan.matters.models import Assignment, Matter, OralAgreement
from fengdan.matters.parties import keep_address_out
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.agreements import check_oral
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.numbering import oral_number
from fengdan.rulebook.orders import OrderState
from fengdan.teams.models import Committee
from fengdan.units.models import Unit
from fengdan.units.queries import place_name


@dataclass(frozen=True)
class OralTerms:
    """What both sides said yes to. `due` may be empty when `performed`: it was done on the spot.

    `mediator` is the code of whoever brought it about at the centre's desk, before anybody was given the matter.
    """

    content: str
    reached_at: datetime
    performance: str = ""
    due: str = ""
    performed: bool = False
    mediator: str = ""


def agree_orally(
    matter: Matter,
    *,
    terms: OralTerms,
    both_agree: bool,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record an oral agreement with its number. Raises Refused naming the part that is missing or vague.

    `both_agree`: both sides find writing unnecessary and agree to this (Art. 28).
    """

    def write(entry: Entry) -> None:
        if not both_agree:
            raise Refused("请确认双方都同意这样办、不需要写书面协议，再勾选。", "both_agree")
        if terms.reached_at > at:
            raise Refused("达成协议的时间不能晚于现在。", "reached_at")
        said(terms.content, "content", "怎么说定的")
        check_oral(terms.content, terms.due, performed=terms.performed)
        keep_address_out(entry.matter, {"content": terms.content, "performance": terms.performance})
        row = _numbered(entry, terms)
        entry.add(row)
        orders.overtaken(entry, OrderState.CLOSED)
        entry.facts |= {
            "oral_agreement": row.pk,
            "committee": row.committee_id,
            "year": row.year,
            "sequence": row.sequence,
        }

    return record("agree_orally", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _numbered(entry: Entry, terms: OralTerms) -> OralAgreement:
    committee, body, mediator = _mediated_by(entry, terms)
    year = terms.reached_at.astimezone(ZONE).year
    sequence = take_next(f"oral:{committee}:{year}")
    return OralAgreement(
        matter=entry.matter,
        committee_id=committee,
        year=year,
        sequence=sequence,
        number=oral_number(year, body, sequence),
        mediator=mediator,
        content=terms.content,
        performance=terms.performance,
        due=terms.due,
        performed=terms.performed,
        reached_at=terms.reached_at,
    )


def _mediated_by(entry: Entry, terms: OralTerms) -> tuple[str, str, str]:
    """Whose committee mediated, its name in numbers, and who did: a team's, else the village or township itself."""
    assert entry.before is not None
    if entry.before.holder == CENTRE:
        return _at_the_desk(entry, terms.mediator)
    live = entry.matter.assignments.select_related("mediator").get(status=Assignment.Status.TAKEN)
    name = live.mediator.name if live.mediator else entry.actor.name
    if entry.before.with_team:
        committee = Committee.objects.get(teams__pk=entry.before.unit)
        return committee.pk, committee.numbering_name, name
    unit = Unit.objects.select_related("area__parent").get(pk=entry.before.unit)
    return unit.pk, place_name(unit.area), name


def _at_the_desk(entry: Entry, code: str) -> tuple[str, str, str]:
    """Whoever mediated on the spot, under the committee of their team; from now on the matter is theirs."""
    day = entry.at.astimezone(ZONE).date()
    mediator, committee = on_the_spot(code, day)
    refuse_blocked(entry.matter, [mediator], day, lead=code)
    lapse(entry, [code])
    entry.change_matter(mediator=mediator)
    entry.facts = {"mediator_user": str(mediator.user_id or "")}
    return committee.pk, committee.numbering_name, mediator.name
