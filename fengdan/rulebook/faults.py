"""What is wrong with a stored event in the light of all before it: `verify` asks this of every one."""

from fengdan.rulebook.actor import Role
from fengdan.rulebook.conclusions import BY_STEP, Conclusion, why_not_conclude
from fengdan.rulebook.effects import Happening
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.powers import why_not_now
from fengdan.rulebook.steps import STEPS


def fault(event: Happening, before: MatterFacts | None, after: MatterFacts) -> str | None:
    """Say what is wrong with an event in the light of all before it, or None."""
    step = STEPS.get(event.step)
    if step is None:
        return f"没有名为 {event.step} 的步骤"
    if event.role not in step.roles:
        return f"{event.role} 无权办理{step.label}"
    if event.stage_before != (before.stage if before else ""):
        return "阶段与前一步不衔接"
    if (event.stage_after, event.holder) != (after.stage, after.holder):
        return "阶段或承办单位与规则推算的不符"
    return why_not_now(step, before, event.at) or _why_not_said(event, before)


def _why_not_said(event: Happening, before: MatterFacts | None) -> str | None:
    """What the rule of the step itself says to the facts written with it."""
    said = event.facts
    if event.step in BY_STEP and said["conclusion"] != BY_STEP[event.step]:
        return "办结方式与步骤不符"
    if before is None or event.step != "conclude":
        return None
    if event.role == Role.PARTY and said["conclusion"] != Conclusion.WITHDRAWN:
        return "当事人本人只能撤回"
    return why_not_conclude(Conclusion(said["conclusion"]), before, remedies_told=said["remedies_told"])
