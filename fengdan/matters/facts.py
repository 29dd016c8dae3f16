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
    Extension,
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
    Suspension,
    Transfer,
    UnitReturn,
)
from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.assigning import CONFLICT
from fengdan.rulebook.deadlines import MEDIATION, PERIOD_OF
from fengdan.rulebook.effects.after import AT_HOME
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, Side
from fengdan.rulebook.stages import CLOSED, Stage

# column of `_all_that_hangs` → its name among the facts
COUNTED = {name: name for name in ("oral", "reply", "ruled", "returned", "lowering", "lowering_by", "receipt_due")}
COUNTED |= {"follow_up_due": "follow_up_due", "attempts": "follow_ups", "followed": "followed", "violence": "violence"}
COUNTED |= {"on_paper": "on_paper", "conference": "conference"}
NEAR = ("holder__above_id", "unit__kind", "mediator__user_id", "matter_type__period")
LISTS = ("present", "helping", "gave_back", "conferring", "beside", "signed", "owed", "rated", "paused", "extended")
CONFERRING = Conference.members.through.objects.all()


def facts_of(matter: Matter) -> MatterFacts:
    """Full facts, in one query whatever the matter holds."""
    hanging = _hanging.ask(matter=matter.pk)[0]
    parties = hanging["present"]
    over = matter.stage in CLOSED
    rated = hanging["rated"] if over else []
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
        **_returns(hanging["gave_back"]),
        conferring={} if over else dict(hanging["conferring"]),
        agreement=_agreement(hanging),
        conclusion=matter.conclusion,
        round=matter.round,
        co_mediators=frozenset(str(user) for user in hanging["beside"] if user) if matter.mediator_id else frozenset(),
        confidential=matter.confidential,
        protected=frozenset(party for party, _, _, protected in parties if protected),
        # nothing is owed before there is an agreement, and none is reached before the work is under way
        owed=frozenset(hanging["owed"] if over or matter.stage == Stage.UNDERWAY else ()),
        rated=frozenset(party for _, party, _, _ in rated),
        low_ratings=frozenset(pk for pk, _, score, handled in rated if score <= Rating.LOW and handled is None),
        above=hanging["holder__above_id"] or "",
        unit_kind=hanging["unit__kind"] or "",
        **_time(matter, hanging),
        mediator=str(hanging["mediator__user_id"] or ""),
        sessions=hanging["held"] or 0,
        **_counted(hanging),
    )


def _returns(given_back: list[tuple[str, str]]) -> dict[str, Any]:
    """Who gave it back, and who because of a conflict."""
    return {
        "gave_back": frozenset(unit for unit, _ in given_back),
        "conflicted": frozenset(unit for unit, code in given_back if code == CONFLICT),
    }


def _time(matter: Matter, hanging: dict[str, Any]) -> dict[str, Any]:
    """By which limit it is mediated, and what is asked for and granted about its limits in this round."""
    paused, extended = hanging["paused"], hanging["extended"]
    kept = [("suspension", pk) for pk, _, approved, _, undone in paused if approved and not undone]
    kept += [("extension", pk) for pk, _, approved, undone in extended if approved and not undone]
    return {
        "suspending": next((by for _, by, approved, *_ in paused if approved is None), ""),
        "suspended": next((pk for pk, _, granted, until, undone in paused if granted and not (until or undone)), 0),
        "extending": next((by for _, by, approved, _ in extended if approved is None), ""),
        "changed": frozenset(f"{kind}:{pk}" for kind, pk in kept),
        "channel": matter.channel,
        "period": hanging["matter_type__period"] or PERIOD_OF.get(matter.channel, MEDIATION),
    }


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


def _how_many(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("matter").annotate(n=Count("pk")).values("n"))


def _all_that_hangs() -> QuerySet[Any, dict[str, Any]]:
    """What hangs on a matter, under its name; what is counted, one by one, and what is listed, as lists."""
    here = {"matter": OuterRef("pk")}
    now = here | {"round": OuterRef("round")}
    replies = Reply.objects.filter(**here, assignment__status=Assignment.Status.TAKEN).order_by("-pk")
    lowering = RiskChange.objects.filter(**here, decided_at=None)
    asked = ("id", "asked_by", "approved")
    calls = FollowUp.objects.filter(**now)
    agreements = Agreement.objects.filter(**now).exclude(status=Agreement.Status.VOIDED)
    signed = Signature.objects.filter(agreement__matter=OuterRef("pk"), agreement__round=OuterRef("round")).exclude(
        agreement__status=Agreement.Status.VOIDED
    )
    given_back = Assignment.objects.filter(**here, status=Assignment.Status.GIVEN_BACK).order_by()
    conferring = CONFERRING.filter(conference__matter=OuterRef("pk"), conference__round=OuterRef("round"))
    columns: QuerySet[Any, Any] = Matter.objects.filter(pk=Slot("matter")).annotate(
        present=Many(Party.objects.filter(**here, removed=False).values_list("id", "side", "consent", "protected")),
        helping=Many(Supporting.objects.filter(**here, ended_at=None).order_by().values_list("unit_id")),
        gave_back=Many(given_back.values_list("unit_id", "return_code")),
        beside=Many(CoMediator.objects.filter(**here, ended_at=None).order_by().values_list("mediator__user_id")),
        live=Subquery(agreements.order_by().values("pk")[:1]),
        signed=Many(signed.order_by().values_list("signer")),
        owed=Many(Obligation.objects.filter(**now, status__in=Obligation.WAITING).order_by().values_list("id")),
        rated=Many(Rating.objects.filter(**now).order_by().values_list("id", "party_id", "score", "handled_at")),
        paused=Many(Suspension.objects.filter(**now).order_by().values_list(*asked, "until", "undone_at")),
        extended=Many(Extension.objects.filter(**now).order_by().values_list(*asked, "undone_at")),
        held=_how_many(Session.objects.filter(**now)),
        oral=Exists(OralAgreement.objects.filter(**now)),
        reply=Subquery(replies.values("state")[:1]),
        ruled=Exists(Conference.objects.filter(**now, decided__isnull=False)),
        conference=Subquery(Conference.objects.filter(**here, closed_at=None).values("lead_id")),
        conferring=Many(conferring.order_by().values_list("unit_id", "unit__kind")),
        returned=Subquery(UnitReturn.objects.filter(**here, closed_at=None).values("given_back__unit_id")[:1]),
        lowering=Subquery(lowering.values("becomes")[:1]),
        lowering_by=Subquery(lowering.values("asked_by")[:1]),
        receipt_due=Exists(Transfer.objects.filter(**now, receipt_on=None)),
        attempts=Coalesce(_how_many(calls), 0),
        follow_up_due=Exists(Clock.objects.filter(**here, name="follow_up", started_at=OuterRef("concluded_at"))),
        followed=Exists(calls.filter(reached=True)),
        on_paper=Exists(ImportedRow.objects.filter(**here, ended=True, matter__round=1)),
        violence=Exists(Alarm.objects.filter(**here, kind__in=AT_HOME)),
    )
    return columns.values(*NEAR, "held", "live", *LISTS, *COUNTED)


_hanging = Prepared(_all_that_hangs)
