"""The rows that hang on a matter, read once for its page; what the events do not mention is not asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fengdan.catalogue.rules import limit_names
from fengdan.catalogue.supervision import ways_in_force
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import (
    Agreement,
    Alarm,
    Assignment,
    Booking,
    Conference,
    Conflict,
    Consent,
    Contact,
    Correction,
    Event,
    Extension,
    FollowUp,
    HandUp,
    ImportedRow,
    Invitee,
    Matter,
    Need,
    NeedPlan,
    Note,
    Objection,
    Obligation,
    OralAgreement,
    Order,
    OrderAnswer,
    OrderChoice,
    Party,
    PastRound,
    Performance,
    PersonalLead,
    Preparation,
    Rating,
    Referral,
    Reply,
    Response,
    RiskChange,
    RiskHandling,
    Scan,
    Session,
    Supervision,
    Suspension,
    Task,
    Transfer,
    UnitReturn,
    Urging,
    Visit,
)
from fengdan.units.models import Unit


@dataclass(frozen=True)
class Written:
    """The rows of a matter by id, so that each event finds its words; `units`, `limits` and `ways` of
    supervising are names by code."""

    matter: Matter
    parties: Mapping[int, Party]
    consents: Mapping[int, Consent]
    assignments: Mapping[int, Assignment]
    sessions: Mapping[int, Session]
    agreements: Mapping[int, Agreement]
    notes: Mapping[int, Note]
    replies: Mapping[int, Reply]
    returns: Mapping[int, UnitReturn]
    hand_ups: Mapping[int, HandUp]
    orals: Mapping[int, OralAgreement]
    units: Mapping[str, str]
    limits: Mapping[str, str]
    corrections: Mapping[int, Correction]
    more: Mapping[str, Mapping[int, Any]]
    ways: Mapping[str, str]

    def row(self, kind: str, facts: Mapping[str, Any]) -> Any:
        """The row an event names under this key."""
        return self.more[kind][facts[kind]]

    def rows(self, kind: str) -> Iterable[Any]:
        """All rows of this kind that the events name, oldest first."""
        return self.more.get(kind, {}).values()

    def ending(self, facts: Mapping[str, Any]) -> str:
        """Why the round of this event ended, as people read it; rounds that are over keep their own words."""
        over = (row.conclusion_reason for row in self.rows("past_round") if row.round == facts["round"])
        return str(next(over, self.matter.conclusion_reason))


def written(matter: Matter, events: list[Event], parties: Iterable[Party], agreements: Iterable[Agreement]) -> Written:
    """One query for each kind of row the events mention, however much there is."""
    keys = {key for event in events for key in event.facts}
    keys |= {"conflict"} if "aside" in keys else set()
    keys |= {"task"} if "tasks" in keys else set()  # several came along at once

    def rows(kind: str) -> dict[int, Any]:
        return _by_id(_rows[kind].ask(matter=matter.pk)) if kind in keys else {}

    named = _named(events)
    return Written(
        matter=matter,
        parties=_by_id(parties),
        consents=rows("consent"),
        assignments=rows("assignment"),
        sessions=rows("session"),
        agreements=_by_id(agreements),
        notes=rows("note"),
        replies=rows("reply"),
        returns=rows("return"),
        hand_ups=rows("hand_up"),
        orals=rows("oral_agreement"),
        units=dict(Unit.objects.filter(pk__in=named).values_list("pk", "name")) if named else {},
        limits=limit_names() if keys & {"clock", "moved"} else {},
        corrections=rows("correction"),
        ways=ways_in_force().names if "supervision" in keys else {},
        more={kind: rows(kind) for kind in MORE if kind in keys},
    )


_here = {"matter": Slot("matter")}
_rows: Mapping[str, Prepared[Any]] = {
    "consent": Prepared(lambda: Consent.objects.filter(party__matter=Slot("matter"))),
    "assignment": Prepared(lambda: Assignment.objects.filter(**_here).select_related("unit", "mediator")),
    "session": Prepared(lambda: Session.objects.filter(**_here)),
    "note": Prepared(lambda: Note.objects.filter(**_here)),
    "reply": Prepared(lambda: Reply.objects.filter(**_here).select_related("assignment__unit", "attachment")),
    "return": Prepared(lambda: UnitReturn.objects.filter(**_here).select_related("given_back__unit", "believed")),
    "hand_up": Prepared(lambda: HandUp.objects.filter(**_here).select_related("from_unit", "to_unit")),
    "oral_agreement": Prepared(lambda: OralAgreement.objects.filter(**_here)),
    "correction": Prepared(lambda: Correction.objects.filter(**_here)),
    "visit": Prepared(lambda: Visit.objects.filter(**_here)),
    "response": Prepared(lambda: Response.objects.filter(**_here)),
    "referral": Prepared(lambda: Referral.objects.filter(**_here)),
    "contact": Prepared(lambda: Contact.objects.filter(party__matter=Slot("matter"))),
    "transfer": Prepared(lambda: Transfer.objects.filter(**_here)),
    "past_round": Prepared(lambda: PastRound.objects.filter(**_here)),
    "scan": Prepared(lambda: Scan.objects.filter(**_here).select_related("file")),
    "invitee": Prepared(lambda: Invitee.objects.filter(**_here)),
    "alarm": Prepared(lambda: Alarm.objects.filter(**_here)),
    "risk_change": Prepared(lambda: RiskChange.objects.filter(**_here)),
    "risk_handling": Prepared(lambda: RiskHandling.objects.filter(**_here)),
    "suspension": Prepared(lambda: Suspension.objects.filter(**_here)),
    "extension": Prepared(lambda: Extension.objects.filter(**_here)),
    "objection": Prepared(lambda: Objection.objects.filter(**_here).select_related("assignment__unit")),
    "obligation": Prepared(lambda: Obligation.objects.filter(**_here)),
    "performance": Prepared(lambda: Performance.objects.filter(obligation__matter=Slot("matter"))),
    "follow_up": Prepared(lambda: FollowUp.objects.filter(**_here)),
    "rating": Prepared(lambda: Rating.objects.filter(**_here)),
    "conference": Prepared(lambda: Conference.objects.filter(**_here).select_related("lead", "decided")),
    "conflict": Prepared(lambda: Conflict.objects.filter(**_here).select_related("mediator")),
    "supervision": Prepared(lambda: Supervision.objects.filter(**_here).select_related("unit")),
    "urging": Prepared(lambda: Urging.objects.filter(**_here)),
    "personal_lead": Prepared(lambda: PersonalLead.objects.filter(**_here)),
    "imported_row": Prepared(lambda: ImportedRow.objects.filter(**_here)),
    "order": Prepared(lambda: Order.objects.filter(**_here).select_related("team", "mediator")),
    "mediators": Prepared(lambda: OrderChoice.objects.filter(order__matter=Slot("matter")).select_related("mediator")),
    "order_answer": Prepared(lambda: OrderAnswer.objects.filter(order__matter=Slot("matter"))),
    "booking": Prepared(lambda: Booking.objects.filter(**_here).select_related("room", "area")),
    "preparation": Prepared(lambda: Preparation.objects.filter(**_here)),
    "task": Prepared(lambda: Task.objects.filter(**_here).select_related("unit", "mediator", "attachment")),
    "need": Prepared(lambda: Need.objects.filter(**_here).select_related("unit", "party")),
    "need_plan": Prepared(lambda: NeedPlan.objects.filter(need__matter=Slot("matter")).select_related("unit")),
}
# told by one sentence only
MORE = list(_rows)[list(_rows).index("visit") :]


def _by_id(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


def _named(events: list[Event]) -> set[str]:
    """The codes of the units that the events' sentences name."""
    found: set[str] = set()
    for event in events:
        found |= {event.facts[key] for key in ("to", "believed", "lead", "decided") if key in event.facts}
        found |= {event.facts["unit"]} if event.step == "rule_on_return" else set()
        found |= {event.facts["left"]} if event.step == "reassign" else set()
        found |= set(event.facts.get("supporting", ()))
    return found
