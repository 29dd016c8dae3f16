"""Urging by hand, 督办 from the draft to the judged reply, and a leader who takes charge in person."""

from collections.abc import Callable
from typing import Any

from fengdan.demo.telling import Telling
from fengdan.matters.actions.answer_supervision import answer_supervision
from fengdan.matters.actions.draft_supervision import Wanted, draft_supervision
from fengdan.matters.actions.drop_supervision import drop_supervision
from fengdan.matters.actions.issue_supervision import Issued, issue_supervision
from fengdan.matters.actions.judge_supervision import Judged, judge_supervision
from fengdan.matters.actions.lead_personally import lead_personally
from fengdan.matters.actions.urge_by_hand import urge_by_hand
from fengdan.matters.models import Matter
from fengdan.rulebook.facts import SupervisionState

LIMIT = "3wd"


def _draft(tell: Telling) -> Matter:
    """`draft_supervision KIND FAULT | facts | demand`."""
    wanted = Wanted(tell.argument(0), tell.argument(1), tell.words(0), tell.words(1))
    return draft_supervision(tell.matter, wanted=wanted, **tell.by("supervisor"))


def _issue(tell: Telling) -> Matter:
    """The words of the draft, as they are."""
    draft = tell.matter.supervisions.get(status=SupervisionState.DRAFT)
    return issue_supervision(tell.matter, issued=Issued(draft.facts, draft.demand, LIMIT), **tell.by("director"))


def _judge(tell: Telling) -> Matter:
    """`judge_supervision yes`, `judge_supervision no | what is missing`."""
    judged = Judged(tell.argument(0) == "yes", tell.words(0))
    return judge_supervision(tell.matter, judged=judged, **tell.by("supervisor"))


def _lead(tell: Telling) -> Matter:
    said: dict[str, Any] = {"who": tell.words(0), "reason": tell.words(1)}
    return lead_personally(tell.matter, **said, **tell.by("director"))


ACTS: dict[str, Callable[[Telling], Matter]] = {
    "urge": lambda tell: urge_by_hand(tell.matter, words=tell.words(), **tell.by("supervisor")),
    "draft_supervision": _draft,
    "issue_supervision": _issue,
    "drop_supervision": lambda tell: drop_supervision(tell.matter, reason=tell.words(), **tell.by("director")),
    "answer_supervision": lambda tell: answer_supervision(tell.matter, reply=tell.words(), **tell.by()),
    "judge_supervision": _judge,
    "lead_personally": _lead,
}
