"""接单 by a team, 签收 by a unit."""

from datetime import datetime

from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Assignment, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.teams.models import Mediator
from fengdan.teams.queries import eligible_mediators


def take(
    matter: Matter,
    *,
    mediator: str = "",
    no_conflict: bool = False,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Take what was assigned. Raises Refused.

    A team names the mediator of record (code), who declares no conflict (在线调解规则 Art. 13); a unit signs for it.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        pending = entry.matter.assignments.get(status=Assignment.Status.PENDING)
        chosen = _mediator(entry, mediator, no_conflict=no_conflict) if entry.before.with_team else None
        entry.change(pending, status=Assignment.Status.TAKEN, answered_at=at, mediator=chosen)
        entry.facts = {"assignment": pending.pk}
        if chosen is not None:
            entry.change_matter(mediator=chosen)
            entry.facts |= {
                "mediator": chosen.pk,
                "mediator_user": str(chosen.user_id or ""),
                "no_conflict": True,
            }

    return record("take", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _mediator(entry: Entry, code: str, *, no_conflict: bool) -> Mediator:
    if not no_conflict:
        raise Refused("请确认承办调解员与双方没有需要回避的关系；有关系请换人或退单。", "no_conflict")
    assert entry.matter.unit_id is not None
    chosen = eligible_mediators(entry.matter.unit_id, entry.at.astimezone(ZONE).date()).filter(pk=code).first()
    if chosen is None:
        raise Refused("该调解员不在本团队，或未受盖章调委会聘任，请重新选择。", "mediator")
    return chosen
