"""台账导入: a row of the old register becomes a matter, by the steps it tells of and no others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import Conclusion

GIVEN = "原台账记载由该单位承办"


class Standing(StrEnum):
    """状态: how far the register says the matter has come."""

    REGISTERED = "registered"
    ACCEPTED = "accepted"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True)
class TakenOver:
    """`told.old` is the row. `unit` (code) has it while it is running; `conclusion` and `concluded_at` if it ended."""

    told: Registration
    standing: Standing
    registered_at: datetime
    unit: str = ""
    conclusion: Conclusion | None = None
    reason: str = ""
    concluded_at: datetime | None = None


def take_over(row: TakenOver, *, actor: Actor, at: datetime) -> Matter:
    """Take the steps the row tells of at their moments, all or nothing. Raises Refused.

    Whoever has it is given it now (`at`) and signs for it: their time does not begin before they could know. What has
    ended is concluded as the register says; its papers are on paper.
    """
    with transaction.atomic():
        matter = register(row.told, actor=actor, at=row.registered_at)
        if row.standing is Standing.REGISTERED:
            return matter
        matter = accept(matter, actor=actor, at=row.registered_at, office_at=at)
        if row.conclusion and row.concluded_at:
            by = {"conclusion": row.conclusion, "reason": row.reason, "remedies_told": True}
            return conclude(matter, **by, actor=actor, at=row.concluded_at)  # type: ignore[arg-type]
        return assign(matter, unit=row.unit, reason=GIVEN, actor=actor, at=at) if row.unit else matter
