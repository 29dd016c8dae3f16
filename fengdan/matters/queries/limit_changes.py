"""What was asked for and granted about the limits of a matter, and every date that moved."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import DueMove, Extension, Matter, Suspension
from fengdan.matters.queries.written import Written
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.steps import STEPS

CALENDAR = "日历有变"
WAITS = "等待决定"


@dataclass(frozen=True)
class LimitChange:
    """A suspension or an extension: `key` names it (`suspension:3`), `what` says it, `state` how far it is."""

    key: str
    what: str
    reason: str
    state: str

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to decide."""
        return self.state == WAITS


@dataclass(frozen=True)
class DueMoved:
    """A limit that ran out at `was` and runs out at `becomes`; `why` is what was done."""

    name: str
    was: datetime
    becomes: datetime
    why: str
    at: datetime


def limit_changes(rows: Written, round_: int) -> list[LimitChange]:
    """All of this round, oldest first, suspensions before extensions."""
    paused = [_suspension(row) for row in rows.rows("suspension") if row.round == round_]
    return paused + [_extension(row) for row in rows.rows("extension") if row.round == round_]


def _suspension(row: Suspension) -> LimitChange:
    until = f"到{_day(row.until)}" if row.until else "起"
    what = f"中止：{_day(row.since)}{until}，{Suspension.Reason(row.reason).label}"
    return LimitChange(row.seal_key, what, row.words, _state(row, over="已恢复" if row.until else "正在中止"))


def _extension(row: Extension) -> LimitChange:
    agreed = "，各方当事人同意" if row.consent else ""
    what = f"延长{parse_limit(row.amount).words}{agreed}"
    return LimitChange(row.seal_key, what, row.reason, _state(row, over="已延长"))


def _state(row: Suspension | Extension, *, over: str) -> str:
    if row.undone_at:
        return "已撤销"
    if row.approved is None:
        return WAITS
    return over if row.approved else "没有同意"


def _day(moment: datetime) -> str:
    local = moment.astimezone(ZONE)
    return f"{local.month}月{local.day}日"


def due_moves(matter: Matter, names: dict[str, str]) -> list[DueMoved]:
    """Every date that moved, the newest first. One query."""
    return [
        DueMoved(names.get(name, name), was, becomes, STEPS[why].label if why in STEPS else CALENDAR, at)
        for name, was, becomes, why, at in _moves.ask(matter=matter.pk)
    ]


_moves = Prepared(
    lambda: (
        DueMove.objects.filter(matter=Slot("matter"))
        .order_by("-pk")
        .values_list("clock__name", "was", "becomes", "why", "moved_at")
    )
)
