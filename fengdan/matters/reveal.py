"""Seeing a party's telephone, ID number and address in full: only with a reason, and never without a trace."""

from datetime import datetime

from fengdan.journal.write import enter
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused

REASONS = {
    "contact": "联系当事人",
    "identity": "核对身份",
    "paper": "制作文书",
    "correct": "更正信息",
    "report": "上报",
}


def reveal(matter: Matter, *, reason: str, actor: Actor, at: datetime) -> None:
    """Enter the look in the journal; the caller shows the data only after this has returned. Raises Refused."""
    if reason not in REASONS:
        raise Refused("请选择查看的理由。", "reason")
    enter(act="reveal", actor_id=actor.id, at=at, subject=matter.code, facts={"reason": reason})
