"""督办: deadlines met, missed and running; alarms, returns to be ruled on, risks to be decided."""

from collections.abc import Iterable

from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.deadlines import RIGHTS
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.ticklist.tick import State, Tick, Ticking, Timed, not_needed

DUTY = ROLE_LABELS[Role.DUTY]


def watch(matter: Ticking, clocks: Iterable[Timed]) -> tuple[Tick, ...]:
    deadlines = [_deadline(clock) for clock in clocks if clock.name not in RIGHTS]
    return *deadlines, _alarm(matter), _return(matter), _risk(matter)


def _deadline(clock: Timed) -> Tick:
    state = State.MISSING if clock.stopped_at is None else State.DONE
    return Tick(clock.label, state, clock.stopped_at, due=clock.due_at)


def _alarm(matter: Ticking) -> Tick:
    label = STEPS["alarm"].label
    return matter.done(label, "alarm") if matter.last("alarm") else not_needed(label, "没有报告过")


def _return(matter: Ticking) -> Tick:
    """A unit's return is ruled on; a team's only leads to another team; the second of all to a 会商."""
    decided = STEPS["decide_conference"].label
    if matter.facts.conference:
        return matter.wanted(decided, f"{DUTY}或{ROLE_LABELS[Role.DIRECTOR]}")
    if matter.last("decide_conference"):
        return matter.done(decided, "decide_conference")
    label = STEPS["rule_on_return"].label
    if matter.facts.returned:
        return matter.wanted(label, DUTY)
    return matter.done(label, "rule_on_return") if matter.last("rule_on_return") else not_needed(label)


def _risk(matter: Ticking) -> Tick:
    label = STEPS["lower_risk"].label
    if matter.facts.lowering:
        return matter.wanted(label, f"{DUTY}或{ROLE_LABELS[Role.DIRECTOR]}", "要由申请人以外的人决定")
    return matter.done(label, "lower_risk") if matter.last("lower_risk") else not_needed(label)
