"""Rows of a matter → the facts the rulebook judges by. Reads codes and ids only, so nothing is decrypted."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import (
    Agreement,
    Alarm,
    Assignment,
    Clock,
    CoMediator,
    FollowUp,
    ImportedRow,
    Matter,
    Obligation,
    OralAgreement,
    Party,
    Rating,
    Reply,
    RiskChange,
    Session,
    Signature,
    Supporting,
    Transfer,
    UnitReturn,
)
from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.assigning import CONFLICT
from fengdan.rulebook.effects.after import AT_HOME
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, Side
from fengdan.rulebook.stages import CLOSED, Stage

# column of `_around` → its name among the facts
COUNTED = {name: name for name in ("oral", "reply", "ruled", "returned", "lowering", "lowering_by", "receipt_due")}
COUNTED |= {"follow_up_due": "follow_up_due", "attempts": "follow_ups", "followed": "followed", "violence": "violence"}
COUNTED |= {"on_paper": "on_paper"}
LIVE = (Assignment.Status.PENDING, Assignment.Status.TAKEN)


def facts_of(matter: Matter) -> MatterFacts:
    """Full facts, in at most ten queries whatever the matter holds."""
    parties = _parties.ask(matter=matter.pk)
    gave_back, conflicted = _returns(matter)
    rated, low_ratings = _ratings(matter)
    return MatterFacts(
        stage=Stage(matter.stage),
        holder=matter.holder_id,
        last_at=matter.last_at,
        parties={party: Answer(consent) for party, _, consent, _ in parties},
        sides={party: Side(side) for party, side, _, _ in parties},
        origin=str(matter.origin_id),
        service=matter.service,
        level=matter.level,
        risk=matter.risk,
        unit=matter.unit_id or "",
        supporting=frozenset(_supporting.ask(matter=matter.pk)),
        gave_back=gave_back,
        conflicted=conflicted,
        agreement=_agreement_facts(matter, [party for party, *_ in parties]),
        conclusion=matter.conclusion,
        round=matter.round,
        co_mediators=_beside(matter),
        confidential=matter.confidential,
        protected=frozenset(party for party, _, _, protected in parties if protected),
        owed=_owed(matter),
        rated=rated,
        low_ratings=low_ratings,
        **_around(matter),
    )


def _around(matter: Matter) -> dict[str, Any]:
    """What hangs on the matter, read at once, under the names the facts have for it."""
    above, kind, mediator, held, *counted = _columns.ask(matter=matter.pk)[0]
    words = {"above": above or "", "unit_kind": kind or "", "mediator": str(mediator or ""), "sessions": held or 0}
    return words | dict(zip(COUNTED.values(), ("" if value is None else value for value in counted), strict=True))


def _hanging() -> QuerySet[Matter, tuple[Any, ...]]:
    """The query of `_around`."""
    here = {"matter": OuterRef("pk")}
    now = here | {"round": OuterRef("round")}
    sessions = Session.objects.filter(**now).order_by().values("matter").annotate(n=Count("pk")).values("n")
    live = Assignment.objects.filter(**here, status__in=LIVE)
    replies = Reply.objects.filter(**here, assignment__status=Assignment.Status.TAKEN).order_by("-pk")
    asked = RiskChange.objects.filter(**here, decided_at=None)
    calls = FollowUp.objects.filter(**now)
    attempts = calls.order_by().values("matter").annotate(n=Count("pk")).values("n")
    columns = Matter.objects.filter(pk=Slot("matter")).annotate(
        held=Subquery(sessions),
        oral=Exists(OralAgreement.objects.filter(**now)),
        reply=Subquery(replies.values("state")[:1]),
        ruled=Exists(live.filter(ruled_by__isnull=False)),
        returned=Subquery(UnitReturn.objects.filter(**here, closed_at=None).values("given_back__unit_id")[:1]),
        lowering=Subquery(asked.values("becomes")[:1]),
        lowering_by=Subquery(asked.values("asked_by")[:1]),
        receipt_due=Exists(Transfer.objects.filter(**now, receipt_on=None)),
        attempts=Coalesce(Subquery(attempts), 0),
        follow_up_due=Exists(Clock.objects.filter(**here, name="follow_up", started_at=OuterRef("concluded_at"))),
        followed=Exists(calls.filter(reached=True)),
        on_paper=Exists(ImportedRow.objects.filter(**here, ended=True, matter__round=1)),
        violence=Exists(Alarm.objects.filter(**here, kind__in=AT_HOME)),
    )
    return columns.values_list("holder__above_id", "unit__kind", "mediator__user_id", "held", *COUNTED)


def _beside(matter: Matter) -> frozenset[str]:
    if not matter.mediator_id:
        return frozenset()
    return frozenset(str(user) for user in _co_mediators.ask(matter=matter.pk) if user)


def _owed(matter: Matter) -> frozenset[int]:
    """Nothing is owed before there is an agreement, and none is reached before the work is under way."""
    if matter.stage not in {Stage.UNDERWAY, *CLOSED}:
        return frozenset()
    return frozenset(_waiting.ask(matter=matter.pk, round=matter.round))


def _returns(matter: Matter) -> tuple[frozenset[str], frozenset[str]]:
    """The units that gave it back, and those of them that did so because of a conflict."""
    found = _given_back.ask(matter=matter.pk)
    conflicted = frozenset(unit for unit, code in found if code == CONFLICT)
    return frozenset(unit for unit, _ in found), conflicted


def _ratings(matter: Matter) -> tuple[frozenset[int], frozenset[int]]:
    """The parties who have rated this round, and the low ratings that wait for an answer."""
    if matter.stage not in CLOSED:
        return frozenset(), frozenset()
    found = _rated.ask(matter=matter.pk, round=matter.round)
    low = frozenset(pk for pk, _, score, handled in found if score <= Rating.LOW and handled is None)
    return frozenset(party for _, party, _, _ in found), low


def _agreement_facts(matter: Matter, party_ids: list[int]) -> AgreementFacts | None:
    live = _live_agreement.first(matter=matter.pk, round=matter.round)
    if live is None:
        return None
    return AgreementFacts(live, required_signers(party_ids), frozenset(_signed.ask(agreement=live)))


_here = {"matter": Slot("matter")}
_now = _here | {"round": Slot("round")}
_columns = Prepared(_hanging)
_parties = Prepared(
    lambda: Party.objects.filter(**_here, removed=False).values_list("id", "side", "consent", "protected")
)
_supporting = Prepared(lambda: Supporting.objects.filter(**_here, ended_at=None).values_list("unit_id", flat=True))
_co_mediators = Prepared(
    lambda: CoMediator.objects.filter(**_here, ended_at=None).order_by().values_list("mediator__user_id", flat=True)
)
_waiting = Prepared(
    lambda: Obligation.objects.filter(**_now, status__in=Obligation.WAITING).order_by().values_list("id", flat=True)
)
_given_back = Prepared(
    lambda: (
        Assignment.objects.filter(**_here, status=Assignment.Status.GIVEN_BACK)
        .order_by()
        .values_list("unit_id", "return_code")
    )
)
_rated = Prepared(lambda: Rating.objects.filter(**_now).order_by().values_list("id", "party_id", "score", "handled_at"))
_live_agreement = Prepared(
    lambda: Agreement.objects.filter(**_now).exclude(status=Agreement.Status.VOIDED).values_list("id", flat=True)[:1]
)
_signed = Prepared(
    lambda: Signature.objects.filter(agreement=Slot("agreement")).order_by().values_list("signer", flat=True)
)
