"""改派: another team or unit is asked in the place of one that has not taken the matter yet."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters import orders
from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.happened import telling
from fengdan.matters.ledger import record
from fengdan.matters.levels import send_down
from fengdan.matters.models import Assignment, Matter
from fengdan.matters.targets import NO_WISHES, Wishes, give, take_away
from fengdan.matters.tasks import set_tasks
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.rungs import LIAISON
from fengdan.rulebook.stages import TEAM


def reassign(
    matter: Matter,
    *,
    unit: str,
    reason: str,
    supporting: Collection[str] = (),
    order_reason: str = "",
    wishes: Wishes = NO_WISHES,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Ask this team or unit (code) instead; the old asking ends in the same step, so it is never nobody's.

    Raises Refused.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        left, kind = entry.before.unit, entry.before.unit_kind
        if left == unit:
            raise Refused("已经派给它了，正在等它接；要换请选别的。", "unit")
        why = said(reason, "reason", "理由")
        ended = take_away(entry, Assignment.Status.SUPERSEDED, outcome_reason=why)
        assert ended is not None
        orders.given(entry, unit, order_reason)
        assignment = give(entry, unit, why, supporting, wishes)
        set_tasks(entry, assignment)
        left_as = str(Role.LEADER) if kind == TEAM else LIAISON
        entry.facts |= {"superseded": ended.pk, "left": left, "left_as": left_as}
        send_down(entry, assignment)

    with telling("reassign", matter, actor):
        return record("reassign", matter, actor=actor, at=at, seen=seen, once=once, write=write)
