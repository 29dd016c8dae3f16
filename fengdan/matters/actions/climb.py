"""逐级上报: a level's time is used up, nobody has settled the matter, and it goes to the next (五级九天)."""

from datetime import datetime

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.entry import Entry
from fengdan.matters.facts import facts_of
from fengdan.matters.known import by_hand
from fengdan.matters.ledger import record
from fengdan.matters.levels import Landing, landing
from fengdan.matters.models import Assignment, Clock, HandUp, Matter
from fengdan.matters.targets import give, take_away
from fengdan.rulebook.actor import CLOCK
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.deadlines import Rules
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.handover import Done, handover_text
from fengdan.rulebook.ladder import ASKED, Tier, above, is_lead, tier
from fengdan.rulebook.powers import why_not_now
from fengdan.rulebook.rungs import Rung
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import STEPS
from fengdan.units.models import Unit


def climb(clock: Clock, at: datetime) -> bool:
    """Taken by the clock, once for each level; whether it was. What may not climb is to be urged where it is.

    The level it reaches has its whole time from now, however long nobody swept. Raises Refused.
    """
    facts = facts_of(clock.matter)
    if not _climbs(facts, rules_in_force(), at):
        Clock.objects.filter(pk=clock.pk, rung=Rung.CLIMB, stopped_at=None).update(rung=Rung.URGE)
        return False
    record("climb", clock.matter, actor=CLOCK, at=at, write=lambda entry: _write(entry, clock))
    return True


def _climbs(facts: MatterFacts, rules: Rules, at: datetime) -> bool:
    here = tier(rules.ladder, facts.tier)
    goes_on = here is not None and here.auto and bool(above(rules.ladder, facts.tier))
    return goes_on and why_not_now(STEPS["climb"], facts, max(at, facts.last_at)) is None


def _write(entry: Entry, clock: Clock) -> None:
    before, day = entry.before, entry.at.astimezone(ZONE).date()
    assert before is not None
    if not Clock.objects.filter(pk=clock.pk, rung=Rung.CLIMB, stopped_at=None).exists():
        raise Refused("已经逐级上报，或者本级期限已经停止。")
    here, there = tier(entry.rules.ladder, before.tier), landing(entry.rules.ladder, before, day)
    if here is None or not here.auto or there is None:
        raise Refused("本级不自动上报。")
    words = handover_text(here.name, clock.started_at, clock.due_at, _done(entry.matter, clock))
    row = HandUp(
        matter=entry.matter,
        from_unit_id=before.holder,
        to_unit_id=there.unit,
        reason=HandUp.Reason.TIMED_OUT,
        handover=words,
        handed_at=entry.at,
    )
    entry.add(row)
    take_away(entry, Assignment.Status.HANDED_UP, outcome_reason=words)
    _pass_on(entry, there, words)
    entry.facts |= _said(entry, here, there) | {"hand_up": row.pk}


def _pass_on(entry: Entry, there: Landing, words: str) -> None:
    """What was accepted waits for a signature there; at the county the centre decides."""
    assert entry.before is not None
    if entry.before.stage is not Stage.REGISTERED and there.unit != CENTRE:
        give(entry, there.unit, words)


def _said(entry: Entry, here: Tier, there: Landing) -> dict[str, object]:
    assert entry.before is not None
    return {
        "to": there.unit,
        "as": there.role,
        "left": entry.before.holder,
        "left_as": ASKED[here.level],
        "tier": there.tier.number,
        "lead": is_lead(entry.rules.ladder, there.tier.number),
        "skipped": there.skipped,
    }


def _done(matter: Matter, clock: Clock) -> list[Done]:
    """What was recorded since the matter came to this level, oldest first; what the clock did is no work."""
    events = by_hand(matter.events.filter(at__gte=clock.started_at)).order_by("seq")
    rows = list(events.values_list("at", "step", "holder"))
    names = dict(Unit.objects.filter(pk__in={holder for _, _, holder in rows}).values_list("pk", "name"))
    return [Done(at, STEPS[step].said("village"), names.get(holder, "")) for at, step, holder in rows]
