"""派单."""

from datetime import datetime

from fengdan.matters.candidates import candidates
from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Assignment, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused


def assign(
    matter: Matter,
    *,
    team: str,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Ask a team (unit code) to mediate, saying why this one. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        fits = {fit.team.code: fit for fit in candidates(entry.matter, entry.before, at.astimezone(ZONE).date())}
        if team not in fits:
            raise Refused("没有这个团队，请从列表里选择。", "team")
        if refusal := fits[team].refusal:
            raise Refused(refusal, "team")
        assignment = Assignment(
            matter=entry.matter, unit_id=unit, assigned_at=at, reason=said(reason, "reason", "理由")
        )
        entry.add(assignment)
        entry.facts = {"assignment": assignment.pk, "team": team}

    return record("assign", matter, actor=actor, at=at, seen=seen, once=once, write=write)
