"""待安排需求: what cannot be had now is registered, planned and answered; nothing leaves it unanswered."""

from datetime import timedelta

import pytest

from fengdan.catalogue.models import Limit
from fengdan.matters.actions.answer_need import Answered, answer_need
from fengdan.matters.models import Clock, Matter
from fengdan.matters.queries.desk import picked, work_lists
from fengdan.matters.queries.follow import followed
from fengdan.matters.queries.needs import ledger_of_needs
from fengdan.matters.queries.page import matter_page
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import Walk, actor
from tests.matters.watch import brought_to, check_event, letters, refused
from tests.needing import PLAN, SAID, WANTS, WHY, last, planned, told, wanted, workday_after
from tests.units import LAND, WATER, UnitWalk, liaison

pytestmark = pytest.mark.django_db


def want(walk: Walk, by: str = "clerk", **changed: object) -> Walk:
    walk.matter = wanted(walk.matter, walk._tick(), by=by, **changed)
    return walk


def plan(walk: Walk, by: str = "duty", **changed: str) -> Walk:
    walk.matter = planned(walk.matter, walk._tick(), by=by, **changed)
    return walk


def answer(walk: Walk, by: str = "clerk", **changed: str) -> Walk:
    walk.matter = told(walk.matter, walk._tick(), by=by, **changed)
    return walk


def due(matter: Matter) -> str | None:
    clock = Clock.objects.filter(matter=matter, name="need", stopped_at=None).first()
    return f"{clock.due_at.astimezone(ZONE):%m-%d %H:%M}" if clock else None


def shown(who: str, key: str) -> list[str]:
    """The codes in one group of the ledger of needs."""
    return [row.code for group in ledger_of_needs(actor(who)) if group.key == key for row in group.rows]


@pytest.mark.parametrize("stage", ["registered", "accepted", "assigned", "taken", "underway"])
@pytest.mark.parametrize("by", ["clerk", "dispatcher", "duty"])
def test_a_need_is_registered_at_any_stage_and_an_answer_is_owed_in_five_working_days(stage, by):
    walk = brought_to(stage)
    party = walk.parties()[0]
    want(walk, by, party=party.pk)
    row = last(walk.matter)
    check_event(walk.matter, "register_need", by=(by, by), stages=(stage, stage), facts={"need": row.pk})
    assert (row.words, row.why, row.cause, row.status, row.party) == (WANTS, WHY, "nobody_free", "waiting", party)
    assert (row.kinds, row.registered_by) == (["dialect", "female", "home", "evening"], actor(by).id)
    assert due(walk.matter) == "11-30 18:00"
    assert letters(walk.matter) == [("centre", "dispatcher"), ("centre", "duty")]
    (history, *_) = matter_page(actor("duty"), walk.matter.code, walk.at).history
    assert history.text == f"{party.name}需要：方言、女调解员、上门、晚间。{WANTS}"
    assert verify()["problems"] == []


@pytest.mark.parametrize("by", ["leader", "mediator"])
def test_who_mediates_registers_and_answers_but_does_not_plan(by):
    walk = want(brought_to("taken"), by)
    with refused("“统筹安排”由派单员或值班领导办理。"):
        plan(walk, by)
    answer(walk, by)
    assert last(walk.matter).status == "answered"


def test_planned_as_often_as_plans_change_and_every_plan_is_kept():
    walk = plan(want(brought_to("taken")))
    plan(walk, "dispatcher", words="改在周三晚上。", unit="team-16")
    row, walked = last(walk.matter), walk.matter
    assert (row.status, row.unit_id, row.next_on) == ("planned", "team-16", workday_after(walk.at, 2))
    assert [each.words for each in row.plans.all()] == [PLAN, "改在周三晚上。"]
    assert letters(walked) == [("team-16", "mediator")]
    history = matter_page(actor("duty"), walked.code, walk.at).history
    second, first = [each.text for each in history if each.step == "plan_need"]
    assert (first.startswith("由值班领导落实"), first.endswith(PLAN)) == (True, True)
    assert (second.startswith(f"由{row.unit}落实"), second.endswith("改在周三晚上。")) == (True, True)
    assert due(walked) == "11-30 18:00"  # a plan is no answer
    assert verify()["problems"] == []


def test_a_unit_that_helps_brings_it_about_and_answers():
    walk = plan(want(UnitWalk().register().accept().give(LAND, supporting=(WATER,))), unit=WATER)
    assert Letter.objects.filter(template="plan_need").values_list("to_unit", "to_role").get() == (WATER, "liaison")
    with refused("由手上有这件事的单位或者配合单位落实", "unit"):
        plan(walk, unit="dept-housing")
    answered = Answered("served", SAID, "visit")
    with refused("“答复需求”只能由承办单位的联络员办理"):
        answer_need(walk.matter, answered=answered, actor=liaison("dept-housing"), at=walk._tick())
    walk.matter = answer_need(walk.matter, answered=answered, actor=liaison(WATER), at=walk._tick())
    assert last(walk.matter).unit_id == WATER
    assert verify()["problems"] == []


@pytest.mark.parametrize("exit_", ["served", "referred", "withdrawn", "not_possible"])
def test_answered_with_what_became_of_it_and_what_the_person_was_told(exit_):
    walk = answer(plan(want(brought_to("taken"))), exit_=exit_)
    row = last(walk.matter)
    facts = {"need": row.pk, "exit": exit_}
    check_event(walk.matter, "answer_need", by=("clerk", "clerk"), stages=("taken", "taken"), facts=facts)
    assert (row.status, row.exit, row.told, row.how) == ("answered", exit_, SAID, "telephone")
    assert (row.answered_at, row.answered_by) == (walk.at, actor("clerk").id)
    assert due(walk.matter) is None
    assert not Letter.objects.filter(matter_id=walk.matter.pk, about="need", read_at=None).exists()
    assert verify()["problems"] == []


def test_one_need_waits_at_a_time_and_the_next_one_may_come():
    walk = want(brought_to("registered"))
    with refused("已有一条待安排需求还没有答复，答复以后才能再登记"):
        want(walk)
    want(answer(walk), kinds=["lawyer"])
    assert walk.matter.needs.count() == 2
    assert verify()["problems"] == []


def test_only_what_waits_is_planned_and_answered():
    walk = brought_to("taken")
    for step in (plan, answer):
        with refused("没有等待答复的需求。"):
            step(walk)
    answer(want(walk))
    for step in (plan, answer):
        with refused("没有等待答复的需求。"):
            step(walk)


@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"kinds": []}, "请至少勾选一项“需要什么”。", "kinds"),
        ({"kinds": ["gold"]}, "请从列表里选择。", "kinds"),
        ({"words": " "}, "请填写“具体说说”。", "words"),
        ({"cause": "x"}, "请从列表里选择。", "cause"),
        ({"why": ""}, "请填写“为什么现在安排不了”。", "why"),
        ({"party": 10**9}, "没有这名当事人", "party"),
    ],
)
def test_what_is_missing_is_asked_for(changed, says, field):
    walk = brought_to("registered")
    with refused(says, field):
        want(walk, **changed)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (-1, "“下一次跟进”不能早于今天"),
        (200, "“下一次跟进”要在 90 天以内"),
        (5, "选的是休息日（周末），请重新选择；最近的工作日是 11月30日"),
    ],
)
def test_the_next_day_is_a_working_day_to_come(day, says):
    walk = brought_to("registered")
    with refused(says, "next_on"):
        want(walk, next_on=(walk.at + timedelta(days=day)).date())


def test_an_ending_does_not_wait_for_the_answer_but_the_file_does():
    walk = want(Walk().register().accept().assign().take())
    walk.conclude(Conclusion.WITHDRAWN)
    assert due(walk.matter) == "11-30 18:00"
    with refused("还有一条待安排需求没有答复，答复需求后才能归档。"):
        walk.archive()
    answer(plan(walk)).archive()
    assert walk.matter.stage == "archived"
    assert verify()["problems"] == []


def test_never_silent_the_desk_is_reminded_urged_and_then_somebody_above():
    walk = want(brought_to("registered"))
    tick(walk.at + timedelta(days=30))
    rungs = [event.step for event in walk.matter.events.order_by("seq") if event.facts.get("clock") == "need"]
    assert rungs == ["remind", "urge", "escalate"]
    told_of = Letter.objects.filter(matter_id=walk.matter.pk, about="need", template__in=rungs)
    assert set(told_of.values_list("template", "to_role")) == {
        ("remind", "duty"),
        ("urge", "duty"),
        ("urge", "supervisor"),
        ("escalate", "director"),
        ("escalate", "supervisor"),
    }
    answer(walk)
    assert not Letter.objects.filter(about="need", read_at=None).exists()
    assert verify()["problems"] == []


def test_the_ledger_shows_each_group_and_each_count_opens():
    first, second, third = (want(brought_to(stage)) for stage in ("registered", "taken", "underway"))
    plan(second)
    answer(third)
    for who in ("duty", "dispatcher", "director", "supervisor"):
        assert shown(who, "needs_waiting") == [first.matter.code]
        assert shown(who, "needs_planned") == [second.matter.code]
        assert shown(who, "needs_answered") == [third.matter.code]
    assert shown("leader", "needs_waiting") == []
    assert shown("leader", "needs_planned") == [second.matter.code]
    assert shown("leader06", "needs_planned") == []
    for key, walk in (("needs_waiting", first), ("needs_planned", second), ("needs_answered", third)):
        found = picked(actor("duty"), key, walk.at)
        assert [matter.code for matter in found.matters] == [walk.matter.code]
    assert picked(actor("clerk"), "needs_waiting", first.at) is None
    (todo,) = [each for each in work_lists(actor("duty"), third.at) if each.key == "needs"]
    assert {row.code for row in todo.rows} == {first.matter.code, second.matter.code}


def test_whoever_asked_reads_what_is_planned_and_the_other_side_reads_nothing():
    walk = brought_to("taken")
    one, other = walk.parties()
    plan(want(walk, party=one.pk))
    (need,) = followed(walk.matter.pk, walk.at, one.pk).needs
    assert (need.plan, f"{need.due_at.astimezone(ZONE):%m-%d %H:%M}") == (PLAN, "11-30 18:00")
    assert followed(walk.matter.pk, walk.at, other.pk).needs == []
    answer(walk)
    want(walk)
    newest, oldest = followed(walk.matter.pk, walk.at).needs
    assert (newest.exit, oldest.exit, oldest.told) == ("", "已安排", SAID)
    assert followed(walk.matter.pk, walk.at, other.pk).needs == []


def test_a_county_that_has_published_no_such_limit_registers_needs_all_the_same():
    Limit.objects.filter(code="need").delete()
    walk = plan(want(brought_to("taken")))
    assert due(walk.matter) is None
    assert followed(walk.matter.pk, walk.at).needs[0].due_at is None
    answer(walk)
    assert verify()["problems"] == []
