"""职责争议会商: the second return brings the units to one table; what is decided there stands."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fengdan.matters.actions.answer import answer
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.decide_conference import decide_conference
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.note import note
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter
from fengdan.matters.queries.desk import work_lists
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.reach import reaches
from fengdan.matters.queries.shares import shares
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.sources import Risk
from fengdan.units.models import Unit
from tests.cast import actor
from tests.matters.watch import check_event, last, letters, refused, running
from tests.units import BOUNDARY, LAND, TOWN, VILLAGE, WATER, UnitWalk, conferring, liaison
from tests.web.reader import read
from tests.web.scene import screen

pytestmark = pytest.mark.django_db
RED = replace(BOUNDARY, risk=Risk.RED)
FARM = "dept-agriculture"


def given() -> UnitWalk:
    """A boundary dispute with the water office, which the rules would have given to the land office."""
    return UnitWalk().register(BOUNDARY).accept().give(WATER)


def open_one(matter: Matter):
    return matter.conferences.get(closed_at=None)


def test_second_return_convenes_it_in_the_same_step():
    walk = conferring()
    row, back = open_one(walk.matter), walk.matter.returns.last()
    ended = walk.matter.assignments.last()
    members = {LAND: "department", WATER: "department", TOWN: "township"}
    check_event(
        walk.matter,
        "give_back",
        by=("town", "town"),
        stages=("assigned", "accepted"),
        facts={
            "assignment": ended.pk,
            "code": "out_of_field",
            "return": back.pk,
            "believed": LAND,
            "conference": row.pk,
            "lead": LAND,
            "members": members,
        },
    )
    assert (walk.matter.holder_id, walk.matter.unit_id) == ("centre", None)
    assert (row.lead_id, row.convened_at, row.decided, row.round) == (LAND, walk.at, None, 1)
    assert set(row.members.values_list("pk", flat=True)) == set(members)
    assert (facts_of(walk.matter).conference, facts_of(walk.matter).returned, back.closed_at) == (LAND, "", walk.at)
    assert running(walk.matter) == {"mediation": "12-23 18:00", "conference": "11-24 18:00"}
    at_table = [(LAND, "liaison"), (WATER, "liaison"), (TOWN, "liaison")]
    assert letters(walk.matter) == sorted([("centre", "duty"), ("centre", "director"), *at_table])
    assert verify()["problems"] == []


def test_nobody_else_moves_it_meanwhile():
    walk = conferring()
    with refused("正在等待职责争议会商裁定"):
        assign(walk.matter, unit=FARM, reason="就近", actor=actor("dispatcher"), at=walk._tick())
    with refused("正在等待职责争议会商裁定"):
        answer(walk.matter, text="说清楚了", actor=actor("duty"), at=walk._tick())
    with refused("没有等待裁定的退回"):
        walk.rule(FARM)


@pytest.mark.parametrize("who", ["duty", "director"])
def test_decision_names_who_leads_and_who_helps(who):
    walk = conferring().decide(LAND, (WATER,), who)
    row, given = walk.matter.conferences.get(), walk.matter.assignments.get(status="pending")
    check_event(
        walk.matter,
        "decide_conference",
        by=(who, who),
        stages=("accepted", "assigned"),
        facts={
            "conference": row.pk,
            "decided": LAND,
            "assignment": given.pk,
            "unit": LAND,
            "kind": "department",
            "supporting": [WATER],
        },
    )
    assert (row.decided_id, row.decision, row.assignment, row.closed_at) == (LAND, "界址不清属权属争议", given, walk.at)
    assert (walk.matter.holder_id, facts_of(walk.matter).ruled) == (LAND, True)
    assert letters(walk.matter) == sorted(
        [(LAND, "liaison"), (TOWN, "liaison"), (WATER, "liaison"), (WATER, "liaison")]
    )
    assert verify()["problems"] == []


def test_its_answer_is_due_from_the_first_day_the_matter_was_passed_around():
    walk = given()
    first = walk.matter.clocks.get(name="reply")
    walk.return_it(TOWN).rule(TOWN)
    later = walk.matter.clocks.get(name="reply", stopped_at=None)
    assert later.started_at > first.started_at
    walk.return_it(LAND).decide()
    now = walk.matter.clocks.get(name="reply", stopped_at=None)
    assert (now.started_at, now.due_at) == (first.started_at, first.due_at)
    assert walk.matter.clocks.get(name="take", stopped_at=None).started_at == walk.at


def test_what_is_late_by_then_is_reminded_of_and_urged_at_once():
    walk = given()
    due = walk.matter.clocks.get(name="reply").due_at
    walk.at = due
    walk.return_it(TOWN).rule(TOWN).return_it(LAND).decide()
    assert walk.matter.clocks.get(name="reply", stopped_at=None).due_at < walk.at
    tick(walk.at)
    told = walk.matter.events.filter(seq__gt=walk.matter.version).order_by("seq")
    assert [(e.step, e.facts["clock"]) for e in told if e.facts["clock"] == "reply"][:2] == [
        ("remind", "reply"),
        ("urge", "reply"),
    ]
    assert verify()["problems"] == []


def test_after_the_decision_nobody_gives_it_back():
    walk = conferring().decide()
    with refused("职责争议会商已经裁定由谁牵头，不能再退回"):
        walk.return_it(WATER)
    walk.matter = recall(walk.matter, reason="另有安排", actor=actor("duty"), at=walk._tick())
    walk.give(FARM)
    with refused("职责争议会商已经裁定由谁牵头，不能再退回"):
        walk.return_it(WATER)
    walk.sign_for().reply().approve().answered()
    assert verify()["problems"] == []


def test_who_gave_it_back_may_be_named_all_the_same():
    walk = conferring().decide(TOWN)
    assert (walk.matter.holder_id, walk.matter.unit.kind) == (TOWN, "township")
    assert letters(walk.matter) == sorted([(TOWN, "liaison"), (LAND, "liaison"), (WATER, "liaison")])


def test_decided_for_a_township_it_stands_on_its_level_and_a_party_may_object():
    walk = conferring().decide(TOWN)
    facts = facts_of(walk.matter)
    assert (facts.tier, facts.objection) == (4, "may")  # the township's last level
    assert walk.matter.clocks.filter(name="ladder", stopped_at=None).exists()
    walk.object_to_it()
    assert facts_of(walk.matter).objection == "raised"
    assert verify()["problems"] == []


def test_from_one_to_the_other_and_back_again():
    """A names B, B names A: the second return is the end of it."""
    walk = given().return_it(LAND).rule(LAND).return_it(WATER)
    assert open_one(walk.matter).lead_id == LAND
    assert set(facts_of(walk.matter).conferring) == {WATER, LAND}


def test_a_team_that_gives_back_counts_as_a_unit_does():
    walk = UnitWalk().register().accept().assign("team-16")
    walk.matter = give_back(walk.matter, code="overload", reason="人手不够", actor=actor("leader"), at=walk._tick())
    assert not walk.matter.conferences.exists()
    walk.give(WATER).return_it(TOWN)
    row = open_one(walk.matter)
    assert set(row.members.values_list("pk", flat=True)) >= {"team-16", WATER, TOWN}
    assert ("team-16", "leader") in letters(walk.matter)
    assert reaches(actor("leader"), walk.matter.code)
    walk.decide("team-16")
    assert (walk.matter.holder_id, running(walk.matter).keys()) == ("team-16", {"mediation", "take"})
    assert verify()["problems"] == []


def test_red_does_not_wait_for_the_decision():
    walk = conferring(red=True)
    row, given = open_one(walk.matter), walk.matter.assignments.get(status="pending")
    assert (walk.matter.stage, walk.matter.holder_id, given.unit_id, row.lead_id) == ("assigned", LAND, LAND, LAND)
    assert last(walk.matter).facts["given"] == given.pk
    first = walk.matter.clocks.filter(name="reply").earliest("id")
    assert walk.matter.clocks.get(name="reply", stopped_at=None).due_at == first.due_at
    assert set(running(walk.matter)) == {"mediation", "conference", "take", "reply"}
    assert (LAND, "liaison") in letters(walk.matter)
    with refused("先办后议"):
        walk.return_it(WATER)
    with refused("先办后议"):
        recall(walk.matter, reason="换", actor=actor("duty"), at=walk._tick())
    walk.sign_for()
    assert verify()["problems"] == []


def test_turned_red_while_it_waits_the_duty_leader_has_half_an_hour_and_is_told_to_say_who_acts_first():
    walk = conferring()
    walk.matter = raise_risk(walk.matter, risk="red", reason="有人扬言要动手", actor=actor("duty"), at=walk._tick())
    clock = walk.matter.clocks.get(name="risk_response", stopped_at=None)
    assert clock.due_at - clock.started_at == timedelta(minutes=30)
    assert ("centre", "duty") in letters(walk.matter)
    assert "先办后议" in read(screen("duty").get(f"/m/{walk.matter.code}/")).text_of["conference"]
    walk.decide(LAND)
    assert (walk.matter.stage, walk.matter.holder_id) == ("assigned", LAND)
    assert "先办后议" not in read(screen("duty").get(f"/m/{walk.matter.code}/")).text_of["conference"]


@pytest.mark.parametrize("signed", [False, True])
def test_red_and_decided_for_whoever_acts_already(signed):
    walk = conferring(red=True)
    walk = walk.sign_for() if signed else walk
    stage, given, before = walk.matter.stage, walk.matter.assignments.last(), running(walk.matter)
    walk.decide(LAND, (WATER,))
    row = walk.matter.conferences.get()
    assert (walk.matter.stage, walk.matter.holder_id, row.assignment) == (stage, LAND, given)
    assert walk.matter.assignments.last() == given
    assert running(walk.matter) == {name: due for name, due in before.items() if name != "conference"}
    assert facts_of(walk.matter).supporting == {WATER}
    with refused("要在“已交办”时才能退回交办" if signed else "已经裁定由谁牵头"):
        walk.return_it(WATER)
    assert verify()["problems"] == []


@pytest.mark.parametrize("signed", [False, True])
def test_red_and_decided_for_another(signed):
    walk = conferring(red=True)
    walk = walk.sign_for() if signed else walk
    old, first = walk.matter.assignments.last(), walk.matter.clocks.filter(name="reply").earliest("id")
    walk.decide(TOWN)
    old.refresh_from_db()
    assert (walk.matter.stage, walk.matter.holder_id, old.status) == ("assigned", TOWN, "recalled")
    assert walk.matter.clocks.get(name="take", stopped_at=None).started_at == walk.at
    assert walk.matter.clocks.get(name="reply", stopped_at=None).due_at == first.due_at
    walk.sign_for().reply().approve().answered()
    assert verify()["problems"] == []


def test_red_and_answered_before_there_was_a_decision():
    walk = conferring(red=True).sign_for().reply().decide()
    assert "reply" not in running(walk.matter)
    walk.approve().answered()
    assert verify()["problems"] == []


def test_red_from_the_first_day_acts_first_who_was_asked_first():
    """The rules send a red matter to the desk; it was the desk that asked the water office first."""
    walk = UnitWalk().register(RED).accept().give(WATER).return_it(TOWN).rule(TOWN).return_it(LAND)
    assert (open_one(walk.matter).lead_id, walk.matter.holder_id) == (WATER, WATER)
    with refused("先办后议"):
        walk.return_it(LAND)


def test_red_and_over_before_there_was_a_decision():
    walk = conferring(red=True).sign_for().reply().approve().answered()
    row = walk.matter.conferences.get()
    assert (row.closed_at, row.decided, facts_of(walk.matter).conference) == (walk.at, None, "")
    assert "conference" not in running(walk.matter)
    assert verify()["problems"] == []


def test_withdrawn_meanwhile_it_is_over():
    walk = conferring().conclude_by_duty(Conclusion.WITHDRAWN)
    assert (walk.matter.conferences.get().closed_at, running(walk.matter).keys()) == (walk.at, {"archive"})
    with refused("要在"):
        walk.decide()
    assert verify()["problems"] == []


def test_taken_up_again_it_may_come_to_another_one():
    walk = conferring().conclude_by_duty(Conclusion.WITHDRAWN)
    walk.matter = reopen(walk.matter, reason="又来了", actor=actor("duty"), at=walk._tick())
    walk.give(FARM)
    given = walk.at
    walk.return_it(LAND)
    row = open_one(walk.matter)
    assert (row.round, row.lead_id) == (2, LAND)
    walk.decide()
    assert walk.matter.clocks.get(name="reply", stopped_at=None).started_at == given
    assert verify()["problems"] == []


def test_lead_is_the_first_who_was_asked_where_the_rules_propose_nobody_in_service():
    walk = given()
    Unit.objects.filter(pk=LAND).update(active_to="2026-11-01")
    walk.return_it(TOWN).rule(TOWN).return_it(WATER)
    assert open_one(walk.matter).lead_id == WATER


def test_with_none_of_them_left_the_centre_leads():
    walk = given().return_it(TOWN).rule(TOWN)
    Unit.objects.filter(pk__in=[LAND, WATER, TOWN]).update(active_to="2026-11-01")
    walk.matter = give_back(
        walk.matter, code="leave", reason="撤并", believed=VILLAGE, actor=actor("town"), at=walk._tick()
    )
    assert (open_one(walk.matter).lead_id, walk.matter.holder_id) == ("centre", "centre")
    walk.decide(FARM)
    assert verify()["problems"] == []


def test_red_with_nobody_to_act_first_stays_at_the_centre():
    walk = UnitWalk().register(RED).accept().give(WATER).return_it(TOWN).rule(TOWN)
    Unit.objects.filter(pk__in=[LAND, WATER, TOWN]).update(active_to="2026-11-01")
    walk.matter = give_back(
        walk.matter, code="leave", reason="撤并", believed=VILLAGE, actor=actor("town"), at=walk._tick()
    )
    assert (walk.matter.stage, walk.matter.holder_id) == ("accepted", "centre")
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("asked", "says", "field"),
    [
        ({"decision": " "}, "请填写“裁定意见”", "decision"),
        ({"unit": "nowhere"}, "没有这个单位", "unit"),
        ({"unit": "centre"}, "不直接承办", "unit"),
        ({"unit": ""}, "没有这个单位", "unit"),
        ({"supporting": ("team-16",)}, "配合单位只能是", "supporting"),
        ({"supporting": ("nowhere",)}, "配合单位只能是", "supporting"),
    ],
)
@pytest.mark.parametrize("red", [False, True])
def test_decision_that_does_not_stand(red, asked, says, field):
    walk = conferring(red=red)
    said = {"unit": LAND, "decision": "归它"} | asked
    with refused(says, field):
        decide_conference(walk.matter, **said, actor=actor("duty"), at=walk._tick())


@pytest.mark.parametrize("who", ["dispatcher", "clerk", "dept-water", "dept", "town", "supervisor"])
def test_not_by_others(who):
    walk = conferring()
    with refused("“会商裁定”由值班领导或综治中心主任办理"):
        walk.decide(who=who)


def test_nothing_to_decide():
    walk = given().return_it(LAND)
    with refused("没有等待裁定的职责争议会商"):
        walk.decide()


def test_who_sits_in_it_reads_the_matter_and_writes_a_remark():
    walk = conferring()
    for unit in (LAND, WATER, TOWN):
        assert reaches(liaison(unit), walk.matter.code)
        walk.matter = note(walk.matter, text="附三定规定", actor=liaison(unit), at=walk._tick())
    stranger = actor("town-621122101")
    assert not reaches(stranger, walk.matter.code)
    with refused("由.*办理"):
        note(walk.matter, text="无关", actor=stranger, at=walk._tick())
    walk.decide()
    assert reaches(liaison(WATER), walk.matter.code)
    assert [row.text for row in inbox(liaison(WATER))] == ["职责争议会商已经裁定由谁牵头"]


def test_it_stands_on_the_lists_of_those_who_decide_and_of_those_who_sit_there():
    walk = conferring()

    def lists(who):
        return {each.key: [row.code for row in each.rows] for each in work_lists(who, walk.at)}

    for who in ("duty", "director", "supervisor"):
        assert lists(actor(who))["conference"] == [walk.matter.code]
    assert "returned" not in lists(actor("duty"))
    assert lists(actor("duty"))["to_assign"] == lists(actor("dispatcher"))["to_assign"] == []
    assert lists(liaison(WATER))["conferring"] == [walk.matter.code]
    walk.decide()
    assert "conference" not in lists(actor("duty"))
    assert "conferring" not in lists(liaison(WATER))


def test_what_each_said_stands_on_the_page():
    walk = conferring(red=True)
    held = matter_page(actor("duty"), walk.matter.code, walk.at).handling.conference
    assert [(said.unit, said.believed) for said in held.issue] == [
        (str(Unit.objects.get(pk=WATER)), str(Unit.objects.get(pk=TOWN))),
        (str(Unit.objects.get(pk=TOWN)), str(Unit.objects.get(pk=LAND))),
    ]
    assert (held.lead, held.acts_first, held.decided, held.over) == (LAND, True, "", False)
    assert "谁主管谁负责" in held.why_lead


def test_who_holds_it_adds_up_to_the_time_it_took():
    walk = conferring(red=True).sign_for().decide(TOWN)
    stretches = shares(walk.matter.events.all(), walk.at)
    assert [stretch.until for stretch in stretches[:-1]] == [stretch.since for stretch in stretches[1:]]
    first = walk.matter.events.earliest("seq").at
    assert (stretches[0].since, stretches[-1].until) == (first, walk.at)
