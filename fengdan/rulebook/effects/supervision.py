"""What supervises a matter: drafted, issued, replied to, judged; what is settled is not among the facts any more."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengdan.rulebook.effects.change import Change, become
from fengdan.rulebook.facts import MatterFacts, SupervisionFacts, SupervisionState


def _drafted(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """An escalation written before there were drafts, or beside one that is open, drafts none."""
    if "supervision" not in said:
        return facts
    row = SupervisionFacts(SupervisionState.DRAFT, said["kind"], said["unit"])
    return become(facts, supervisions={**facts.supervisions, said["supervision"]: row})


def _issue(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """What was issued before it and not replied to is overtaken."""
    live = {pk: row for pk, row in facts.supervisions.items() if row.state is not SupervisionState.ISSUED}
    return _moved(replace(facts, supervisions=live), said["supervision"], SupervisionState.ISSUED)


def _answer(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return _moved(facts, said["supervision"], SupervisionState.REPLIED)


def _judge(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    if said["accepted"]:
        return _settled(facts, said)
    return _moved(facts, said["supervision"], SupervisionState.ISSUED)


def _moved(facts: MatterFacts, pk: int, state: SupervisionState) -> MatterFacts:
    row = replace(facts.supervisions[pk], state=state)
    return replace(facts, supervisions={**facts.supervisions, pk: row})


def _settled(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    rest = {pk: row for pk, row in facts.supervisions.items() if pk != said["supervision"]}
    return replace(facts, supervisions=rest)


SUPERVISING: dict[str, Change] = {
    "escalate": _drafted,
    "draft_supervision": _drafted,
    "issue_supervision": _issue,
    "drop_supervision": _settled,
    "answer_supervision": _answer,
    "judge_supervision": _judge,
}
