"""风险等级: raised at once by anybody concerned, lowered by two."""

from dataclasses import replace

import pytest

from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.actions.lower_risk import lower_risk
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.queries.desk import work_lists
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Stale
from tests.cast import QUARREL, Walk, actor
from tests.matters.watch import OTHER_TEAMS, brought_to, check_event, letters, refused, running
from tests.units import TOWN, VILLAGE, WATER, UnitWalk, liaison

pytestmark = pytest.mark.django_db
WATCHERS = ("clerk", "duty", "dispatcher", "supervisor", "followup", "director")


def lift(walk: Walk, risk: str = "orange", who: str = "mediator", reason: str = "扬言要动手") -> None:
    walk.matter = raise_risk(walk.matter, risk=risk, reason=reason, actor=actor(who), at=walk._tick(), seen=1)


def ask(walk: Walk, risk: str = "blue", who: str = "mediator", reason: str = "双方已经和好") -> None:
    seen = walk.matter.version
    walk.matter = ask_lower_risk(walk.matter, risk=risk, reason=reason, actor=actor(who), at=walk._tick(), seen=seen)


def decide(walk: Walk, who: str = "duty", comment: str = "", *, approved: bool = True, seen: int | None = None) -> None:
    by = {"actor": actor(who), "at": walk._tick(), "seen": seen or walk.matter.version}
    walk.matter = lower_risk(walk.matter, approved=approved, comment=comment, **by)


def raised(risk: str = "orange") -> Walk:
    walk = brought_to("taken")
    lift(walk, risk)
    return walk


def waiting() -> Walk:
    """Orange; the mediator asks for blue."""
    walk = raised()
    ask(walk)
    return walk


@pytest.mark.parametrize(("risk", "told"), [("yellow", []), ("orange", []), ("red", [("centre", "duty")])])
@pytest.mark.parametrize(
    ("stage", "who"),
    [("registered", "clerk"), ("accepted", "dispatcher"), ("taken", "mediator"), ("underway", "leader")],
)
def test_anybody_concerned_raises_it_at_once(stage, who, risk, told):
    walk = brought_to(stage)
    clocks = running(walk.matter)
    lift(walk, risk, who)
    row = walk.matter.risk_changes.get()
    check_event(
        walk.matter, "raise_risk", by=(who, who), stages=(stage, stage), facts={"risk_change": row.pk, "risk": risk}
    )
    assert (row.was, row.becomes, row.reason, row.asked_by) == ("blue", risk, "扬言要动手", actor(who).id)
    assert (row.decided_at, row.approved, walk.matter.risk) == (walk.at, True, risk)
    assert (running(walk.matter), letters(walk.matter)) == (clocks, told)
    assert verify()["problems"] == []


@pytest.mark.parametrize("who", WATCHERS)
def test_the_centre_may_raise_what_a_team_has(who):
    walk = brought_to("taken")
    lift(walk, "red", who)
    assert walk.matter.risk == "red"


@pytest.mark.parametrize("who", [VILLAGE, TOWN, WATER])
def test_so_may_the_units_it_touches(who):
    walk = UnitWalk().report()
    if who == WATER:
        walk.hand_up().sign_for().hand_up().give("dept-land", supporting=[WATER])
    by = {"actor": liaison(who), "at": walk._tick()}
    assert raise_risk(walk.matter, risk="yellow", reason="又吵了", **by).risk == "yellow"


@pytest.mark.parametrize(
    ("risk", "reason", "says", "field"),
    [
        ("orange", "又闹", "只能提高，不能降低", "risk"),
        ("blue", "又闹", "只能提高，不能降低", "risk"),
        ("black", "又闹", "请从列表里选择", "risk"),
        ("red", " ", "请填写“为什么提高”", "reason"),
    ],
)
def test_it_is_raised_to_a_higher_colour_and_with_a_reason(risk, reason, says, field):
    walk = raised()
    with refused(says, field):
        lift(walk, risk, reason=reason)


def test_red_is_the_highest():
    walk = Walk().register(replace(QUARREL, risk="red"))
    with refused("已经是红色，最高一级"):
        lift(walk, "red", "clerk")


def test_one_asks_and_nothing_changes_before_another_has_decided():
    walk = raised()
    ask(walk, "yellow")
    row = walk.matter.risk_changes.last()
    check_event(
        walk.matter,
        "ask_lower_risk",
        by=("mediator", "mediator"),
        stages=("taken", "taken"),
        facts={"risk_change": row.pk, "risk": "yellow", "by": actor("mediator").id},
    )
    assert (row.was, row.becomes, row.reason, row.decided_at, row.approved) == (
        *("orange", "yellow", "双方已经和好"),
        *(None, None),
    )
    assert walk.matter.risk == "orange"
    assert letters(walk.matter) == [("centre", "director"), ("centre", "duty")]
    assert inbox(actor("director"))[0].text == "有人申请降低风险等级，请决定"
    asked = matter_page(actor("duty"), walk.matter.code, walk.at).people.lowering
    assert (asked.who, asked.was, asked.becomes, asked.reason, asked.asked_at) == (
        *(actor("mediator").name, "橙（较高）", "黄（关注）"),
        *("双方已经和好", walk.at),
    )
    assert (listed("duty", walk), listed("director", walk), listed("supervisor", walk)) == (True, True, False)


def listed(who: str, walk: Walk) -> bool:
    """Whether the work page asks this person to decide."""
    found = [row.code for each in work_lists(actor(who), walk.at) if each.key == "lowering" for row in each.rows]
    return found == [walk.matter.code]


@pytest.mark.parametrize("who", ["duty", "director"])
def test_a_second_person_agrees_and_it_is_lower(who):
    walk = waiting()
    decide(walk, who, "已核实")
    row = walk.matter.risk_changes.last()
    check_event(
        walk.matter,
        "lower_risk",
        by=(who, who),
        stages=("taken", "taken"),
        facts={"risk_change": row.pk, "risk": "blue", "approved": True},
    )
    assert (row.approved, row.decided_at, row.comment, walk.matter.risk) == (True, walk.at, "已核实", "blue")
    assert letters(walk.matter) == []
    assert not listed(who, walk)
    assert verify()["problems"] == []


def test_or_refuses_with_a_reason_and_it_stays_as_it_was():
    walk = waiting()
    with refused("请填写“为什么不同意”", "comment"):
        decide(walk, comment=" ", approved=False)
    decide(walk, comment="人还没有找到", approved=False)
    row = walk.matter.risk_changes.last()
    assert (row.approved, row.comment, walk.matter.risk) == (False, "人还没有找到", "orange")
    assert matter_page(actor("duty"), walk.matter.code, walk.at).people.lowering is None
    assert matter_page(actor("duty"), walk.matter.code, walk.at).history[0].text == "不同意。人还没有找到"
    ask(walk)  # it may be asked for again
    assert verify()["problems"] == []


@pytest.mark.parametrize(("who", "other"), [("duty", "director"), ("director", "duty"), ("small", "director")])
def test_who_asked_does_not_decide(who, other):
    walk = raised()
    ask(walk, who=who)
    with refused("降低风险要两个人：申请的人不能自己批准"):
        decide(walk, who)
    assert not listed(who, walk)
    decide(walk, other)
    assert walk.matter.risk == "blue"


@pytest.mark.parametrize(
    ("risk", "reason", "says", "field"),
    [
        ("orange", "和好", "请选择比现在低的等级", "risk"),
        ("red", "和好", "请选择比现在低的等级", "risk"),
        ("none", "和好", "请从列表里选择", "risk"),
        ("blue", "", "请填写“为什么可以降低”", "reason"),
    ],
)
def test_a_lower_colour_is_asked_for_with_a_reason(risk, reason, says, field):
    walk = raised()
    with refused(says, field):
        ask(walk, risk, reason=reason)


def test_one_lowering_at_a_time_and_none_below_blue():
    walk = waiting()
    with refused("已有降低风险的申请"):
        ask(walk, "yellow", "clerk")
    decide(walk)
    with refused("已经是蓝色，最低一级"):
        ask(walk)
    with refused("没有等待决定的降低风险申请"):
        decide(walk)


def test_a_raise_calls_a_pending_lowering_off():
    walk = waiting()
    lift(walk, "red", "supervisor")
    asked, _ = walk.matter.risk_changes.order_by("pk")[1:]
    assert (asked.approved, asked.decided_at) == (False, walk.at)
    with refused("没有等待决定的降低风险申请"):
        decide(walk)
    assert walk.matter.risk == "red"
    assert verify()["problems"] == []


def test_what_was_decided_meanwhile_is_not_decided_again():
    walk = waiting()
    seen = walk.matter.version
    decide(walk, comment="再看看", approved=False)
    ask(walk, "yellow")
    with refused("请", kind=Stale):
        decide(walk, "director", seen=seen)


@pytest.mark.parametrize("stage", ["concluded", "archived"])
def test_not_once_it_is_over(stage):
    walk = brought_to(stage)
    with refused("提高风险等级"):
        lift(walk)


@pytest.mark.parametrize("who", [*OTHER_TEAMS, "auditor", "admin", "court"])
def test_not_by_who_has_nothing_to_do_with_it(who):
    walk = raised()
    with refused("“提高风险等级”"):
        lift(walk, "red", who)
    with refused("“申请降低风险”"):
        ask(walk, who=who)


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "supervisor", "leader", "mediator", *OTHER_TEAMS])
def test_only_duty_or_the_director_decides(who):
    walk = raised()
    ask(walk, who="clerk")
    with refused("“决定降低风险”由"):
        decide(walk, who)
