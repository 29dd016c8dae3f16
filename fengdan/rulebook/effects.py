"""What each step does to the facts of a matter. The ledger writes by it, `verify` replays stored events by it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.assigning import CONFLICT
from fengdan.rulebook.facts import CENTRE, AgreementFacts, Answer, MatterFacts, ReplyState, Side
from fengdan.rulebook.sources import Level, Risk
from fengdan.rulebook.stages import TEAM, Stage
from fengdan.rulebook.steps import STEPS

Change = Callable[[MatterFacts, Mapping[str, Any]], MatterFacts]


@dataclass(frozen=True)
class Happening:
    """One event: `facts` are the codes and ids written with it, never personal data."""

    step: str
    stage_before: str
    stage_after: str
    holder: str
    role: str
    at: datetime
    facts: Mapping[str, Any]


def apply(event: Happening, before: MatterFacts | None) -> MatterFacts:
    """The facts after an event, by the rules alone."""
    if before is None:
        return _opened(event)
    after = STEPS[event.step].after if event.step in STEPS else None
    moved = replace(before, stage=after or before.stage, last_at=event.at)
    change = CHANGES.get(event.step)
    return change(moved, event.facts) if change else moved


def _opened(event: Happening) -> MatterFacts:
    """The facts of a matter just registered. Ledgers begun before 交办 say nothing of origin, level and risk."""
    said = event.facts
    sides = {int(party): Side(side) for party, side in said["parties"].items()}
    origin = said.get("origin", CENTRE)
    asked_for = not said.get("on_initiative", False)  # applying is agreeing; being visited on patrol is not
    willing = {side: Answer.AGREED if asked_for and side is Side.APPLICANT else Answer.PENDING for side in Side}
    return MatterFacts(
        Stage.REGISTERED,
        origin,
        event.at,
        parties={party: willing[side] for party, side in sides.items()},
        sides=sides,
        origin=origin,
        service=said.get("service", False),
        level=said.get("level", Level.COUNTY),
        risk=said.get("risk", Risk.BLUE),
    )


def _given(facts: MatterFacts, unit: str, kind: str, supporting: Iterable[str], *, ruled: bool = False) -> MatterFacts:
    """With a unit that has yet to take it, and nothing left of what an earlier one did about it."""
    return replace(
        facts,
        holder=unit,
        unit=unit,
        unit_kind=kind,
        supporting=frozenset(supporting),
        mediator="",
        returned="",
        ruled=ruled,
        reply="",
    )


def _assign(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    if "unit" not in said:  # written before 交办 existed, when only teams were asked
        return _given(facts, said["team"], TEAM, ())
    return _given(facts, said["unit"], said["kind"], said["supporting"])


def _back_to_centre(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(_given(facts, CENTRE, "", ()), unit="", stage=Stage.ACCEPTED)


def _give_back(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """A team's return leads to another dispatch; a unit's waits for a ruling on who leads (信访工作条例 Art. 24)."""
    conflicted = {facts.unit} if said["code"] == CONFLICT else set()
    return replace(
        _back_to_centre(facts, said),
        returned="" if facts.with_team else facts.unit,
        gave_back=facts.gave_back | {facts.unit},
        conflicted=facts.conflicted | conflicted,
    )


def _rule(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return _given(facts, said["unit"], said["kind"], said["supporting"], ruled=True)


def _hand_up(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """To the unit above, which has to sign for it; at the county the centre decides who leads."""
    if said["to"] == CENTRE:
        return _back_to_centre(facts, said)
    return _given(facts, said["to"], said["kind"], ())


def _reply(state: ReplyState) -> Change:
    return lambda facts, _said: replace(facts, reply=state)


def _agree_orally(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, oral=True)


def _take(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, mediator=said.get("mediator_user", ""))


def _consent(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, parties={**facts.parties, said["party"]: Answer(said["answer"])})


def _add_party(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    party = said["party"]
    return replace(
        facts,
        parties={**facts.parties, party: Answer.PENDING},
        sides={**facts.sides, party: Side(said["side"])},
    )


def _remove_party(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    gone = said["party"]
    return replace(
        facts,
        parties={party: answer for party, answer in facts.parties.items() if party != gone},
        sides={party: side for party, side in facts.sides.items() if party != gone},
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


def _conclude(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, conclusion=said["conclusion"], returned="")


def _archive(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, holder=CENTRE)


CHANGES: dict[str, Change] = {
    "assign": _assign,
    "recall": _back_to_centre,
    "give_back": _give_back,
    "rule_on_return": _rule,
    "hand_up": _hand_up,
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
    "conclude": _conclude,
    "archive": _archive,
}
