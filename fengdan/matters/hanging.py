"""What hangs on a matter, in one query: all that its facts are made of."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fengdan.database.many import Many
from fengdan.database.prepared import Prepared, Slot, SlotList
from fengdan.matters.models import (
    Agreement,
    Alarm,
    Assignment,
    Booking,
    Clock,
    CoMediator,
    Conference,
    ConferenceMember,
    Conflict,
    Extension,
    FollowUp,
    ImportedRow,
    Matter,
    Need,
    Obligation,
    OralAgreement,
    Order,
    OrderAnswer,
    Party,
    Rating,
    Reply,
    RiskChange,
    Session,
    Signature,
    Supervision,
    Supporting,
    Suspension,
    Task,
    Transfer,
    UnitReturn,
)
from fengdan.matters.models.conflict import NOW as CONFLICT_NOW
from fengdan.matters.models.supervision import OPEN as SUPERVISION_OPEN
from fengdan.rulebook.effects.after import AT_HOME
from fengdan.rulebook.orders import LIVE, OrderSaid

NEAR = ("holder__above_id", "unit__kind", "mediator__user_id", "matter_type__period")
HERE: dict[str, Any] = {"matter": OuterRef("pk")}
NOW = HERE | {"round": OuterRef("round")}
SIGNING = {"agreement__matter": OuterRef("pk"), "agreement__round": OuterRef("round")}
VOIDED = Agreement.Status.VOIDED
TO_ORDER = {"order__matter": OuterRef("pk"), "order__status__in": sorted(LIVE), "turn": F("order__turn")}


def _lists() -> dict[str, Many]:
    """What there may be several of."""
    signed = Signature.objects.filter(**SIGNING).exclude(agreement__status=VOIDED)
    given_back = Assignment.objects.filter(**HERE, status=Assignment.Status.GIVEN_BACK)
    conferring = ConferenceMember.objects.filter(conference__matter=OuterRef("pk"), conference__round=OuterRef("round"))
    supervised = Supervision.objects.filter(**HERE, status__in=SUPERVISION_OPEN)
    ordered = Order.objects.filter(**HERE, status__in=sorted(LIVE))
    yes = OrderAnswer.objects.filter(**TO_ORDER, said=OrderSaid.AGREE)
    asked = ("id", "asked_by", "approved")
    of_whom = ("id", "status", "mediator_id", "mediator__user_id", "asked_by", "decided_by")
    conflicts = Conflict.objects.filter(**HERE, status__in=CONFLICT_NOW)
    return {
        "present": Many(Party.objects.filter(**HERE, removed=False).values_list("id", "side", "consent", "protected")),
        "helping": Many(Supporting.objects.filter(**HERE, ended_at=None).order_by().values_list("unit_id")),
        "gave_back": Many(given_back.order_by().values_list("unit_id", "return_code")),
        "conferring": Many(conferring.order_by().values_list("unit_id", "unit__kind")),
        "beside": Many(
            CoMediator.objects.filter(**HERE, ended_at=None).order_by().values_list("mediator_id", "mediator__user_id")
        ),
        "signed": Many(signed.order_by().values_list("signer")),
        "owed": Many(Obligation.objects.filter(**NOW, status__in=Obligation.WAITING).order_by().values_list("id")),
        "rated": Many(Rating.objects.filter(**NOW).order_by().values_list("id", "party_id", "score", "handled_at")),
        "paused": Many(Suspension.objects.filter(**NOW).order_by().values_list(*asked, "until", "undone_at")),
        "extended": Many(Extension.objects.filter(**NOW).order_by().values_list(*asked, "undone_at")),
        "ordered": Many(ordered.order_by().values_list("id", "status", "side", "turn")),
        "ordered_yes": Many(yes.order_by().values_list("party_id", "rank")),
        "keeping_off": Many(conflicts.order_by().values_list(*of_whom)),
        "todo": Many(Task.objects.filter(**HERE, status=Task.Status.OPEN).order_by().values_list("id")),
        "supervised": Many(supervised.order_by().values_list("id", "status", "kind", "unit_id")),
    }


def _single() -> dict[str, Any]:
    """What there is one of, or none, or so many."""
    live = Assignment.objects.filter(**HERE, status__in=Assignment.LIVE).order_by()
    replies = Reply.objects.filter(**HERE, assignment__status=Assignment.Status.TAKEN).order_by("-pk")
    lowering = RiskChange.objects.filter(**HERE, decided_at=None)
    calls = FollowUp.objects.filter(**NOW)
    agreements = Agreement.objects.filter(**NOW).exclude(status=VOIDED).order_by()
    return {
        "live": Subquery(agreements.values("pk")[:1]),
        "booked": Subquery(Booking.objects.filter(**HERE, status=Booking.Status.BOOKED).values("pk")[:1]),
        "held": _how_many(Session.objects.filter(**NOW)),
        "oral": Exists(OralAgreement.objects.filter(**NOW)),
        "reply": Subquery(replies.values("state")[:1]),
        "ruled": Exists(Conference.objects.filter(**NOW, decided__isnull=False)),
        "conference": Subquery(Conference.objects.filter(**HERE, closed_at=None).values("lead_id")),
        "need": Subquery(Need.objects.filter(**HERE).exclude(status=Need.Status.ANSWERED).order_by().values("pk")[:1]),
        "objection": Subquery(live.values("objection")[:1]),
        "returned": Subquery(UnitReturn.objects.filter(**HERE, closed_at=None).values("given_back__unit_id")[:1]),
        "lowering": Subquery(lowering.values("becomes")[:1]),
        "lowering_by": Subquery(lowering.values("asked_by")[:1]),
        "receipt_due": Exists(Transfer.objects.filter(**NOW, receipt_on=None)),
        "attempts": Coalesce(_how_many(calls), 0),
        "follow_up_due": Exists(Clock.objects.filter(**HERE, name="follow_up", started_at=OuterRef("concluded_at"))),
        "followed": Exists(calls.filter(reached=True)),
        "on_paper": Exists(ImportedRow.objects.filter(**HERE, ended=True, matter__round=1)),
        "violence": Exists(Alarm.objects.filter(**HERE, kind__in=AT_HOME)),
    }


def _how_many(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("matter").annotate(n=Count("pk")).values("n"))


def _all_that_hangs(which: Q) -> QuerySet[Any, dict[str, Any]]:
    """What is near these matters, what is counted, and what is listed, under its name."""
    columns = _lists() | _single()
    found: QuerySet[Any, Any] = Matter.objects.filter(which).annotate(**columns)
    return found.values("pk", *NEAR, *columns)


_hanging = Prepared(lambda: _all_that_hangs(Q(pk=Slot("matter"))))
_hanging_on_many = Prepared(lambda: _all_that_hangs(Q(pk__in=SlotList("matters"))))


def hanging_on(matter: Matter) -> dict[str, Any]:
    """By name, whatever the matter holds. One query."""
    return _hanging.ask(matter=matter.pk)[0]


def hanging_on_many(matters: list[int]) -> list[dict[str, Any]]:
    """The same of each of these matters (ids), its id under `pk`. One query."""
    return _hanging_on_many.ask(matters=matters)
