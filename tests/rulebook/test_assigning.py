from dataclasses import replace
from datetime import datetime

import pytest

from fengdan.rulebook.assigning import TeamFacts, UnitTarget, fit, why_not_given
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import Answer, MatterFacts
from fengdan.rulebook.stages import Stage

MATTER = MatterFacts(Stage.ACCEPTED, "centre", datetime(2026, 11, 23, 9, 0, tzinfo=ZONE))
TEAM = TeamFacts(
    "team-16", "甲团队", "访调委", frozenset({"02"}), load=0, qualified=2, eligible=1, active=True, term_ended=False
)


def test_specialist_comes_first_then_the_less_busy_then_by_code():
    teams = [
        replace(TEAM, code="busy special", load=9),
        replace(TEAM, code="idle general", matter_types=frozenset()),
        replace(TEAM, code="b special", load=1),
        replace(TEAM, code="a special", load=1),
        replace(TEAM, code="busy general", matter_types=frozenset({"01"}), load=1),
    ]
    ordered = sorted((fit(team, "02", MATTER) for team in teams), key=lambda each: each.rank)
    assert [each.team.code for each in ordered] == [
        "a special",
        "b special",
        "busy special",
        "idle general",
        "busy general",
    ]


def test_dispatcher_is_told_why():
    assert fit(TEAM, "02", MATTER).reasons == (
        "擅长这一类纠纷",
        "手上没有在办事项",
        "专职且具备资格 2 人",
        "协议由访调委盖章",
    )
    told = fit(replace(TEAM, load=3), "01", MATTER).reasons
    assert told[:2] == ("不是这一类纠纷的专门团队", "手上有 3 件")


@pytest.mark.parametrize(
    ("team", "conflicted", "says"),
    [
        (replace(TEAM, active=False), set(), "甲团队已停用。"),
        (TEAM, {"team-16"}, "甲团队因回避退过这件事项，请换一个团队。"),
        (replace(TEAM, eligible=0), set(), "甲团队没有受盖章调委会聘任的在岗调解员，暂不能派单。"),
        (replace(TEAM, qualified=1), set(), "甲团队具备资格的专职调解员不足 2 人，暂不能派单。"),
        (replace(TEAM, term_ended=True), set(), "访调委任期已届满，换届前不能盖章，暂不能派单。"),
        (TEAM, {"team-06"}, None),
    ],
)
def test_who_may_not_be_asked(team, conflicted, says):
    assert fit(team, "02", replace(MATTER, conflicted=frozenset(conflicted))).refusal == says


def test_no_team_is_sent_to_whoever_refused_nor_to_an_errand():
    refused = replace(MATTER, parties={1: Answer.AGREED, 2: Answer.REFUSED})
    assert "不能派给调解团队（人民调解法第十七条）" in fit(TEAM, "02", refused).refusal
    undecided = replace(MATTER, parties={1: Answer.AGREED, 2: Answer.PENDING})
    assert fit(TEAM, "02", undecided).refusal is None
    assert fit(TEAM, "B1", replace(MATTER, service=True)).refusal == "便民事项不派调解团队，请交给责任单位。"


UNIT = UnitTarget("dept-water", "水务局", "department", "", serves=True, reachable=True)


@pytest.mark.parametrize(
    ("unit", "says"),
    [
        (UNIT, None),
        (replace(UNIT, reachable=False), None),
        (replace(UNIT, serves=False), "水务局已停用。"),
        (replace(UNIT, serves=False, successor="农业农村局"), "水务局已停用，其职责由农业农村局承接。"),
        (replace(UNIT, kind="committee"), "水务局不直接承办事项，请选择部门、乡镇或村（社区）。"),
        (replace(UNIT, kind="centre"), "水务局不直接承办事项，请选择部门、乡镇或村（社区）。"),
    ],
)
def test_who_may_be_given_a_matter(unit, says):
    assert why_not_given(unit) == says


def test_team_that_gave_back_for_another_reason_may_be_asked_again():
    assert fit(TEAM, "02", replace(MATTER, gave_back=frozenset({"team-16"}))).refusal is None
