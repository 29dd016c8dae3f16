"""Which step is a large button on the matter's page, which a small one, and which waits behind 其他."""

from collections.abc import Iterable
from dataclasses import dataclass

from fengdan.matters.queries.shown import StepOpen
from fengdan.rulebook.stages import OPEN, Stage
from fengdan.rulebook.steps import STEPS

URGENT = "alarm"
PLAIN = frozenset(
    {
        "add_obligation",
        "add_party",
        "agree_orally",
        "answer",
        "ask_help",
        "ask_party",
        "correct",
        "drop_supervision",
        "give_back",
        "hand_up",
        "handle_risk",
        "note",
        "rate",
        "recall",
        "remove_party",
        "reopen",
        "respond",
        "send_back_reply",
        "urge",
        "void_agreement",
    }
)
RARE = frozenset(
    {
        "ask_extend",
        "ask_lower_risk",
        "ask_suspend",
        "attach",
        "change_mediator",
        "draft_supervision",
        "guide",
        "invite",
        "lead_personally",
        "merge",
        "protect",
        "raise_objection",
        "raise_risk",
        "reject",
        "report_up",
        "transfer",
        "undo_limit_change",
        "visit",
    }
)
# what somebody asks for first: an answer, a return, a debt; until then it is nothing to wait for
WHEN_ASKED = frozenset(
    {
        "add_obligation",
        "answer_supervision",
        "approve_reply",
        "decide_conference",
        "extend",
        "drop_supervision",
        "handle_rating",
        "handle_risk",
        "issue_supervision",
        "judge_supervision",
        "lower_risk",
        "record_performance",
        "record_receipt",
        "resume",
        "rule_on_objection",
        "rule_on_return",
        "send_back_reply",
        "suspend",
        "undo_limit_change",
    }
)
ORDER = list(Stage)


@dataclass(frozen=True)
class Buttons:
    """Steps as (step, kind of its button). `urgent` is always in sight; `rare` are behind 其他."""

    usual: list[tuple[StepOpen, str]]
    rare: list[StepOpen]
    urgent: list[StepOpen]


def buttons(steps: Iterable[StepOpen]) -> Buttons:
    """The steps that can be taken now, the main ones first."""
    can = list(steps)
    usual = [step for step in can if step.name not in RARE and step.name != URGENT]
    return Buttons(
        usual=[(step, "secondary" if step.name in PLAIN else "primary") for step in _main_first(usual)],
        rare=[step for step in can if step.name in RARE],
        urgent=[step for step in can if step.name == URGENT],
    )


def _main_first(steps: list[StepOpen]) -> list[StepOpen]:
    return sorted(steps, key=lambda step: step.name in PLAIN)


def far_off(step: StepOpen, stage: Stage) -> bool:
    """Whether a step that cannot be taken need not be in sight: rare, not asked for, behind us, or after the end."""
    before = STEPS[step.name].before
    behind = max(map(ORDER.index, before)) < ORDER.index(stage)
    after_the_end = stage in OPEN and not before & OPEN
    return step.name in RARE | WHEN_ASKED or behind or after_the_end
