"""紧急情况报告: danger was noticed; who was told, in how many minutes, and what was done at once."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.actions.note import note
from fengdan.matters.actions.protect import protect
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, letters, refused, running
from tests.units import TOWN, VILLAGE, WATER, UnitWalk, liaison

pytestmark = pytest.mark.django_db
MINUTES = timedelta(minutes=1)
TOLD = "110、巩昌镇派出所"
DONE = "把双方分开，陪同等候民警。"


def danger(walk: Walk, kind: str = "domestic", **changed) -> Danger:
    """Noticed seven minutes and told three minutes before the walk's present."""
    seen = {"noticed_at": walk.at - 7 * MINUTES, "told": TOLD, "told_at": walk.at - 3 * MINUTES, "measures": DONE}
    return Danger(kind, **seen | changed)


def do(walk: Walk, who: str = "mediator", kind: str = "domestic", **changed) -> None:
    walk._tick()
    report = danger(walk, kind, **changed)
    walk.matter = alarm(walk.matter, report=report, actor=actor(who), at=walk.at, seen=1)


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("registered", "clerk"),
        ("accepted", "dispatcher"),
        ("assigned", "leader"),
        ("taken", "mediator"),
        ("underway", "director"),
        ("underway", "supervisor"),
        ("concluded", "followup"),
    ],
)
def test_whoever_notices_danger_reports_it_and_the_matter_is_red(stage, who):
    walk = brought_to(stage)
    clocks = running(walk.matter)
    do(walk, who)
    row = walk.matter.alarms.get()
    check_event(
        walk.matter,
        "alarm",
        by=(who, who),
        stages=(stage, stage),
        facts={"alarm": row.pk, "kind": "domestic", "risk": "red"},
    )
    assert (row.told, row.measures, row.minutes) == (TOLD, DONE, 4)
    assert (row.noticed_at, row.told_at) == (walk.at - 7 * MINUTES, walk.at - 3 * MINUTES)
    assert walk.matter.risk == "red"
    assert running(walk.matter) == clocks
    assert letters(walk.matter) == [("centre", "director"), ("centre", "duty"), ("centre", "supervisor")]
    for told in ("director", "duty", "supervisor"):
        assert inbox(actor(told))[0].text == "紧急情况报告，请立即处置"
    assert verify()["problems"] == []


def test_the_page_tells_the_minutes_and_points_to_protection_until_it_is_set():
    walk = brought_to("taken")
    do(walk)
    page = matter_page(actor("mediator"), walk.matter.code, walk.at)
    (shown,) = page.people.alarms
    assert (shown.kind, shown.told, shown.minutes, shown.measures) == ("家庭暴力", TOLD, 4, DONE)
    assert page.people.unprotected
    assert page.history[0].text == f"家庭暴力。发现后 4 分钟报告{TOLD}。{DONE}"
    said = {"confidential": True, "protected": [walk.parties()[0].pk], "reason": "怕对方找上门"}
    walk.matter = protect(walk.matter, **said, actor=actor("mediator"), at=walk._tick())
    assert not matter_page(actor("mediator"), walk.matter.code, walk.at).people.unprotected


@pytest.mark.parametrize(("kind", "points"), [("minor", True), ("weapon", False), ("group", False), ("crime", False)])
def test_only_where_somebody_lives_in_fear(kind, points):
    walk = brought_to("registered")
    do(walk, "clerk", kind)
    assert matter_page(actor("clerk"), walk.matter.code, walk.at).people.unprotected == points


@pytest.mark.parametrize("who", [VILLAGE, TOWN, WATER])
def test_a_village_the_township_above_and_a_helper_may_report_too(who):
    walk = UnitWalk().report()
    if who == WATER:
        walk.hand_up().sign_for().hand_up().give("dept-land", supporting=[WATER])
    walk._tick()
    walk.matter = alarm(walk.matter, report=danger(walk), actor=liaison(who), at=walk.at)
    assert walk.matter.risk == "red"


@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"kind": "fire"}, "请从列表里选择", "kind"),
        ({"told": " "}, "请填写“报告给了谁”", "told"),
        ({"measures": ""}, "请填写“当场采取了什么措施”", "measures"),
        ({"told_at": timedelta(minutes=-8)}, "报告时间不能早于发现时间", "told_at"),
        ({"told_at": timedelta(minutes=1)}, "也不能晚于现在", "told_at"),
        ({"noticed_at": timedelta(minutes=-2)}, "报告时间不能早于发现时间", "told_at"),
    ],
)
def test_what_is_said_must_be_complete_and_in_order(changed, says, field):
    walk = brought_to("taken")
    moved = {name: walk.at + 5 * MINUTES + by for name, by in changed.items() if isinstance(by, timedelta)}
    with refused(says, field):
        do(walk, **changed | moved)


def test_told_in_the_very_minute_is_no_minute():
    walk = brought_to("taken")
    do(walk, noticed_at=walk.at, told_at=walk.at)
    assert walk.matter.alarms.get().minutes == 0


def test_a_lowering_that_waited_is_called_off():
    walk = brought_to("taken")
    by = {"actor": actor("mediator")}
    walk.matter = raise_risk(walk.matter, risk="orange", reason="扬言", at=walk._tick(), **by)
    walk.matter = ask_lower_risk(walk.matter, risk="blue", reason="缓和了", at=walk._tick(), **by)
    do(walk)
    asked = walk.matter.risk_changes.last()
    assert (asked.approved, asked.decided_at, walk.matter.risk) == (False, walk.at, "red")
    assert verify()["problems"] == []


def test_every_report_is_kept_and_none_minds_what_happened_meanwhile():
    walk = brought_to("taken")
    do(walk)
    walk.matter = note(walk.matter, text="民警已到", actor=actor("duty"), at=walk._tick())
    do(walk, kind="weapon")
    assert [row.kind for row in walk.matter.alarms.all()] == ["domestic", "weapon"]
    assert verify()["problems"] == []


def test_not_once_it_is_filed():
    walk = brought_to("archived")
    with refused("该事项已归档"):
        do(walk, "director")


@pytest.mark.parametrize("who", [*OTHER_TEAMS, *(each for each in STRANGERS if each != "director")])
def test_not_by_who_has_nothing_to_do_with_it(who):
    walk = brought_to("taken")
    with refused("“紧急情况报告”"):
        do(walk, who)
