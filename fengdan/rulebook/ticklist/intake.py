"""接案: registered, taken in or answered otherwise, asked whether they will mediate, given to somebody."""

from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.conclusions import BY_STEP
from fengdan.rulebook.facts import Side
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.ticklist.tick import State, Tick, Ticking, not_needed

GIVING = ("assign", "rule_on_return", "hand_up", "reassign")


def intake(matter: Ticking) -> tuple[Tick, ...]:
    return _registered(matter), _accepted(matter), _consent(matter), _given(matter)


def _registered(matter: Ticking) -> Tick:
    first = matter.events[0]
    return Tick(STEPS["register"].label, State.DONE, first.at, first.who)


def _accepted(matter: Ticking) -> Tick:
    """Taken in, or one of the other answers to whoever came; a matter opened again was taken in long ago."""
    ending = matter.last(*BY_STEP)
    event = ending or next((each for each in reversed(matter.events) if each.step in {"accept", "reopen"}), None)
    if event:
        return Tick(STEPS[event.step].label, State.DONE, event.at, event.who)
    label = STEPS["accept"].label
    return matter.wanted(label, matter.holder) if matter.facts.stage is Stage.REGISTERED else not_needed(label)


def _consent(matter: Ticking) -> Tick:
    facts, label = matter.facts, "征求双方意愿"
    if facts.service:
        return not_needed(label, "便民事项不调解")
    if facts.refused_by():
        return matter.done(label, "record_consent", note="有当事人明确拒绝")
    if set(facts.sides.values()) < set(Side):
        return matter.wanted(label, "受理或承办的人", "还没有登记对方当事人")
    if not facts.not_yet_agreed():
        return matter.done(label, "record_consent", note="都同意")
    if facts.with_unit:
        return not_needed(label, "由单位答复；要说定口头协议的，先征求")
    return matter.wanted(label, "当事人", f"还有 {len(facts.not_yet_agreed())} 名没有回答")


def _given(matter: Ticking) -> Tick:
    facts = matter.facts
    label = STEPS["assign"].said(facts.unit_kind)
    if facts.unit:
        return matter.done(label, *GIVING, "decide_conference")
    if facts.oral:
        return not_needed(label, "当场说定")
    if facts.conference:
        return matter.wanted(label, ROLE_LABELS[Role.DUTY], "先会商裁定由谁牵头")
    if facts.returned:
        return matter.wanted(label, ROLE_LABELS[Role.DUTY], "有单位退回，先裁定")
    return matter.wanted(label, matter.desk(Role.DISPATCHER))
