"""交办: to the unit the rules propose, or to another with a reason of one's own."""

from dataclasses import replace

import pytest

from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.receive import AS_PROPOSED, Received, Way, receive
from fengdan.matters.actions.register import register
from fengdan.matters.intake import Sender
from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from fengdan.people.models import Grant
from fengdan.rulebook.facts import Answer
from fengdan.units.models import Unit
from tests.cast import MORNING, QUARREL, actor
from tests.matters.watch import check_event, letters, refused, running
from tests.units import BOUNDARY, CERTIFICATE, LAND, TOWN, WATER, UnitWalk, given_to

pytestmark = pytest.mark.django_db


def accepted(told=BOUNDARY) -> UnitWalk:
    return UnitWalk().register(told).accept()


def test_rules_and_their_versions_are_kept_with_the_matter():
    walk = accepted()
    route = walk.matter.routes.get()
    assert (route.unit_id, route.rule, route.supporting) == (LAND, "R12", ["dept-agriculture", "dept-forestry"])
    assert route.reason.startswith("山林土地纠纷，县一级受理，现场来访，风险蓝（一般）。按第 R12 条：")
    assert route.versions["routing"] == "1"
    assert route.versions.keys() == {"routing", "calendar", "limits", "ladder", "item", "program"}


def test_duty_gives_it_to_the_unit_the_rules_propose():
    walk = accepted()
    route = walk.matter.routes.get()
    by = {"actor": actor("duty"), "at": walk._tick()}
    walk.matter = assign(walk.matter, unit=LAND, reason=route.reason, supporting=route.supporting, **by)
    check_event(
        walk.matter,
        "assign",
        by=("duty", "duty"),
        stages=("accepted", "assigned"),
        facts={
            "assignment": walk.matter.assignments.get().pk,
            "unit": LAND,
            "kind": "department",
            "supporting": ["dept-agriculture", "dept-forestry"],
            "override": False,
        },
    )
    assert running(walk.matter) == {"mediation": "12-23 18:00", "reply": "11-30 18:00", "take": "11-23 15:45"}
    assert letters(walk.matter) == [
        ("dept-agriculture", "liaison"),
        ("dept-forestry", "liaison"),
        (LAND, "liaison"),
    ]


def test_departing_from_the_rules_takes_words_of_ones_own():
    walk = accepted()
    by = {"actor": actor("dispatcher"), "at": walk._tick()}
    with refused("没有按建议交给陇西县自然资源局，请用自己的话写明为什么", "reason"):
        assign(walk.matter, unit=WATER, reason=walk.matter.routes.get().reason, **by)
    walk.matter = assign(walk.matter, unit=WATER, reason="水毁地界，水务局正在现场", **by)
    assert walk.matter.events.last().facts["override"] is True
    assert verify()["problems"] == []


def test_small_office_takes_the_proposal_in_the_same_save():
    by = {"actor": actor("small"), "at": MORNING}
    matter = receive(Received(BOUNDARY, Way.GIVE, AS_PROPOSED), **by)
    assert (matter.stage, matter.holder_id) == ("assigned", LAND)
    assert sorted(matter.supporting.values_list("unit_id", flat=True)) == ["dept-agriculture", "dept-forestry"]
    red = receive(Received(replace(BOUNDARY, risk="red"), Way.GIVE, AS_PROPOSED), **by)
    assert (red.stage, red.holder_id) == ("accepted", "centre")  # red waits at the centre's own desk


def test_errand_goes_to_its_department_and_to_no_team():
    walk = accepted(CERTIFICATE)
    assert walk.matter.routes.get().unit_id == "dept-police"
    with refused("便民事项不派调解团队", "unit"):
        assign(walk.matter, unit="team-16", reason="忙", actor=actor("dispatcher"), at=walk._tick())
    with refused("便民事项不用征求调解意愿"):
        walk.consent_of_applicant()
    walk.give("dept-police")
    assert walk.matter.holder_id == "dept-police"


def test_unit_may_still_be_given_what_a_party_refused_to_mediate():
    walk = accepted().consent_by_desk(Answer.REFUSED).give(LAND).sign_for().reply().approve().answered()
    assert walk.matter.conclusion == "answered_by_unit"
    assert verify()["problems"] == []


def end(unit: str, successor: str | None = None) -> None:
    Unit.objects.filter(pk=unit).update(active_to="2026-11-22", successor=successor)


def test_not_to_a_unit_that_is_no_more_and_the_rules_know_who_took_over():
    end(LAND, "dept-agriculture")
    walk = accepted()
    route = walk.matter.routes.get()
    assert route.unit_id == "dept-agriculture"
    assert "不在办理，由陇西县农业农村局承接" in route.reason
    with refused("已停用，其职责由陇西县农业农村局承接", "unit"):
        walk.give(LAND)


def test_with_nobody_left_the_centre_keeps_it():
    end(LAND)
    route = accepted().matter.routes.get()
    assert route.unit_id == "centre"
    assert "没有承接单位，由中心分流台确定" in route.reason


def test_unit_without_anybody_reachable_brings_in_the_duty_leader():
    Grant.objects.filter(unit=WATER).update(active_to="2026-11-22")
    walk = given_to(WATER)
    assert letters(walk.matter) == [("centre", "duty"), (WATER, "liaison")]


@pytest.mark.parametrize("who", ["village", "town", "grid"])
def test_unit_gives_nothing_of_the_centres(who):
    walk = accepted()
    with refused("“派单或交办”由派单员或值班领导办理"):
        assign(walk.matter, unit=TOWN, reason="就近", actor=actor(who), at=walk._tick())


@pytest.mark.parametrize(
    ("told", "rule", "unit"),
    [
        (QUARREL, "R11", "town-621122100"),
        (replace(QUARREL, area="621122101201"), "R11", "town-621122101"),
        (replace(QUARREL, risk="orange"), "R09", "team-16"),
        (replace(QUARREL, channel="petition", sender=Sender("县信访局")), "R07", "team-04"),
        (replace(QUARREL, matter_type="15"), "R13", "team-03"),
    ],
)
def test_whose_it_is(told, rule, unit):
    matter: Matter = register(told, actor=actor("clerk"), at=MORNING)
    route = matter.routes.get()
    assert (route.rule, route.unit_id) == (rule, unit)
