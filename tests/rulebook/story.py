"""Histories as short lines: what each step says, and the facts it leads to by the rulebook's own effects."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.effects import Happening, apply
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.powers import why_not_now
from fengdan.rulebook.steps import STEPS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
BOTH, ONE = {"1": "applicant", "2": "respondent"}, {"1": "applicant"}
VILLAGE, TOWN, LAND, TEAM = "village-jia-1", "town-jia", "dept-land", "team-16"


def _to(unit: str, kind: str, *supporting: str) -> dict[str, Any]:
    return {"unit": unit, "kind": kind, "supporting": list(supporting)}


AT_TABLE = {"conference": 1, "lead": LAND, "members": {LAND: "department", TOWN: "township", TEAM: "team"}}
# a line of a history → the facts written with its step, which is the line's first word
SAYS: Mapping[str, Mapping[str, Any]] = {
    "register at the centre": {"parties": BOTH},
    "register a service at the centre": {"parties": ONE, "service": True},
    "register in the village": {"parties": BOTH, "origin": VILLAGE, "level": "village"},
    "register a service in the village": {"parties": ONE, "origin": VILLAGE, "level": "village", "service": True},
    "register a red risk in the village": {"parties": BOTH, "origin": VILLAGE, "level": "village", "risk": "red"},
    "register in the township": {"parties": BOTH, "origin": TOWN, "level": "township"},
    "assign a team": _to(TEAM, "team"),
    "assign a team with help": _to(TEAM, "team", "dept-water", LAND),
    "assign a department": _to(LAND, "department"),
    "assign a department with help": _to(LAND, "department", "dept-water", TOWN),
    "assign a township": _to(TOWN, "township"),
    "assign the village": _to(VILLAGE, "village"),
    "rule_on_return to a department": _to("dept-water", "department"),
    "rule_on_return to a township with help": _to(TOWN, "township", LAND),
    "rule_on_return to a team": _to(TEAM, "team"),
    "hand_up to the township": {"to": TOWN, "kind": "township"},
    "hand_up to the county": {"to": "centre"},
    "register at the centre on the ladder": {"parties": BOTH, "tier": 5},
    "register at the grid": {"parties": BOTH, "origin": VILLAGE, "level": "grid", "tier": 1},
    "assign a township below": {**_to(TOWN, "township"), "tier": 4, "sent_down": True},
    "assign a team of the county": {**_to(TEAM, "team"), "tier": 5},
    "climb to the village": {"to": VILLAGE, "kind": "village", "tier": 2},
    "climb to the township": {"to": TOWN, "kind": "township", "unit": TOWN, "supporting": [], "tier": 3},
    "climb to the county": {"to": "centre", "tier": 5},
    "rule_on_objection upheld": {"upheld": True, "tier": 5},
    "rule_on_objection turned down": {"upheld": False},
    "give_back": {"code": "overload"},
    "give_back again": {"code": "overload"} | AT_TABLE,
    "give_back of a red one": {"code": "overload"} | AT_TABLE | _to(LAND, "department"),
    "decide_conference for a department": {"decided": LAND} | _to(LAND, "department", "dept-water"),
    "decide_conference for a township": {"decided": TOWN} | _to(TOWN, "township"),
    "decide_conference for whoever has it": {"decided": LAND, "supporting": []},
    "take by a mediator": {"mediator_user": "7"},
    "record_consent": {"party": 2, "answer": "agreed"},
    "record_consent of a refusal": {"party": 2, "answer": "refused"},
    "agree": {"agreement": 1},
    "sign by the applicant": {"signer": "party:1"},
    "sign by the respondent": {"signer": "party:2"},
    "sign by the mediator": {"signer": "mediator"},
    "sign by the seal": {"signer": "seal"},
    "conclude": {"conclusion": "withdrawn"},
    "conclude in writing": {"conclusion": "settled_in_writing"},
    "conclude as settled": {"conclusion": "settled_orally", "follow_up": True},
    "answer": {"conclusion": "answered_on_spot"},
    "guide": {"conclusion": "guided"},
    "transfer": {"conclusion": "transferred"},
    "reject": {"conclusion": "rejected"},
    "merge": {"conclusion": "merged"},
    "change_mediator": {"mediator_user": "8", "assistants": ["7"]},
    "raise_risk to orange": {"risk": "orange"},
    "raise_risk to red": {"risk": "red"},
    "alarm": {"risk": "red", "kind": "weapon"},
    "alarm about violence at home": {"risk": "red", "kind": "domestic"},
    "visit": {"visit": 1, "people": 2},
    "visit of a dozen": {"visit": 1, "people": 12, "risk": "orange", "risk_change": 1},
    "handle_risk": {"risk_handling": 1},
    "ask_lower_risk to yellow": {"risk": "yellow", "by": "9"},
    "lower_risk to yellow": {"risk": "yellow"},
    "ask_lower_risk": {"risk": "blue", "by": "9"},
    "lower_risk": {"risk": "blue"},
    "ask_suspend": {"suspension": 1, "by": "7"},
    "suspend": {"suspension": 1, "approved": True},
    "resume": {"suspension": 1},
    "ask_extend": {"extension": 1, "by": "7"},
    "extend": {"extension": 1, "approved": True},
    "undo_limit_change": {"undone": "extension:1", "note": 1},
    "protect": {"confidential": True, "protected": [1]},
    "remove_party": {"party": 2},
    "add_party": {"party": 3, "side": "respondent"},
    "add_obligation": {"obligation": 1},
    "record_performance of a part": {"obligation": 1, "closed": False},
    "record_performance": {"obligation": 1, "closed": True},
    "follow_up": {"reached": True},
    "follow_up that reaches nobody": {"reached": False},
    "rate": {"rating": 1, "party": 1, "low": False},
    "rate low": {"rating": 2, "party": 2, "low": True},
    "handle_rating": {"rating": 2},
    "declare_conflict": {"conflict": 1, "mediator": "m1601", "mediates": True},
    "challenge_mediator": {"conflict": 2, "party": 1, "mediator": "m1601", "mediator_user": "7"},
    "rule_on_challenge": {"conflict": 2, "upheld": True},
    "rule_on_challenge turned down": {"conflict": 2, "upheld": False},
    "waive_conflict": {"conflict": 1, "agreed": [1, 2]},
    "ask_override": {"conflict": 1, "by": "9", "mediates": True},
    "override_conflict": {"conflict": 1, "approved": True},
    "override_conflict turned down": {"conflict": 1, "approved": False},
    "draft_supervision": {"supervision": 1, "kind": "order", "unit": LAND, "signer": "director"},
    "draft_supervision for duty to arrange": {"supervision": 1, "kind": "order", "unit": LAND, "signer": "duty"},
    "draft_supervision of the centre": {"supervision": 1, "kind": "order", "unit": "centre", "signer": "director"},
    "draft_supervision of the next": {"supervision": 2, "kind": "talk", "unit": LAND, "signer": "director"},
    "issue_supervision": {"supervision": 1},
    "issue_supervision with nobody there": {"supervision": 1, "nobody": [["liaison", LAND]]},
    "issue_supervision of the next": {"supervision": 2},
    "drop_supervision": {"supervision": 1},
    "answer_supervision": {"supervision": 1},
    "judge_supervision": {"supervision": 1, "accepted": True},
    "judge_supervision back": {"supervision": 1, "accepted": False},
    "lead_personally": {"personal_lead": 1},
    "order": {"order": 1, "party": 1},
    "answer_order": {"party": 2, "said": "agree", "rank": 1},
    "answer_order with others": {"party": 2, "said": "others", "rank": 0},
    "answer_order to the others": {"party": 1, "said": "agree", "rank": 2},
    "answer_order for the centre": {"party": 2, "said": "centre", "rank": 0},
    "arrange_order": {"order_ended": "arranged"},
    "withdraw_order": {"order_ended": "withdrawn"},
    "assign a team as ordered": {**_to(TEAM, "team"), "order_ended": "followed"},
    "take by a mediator in the end": {"mediator_user": "7", "order_ended": "arranged"},
    "book": {"booking": 1},
    "rebook": {"booking": 2, "instead": 1},
    "cancel_booking": {"booking": 2},
    "reassign to another team": {**_to("team-06", "team"), "left": TEAM, "left_as": "leader"},
    "reassign to a department": {**_to("dept-water", "department"), "left": "team-06", "left_as": "leader"},
    "reassign from a department": {**_to(TEAM, "team"), "left": LAND, "left_as": "liaison"},
    "time_out": {"left": TEAM, "left_as": "leader"},
    "register_need": {"need": 1},
    "plan_need": {"need": 1, "need_plan": 1, "by": "centre"},
    "plan_need by the department": {"need": 1, "need_plan": 1, "by": LAND},
    "plan_need by the team": {"need": 1, "need_plan": 1, "by": TEAM},
    "plan_need by whoever helps": {"need": 1, "need_plan": 1, "by": "dept-water"},
    "assign a team with tasks": {**_to(TEAM, "team"), "tasks": [1, 2]},
    "add_task": {"task": 3},
    "prepare": {"preparation": 1},
    "do_task": {"task": 1},
    "drop_task": {"task": 2},
    "answer_need": {"need": 1, "exit": "served"},
}


def played(*lines: str) -> Iterator[tuple[str, MatterFacts]]:
    """Each step of a history with the facts after it. One the rules do not allow at that point fails the test."""
    facts: MatterFacts | None = None
    for line in lines:
        step = line.split()[0]
        assert why_not_now(STEPS[step], facts, NOW) is None
        facts = apply(Happening(step, "", "", "", "", NOW, SAYS.get(line, {})), facts)
        yield step, facts


def history(text: str) -> list[str]:
    """Lines parted by commas."""
    return [line.strip() for line in text.split(",")]
