"""统筹安排: who brings it about, what is planned, and on which day somebody looks at it again."""

from dataclasses import dataclass
from datetime import date, datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Need, NeedPlan
from fengdan.matters.needs import may_arrange, unanswered, workday
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE


@dataclass(frozen=True)
class Planned:
    """`words` is read by whoever asked; `unit` (a code) brings it about, the centre where none is named."""

    words: str
    next_on: date
    unit: str = CENTRE


def plan_need(
    matter: Matter,
    *,
    planned: Planned,
    need: int | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Plan for the need that waits, as often as plans change; `need` is the one they saw. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        row = unanswered(entry, need)
        if planned.unit not in may_arrange(entry.before) | {CENTRE}:
            raise Refused("由手上有这件事的单位或者配合单位落实；别的单位请先列为配合单位。", "unit")
        unit = None if planned.unit == CENTRE else planned.unit
        next_on = workday(entry, planned.next_on, "next_on", "下一次跟进")
        entry.change(row, status=Need.Status.PLANNED, unit_id=unit, next_on=next_on)
        plan = NeedPlan(
            need=row,
            words=said(planned.words, "words", "怎么安排"),
            unit_id=unit,
            next_on=next_on,
            planned_at=entry.at,
            planned_by=actor.id,
        )
        entry.add(plan)
        entry.facts = {"need": row.pk, "need_plan": plan.pk, "by": planned.unit}

    return record("plan_need", matter, actor=actor, at=at, seen=seen, once=once, write=write)
