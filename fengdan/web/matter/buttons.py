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
        "book",
        "cancel_booking",
        "rebook",
        "ask_help",
        "ask_party",
        "correct",
        "drop_supervision",
        "give_back",
        "hand_up",
        "handle_risk",
        "note",
        "order",
        "arrange_order",
        "rate",
        "reassign",
        "recall",
        "remove_party",
        "reopen",
        "respond",
        "send_back_reply",
        "urge",
        "void_agreement",
        "plan_need",
        "answer_need",
        "do_task",
        "prepare",
    }
)
RARE = frozenset(
    {
        "ask_extend",
        "ask_lower_risk",
        "ask_override",
        "ask_suspend",
        "attach",
        "challenge_mediator",
        "change_mediator",
        "declare_conflict",
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
        "withdraw_order",
        "waive_conflict",
        "register_need",
        "add_task",
        "drop_task",
    }
)
# what somebody asks for first: an answer, a return, a debt; until then it is nothing to wait for
WHEN_ASKED = frozenset(
    {
        "add_obligation",
        "answer_supervision",
        "approve_reply",
        "cancel_booking",
        "rebook",
        "decide_conference",
        "extend",
        "drop_supervision",
        "handle_rating",
        "handle_risk",
        "issue_supervision",
        "judge_supervision",
        "lower_risk",
        "override_conflict",
        "record_performance",
        "record_receipt",
        "resume",
        "rule_on_challenge",
        "rule_on_objection",
        "rule_on_return",
        "send_back_reply",
        "suspend",
        "undo_limit_change",
        "answer_order",
        "arrange_order",
        "plan_need",
        "answer_need",
        "do_task",
        "drop_task",
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
