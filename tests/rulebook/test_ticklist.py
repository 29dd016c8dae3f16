"""The four-part tick list over histories: what is done, what is missing and for whom it waits, what was not needed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fengdan.rulebook.deadlines import CONFIRMATION
from fengdan.rulebook.facts import AgreementFacts
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.ticklist import Happened, State, Timed, tick_list
from tests.rulebook.story import NOW, history, played

DONE, MISSING, NO = State.DONE, State.MISSING, State.NOT_NEEDED
TEAM_HAS_IT = "register at the centre, accept, assign a team, take by a mediator"
DEPT_HAS_IT = "register at the centre, accept, assign a department, take"
PASSED_AROUND = "register at the centre, accept, assign a team, give_back, assign a township"
SPOKEN = "register in the village, accept, assign the village, take, record_consent, agree_orally, conclude as settled"


def ticks(text):
    """What stands on the list at the end of a history; the steps are an hour apart, each by `<step>者`."""
    lines = history(text)
    *_, (_, facts) = played(*lines)
    return tick_list(facts, told(lines), [])


def told(lines):
    names = [line.split()[0] for line in lines]
    return [Happened(name, NOW + timedelta(hours=nth), f"{name}者") for nth, name in enumerate(names)]


def states(text):
    return {tick.label: tick.state for part in ticks(text) for tick in part.ticks}


def line(text, label):
    (tick,) = [tick for part in ticks(text) for tick in part.ticks if tick.label == label]
    return tick


def test_the_four_parts_in_their_order():
    assert [part.label for part in ticks("register at the centre")] == ["接案", "化解", "督办", "回访"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("register at the centre", {"登记": DONE, "受理": MISSING, "征求双方意愿": MISSING, "办结": MISSING}),
        ("register at the centre", {"回访": MISSING, "归档": MISSING, "紧急情况报告": NO, "退回裁定": NO}),
        ("register a service at the centre", {"征求双方意愿": NO, "权利义务告知": NO, "答复": MISSING, "签字盖章": NO}),
        ("register at the centre, accept", {"受理": DONE, "派单或交办": MISSING, "接单或签收": MISSING}),
        ("register at the centre, accept, assign a team", {"派单": DONE, "接单": MISSING, "协议": MISSING}),
        ("register at the centre, accept, assign a team, recall", {"派单或交办": MISSING, "接单或签收": MISSING}),
        (f"{TEAM_HAS_IT}, recall, assign a department", {"交办": DONE, "签收": MISSING, "答复": MISSING}),
        (TEAM_HAS_IT, {"接单": DONE, "权利义务告知": MISSING, "调解会": MISSING, "签字盖章": MISSING}),
        (f"{TEAM_HAS_IT}, record_consent", {"征求双方意愿": DONE}),
        (
            f"{TEAM_HAS_IT}, record_consent, hold_session",
            {"权利义务告知": DONE, "调解会": DONE, "协议": MISSING, "答复": None},
        ),
        (
            f"{TEAM_HAS_IT}, record_consent of a refusal",
            {"征求双方意愿": DONE, "调解会": NO, "协议": NO, "签字盖章": NO, "办结": MISSING},
        ),
        (f"{TEAM_HAS_IT}, conclude", {"办结": DONE, "调解会": NO, "协议": NO, "回访": NO, "归档": MISSING}),
        (DEPT_HAS_IT, {"交办": DONE, "签收": DONE, "征求双方意愿": NO, "答复": MISSING, "审核答复": MISSING}),
        (f"{DEPT_HAS_IT}, reply", {"答复": DONE, "审核答复": MISSING}),
        (f"{DEPT_HAS_IT}, reply, send_back_reply", {"答复": MISSING, "审核答复": MISSING}),
        (f"{DEPT_HAS_IT}, reply, approve_reply", {"答复": DONE, "审核答复": DONE, "签字盖章": NO, "调解会": None}),
        (
            "register at the centre, accept, assign a department, give_back",
            {"退回裁定": MISSING, "派单或交办": MISSING},
        ),
        (
            "register at the centre, accept, assign a department, give_back, rule_on_return to a department",
            {"退回裁定": DONE, "交办": DONE, "签收": MISSING},
        ),
        (f"{PASSED_AROUND}, give_back again", {"会商裁定": MISSING, "派单或交办": MISSING, "退回裁定": None}),
        (
            f"{PASSED_AROUND}, give_back again, decide_conference for a department",
            {"会商裁定": DONE, "交办": DONE, "签收": MISSING},
        ),
        (f"{PASSED_AROUND}, give_back of a red one", {"会商裁定": MISSING, "交办": DONE, "签收": MISSING}),
        (
            f"{PASSED_AROUND}, give_back of a red one, take, decide_conference for a township",
            {"会商裁定": DONE, "签收": MISSING},
        ),
        (SPOKEN, {"口头协议": DONE, "调解会": NO, "签字盖章": NO, "办结": DONE, "回访": MISSING, "履行事项": NO}),
        (f"{SPOKEN}, add_obligation", {"履行事项": MISSING}),
        (f"{SPOKEN}, add_obligation, record_performance of a part", {"履行事项": MISSING}),
        (f"{SPOKEN}, add_obligation, record_performance", {"履行事项": DONE}),
        (f"{SPOKEN}, follow_up", {"回访": DONE, "评单": MISSING}),
        (f"{SPOKEN}, follow_up that reaches nobody", {"回访": MISSING}),
        (f"{SPOKEN}{', follow_up that reaches nobody' * 3}", {"回访": DONE}),
        (f"{SPOKEN}, rate", {"评单": DONE, "处理低分评价": NO}),
        (f"{SPOKEN}, rate low", {"评单": DONE, "处理低分评价": MISSING}),
        (f"{SPOKEN}, rate low, handle_rating", {"处理低分评价": DONE}),
        (f"{SPOKEN}, follow_up, archive", {"归档": DONE, "评单": NO, "回访": DONE}),
        (f"{SPOKEN}, follow_up, reopen", {"恢复办理": DONE, "口头协议": None, "回访": MISSING, "签收": None}),
        ("register at the centre, alarm", {"紧急情况报告": DONE}),
        ("register a red risk in the village, ask_lower_risk", {"决定降低风险": MISSING}),
        ("register a red risk in the village, ask_lower_risk, lower_risk", {"决定降低风险": DONE}),
        ("register at the centre, merge", {"并案": DONE, "评单": NO}),
    ],
)
def test_a_history_and_what_stands_on_its_list(text, expected):
    found = states(text)
    assert {label: found.get(label) for label in expected} == expected


@pytest.mark.parametrize("step", ["answer", "guide", "transfer", "reject", "merge"])
def test_whoever_ends_it_at_the_desk_did_so_instead_of_taking_it_in(step):
    found = states(f"register at the centre, {step}")
    assert found[STEPS[step].label] is DONE
    assert found["办结"] is DONE
    left = {label for label, state in found.items() if state is MISSING}
    assert left <= {"评单", "归档"}


def test_nothing_is_missing_from_a_file_that_is_put_away():
    found = states(f"{SPOKEN}, add_obligation, record_performance, follow_up, rate, archive")
    assert MISSING not in found.values()


@pytest.mark.parametrize(
    ("text", "label", "waits"),
    [
        ("register at the centre", "受理", "值班领导"),
        ("register in the village", "受理", "登记单位"),
        ("register at the centre, accept", "派单或交办", "派单员"),
        ("register at the centre, accept, assign a team", "接单", "承办团队"),
        ("register at the centre, accept, assign a department, give_back", "退回裁定", "值班领导"),
        (f"{PASSED_AROUND}, give_back again", "会商裁定", "值班领导或综治中心主任"),
        (TEAM_HAS_IT, "征求双方意愿", "当事人"),
        (DEPT_HAS_IT, "答复", "承办单位"),
        (f"{DEPT_HAS_IT}, reply", "审核答复", "值班领导"),
        (SPOKEN, "回访", "回访员"),
        (SPOKEN, "归档", "档案员"),
        (f"{SPOKEN}, rate low", "处理低分评价", "值班领导或综治中心主任"),
    ],
)
def test_what_is_missing_says_for_whom_it_waits(text, label, waits):
    assert (line(text, label).state, line(text, label).waits) == (MISSING, waits)


def test_what_is_done_says_who_did_it_and_when():
    tick = line(f"{TEAM_HAS_IT}, record_consent, note", "征求双方意愿")
    assert (tick.who, tick.at) == ("record_consent者", NOW + timedelta(hours=4))


def test_a_part_counts_what_is_done_of_what_is_wanted():
    intake = ticks(TEAM_HAS_IT)[0]
    assert (intake.done, intake.wanted) == (3, 4)


def test_a_round_begun_again_shows_nothing_of_the_last_one_but_its_beginning():
    found = {tick.label: tick for part in ticks(f"{SPOKEN}, follow_up, reopen") for tick in part.ticks}
    assert {label for label, tick in found.items() if tick.state is DONE} == {"登记", "恢复办理"}


def test_deadlines_stand_in_the_third_part_met_missed_or_running_and_a_right_is_none():
    day = timedelta(days=1)
    clocks = [
        Timed("accept", "受理", NOW + day, NOW),
        Timed("assign", "派单", NOW, NOW + day),
        Timed("mediation", "调解期限", NOW + 30 * day, None),
        Timed(CONFIRMATION, "申请司法确认", NOW + 30 * day, None),
    ]
    _, facts = next(played("register at the centre"))
    watch = tick_list(facts, [Happened("register", NOW, "朱丁一")], clocks)[2].ticks
    found = [(tick.label, tick.state, tick.late) for tick in watch if tick.due]
    assert found == [("受理", DONE, False), ("派单", DONE, True), ("调解期限", MISSING, False)]


@pytest.mark.parametrize(
    ("signed", "state", "note"),
    [
        ((), MISSING, "还差 3 处"),
        (("party:1", "seal"), MISSING, "还差 1 处"),
        (("party:1", "mediator", "seal"), DONE, ""),
    ],
)
def test_an_agreement_waits_for_those_who_have_not_signed(signed, state, note):
    lines = history(f"{TEAM_HAS_IT}, record_consent, hold_session")
    *_, (_, facts) = played(*lines)
    agreement = AgreementFacts(1, frozenset({"party:1", "mediator", "seal"}), frozenset(signed))
    parts = tick_list(replace(facts, agreement=agreement), told([*lines, "agree", *["sign"] * len(signed)]), [])
    found = {tick.label: tick for tick in parts[1].ticks}
    assert found["协议定稿"].who == "agree者"
    assert (found["签字盖章"].state, found["签字盖章"].note) == (state, note)
    assert found["签字盖章"].who == ("sign者" if state is DONE else "")
