"""Rows of a matter → the facts the rulebook judges by. Reads codes and ids only, so nothing is decrypted."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Subquery

from fengdan.matters.models import (
    Agreement,
    Assignment,
    Matter,
    OralAgreement,
    Reply,
    Session,
    Signature,
    UnitReturn,
)
from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.assigning import CONFLICT
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, Side
from fengdan.rulebook.stages import Stage

LIVE = (Assignment.Status.PENDING, Assignment.Status.TAKEN)


class Around(NamedTuple):
    """What hangs on a matter, read at once."""

    above: str | None
    unit_kind: str | None
    mediator_user: int | None
    sessions: int
    oral: bool
    reply: str | None
    ruled: bool
    returned: str | None


def facts_of(matter: Matter) -> MatterFacts:
    """Full facts, in at most six queries whatever the matter holds."""
    parties = list(matter.parties.filter(removed=False).values_list("id", "side", "consent"))
    given_back = matter.assignments.filter(status=Assignment.Status.GIVEN_BACK).values_list("unit_id", "return_code")
    gave_back = list(given_back.order_by())
    around = _around(matter)
    helpers = matter.supporting.filter(ended_at=None).values_list("unit_id", flat=True)
    return MatterFacts(
        stage=Stage(matter.stage),
        holder=matter.holder_id,
        last_at=matter.last_at,
        parties={party: Answer(consent) for party, _, consent in parties},
        sides={party: Side(side) for party, side, _ in parties},
        origin=str(matter.origin_id),
        service=matter.service,
        level=matter.level,
        risk=matter.risk,
        unit=matter.unit_id or "",
        unit_kind=around.unit_kind or "",
        supporting=frozenset(helpers),
        mediator=str(around.mediator_user or ""),
        gave_back=frozenset(unit for unit, _ in gave_back),
        conflicted=frozenset(unit for unit, code in gave_back if code == CONFLICT),
        returned=around.returned or "",
        ruled=around.ruled,
        sessions=around.sessions,
        agreement=_agreement_facts(matter, [party for party, _, _ in parties]),
        oral=around.oral,
        reply=around.reply or "",
        conclusion=matter.conclusion,
        above=around.above or "",
    )


def _around(matter: Matter) -> Around:
    here = {"matter": OuterRef("pk")}
    sessions = Session.objects.filter(**here).order_by().values("matter").annotate(n=Count("pk")).values("n")
    live = Assignment.objects.filter(**here, status__in=LIVE)
    replies = Reply.objects.filter(**here, assignment__status=Assignment.Status.TAKEN).order_by("-pk")
    columns = Matter.objects.filter(pk=matter.pk).annotate(
        held=Subquery(sessions),
        oral=Exists(OralAgreement.objects.filter(**here)),
        reply=Subquery(replies.values("state")[:1]),
        ruled=Exists(live.filter(ruled_by__isnull=False)),
        returned=Subquery(UnitReturn.objects.filter(**here, closed_at=None).values("given_back__unit_id")[:1]),
    )
    wanted = ("holder__above_id", "unit__kind", "mediator__user_id", "held", "oral", "reply", "ruled", "returned")
    above, kind, mediator, held, *rest = columns.values_list(*wanted).get()
    return Around(above, kind, mediator, held or 0, *rest)


def _agreement_facts(matter: Matter, party_ids: list[int]) -> AgreementFacts | None:
    live = matter.agreements.exclude(status=Agreement.Status.VOIDED).values_list("id", flat=True).first()
    if live is None:
        return None
    signed = Signature.objects.filter(agreement_id=live).values_list("signer", flat=True)
    return AgreementFacts(live, required_signers(party_ids), frozenset(signed.order_by()))
