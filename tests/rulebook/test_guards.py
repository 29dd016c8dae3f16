"""The guards that read the file itself: consent, giving back once, the state of the agreement."""

from dataclasses import replace

import pytest

from fengdan.rulebook.actor import Role
from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, Side
from fengdan.rulebook.orders import OrderFacts, OrderState
from fengdan.rulebook.powers import why_not
from fengdan.rulebook.recusing import Recusal
from fengdan.rulebook.stages import Stage
from tests.rulebook.test_powers import NOW, UNIT, frozen, holder_of, matter, with_unit

MEDIATOR = holder_of(Role.MEDIATOR)


def refusal(step: str, **changed: object) -> str | None:
    return why_not(step, matter("underway", **changed), MEDIATOR, NOW)


@pytest.mark.parametrize(("step", "agreement"), [("hold_session", None), ("agree", None), ("sign", frozen())])
@pytest.mark.parametrize(
    ("other", "says"),
    [
        (Answer.PENDING, "还有 1 名当事人的调解意愿"),
        (Answer.REFUSED, "明确拒绝调解，不得再调解"),
        (Answer.AGREED, None),
    ],
)
def test_no_mediation_without_the_consent_of_all(step, agreement, other, says):
    told = refusal(step, parties={1: Answer.AGREED, 2: other}, agreement=agreement)
    assert told is None if says is None else says in told


@pytest.mark.parametrize(("step", "agreement"), [("hold_session", None), ("agree", None), ("sign", frozen())])
def test_no_mediation_with_one_side_alone(step, agreement):
    alone = refusal(step, parties={1: Answer.AGREED}, sides={1: Side.APPLICANT}, agreement=agreement)
    assert "没有登记对方当事人" in alone


def test_assignment_refused_by_a_party_is_not_taken():
    leader = holder_of(Role.LEADER)
    unwilling = matter("assigned", parties={1: Answer.AGREED, 2: Answer.REFUSED})
    assert "明确拒绝调解" in why_not("take", unwilling, leader, NOW)
    undecided = matter("assigned", parties={1: Answer.AGREED, 2: Answer.PENDING})
    assert why_not("take", undecided, leader, NOW) is None


def test_matter_may_be_given_whatever_the_other_side_has_said():
    dispatcher = holder_of(Role.DISPATCHER, "centre")
    willing = matter("accepted")
    assert why_not("assign", willing, dispatcher, NOW) is None
    undecided = matter("accepted", parties={1: Answer.AGREED, 2: Answer.PENDING})
    assert why_not("assign", undecided, dispatcher, NOW) is None
    # which team it may not go to is the rule of the target: a unit may still handle it by its own powers
    unwilling = matter("accepted", parties={1: Answer.AGREED, 2: Answer.REFUSED})
    assert why_not("assign", unwilling, dispatcher, NOW) is None


@pytest.mark.parametrize("stage", ["assigned", "taken", "underway"])
def test_matter_is_called_back_from_a_team_at_any_time_also_after_a_refusal(stage):
    dispatcher = holder_of(Role.DISPATCHER, "centre")
    for answer in Answer:
        facts = matter(stage, parties={1: Answer.AGREED, 2: answer})
        assert why_not("recall", facts, dispatcher, NOW) is None


@pytest.mark.parametrize("signed", [(), ("party:1", "party:2", "mediator", "seal")])
def test_matter_with_a_living_agreement_is_not_called_back(signed):
    dispatcher = holder_of(Role.DISPATCHER, "centre")
    told = why_not("recall", matter("underway", agreement=frozen(*signed)), dispatcher, NOW)
    assert told == "已有定稿或生效的协议，不能撤回；未生效的请先作废协议。"


def test_assignment_is_given_back_once():
    leader = holder_of(Role.LEADER)
    assert why_not("give_back", matter("assigned", gave_back=frozenset({"team-06"})), leader, NOW) is None
    assert "退过一次" in why_not("give_back", matter("assigned", gave_back=frozenset({"team-16"})), leader, NOW)


ALL = ("party:1", "party:2", "party:3", "mediator", "seal")
SIGNED = {"none": None, "frozen": (), "one missing": ALL[1:], "effective": ALL}

YES = None
TABLE = {
    "hold_session": (YES, YES, YES, "协议已经生效"),
    "agree": (YES, "已经定稿，正在签字", "已经定稿，正在签字", "已经生效"),
    "sign": ("还没有定稿", YES, YES, "协议已生效"),
    "void_agreement": ("没有可以作废", YES, YES, "不能作废"),
    "add_party": (YES, "请先作废", "请先作废", "不能再增减当事人"),
    "remove_party": (YES, "请先作废", "请先作废", "不能再增减当事人"),
    "ask_party": (YES, YES, YES, "不再变更"),
    "record_consent": (YES, YES, YES, "不再变更"),
    "correct": (YES, YES, YES, YES),
    "note": (YES, YES, YES, YES),
}
CASES = [
    (step, state, says)
    for step, row in TABLE.items()
    for state, says in zip(SIGNED, row, strict=True)
]  # fmt: skip


@pytest.mark.parametrize(("step", "state", "says"), CASES)
def test_state_of_the_agreement_decides(step, state, says):
    signed = SIGNED[state]
    agreement = None if signed is None else AgreementFacts(1, required_signers([1, 2, 3]), frozenset(signed))
    sides = {1: Side.APPLICANT, 2: Side.RESPONDENT, 3: Side.RESPONDENT}
    facts = matter("underway", agreement=agreement, parties=dict.fromkeys(sides, Answer.AGREED), sides=sides)
    told = why_not(step, facts, MEDIATOR, NOW)
    assert told is None if says is None else says in told


@pytest.mark.parametrize(
    ("sides", "removable"),
    [
        ({1: Side.APPLICANT, 2: Side.RESPONDENT}, False),
        ({1: Side.APPLICANT}, False),
        ({1: Side.APPLICANT, 2: Side.APPLICANT}, True),
        ({1: Side.APPLICANT, 2: Side.RESPONDENT, 3: Side.RESPONDENT}, True),
    ],
)
def test_each_side_keeps_somebody(sides, removable):
    told = refusal("remove_party", sides=sides, parties=dict.fromkeys(sides, Answer.AGREED))
    assert told is None if removable else "每一方至少要留一名当事人" in told


def test_consent_needs_somebody_to_ask():
    facts = MatterFacts(Stage.UNDERWAY, "team-16", NOW, unit="team-16", unit_kind="team")
    assert why_not("record_consent", facts, MEDIATOR, NOW) == "还没有登记当事人。"


TOWN = holder_of(Role.TOWN)
UNIT_TABLE = {
    "take": ({}, None),
    "give_back": ({"gave_back": frozenset({UNIT})}, "退过一次"),
    "hand_up": ({"parties": {1: Answer.AGREED, 2: Answer.REFUSED}}, "不能逐级上交来施压"),
    "agree_orally": ({"parties": {1: Answer.AGREED, 2: Answer.PENDING}}, "调解意愿没有记录为同意"),
    "reply": ({"reply": "submitted"}, "正在等中心审核"),
    "ask_party": ({"service": True}, "便民事项不用征求调解意愿"),
    "record_consent": ({"service": True}, "便民事项不用征求调解意愿"),
}


@pytest.mark.parametrize("step", UNIT_TABLE)
def test_what_keeps_a_unit_from_a_step(step):
    changed, says = UNIT_TABLE[step]
    stage = "assigned" if step in {"take", "give_back"} else "taken"
    told = why_not(step, with_unit(stage, **changed), TOWN, NOW)
    assert told is None if says is None else says in told


def test_a_unit_signs_for_what_a_party_refused_to_mediate():
    unwilling = with_unit("assigned", parties={1: Answer.AGREED, 2: Answer.REFUSED})
    assert why_not("take", unwilling, TOWN, NOW) is None


def test_what_was_ruled_is_not_given_back():
    told = why_not("give_back", with_unit("assigned", ruled=True), TOWN, NOW)
    assert told == "职责争议会商已经裁定由谁牵头，不能再退回；有困难请备注说明，由中心协调。"


def test_while_a_conference_is_open_nobody_moves_the_matter_but_by_its_decision():
    duty = holder_of(Role.DUTY)
    waiting = matter("accepted", conference="dept-land")
    for step in ("assign", "answer", "guide", "transfer", "merge", "agree_orally"):
        assert "正在等待职责争议会商裁定" in why_not(step, waiting, duty, NOW)
    assert why_not("decide_conference", waiting, duty, NOW) is None
    assert why_not("decide_conference", matter("accepted"), duty, NOW) == "没有等待裁定的职责争议会商。"
    acts = with_unit("assigned", conference="dept-land", holder=UNIT)
    for step, who in (("give_back", TOWN), ("hand_up", TOWN), ("recall", duty)):
        assert why_not(step, acts, who, NOW).startswith("先办后议")
    assert why_not("take", acts, TOWN, NOW) is None
    assert why_not("decide_conference", acts, duty, NOW) is None


def test_whoever_sits_in_it_writes_a_remark_and_takes_no_other_step():
    sits = matter("accepted", conference="dept-land", conferring={"town-9": "township", "team-09": "team"})
    for role, unit in ((Role.TOWN, "town-9"), (Role.LEADER, "team-09")):
        assert why_not("note", sits, holder_of(role, unit), NOW) is None
        assert why_not("note", matter("accepted"), holder_of(role, unit), NOW)
        assert all(why_not(step, sits, holder_of(role, unit), NOW) for step in ("hand_up", "correct", "respond"))


def test_what_waits_for_a_ruling_is_not_given_to_anybody_meanwhile():
    dispatcher, duty = holder_of(Role.DISPATCHER), holder_of(Role.DUTY)
    waiting = matter("accepted", returned="dept-land")
    assert "先由值班领导裁定" in why_not("assign", waiting, dispatcher, NOW)
    assert why_not("rule_on_return", waiting, duty, NOW) is None
    assert why_not("rule_on_return", matter("accepted"), duty, NOW) == "没有等待裁定的退回。"


ORALLY = ("hold_session", "agree", "agree_orally", "ask_party", "record_consent", "recall", "hand_up", "reply")


@pytest.mark.parametrize("step", ORALLY)
def test_an_oral_agreement_is_concluded_and_nothing_else(step):
    at, who = (matter, MEDIATOR) if step in {"hold_session", "agree"} else (with_unit, TOWN)
    if step == "recall":
        who = holder_of(Role.DISPATCHER)
    assert why_not(step, at("underway", oral=True), who, NOW) == "已经达成口头协议，请办结。"


def test_a_refusal_never_climbs():
    unwilling = with_unit("taken", tier=3, parties={1: Answer.AGREED, 2: Answer.REFUSED})
    assert "不能逐级上交来施压" in why_not("climb", unwilling, holder_of(Role.CLOCK), NOW)
    assert why_not("climb", with_unit("taken", tier=3), holder_of(Role.CLOCK), NOW) is None


def test_an_answer_is_judged_once():
    duty = holder_of(Role.DUTY)
    for state, says in (
        (("submitted"), None),
        ("approved", "没有等待审核"),
        ("sent_back", "没有等待审核"),
        ("", "没有"),
    ):
        for step in ("approve_reply", "send_back_reply"):
            told = why_not(step, with_unit("underway", reply=state), duty, NOW)
            assert told is None if says is None else says in told
    assert "审核通过" in why_not("reply", with_unit("underway", reply="approved"), TOWN, NOW)
    assert why_not("reply", with_unit("underway", reply="sent_back"), TOWN, NOW) is None


ORDER = OrderFacts(1, OrderState.OPEN, Side.APPLICANT)
NO = [
    ("answer", "accepted", {"returned": "dept-land"}, Role.DUTY, "要先由值班领导裁定"),
    ("guide", "accepted", {"returned": "dept-land"}, Role.DUTY, "要先由值班领导裁定"),
    ("transfer", "accepted", {"returned": "dept-land"}, Role.DUTY, "要先由值班领导裁定"),
    ("merge", "accepted", {"returned": "dept-land"}, Role.DUTY, "要先由值班领导裁定"),
    ("climb", "accepted", {"tier": 5}, Role.CLOCK, "不在逐级上报的层级上"),
    ("climb", "taken", {"tier": 0}, Role.CLOCK, "不在逐级上报的层级上"),
    ("climb", "taken", {"tier": 5}, Role.CLOCK, "已由县里指定的单位承办"),
    ("raise_objection", "taken", {}, Role.CLERK, "不是由县级下派的"),
    ("raise_objection", "taken", {"objection": "raised"}, Role.CLERK, "正在等值班领导裁定"),
    ("raise_objection", "taken", {"objection": "heard"}, Role.CLERK, "已经裁定过了"),
    ("raise_objection", "underway", {"objection": "may", "oral": True}, Role.CLERK, "已经达成口头协议"),
    ("rule_on_objection", "taken", {"objection": "may"}, Role.DUTY, "没有等待裁定的异议"),
    ("order", "accepted", {"service": True}, Role.CLERK, "便民事项不调解"),
    ("order", "accepted", {"parties": {1: Answer.AGREED, 2: Answer.REFUSED}}, Role.CLERK, "明确拒绝调解"),
    ("order", "accepted", {"returned": "dept-land"}, Role.CLERK, "裁定以后才能点单"),
    ("order", "accepted", {"order": ORDER}, Role.CLERK, "已经点过单了"),
    ("order", "assigned", {"holder": "dept-land", "unit_kind": "department"}, Role.CLERK, "点单由县综治中心安排"),
    ("answer_order", "accepted", {}, Role.CLERK, "没有等待答复的点单"),
    ("answer_order", "accepted", {"order": replace(ORDER, state=OrderState.AGREED)}, Role.CLERK, "双方已经选定"),
    ("answer_order", "accepted", {"order": replace(ORDER, state=OrderState.CENTRE)}, Role.CLERK, "已经请中心安排"),
    ("withdraw_order", "accepted", {}, Role.CLERK, "没有可以撤回的点单"),
    ("arrange_order", "accepted", {}, Role.DUTY, "没有等待安排的点单"),
    ("declare_conflict", "underway", {"oral": True}, Role.LEADER, "已经达成口头协议"),
    ("challenge_mediator", "taken", {"recusal": Recusal(challenge=1)}, Role.CLERK, "正在等决定"),
    ("rule_on_challenge", "taken", {}, Role.DUTY, "没有等待决定的回避申请"),
    ("rule_on_challenge", "taken", {"recusal": Recusal(challenge=1, challenged="7")}, Role.DUTY, "不能自己决定"),
    ("ask_override", "taken", {"recusal": Recusal(override=1)}, Role.LEADER, "正在等另一人决定"),
    ("override_conflict", "taken", {}, Role.DIRECTOR, "没有等待决定的破例"),
    ("override_conflict", "taken", {"recusal": Recusal(override=1, asked_by="7")}, Role.DUTY, "破例承办要两个人"),
    ("hold_session", "taken", {"recusal": Recusal(aside=frozenset({1}))}, Role.MEDIATOR, "先更换调解员"),
    ("agree", "underway", {"recusal": Recusal(aside=frozenset({1}))}, Role.MEDIATOR, "先更换调解员"),
    ("sign", "underway", {"agreement": frozen(), "recusal": Recusal(aside=frozenset({1}))}, Role.MEDIATOR, "先更换"),
    ("record_receipt", "concluded", {}, Role.CLERK, "没有等待的回执"),
    ("change_mediator", "underway", {"agreement": frozen()}, Role.LEADER, "协议已经定稿"),
    ("change_mediator", "underway", {"oral": True}, Role.LEADER, "已经达成口头协议"),
    ("invite", "taken", {"parties": {1: Answer.AGREED, 2: Answer.PENDING}}, Role.MEDIATOR, "还有 1 名当事人"),
    ("raise_risk", "taken", {"risk": "red"}, Role.MEDIATOR, "最高一级"),
    ("ask_lower_risk", "taken", {"risk": "blue"}, Role.MEDIATOR, "最低一级"),
    ("ask_lower_risk", "taken", {"risk": "red", "lowering": "blue"}, Role.MEDIATOR, "正在等另一人决定"),
    ("lower_risk", "taken", {"risk": "red"}, Role.DUTY, "没有等待决定"),
    ("add_obligation", "underway", {}, Role.MEDIATOR, "还没有生效的协议"),
    ("add_obligation", "underway", {"agreement": frozen()}, Role.MEDIATOR, "还没有生效的协议"),
    ("record_performance", "concluded", {}, Role.FOLLOWUP, "没有等待履行"),
    ("follow_up", "concluded", {"conclusion": "withdrawn"}, Role.FOLLOWUP, "不用回访"),
    ("follow_up", "concluded", {"conclusion": "guided"}, Role.FOLLOWUP, "不用回访"),
    ("rate", "concluded", {"conclusion": "merged"}, Role.CLERK, "已并入另一件"),
    ("rate", "concluded", {"rated": frozenset({1, 2})}, Role.CLERK, "都已经评过"),
    ("handle_rating", "concluded", {}, Role.DUTY, "没有等待处理"),
    ("agree_orally", "underway", {"oral": True}, Role.MEDIATOR, "已经达成口头协议"),
]


@pytest.mark.parametrize(("step", "stage", "changed", "role", "says"), NO)
def test_what_is_not_there_cannot_be_dealt_with(step, stage, changed, role, says):
    assert says in why_not(step, matter(stage, **changed), holder_of(role), NOW)


@pytest.mark.parametrize("stage", ["registered", "accepted"])
def test_a_unit_signs_for_a_matter_before_it_settles_it_orally(stage):
    village = holder_of(Role.VILLAGE)
    assert "先受理并签收" in why_not("agree_orally", with_unit(stage), village, NOW)
    assert why_not("agree_orally", matter(stage), holder_of(Role.CLERK), NOW) is None


@pytest.mark.parametrize("step", ["hold_session", "agree", "agree_orally", "invite"])
def test_protection_comes_before_mediation(step):
    told = refusal(step, violence=True)
    assert "调解不能代替保护" in told
    assert "人身安全保护令" in told
    assert refusal(step, violence=True, protected=frozenset({1})) is None


def test_lowering_a_risk_takes_two_people():
    asked = matter("taken", risk="red", lowering="blue", lowering_by="7")
    assert "两个人" in why_not("lower_risk", asked, holder_of(Role.DUTY), NOW)
    assert why_not("lower_risk", asked, holder_of(Role.DIRECTOR, user="8"), NOW) is None


def test_whoever_mediated_does_not_ask_how_it_went():
    for mediated in ({"mediator": "7"}, {"mediator": "9", "co_mediators": frozenset({"7"})}):
        settled = matter("concluded", conclusion="settled_orally", **mediated)
        assert "不能回访自己办的事项" in why_not("follow_up", settled, holder_of(Role.FOLLOWUP), NOW)
        assert why_not("follow_up", settled, holder_of(Role.FOLLOWUP, user="8"), NOW) is None


def test_somebody_beside_the_lead_mediates_too():
    shared = matter("underway", mediator="9", co_mediators=frozenset({"7"}))
    assert why_not("hold_session", shared, MEDIATOR, NOW) is None
    assert why_not("hold_session", shared, holder_of(Role.MEDIATOR, user="8"), NOW)


OPEN_ENDS = [
    ({"owed": frozenset({1, 2})}, "还有 2 项协议约定没有履行完"),
    ({"receipt_due": True, "conclusion": "transferred", "follow_up_due": False}, "还没有收到对方机关的回执"),
    ({"followed": True, "low_ratings": frozenset({1})}, "还有低分评价没有处理"),
    ({}, "还没有回访到当事人"),
    ({"follow_ups": 2}, "还没有回访到当事人"),
    ({"follow_ups": 3}, None),
    ({"followed": True, "follow_ups": 1}, None),
    ({"conclusion": "withdrawn", "follow_up_due": False}, None),
    ({"follow_up_due": False}, None),  # it ended before there were follow-ups
    ({"conclusion": "rejected", "follow_up_due": False}, None),
]


@pytest.mark.parametrize(("changed", "says"), OPEN_ENDS)
def test_a_file_is_closed_once_nothing_waits(changed, says):
    ended = matter("concluded", **{"conclusion": "settled_orally", "follow_up_due": True, **changed})
    told = why_not("archive", ended, holder_of(Role.ARCHIVIST), NOW)
    assert told is None if says is None else says in told
