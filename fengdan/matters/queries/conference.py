"""A 职责争议会商 as people read it: the issue, the lead and why, the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.models import Assignment, Conference, Matter, UnitReturn
from fengdan.matters.queries.written import Written
from fengdan.rulebook.assigning import RESPONSIBLE
from fengdan.rulebook.facts import CENTRE


@dataclass(frozen=True)
class Said:
    """What one unit gave it back for: its reason, whom it believes responsible (a team names nobody), when."""

    unit: str
    why: str
    basis: str
    believed: str
    at: datetime


@dataclass(frozen=True)
class ConferenceShown:
    """`members` are (code, name) of those at the table, `lead` is fixed by rule; `decided` is empty while it is open.

    `over`: the matter ended before there was a decision. `acts_first`: the lead has it already (先办后议).
    """

    issue: list[Said]
    lead: str
    lead_name: str
    why_lead: str
    members: list[tuple[str, str]]
    convened_at: datetime
    acts_first: bool
    decided: str
    decision: str
    closed_at: datetime | None

    @property
    def over(self) -> bool:
        return self.closed_at is not None and not self.decided


BY_ROUTING = "分流规则确定的责任单位（谁主管谁负责，信访工作条例第二十二条）。"
ASKED_FIRST = "分流规则没有确定能承办的责任单位，由最先交给的单位牵头（信访工作条例第二十二条）。"
NOBODY_LEFT = "涉及的单位都不能承办，由中心牵头（信访工作条例第二十四条）。"


def conference(rows: Written, round_: int) -> ConferenceShown | None:
    """The one of this round, or None. One query for its members."""
    row = next((each for each in rows.rows("conference") if each.round == round_), None)
    if row is None:
        return None
    given_back = [
        each
        for each in rows.assignments.values()
        if each.status == Assignment.Status.GIVEN_BACK and each.answered_at <= row.convened_at
    ]
    returns = {each.given_back_id: each for each in rows.returns.values()}
    return ConferenceShown(
        issue=[_said(each, returns) for each in sorted(given_back, key=lambda each: each.pk)],
        lead=row.lead_id,
        lead_name=row.lead.name,
        why_lead=_why(row, rows.matter),
        members=list(row.members.order_by("pk").values_list("pk", "name")),
        convened_at=row.convened_at,
        acts_first=any(each.assigned_at == row.convened_at for each in rows.assignments.values()),
        decided=row.decided.name if row.decided else "",
        decision=row.decision,
        closed_at=row.closed_at,
    )


def _said(ended: Assignment, returns: Mapping[int, UnitReturn]) -> Said:
    returned = returns.get(ended.pk)
    assert ended.answered_at is not None
    return Said(
        unit=ended.unit.name,
        why=Assignment.ReturnCode(ended.return_code).label,
        basis=ended.outcome_reason,
        believed=returned.believed.name if returned else "",
        at=ended.answered_at,
    )


def _why(row: Conference, matter: Matter) -> str:
    if row.lead_id == CENTRE:
        return NOBODY_LEFT
    proposed = matter.routes.filter(made_at__lte=row.convened_at).order_by("pk").last()
    by_rule = proposed is not None and proposed.unit_id == row.lead_id and row.lead.kind in RESPONSIBLE
    return BY_ROUTING if by_rule else ASKED_FIRST
