"""Consent, sessions, agreements, answers, the end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.effects.change import Change
from fengdan.rulebook.effects.conflicts import over, screened
from fengdan.rulebook.facts import CENTRE, AgreementFacts, Answer, MatterFacts, ReplyState, Side
from fengdan.rulebook.orders import decided


def _reply(state: ReplyState) -> Change:
    return lambda facts, _said: replace(facts, reply=state)


def _agree_orally(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """At the centre's desk nobody had it: whoever brought it about is its mediator."""
    return replace(facts, oral=True, mediator=said.get("mediator_user", facts.mediator))


def _take(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """Whoever mediates from now on; those beside them are named since there are several (人民调解法 Art. 19)."""
    beside = frozenset(said.get("assistants", ()))
    return replace(facts, mediator=said.get("mediator_user", ""), co_mediators=beside, recusal=facts.recusal.gone)


def _consent(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, parties={**facts.parties, said["party"]: Answer(said["answer"])})


def _add_party(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    party = said["party"]
    joined = replace(
        facts,
        parties={**facts.parties, party: Answer.PENDING},
        sides={**facts.sides, party: Side(said["side"])},
    )
    return screened(joined, said)


def _remove_party(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    gone = said["party"]
    sides = {party: side for party, side in facts.sides.items() if party != gone}
    return replace(
        screened(over(facts, said.get("lifted", ())), said),
        parties={party: answer for party, answer in facts.parties.items() if party != gone},
        sides=sides,
        order=decided(facts.order, sides) if facts.order else None,
        protected=facts.protected - {gone},
    )


def _session(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, sessions=facts.sessions + 1)


def _agree(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, agreement=AgreementFacts(said["agreement"], required_signers(facts.parties)))


def _sign(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    assert facts.agreement is not None
    return replace(facts, agreement=replace(facts.agreement, signed=facts.agreement.signed | {said["signer"]}))


def _void(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, agreement=None)


def conclude(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """Events written before there were follow-ups say nothing of one, and none is due."""
    ended = replace(facts, returned="", conference="", conferring={}, tasks=frozenset())
    return replace(ended, conclusion=said["conclusion"], follow_up_due=said.get("follow_up", False))


def _archive(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, holder=CENTRE)


WORK: dict[str, Change] = {
    "reply": _reply(ReplyState.SUBMITTED),
    "send_back_reply": _reply(ReplyState.SENT_BACK),
    "approve_reply": _reply(ReplyState.APPROVED),
    "agree_orally": _agree_orally,
    "take": _take,
    "record_consent": _consent,
    "add_party": _add_party,
    "remove_party": _remove_party,
    "hold_session": _session,
    "agree": _agree,
    "sign": _sign,
    "void_agreement": _void,
    "conclude": conclude,
    "archive": _archive,
    "answer": conclude,
    "guide": conclude,
    "reject": conclude,
    "merge": conclude,
    "change_mediator": _take,
}
