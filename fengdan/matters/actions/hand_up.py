"""上交: a village to its township, a township to the county centre."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.levels import arrive
from fengdan.matters.models import Assignment, HandUp, Matter
from fengdan.matters.targets import give, take_away
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE
from fengdan.units.models import Unit


def hand_up(
    matter: Matter,
    *,
    reason: str,
    handover: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Hand a matter to the unit above with a reason code and a short handover. Raises Refused.

    The unit above has to sign for it; its clock runs from now. What reaches the county waits for the centre to decide.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        words = said(handover, "handover", "交接说明")
        holder = Unit.objects.select_related("above").get(pk=entry.before.holder)
        if holder.above is None:
            raise Refused("本单位没有上级单位，不能上交。")
        row = HandUp(
            matter=entry.matter,
            from_unit=holder,
            to_unit=holder.above,
            reason=_reason(reason),
            handover=words,
            handed_at=at,
        )
        entry.add(row)
        take_away(entry, Assignment.Status.HANDED_UP, outcome_reason=words)
        entry.facts = {"hand_up": row.pk, "to": holder.above.pk}
        arrive(entry, holder.above.kind)
        if holder.above.pk != CENTRE:
            give(entry, holder.above.pk, words)

    return record("hand_up", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _reason(code: str) -> str:
    reason = one_of(HandUp.Reason, code, "reason")
    if reason is HandUp.Reason.TIMED_OUT:
        raise Refused("这一项只由系统填写，请从列表里选择。", "reason")
    return reason
