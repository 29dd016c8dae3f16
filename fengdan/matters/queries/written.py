"""The rows that hang on a matter, read once for its page; what the events do not mention is not asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from fengdan.catalogue.rules import limit_names
from fengdan.matters.models import (
    Agreement,
    Assignment,
    Consent,
    Contact,
    Correction,
    Event,
    HandUp,
    ImportedRow,
    Matter,
    Note,
    OralAgreement,
    Party,
    Performance,
    Referral,
    Reply,
    Session,
    UnitReturn,
)
from fengdan.units.models import Unit


@dataclass(frozen=True)
class Written:
    """The rows of a matter by id, so that each event finds its words; `units` and `limits` are names by code."""

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

    def rows(key: str, found: Any) -> dict[int, Any]:
        return _by_id(found) if key in keys else {}

    replies = matter.replies.select_related("assignment__unit", "attachment")
    returns = matter.returns.select_related("given_back__unit", "believed")
    return Written(
        matter=matter,
        parties=_by_id(parties),
        consents=_by_id(Consent.objects.filter(party__matter=matter)),
        assignments=rows("assignment", matter.assignments.select_related("unit", "mediator")),
        sessions=rows("session", matter.sessions.all()),
        agreements=_by_id(agreements),
        notes=rows("note", matter.notes.all()),
        replies=rows("reply", replies),
        returns=rows("return", returns),
        hand_ups=rows("hand_up", matter.hand_ups.all()),
        orals=rows("oral_agreement", matter.oral_agreements.all()),
        units=dict(Unit.objects.filter(pk__in=_named(events)).values_list("pk", "name")),
        limits=limit_names() if "clock" in keys else {},
        corrections=rows("correction", matter.corrections.all()),
        more={kind: _by_id(found) for kind, found in _more(matter).items() if kind in keys},
    )


def _more(matter: Matter) -> dict[str, QuerySet[Any]]:
    """Rows told by one sentence only, under the key their events name them by."""
    return {
        "visit": matter.visits.all(),
        "response": matter.responses.all(),
        "referral": Referral.objects.filter(matter=matter),
        "contact": Contact.objects.filter(party__matter=matter),
        "transfer": matter.transfers.all(),
        "past_round": matter.past_rounds.all(),
        "scan": matter.scans.select_related("file"),
        "invitee": matter.invitees.all(),
        "alarm": matter.alarms.all(),
        "risk_change": matter.risk_changes.all(),
        "obligation": matter.obligations.all(),
        "performance": Performance.objects.filter(obligation__matter=matter),
        "follow_up": matter.follow_ups.all(),
        "rating": matter.ratings.all(),
        "imported_row": ImportedRow.objects.filter(matter=matter),
    }


def _by_id(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


def _named(events: list[Event]) -> set[str]:
    """The codes of the units that the events' sentences name."""
    found: set[str] = set()
    for event in events:
        found |= {event.facts[key] for key in ("to", "believed") if key in event.facts}
        found |= {event.facts["unit"]} if event.step == "rule_on_return" else set()
        found |= set(event.facts.get("supporting", ()))
    return found
