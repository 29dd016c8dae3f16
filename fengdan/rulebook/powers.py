"""Who may do which step now, and if not, why: one answer for the button, its hint, the action and docs/powers.md."""

from datetime import datetime
from typing import NamedTuple

from fengdan.rulebook.actor import LIAISONS, ROLE_LABELS, Actor, Role
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.guards import GUARDS
from fengdan.rulebook.spoken import spoken
from fengdan.rulebook.stages import Stage, stage_label
from fengdan.rulebook.step import Step
from fengdan.rulebook.steps import STEPS

TEAM_ROLES = frozenset({Role.LEADER, Role.MEDIATOR})
HOLDERS = TEAM_ROLES | set(LIAISONS)  # hats that count only while their own unit holds the matter
# open also to the unit it came from, the one above, helpers, and whoever sits in the 会商
TOUCHING = frozenset({"note", "alarm", "raise_risk"})
# what a unit has or took in itself, the desk leaves to the unit
CENTRE_HOLDS = frozenset({"accept", "assign", "answer", "guide", "transfer", "reject", "merge", "agree_orally"})

NOT_ALONE = {
    "lower_risk": "降低风险",
    "suspend": "中止和延期",
    "extend": "中止和延期",
    "override_conflict": "破例承办",
}


class Hat(NamedTuple):
    """Under which role, for which unit, and for whom (a user id; empty: the actor's own) somebody acts."""

    role: Role
    unit: str
    on_behalf_of: str


def why_not(step: str, facts: MatterFacts | None, actor: Actor, at: datetime) -> str | None:
    """Say in one Chinese sentence why `actor` may not take `step` at `at`, or None when it may be taken.

    `facts` is None only for a matter that does not exist yet. What depends on the form (which unit, which
    conclusion) is decided by the rule of that step, after this.
    """
    row = STEPS[step]
    return why_not_now(row, facts, at) or why_not_you(row, facts, actor)


def hat(step: Step, facts: MatterFacts | None, actor: Actor, origin: str = "") -> Hat | None:
    """The hat under which the actor may take this step, or None. A unit's hat counts only while the unit holds.

    `origin` is the unit that takes in a matter which does not exist yet.
    """
    for role in step.roles:
        units = sorted(unit for unit in actor.units_as(role) if _wears(role, unit, step, facts, actor, origin))
        own = [unit for unit in units if not actor.behalf(role, unit)]
        for unit in [*own, *units]:
            return Hat(role, unit, actor.behalf(role, unit))
    return None


def why_not_you(step: Step, facts: MatterFacts | None, actor: Actor) -> str | None:
    """The part of the answer that depends on who asks."""
    if hat(step, facts, actor):
        return _not_oneself(step, facts, actor)
    people = [role for role in step.roles if role is not Role.CLOCK]
    who = "或".join(ROLE_LABELS[role] for role in people if _concerned(role, step, facts))
    name = step.said(facts.unit_kind if facts else "")
    away = facts is not None and facts.holder not in {CENTRE, *actor.units_as(*LIAISONS)}
    if away and actor.has(*HOLDERS) and HOLDERS & set(step.roles):
        held_by = f"承办团队的{who}" if facts and facts.with_team else "承办单位的联络员"
        return f"“{name}”只能由{held_by}办理；该事项不在您手上。"
    return f"“{name}”由{who or '承办单位'}办理。"


def _not_oneself(step: Step, facts: MatterFacts | None, actor: Actor) -> str | None:
    """Lowering a risk takes two people, and nobody asks how their own work was liked (domain.md §2.8, §6.3)."""
    if facts is None:
        return None
    asked_by = {
        "lower_risk": facts.lowering_by,
        "suspend": facts.suspending,
        "extend": facts.extending,
        "override_conflict": facts.recusal.asked_by,
    }
    if asked_by.get(step.name) == actor.id:
        return f"{NOT_ALONE[step.name]}要两个人：申请的人不能自己批准，请另一位值班领导或主任决定。"
    if step.name == "rule_on_challenge" and facts.recusal.challenged == actor.id:
        return "被申请回避的人不能自己决定，请值班领导决定。"
    if step.name == "follow_up" and actor.id in facts.mediators:
        return "承办调解员不能回访自己办的事项，请由别的回访员回访。"
    return None


def _concerned(role: Role, step: Step, facts: MatterFacts | None) -> bool:
    """Whether the role could take the step where the matter is, in the hands of whoever holds it."""
    if facts is not None and step.name == "answer_supervision":
        return facts.at_centre == (role not in HOLDERS) and (facts.at_centre or (role in TEAM_ROLES) == facts.with_team)
    if facts is None or role not in HOLDERS:
        return facts is None or facts.holder == CENTRE or step.name not in CENTRE_HOLDS
    return facts.holder != CENTRE and (role in TEAM_ROLES) == facts.with_team


def why_not_now(step: Step, facts: MatterFacts | None, at: datetime) -> str | None:
    """The part of the answer that depends on the matter alone. Replaying events asks exactly this again."""
    if facts is None:
        return None if not step.before else "该事项尚未登记。"
    if facts.stage not in step.before:
        return _out_of_order(step, facts)
    if at < facts.last_at:
        return f"办理时间早于上一步（{spoken(facts.last_at)}），请核对时间。"
    guard = GUARDS.get(step.name)
    return guard(facts) if guard else None


def _wears(  # noqa: PLR0917 - all that decides it
    role: Role, unit: str, step: Step, facts: MatterFacts | None, actor: Actor, origin: str
) -> bool:
    if facts is None:
        return origin in {"", unit if role in HOLDERS else CENTRE}
    if step.name == "answer_supervision" and facts.at_centre == (role in HOLDERS):
        return False  # what the centre itself is late with, the duty leader accounts for
    if role not in HOLDERS:
        at_desk = step.name in CENTRE_HOLDS or (step.name, role) == ("conclude", Role.CLERK)
        return not at_desk or facts.holder == CENTRE
    touches = step.name in TOUCHING or (step.name == "answer_need" and unit in facts.supporting)
    if role is Role.LEADER:
        return facts.holder == unit or (touches and unit in facts.conferring)
    if role is Role.MEDIATOR:  # the parties have chosen or accepted this one person (人民调解法 Art. 23): no stand-in
        return facts.holder == unit and actor.id in facts.mediators and not actor.behalf(role, unit)
    beside = {facts.origin, facts.above, *facts.supporting, *facts.conferring}
    return facts.holder == unit or (touches and unit in beside)


def _out_of_order(step: Step, facts: MatterFacts) -> str:
    name = step.said(facts.unit_kind)
    if not step.before:
        return "该事项已经登记。"
    if facts.stage is Stage.ARCHIVED:
        return f"该事项已归档，不能再{name.removeprefix('再')}。"
    wanted = "、".join(stage_label(each, facts.unit_kind) for each in Stage if each in step.before)
    return f"该事项现在是“{stage_label(facts.stage, facts.unit_kind)}”，要在“{wanted}”时才能{name}。"
