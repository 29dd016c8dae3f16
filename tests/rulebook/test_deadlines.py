"""Which clocks run when, against histories written down by hand."""

import csv

import pytest
from django.conf import settings

from fengdan.rulebook.deadlines import (
    CONFIRMATION,
    FIRST_REPLY,
    ONLY_IF,
    RIGHTS,
    STARTS,
    STOPS,
    STOPS_IF,
    starts,
    stops,
)
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.ladder import LADDER
from fengdan.rulebook.powers import why_not_now
from fengdan.rulebook.risk import RISK_RESPONSE
from fengdan.rulebook.rungs import AFTER_DUE
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.waiting import JUDGE, SIGN, SUPERVISION, SUSPENSION
from tests.rulebook.story import NOW, SAYS, history, played

# the steps taken in order, each with the clocks of the work that run after it
HISTORIES: dict[str, list[tuple[str, str]]] = {
    "a team mediates": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a team", "take mediation"),
        ("take by a mediator", "first_session mediation"),
        ("record_consent", "first_session mediation"),
        ("hold_session", "mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "a team settles in writing": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a team", "take mediation"),
        ("take by a mediator", "first_session mediation"),
        ("record_consent", "first_session mediation"),
        ("hold_session", "mediation"),
        ("agree", "mediation"),
        ("sign by the applicant", "mediation"),
        ("sign by the respondent", "mediation"),
        ("sign by the mediator", "mediation"),
        ("sign by the seal", "mediation"),
        ("conclude in writing", "archive follow_up"),
        ("reopen", "assign mediation"),
    ],
    "a team agrees orally without a session": [
        ("register at the centre", "accept"),
        ("record_consent", "accept"),
        ("accept", "assign mediation"),
        ("assign a team", "take mediation"),
        ("take by a mediator", "first_session mediation"),
        ("agree_orally", "mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "a team gives back, another is called back": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a team", "take mediation"),
        ("give_back", "assign mediation"),
        ("assign a team", "take mediation"),
        ("take by a mediator", "first_session mediation"),
        ("recall", "assign mediation"),
        ("assign a department", "take reply mediation"),
        ("recall", "assign mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "a team does not take it, nor does the next": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a team", "take mediation"),
        ("time_out", "assign mediation"),
        ("assign a team", "take mediation"),
        ("reassign to another team", "take mediation"),
        ("reassign to a department", "take reply mediation"),
        ("take", "reply mediation"),
        ("recall", "assign mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "a department answers a dispute": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a department", "take reply mediation"),
        ("take", "reply mediation"),
        ("reply", "approve_reply mediation"),
        ("send_back_reply", "rework mediation"),
        ("reply", "approve_reply mediation"),
        ("approve_reply", "mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "a department answers an errand": [
        ("register a service at the centre", "accept service_reply"),
        ("accept", "assign service_reply"),
        ("assign a department", "take service_reply"),
        ("take", "service_reply"),
        ("reply", "approve_reply service_reply"),
        ("send_back_reply", "rework service_reply"),
        ("reply", "approve_reply service_reply"),
        ("approve_reply", ""),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "an errand given back": [
        ("register a service at the centre", "accept service_reply"),
        ("accept", "assign service_reply"),
        ("assign a department", "take service_reply"),
        ("give_back", "rule_on_return service_reply"),
        ("rule_on_return to a department", "take service_reply"),
        ("recall", "assign service_reply"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "a department gives back, the ruling names a township": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a department", "take reply mediation"),
        ("give_back", "rule_on_return mediation"),
        ("rule_on_return to a township with help", "take reply mediation"),
        ("take", "reply mediation"),
        ("reply", "approve_reply mediation"),
        ("recall", "assign mediation"),
        ("assign a team", "take mediation"),
        ("recall", "assign mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "a department gives back, the ruling names a team": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a department", "take reply mediation"),
        ("give_back", "rule_on_return mediation"),
        ("rule_on_return to a team", "take mediation"),
        ("take by a mediator", "first_session mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "given back twice, then decided": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a department", "take reply mediation"),
        ("give_back", "rule_on_return mediation"),
        ("rule_on_return to a township with help", "take reply mediation"),
        ("give_back again", "conference mediation"),
        ("decide_conference for a department", "take reply mediation"),
        ("take", "reply mediation"),
        ("recall", "assign mediation"),
        ("conclude", "archive"),
    ],
    "given back twice and red, decided for whoever has it": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a team", "take mediation"),
        ("give_back", "assign mediation"),
        ("assign a township", "take reply mediation"),
        ("raise_risk to red", "take reply mediation risk_response"),
        ("give_back of a red one", "conference take reply mediation risk_response"),
        ("take", "conference reply mediation risk_response"),
        ("reply", "conference approve_reply mediation risk_response"),
        ("decide_conference for whoever has it", "approve_reply mediation risk_response"),
        ("approve_reply", "mediation risk_response"),
        ("conclude", "archive"),
    ],
    "given back twice and red, decided for another": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a team", "take mediation"),
        ("give_back", "assign mediation"),
        ("assign a township", "take reply mediation"),
        ("give_back of a red one", "conference take reply mediation"),
        ("take", "conference reply mediation"),
        ("reply", "conference approve_reply mediation"),
        ("decide_conference for a township", "take reply mediation"),
        ("take", "reply mediation"),
    ],
    "a crowd, then danger, dealt with, reported, calmer, taken up again": [
        ("register at the centre", "accept"),
        ("visit", "accept"),
        ("visit of a dozen", "accept risk_response"),
        ("handle_risk", "accept"),
        ("alarm", "accept risk_response"),
        ("alarm", "accept risk_response"),
        ("handle_risk", "accept risk_report"),
        ("handle_risk", "accept risk_report"),
        ("alarm", "accept risk_report"),
        ("ask_lower_risk to yellow", "accept risk_report"),
        ("lower_risk to yellow", "accept"),
        ("raise_risk to red", "accept risk_response"),
        ("ask_lower_risk to yellow", "accept risk_response"),
        ("lower_risk to yellow", "accept risk_response"),
        ("ask_lower_risk", "accept risk_response"),
        ("lower_risk", "accept"),
        ("raise_risk to orange", "accept risk_response"),
        ("conclude", "archive"),
        ("visit", "archive"),
        ("alarm", "archive"),
        ("reopen", "assign mediation risk_response"),
        ("handle_risk", "assign mediation risk_report"),
        ("conclude", "archive"),
        ("reopen", "assign mediation risk_response"),
        ("conclude", "archive"),
    ],
    "a need that is answered long after the end": [
        ("register at the centre", "accept"),
        ("register_need", "accept need"),
        ("plan_need", "accept need"),
        ("conclude", "archive need"),
        ("reopen", "assign mediation need"),
        ("plan_need", "assign mediation need"),
        ("conclude", "archive need"),
        ("answer_need", "archive"),
        ("archive", ""),
    ],
    "red from the beginning": [
        ("register a red risk in the village", "risk_response"),
        ("handle_risk", "risk_report"),
        ("conclude", "archive"),
    ],
    "withdrawn while a 会商 is open": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a team", "take mediation"),
        ("give_back", "assign mediation"),
        ("assign a township", "take reply mediation"),
        ("give_back again", "conference mediation"),
        ("conclude", "archive"),
    ],
    "withdrawn while a return waits": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("assign a department", "take reply mediation"),
        ("give_back", "rule_on_return mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "sent down, objected to, climbed and taken back": [
        ("register at the centre on the ladder", "accept ladder"),
        ("accept", "assign mediation ladder"),
        ("assign a township below", "take reply mediation ladder"),
        ("raise_objection", "take reply mediation ladder objection"),
        ("rule_on_objection turned down", "take reply mediation ladder"),
        ("take", "reply mediation ladder"),
        ("climb to the county", "assign mediation ladder"),
        ("assign a township below", "take reply mediation ladder"),
        ("raise_objection", "take reply mediation ladder objection"),
        ("rule_on_objection upheld", "assign mediation ladder"),
        ("assign a team of the county", "take mediation"),
        ("take by a mediator", "first_session mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "nobody touches it": [
        ("register at the grid", "ladder"),
        ("climb to the village", "ladder"),
        ("accept", "mediation ladder"),
        ("assign the village", "take mediation ladder"),
        ("climb to the township", "take reply mediation ladder"),
        ("take", "reply mediation ladder"),
        ("reply", "approve_reply mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "the county is told and ends it itself": [
        ("register at the grid", "ladder"),
        ("climb to the county", "accept ladder"),
        ("accept", "assign mediation ladder"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "ordered, agreed on and followed": [
        ("register at the centre", "accept"),
        ("order", "accept order"),
        ("accept", "assign mediation order"),
        ("answer_order", "assign mediation"),
        ("assign a team as ordered", "take mediation"),
        ("take by a mediator", "first_session mediation"),
        ("conclude", "archive"),
    ],
    "ordered, turned round, and arranged by the centre": [
        ("register at the centre", "accept"),
        ("order", "accept order"),
        ("answer_order with others", "accept order"),
        ("withdraw_order", "accept"),
        ("order", "accept order"),
        ("answer_order for the centre", "accept order"),
        ("accept", "assign mediation order"),
        ("arrange_order", "assign mediation"),
        ("assign a team", "take mediation"),
        ("order", "take mediation order"),
        ("take by a mediator in the end", "first_session mediation"),
        ("conclude", "archive"),
    ],
    "withdrawn before it was accepted": [
        ("register at the centre", "accept"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    # nobody at the centre has anything to accept or to assign
    "a village settles its own": [
        ("register in the village", ""),
        ("record_consent", ""),
        ("accept", "mediation"),
        ("assign the village", "take mediation"),
        ("take", "mediation"),
        ("agree_orally", "mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "a village's own errand": [
        ("register a service in the village", "service_reply"),
        ("accept", "service_reply"),
        ("assign the village", "take service_reply"),
        ("take", "service_reply"),
        ("reply", "approve_reply service_reply"),
        ("approve_reply", ""),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "handed up to the township, then to the county": [
        ("register in the village", ""),
        ("accept", "mediation"),
        ("hand_up to the township", "take reply mediation"),
        ("take", "reply mediation"),
        ("hand_up to the county", "assign mediation"),
        ("assign a team", "take mediation"),
        ("take by a mediator", "first_session mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "handed up with an answer that waits": [
        ("register in the village", ""),
        ("accept", "mediation"),
        ("assign the village", "take mediation"),
        ("take", "mediation"),
        ("reply", "approve_reply mediation"),
        ("hand_up to the township", "take reply mediation"),
        ("hand_up to the county", "assign mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
    "an errand handed up": [
        ("register a service in the village", "service_reply"),
        ("accept", "service_reply"),
        ("hand_up to the township", "take service_reply"),
        ("hand_up to the county", "assign service_reply"),
        ("assign a department", "take service_reply"),
    ],
    "the other side refuses, thinks again and is taken off": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("record_consent of a refusal", "assign mediation terminate"),
        ("record_consent of a refusal", "assign mediation terminate"),
        ("record_consent", "assign mediation"),
        ("record_consent of a refusal", "assign mediation terminate"),
        ("add_party", "assign mediation terminate"),
        ("remove_party", "assign mediation"),
        ("conclude", "archive"),
    ],
    "settled on the spot, asked three times, rated, handled": [
        ("register at the centre", "accept"),
        ("record_consent", "accept"),
        ("agree_orally", ""),
        ("conclude as settled", "archive follow_up"),
        ("follow_up that reaches nobody", "archive follow_up"),
        ("follow_up that reaches nobody", "archive follow_up"),
        ("follow_up that reaches nobody", "archive"),
        ("rate", "archive"),
        ("rate low", "archive low_rating"),
        ("handle_rating", "archive"),
        ("archive", ""),
    ],
    "settled, reached, and taken up again": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("record_consent", "assign mediation"),
        ("agree_orally", "mediation"),
        ("conclude as settled", "archive follow_up"),
        ("rate low", "archive follow_up low_rating"),
        ("follow_up", "archive low_rating"),
        ("reopen", "assign mediation"),
        ("assign a team", "take mediation"),
        ("recall", "assign mediation"),
        ("conclude", "archive"),
    ],
    "transferred and signed for": [
        ("register at the centre", "accept"),
        ("accept", "assign mediation"),
        ("transfer", "archive transfer_receipt"),
        ("record_receipt", "archive"),
        ("archive", ""),
    ],
    "rejected": [("register at the centre", "accept"), ("reject", "archive"), ("archive", "")],
    "guided": [("register at the centre", "accept"), ("guide", "archive")],
    "answered on the spot": [("register a service at the centre", "accept service_reply"), ("answer", "archive")],
    "merged, parted again": [
        ("register a service at the centre", "accept service_reply"),
        ("merge", "archive"),
        ("reopen", "assign service_reply"),
    ],
    "a township takes one in and hands it up at once": [
        ("register in the township", ""),
        ("accept", "mediation"),
        ("hand_up to the county", "assign mediation"),
        ("assign a department", "take reply mediation"),
        ("take", "reply mediation"),
        ("conclude", "archive"),
        ("archive", ""),
    ],
}
# who has spoken to the person, and from when to when that is still owed to them
SPOKEN = {
    "somebody calls back": (["register at the centre", "accept", "respond", "assign a team"], 2),
    "nobody does until the session": (
        ["register at the centre", "accept", "assign a team", "take by a mediator", "record_consent", "hold_session"],
        5,
    ),
    "a department's answer is the first word, once it is good": (
        ["register at the centre", "accept", "assign a department", "take", "reply", "approve_reply"],
        5,
    ),
    "a village settles its own": (
        ["register in the village", "record_consent", "accept", "assign the village", "take", "agree_orally"],
        5,
    ),
    "answered on the spot": (["register a service at the centre", "answer"], 1),
    "rejected": (["register at the centre", "reject"], 1),
    "withdrawn": (["register at the centre", "conclude"], 1),
}


@pytest.mark.parametrize("name", SPOKEN)
def test_the_first_word_is_owed_until_somebody_speaks_to_the_person(name):
    lines, owed = SPOKEN[name]
    running: frozenset[str] = frozenset()
    told = []
    for step, facts in played(*lines):
        running = after(running, step, facts)
        told.append(FIRST_REPLY in running)
    assert told == [True] * owed + [False] * (len(lines) - owed)


def test_whoever_comes_again_after_the_end_is_owed_a_first_word_again():
    (*_, (step, facts)) = played("register at the centre", "accept", "respond", "conclude", "reopen")
    assert FIRST_REPLY in starts(step, facts)


AFTER_THE_END = {"archive", "follow_up", "low_rating", "need", "transfer_receipt", JUDGE}
STARTED = {name for names in STARTS.values() for name in names}


def after(running: frozenset[str], step: str, facts: MatterFacts, line: str = "") -> frozenset[str]:
    """What runs after a step, as the ledger does it: stop first, then start."""
    return (running - set(stops(step, facts, SAYS.get(line, {})))) | set(starts(step, facts))


@pytest.mark.parametrize("name", HISTORIES)
def test_clocks_that_run_after_every_step(name):
    running: frozenset[str] = frozenset()
    told = []
    lines = [line for line, _ in HISTORIES[name]]
    for line, (step, facts) in zip(lines, played(*lines), strict=True):
        running = after(running, step, facts, line)
        told.append(set(running) - {FIRST_REPLY})
    assert told == [set(clocks.split()) for _, clocks in HISTORIES[name]]


@pytest.mark.parametrize("name", HISTORIES)
def test_wherever_a_matter_may_be_concluded_only_filing_is_left_to_do(name):
    running: frozenset[str] = frozenset()
    concluded = 0
    taken = []
    for (line, _), (step, facts) in zip(HISTORIES[name], played(*(line for line, _ in HISTORIES[name])), strict=True):
        taken.append(line)
        running = after(running, step, facts, line)
        if why_not_now(STEPS["conclude"], facts, NOW) is None:
            concluded += 1
            (*_, (_, ended)) = played(*taken, "conclude")
            # whoever waits for an answer is owed it all the same
            assert after(running, "conclude", ended) == {"archive"} | ({"need"} if facts.need else set())
    assert concluded


SUPERVISED = (
    *("register at the centre", "accept", "draft_supervision", "issue_supervision"),
    *("draft_supervision of the next", "issue_supervision of the next"),
)


SUSPENDED = (
    *("register at the centre", "accept", "assign a team", "take", "ask_extend", "extend", "ask_suspend", "suspend"),
    "undo_limit_change",
)
JUDGED = ("answer_supervision", "judge_supervision")


def test_the_time_to_reply_starts_by_issuing_stops_by_the_reply_and_anew_with_the_next_one_up():
    told = [(step, stops(step, facts), starts(step, facts)) for step, facts in played(*SUPERVISED)]
    assert told[3:] == [
        ("issue_supervision", [SUPERVISION, SIGN], []),  # the action starts it: its limit is that of the kind
        ("draft_supervision", [], []),
        ("issue_supervision", [SUPERVISION, SIGN], []),
    ]
    replied, judged = list(played(*SUPERVISED[:4], *JUDGED))[4:]
    assert (stops(*replied), starts(*replied)) == ([SUPERVISION], [JUDGE])
    assert (stops(*judged), starts(*judged)) == ([JUDGE], [])
    *_, dropped = played(*SUPERVISED[:3], "drop_supervision")
    assert stops(*dropped) == [SIGN]


def test_what_stands_still_has_a_time_of_its_own():
    told = {step: (stops(step, facts), starts(step, facts)) for step, facts in played(*SUSPENDED, "resume")}
    assert (told["suspend"], told["resume"]) == (([], [SUSPENSION]), ([SUSPENSION], []))
    assert told["undo_limit_change"] == ([], [])  # of an extension: it still stands still


def test_the_histories_above_take_every_step_that_starts_or_stops_a_clock():
    taken = {line.split()[0] for lines in HISTORIES.values() for line, _ in lines}
    taken |= {line for lines, _ in SPOKEN.values() for line in lines}
    taken |= {line.split()[0] for line in (*SUPERVISED, *JUDGED, *SUSPENDED, "resume", "drop_supervision")}
    assert taken >= STARTS.keys() | STOPS.keys()


def test_the_county_has_a_limit_for_every_clock_and_no_limit_is_without_one():
    with (settings.COUNTY_DIR / "limits.csv").open(encoding="utf-8", newline="") as file:
        limits = {row["code"] for row in csv.DictReader(file)}
    kinds = {"mediation_court", "mediation_labour", "mediation_medical"}  # of the one clock `mediation`
    colours = {"risk_red", "risk_orange", "risk_yellow"}  # of the one clock of a risk
    # how long a level has is in ladder.csv
    assert limits == STARTED - {LADDER, RISK_RESPONSE} | {CONFIRMATION, AFTER_DUE, SIGN} | kinds | colours


@pytest.mark.parametrize("clock", sorted(STARTED))
def test_every_clock_is_stopped_by_a_step_that_can_come_later(clock):
    stages = {STEPS[step].after for step, names in STARTS.items() if clock in names}
    enders = {step for step, names in STOPS.items() if clock in names}
    assert any(None in stages or STEPS[step].before & stages for step in enders)


@pytest.mark.parametrize("clock", sorted(STARTED - AFTER_THE_END))
def test_concluding_stops_whatever_can_run_before_it(clock):
    assert clock in STOPS["conclude"]


def test_the_tables_name_only_steps_and_clocks_there_are():
    assert STARTS.keys() | STOPS.keys() <= STEPS.keys()
    assert {name for names in STOPS.values() for name in names} == STARTED | {CONFIRMATION, SUPERVISION, SIGN}
    assert ONLY_IF.keys() <= STARTED
    assert all(name in STOPS[step] for step, name in STOPS_IF)


def test_the_agreement_that_takes_effect_is_the_one_to_confirm_not_one_of_an_earlier_round():
    *_, half, whole = played(*(line for line, _ in HISTORIES["a team settles in writing"][:11]))
    assert [stops("sign", facts) for _, facts in (half, whole)] == [[], [CONFIRMATION]]


def test_a_right_of_the_parties_is_no_work_of_the_office():
    assert CONFIRMATION in RIGHTS
    assert not STARTED & RIGHTS


@pytest.mark.parametrize("step", [step for step in STEPS if step not in STARTS])
def test_a_step_that_is_not_in_the_table_starts_nothing(step):
    (*_, (_, facts)) = played(*history("register at the centre, accept, assign a department, take"))
    assert starts(step, facts) == []
