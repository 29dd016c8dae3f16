"""协议定稿: the text is frozen by its digest and gets its number; from here on it can only be signed or voided."""

from dataclasses import asdict
from datetime import datetime

from fengdan.matters.counters import take_next
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Agreement, Matter
from fengdan.matters.parties import described, keep_address_out
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.agreements import Terms, check_terms, copies
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.numbering import agreement_number
from fengdan.teams.models import Team


def agree(
    matter: Matter,
    *,
    terms: Terms,
    confirmation_told: bool = False,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Freeze a written agreement (人民调解法 Art. 28–29). Raises Refused naming the vague or forbidden part.

    `confirmation_told`: the parties know that a court will not confirm what concerns status or ownership.
    """

    def write(entry: Entry) -> None:
        check_terms(terms, confirmation_told=confirmation_told)
        keep_address_out(entry.matter, asdict(terms))
        row = _frozen(entry, terms)
        entry.add(row)
        entry.facts = {
            "agreement": row.pk,
            "committee": row.committee_id,
            "year": row.year,
            "sequence": row.sequence,
            "confirmation_told": confirmation_told,
        }

    return record("agree", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _frozen(entry: Entry, terms: Terms) -> Agreement:
    """The text with its number and everybody's names as they are today, not yet saved."""
    mediator = entry.matter.mediator
    assert mediator is not None
    committee = Team.objects.select_related("committee__unit").get(pk=entry.matter.unit_id).committee
    year = entry.at.astimezone(ZONE).year
    sequence = take_next(f"agreement:{committee.pk}:{year}")
    parties = list(entry.matter.parties.filter(removed=False))
    return Agreement(
        matter=entry.matter,
        committee=committee,
        committee_name=committee.unit.name,
        mediator=mediator,
        mediator_name=mediator.name,
        year=year,
        sequence=sequence,
        number=agreement_number(year, committee.numbering_name, sequence),
        parties="\n".join(described(party) for party in parties),
        facts=terms.facts,
        content=terms.content,
        performance=terms.performance,
        due=terms.due,
        place=terms.place,
        copies=copies(len(parties)),
        frozen_at=entry.at,
    )
