"""What a party is shown who was asked, by the letter's address, whether they are willing. No names of others."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.centre import reached_at
from fengdan.catalogue.rules import rules_in_force
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Consent, Invitation, Matter, Party
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.facts import Answer, MatterFacts
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.powers import why_not
from fengdan.rulebook.workdays import due
from fengdan.vault import blind

ANSWER_WITHIN = parse_limit("3wd")  # how long the letter asks to be answered in; nothing lapses after it
SAID = {Answer.AGREED: "同意调解", Answer.PENDING: "再想想", Answer.REFUSED: "不同意调解"}


@dataclass(frozen=True)
class Invited:
    """What the letter and its page tell. `closed`: no answer is taken any more.

    `answered` is the last answer given online since asked (this round), in words, or empty.
    """

    name: str
    matter: Matter
    matter_type: str
    where: str
    holder: str
    phone: str
    mediator: str
    due: datetime
    answered: str
    answered_at: datetime | None
    closed: bool


def by_invitation(token: str) -> int | None:
    """The party a letter's QR stands for, or None."""
    found = Invitation.objects.filter(token_index=blind.index("invitation", token), party__removed=False)
    return found.values_list("party_id", flat=True).first()


def token_of(party: int) -> str | None:
    """The address on a party's letter, once they were asked."""
    return Invitation.objects.filter(party_id=party).values_list("token", flat=True).first()


def asked_by_letter(matter: Matter) -> set[int]:
    """The parties a letter was made for."""
    return set(_asked.ask(matter=matter.pk))


_asked = Prepared(lambda: Invitation.objects.filter(party__matter=Slot("matter")).values_list("party_id", flat=True))


def invited(party_id: int, at: datetime) -> Invited | None:
    """What to tell this party, or None when they were taken off the matter or never asked."""
    party = Party.objects.filter(pk=party_id, removed=False).first()
    if party is None:
        return None
    related = ("holder", "mediator", "matter_type", "area")
    matter = Matter.objects.select_related(*related).defer("story", "pin", "token").get(pk=party.matter_id)
    asked = matter.events.filter(step="ask_party", facts__party=party_id).order_by("-seq").first()
    if asked is None:
        return None
    facts = facts_of(matter)
    said = party.consents.filter(how=Consent.How.ONLINE, asked_at__gte=asked.at).order_by("-id").first()
    return Invited(
        name=party.name,
        matter=matter,
        matter_type=matter.matter_type.full_name,
        where=_where(matter, facts),
        holder=matter.holder.name,
        phone=reached_at(matter.holder),
        mediator=matter.mediator.name if matter.mediator else "",
        due=due(asked.at, ANSWER_WITHIN, rules_in_force().calendar).at,
        answered=SAID[Answer(said.answer)] if said else "",
        answered_at=said.asked_at if said else None,
        closed=why_not("record_consent", facts, party_actor(party_id, ""), at) is not None,
    )


def _where(matter: Matter, facts: MatterFacts) -> str:
    """The place, unless it could lead to somebody whose address is kept from the other side."""
    if facts.protected or facts.confidential:
        return matter.area.name
    named = matter.place.startswith(matter.area.name)
    return matter.place if named else f"{matter.area.name} {matter.place}".strip()
