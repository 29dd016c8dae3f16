"""逾期未接收回: a team was asked, urged and still has not taken the matter; the centre has it again."""

from datetime import UTC, datetime

from django.db.models import QuerySet

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.entry import Entry
from fengdan.matters.facts import facts_of
from fengdan.matters.ledger import record
from fengdan.matters.levels import arrive
from fengdan.matters.models import Assignment, Clock
from fengdan.matters.targets import take_away
from fengdan.rulebook.actor import CLOCK, Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.powers import why_not_now
from fengdan.rulebook.rungs import Rung, moment
from fengdan.rulebook.steps import STEPS
from fengdan.units.models import Unit


def time_out(clock: Clock, at: datetime) -> bool:
    """Taken by the clock, once for each assignment to a team; whether it was.

    What may not be taken back, because a 会商 is open, is brought before somebody above instead. Raises Refused.
    """
    facts = facts_of(clock.matter)
    if why_not_now(STEPS["time_out"], facts, max(at, facts.last_at)):
        then = moment(Rung.ESCALATE, clock.started_at, clock.due_at, rules_in_force())
        _waiting(clock).update(rung=Rung.ESCALATE, rung_at=then)
        return False
    record("time_out", clock.matter, actor=CLOCK, at=at, write=lambda entry: _write(entry, clock))
    return True


def _waiting(clock: Clock) -> QuerySet[Clock]:
    return Clock.objects.filter(pk=clock.pk, rung=Rung.TIME_OUT, stopped_at=None)


def _write(entry: Entry, clock: Clock) -> None:
    if not _waiting(clock).exists():
        raise Refused("已经接单，或者已经收回。")
    words = f"派单后没有接单，到期已催办，又过了{parse_limit(clock.value).words}仍没有接单，由系统收回。"
    ended = take_away(entry, Assignment.Status.TIMED_OUT, outcome_reason=words)
    assert ended is not None
    arrive(entry, Unit.Kind.CENTRE)
    due = clock.due_at.astimezone(UTC).isoformat()
    entry.facts |= {"left": ended.unit_id, "left_as": Role.LEADER, "clock": clock.name, "due": due}
