"""Rows of a matter → the facts the rulebook judges by. Reads codes and ids only, so nothing is decrypted."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fengdan.database.many import Many
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import (
    Agreement,
    Alarm,
    Assignment,
    Clock,
    CoMediator,
    Conference,
    ConferenceMember,
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

# column of `_all_that_hangs` → its name among the facts
COUNTED = {name: name for name in ("oral", "reply", "ruled", "returned", "lowering", "lowering_by", "receipt_due")}
COUNTED |= {"follow_up_due": "follow_up_due", "attempts": "follow_ups", "followed": "followed", "violence": "violence"}
COUNTED |= {"on_paper": "on_paper", "conference": "conference"}
LISTED = ("present", "helping", "gave_back", "conferring", "beside", "signed", "owed", "rated")


def facts_of(matter: Matter) -> MatterFacts:
    """Full facts, in one query whatever the matter holds."""
    hanging = _hanging.ask(matter=matter.pk)[0]
    parties = hanging["present"]
    over = matter.stage in CLOSED
    rated = hanging["rated"] if over else []
    given_back = hanging["gave_back"]
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
        supporting=frozenset(hanging["helping"]),
        gave_back=frozenset(unit for unit, _ in given_back),
        conflicted=frozenset(unit for unit, code in given_back if code == CONFLICT),
        conferring={} if over else dict(hanging["conferring"]),
        agreement=_agreement(hanging),
        conclusion=matter.conclusion,
        round=matter.round,
        co_mediators=frozenset(str(user) for user in hanging["beside"] if user) if matter.mediator_id else frozenset(),
        confidential=matter.confidential,
        protected=frozenset(party for party, _, _, protected in parties if protected),
        # nothing is owed before there is an agreement, and none is reached before the work is under way
        owed=frozenset(hanging["owed"]) if over or matter.stage == Stage.UNDERWAY else frozenset(),
        rated=frozenset(party for _, party, _, _ in rated),
        low_ratings=frozenset(pk for pk, _, score, handled in rated if score <= Rating.LOW and handled is None),
        above=hanging["holder__above_id"] or "",
        unit_kind=hanging["unit__kind"] or "",
        mediator=str(hanging["mediator__user_id"] or ""),
        sessions=hanging["held"] or 0,
        **_counted(hanging),
    )


def _counted(hanging: dict[str, Any]) -> dict[str, Any]:
    return {name: "" if hanging[column] is None else hanging[column] for column, name in COUNTED.items()}


def _agreement(hanging: dict[str, Any]) -> AgreementFacts | None:
    """The live one of this round, if there is one."""
    live: int | None = hanging["live"]
    if live is None:
        return None
    return AgreementFacts(
        live, required_signers([party for party, *_ in hanging["present"]]), frozenset(hanging["signed"])
    )


def _count(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """How many of them each matter has."""
    counted: QuerySet[Any, Any] = rows.order_by().values("matter").annotate(n=Count("pk")).values("n")
    return counted


def _all_that_hangs() -> QuerySet[Any, dict[str, Any]]:
    """What hangs on a matter, under its name; what is counted, one by one, and what is listed, as lists."""
    here = {"matter": OuterRef("pk")}
    now = here | {"round": OuterRef("round")}
    sessions = _count(Session.objects.filter(**now))
    replies = Reply.objects.filter(**here, assignment__status=Assignment.Status.TAKEN).order_by("-pk")
    asked = RiskChange.objects.filter(**here, decided_at=None)
    calls = FollowUp.objects.filter(**now)
    agreements = Agreement.objects.filter(**now).exclude(status=Agreement.Status.VOIDED)
    signed = Signature.objects.filter(agreement__matter=OuterRef("pk"), agreement__round=OuterRef("round")).exclude(
        agreement__status=Agreement.Status.VOIDED
    )
    given_back = Assignment.objects.filter(**here, status=Assignment.Status.GIVEN_BACK).order_by()
    conferring = ConferenceMember.objects.filter(conference__matter=OuterRef("pk"), conference__round=OuterRef("round"))
    columns: QuerySet[Any, Any] = Matter.objects.filter(pk=Slot("matter")).annotate(
        present=Many(Party.objects.filter(**here, removed=False).values_list("id", "side", "consent", "protected")),
        helping=Many(Supporting.objects.filter(**here, ended_at=None).order_by().values_list("unit_id")),
        gave_back=Many(given_back.values_list("unit_id", "return_code")),
        beside=Many(CoMediator.objects.filter(**here, ended_at=None).order_by().values_list("mediator__user_id")),
        live=Subquery(agreements.order_by().values("pk")[:1]),
        signed=Many(signed.order_by().values_list("signer")),
        owed=Many(Obligation.objects.filter(**now, status__in=Obligation.WAITING).order_by().values_list("id")),
        rated=Many(Rating.objects.filter(**now).order_by().values_list("id", "party_id", "score", "handled_at")),
        held=Subquery(sessions),
        oral=Exists(OralAgreement.objects.filter(**now)),
        reply=Subquery(replies.values("state")[:1]),
        ruled=Exists(Conference.objects.filter(**now, decided__isnull=False)),
        conference=Subquery(Conference.objects.filter(**here, closed_at=None).values("lead_id")),
        conferring=Many(conferring.order_by().values_list("unit_id", "unit__kind")),
        returned=Subquery(UnitReturn.objects.filter(**here, closed_at=None).values("given_back__unit_id")[:1]),
        lowering=Subquery(asked.values("becomes")[:1]),
        lowering_by=Subquery(asked.values("asked_by")[:1]),
        receipt_due=Exists(Transfer.objects.filter(**now, receipt_on=None)),
        attempts=Coalesce(Subquery(_count(calls)), 0),
        follow_up_due=Exists(Clock.objects.filter(**here, name="follow_up", started_at=OuterRef("concluded_at"))),
        followed=Exists(calls.filter(reached=True)),
        on_paper=Exists(ImportedRow.objects.filter(**here, ended=True, matter__round=1)),
        violence=Exists(Alarm.objects.filter(**here, kind__in=AT_HOME)),
    )
    return columns.values("holder__above_id", "unit__kind", "mediator__user_id", "held", "live", *LISTED, *COUNTED)


_hanging = Prepared(_all_that_hangs)
