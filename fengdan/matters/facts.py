"""Rows of a matter → the facts the rulebook judges by. Reads codes and ids only, so nothing is decrypted."""

from fengdan.matters.models import Agreement, Assignment, Matter, Signature
from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.assigning import CONFLICT
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, Side
from fengdan.rulebook.stages import Stage


def facts_of(matter: Matter) -> MatterFacts:
    """Full facts, in at most five queries whatever the matter holds."""
    parties = list(matter.parties.filter(removed=False).values_list("id", "side", "consent"))
    given_back = matter.assignments.filter(status=Assignment.Status.GIVEN_BACK).values_list("unit_id", "return_code")
    gave_back = list(given_back.order_by())
    return MatterFacts(
        stage=Stage(matter.stage),
        holder=matter.holder_id,
        last_at=matter.last_at,
        parties={party: Answer(consent) for party, _, consent in parties},
        sides={party: Side(side) for party, side, _ in parties},
        unit=matter.unit_id or "",
        mediator=str(matter.mediator.user_id or "") if matter.mediator else "",
        gave_back=frozenset(unit for unit, _ in gave_back),
        conflicted=frozenset(unit for unit, code in gave_back if code == CONFLICT),
        sessions=matter.sessions.count(),
        agreement=_agreement_facts(matter, [party for party, _, _ in parties]),
        conclusion=matter.conclusion,
    )


def _agreement_facts(matter: Matter, party_ids: list[int]) -> AgreementFacts | None:
    live = matter.agreements.exclude(status=Agreement.Status.VOIDED).values_list("id", flat=True).first()
    if live is None:
        return None
    signed = Signature.objects.filter(agreement_id=live).values_list("signer", flat=True)
    return AgreementFacts(live, required_signers(party_ids), frozenset(signed.order_by()))
