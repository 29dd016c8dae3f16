"""How responsible units have handled a matter: who can be reached, why this unit, what was answered, given back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Assignment, Matter, OralAgreement, Reply, Route, UnitReturn
from fengdan.matters.models.reply import REPLY_LABELS
from fengdan.matters.queries.conference import ConferenceShown, conference
from fengdan.matters.queries.written import Written
from fengdan.people.away import answering
from fengdan.rulebook.facts import CENTRE, MatterFacts, ObjectionState, ReplyState
from fengdan.rulebook.stages import OPEN
from fengdan.units.models import Unit

_route = Prepared(lambda: Route.objects.filter(matter=Slot("matter")).select_related("unit").order_by("-pk")[:1])


@dataclass(frozen=True)
class ReplyShown:
    """An answer; `file` is the id of its attachment, if it has one."""

    result: str
    basis: str
    state: str
    state_label: str
    comment: str
    unit: str
    replied_at: datetime
    file: int | None
    file_name: str


@dataclass(frozen=True)
class ObjectionShown:
    """An objection that waits for a ruling: whose, to which unit, in their words."""

    party: str
    unit: str
    words: str
    objected_at: datetime


@dataclass(frozen=True)
class Handling:
    """`people` are those who can be reached at the holding unit today, as (name, for whom); none: duty looks after it.

    `waiting` is the return and `objection` what a party objects, both waiting for a ruling; `supporting` are names,
    `conference` is the 会商 of this round.
    """

    route: Route | None
    people: list[tuple[str, str]]
    deserted: bool
    supporting: list[str]
    replies: list[ReplyShown]
    waiting: UnitReturn | None
    conference: ConferenceShown | None
    objection: ObjectionShown | None
    oral: OralAgreement | None


def handling(matter: Matter, facts: MatterFacts, rows: Written, day: date) -> Handling:
    """Three queries, one more when somebody stands in or units help."""
    people = [] if facts.holder == CENTRE else answering(day, facts.holder).get(facts.holder, [])
    return Handling(
        route=_route.first(matter=matter.pk),
        people=people,
        deserted=facts.stage in OPEN and facts.holder != CENTRE and not people,
        supporting=_names(facts.supporting),
        replies=[_shown(row) for row in sorted(rows.replies.values(), key=lambda row: -row.pk)],
        conference=conference(rows, matter.round),
        waiting=next((row for row in rows.returns.values() if row.closed_at is None), None),
        objection=_objection(facts, rows),
        oral=next((row for row in rows.orals.values() if row.round == matter.round), None),
    )


def _objection(facts: MatterFacts, rows: Written) -> ObjectionShown | None:
    if facts.objection != ObjectionState.RAISED:
        return None
    row = next(
        row for row in rows.rows("objection") if row.ruled_at is None and row.assignment.status in Assignment.LIVE
    )
    return ObjectionShown(rows.parties[row.party_id].name, row.assignment.unit.name, row.words, row.objected_at)


def _names(units: Collection[str]) -> list[str]:
    if not units:
        return []
    return list(Unit.objects.filter(pk__in=units).order_by("pk").values_list("name", flat=True))


def _shown(row: Reply) -> ReplyShown:
    return ReplyShown(
        result=row.result,
        basis=row.basis,
        state=row.state,
        state_label=REPLY_LABELS[ReplyState(row.state)],
        comment=row.comment,
        unit=row.assignment.unit.name,
        replied_at=row.replied_at,
        file=row.attachment_id,
        file_name=row.attachment.name if row.attachment else "",
    )
