"""写调解预案: every version is kept; 接单准备: how it came to this, in the order of time."""

import pytest

from fengdan.matters.actions.prepare import Plan, prepare
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.preparing import Preparing
from fengdan.matters.verify import verify
from fengdan.rulebook.facts import Answer
from tests.cast import Walk, actor, mediator_code
from tests.endings import Ending
from tests.matters.watch import brought_to, check_event, letters, refused

pytestmark = pytest.mark.django_db
PLAN = Plan("先和李测二单独谈。", "两家去年打过架。", "村支书", "水是哪天漏的？")


def write(walk: Walk, by: str = "mediator", plan: Plan = PLAN) -> Walk:
    walk.matter = prepare(walk.matter, plan=plan, actor=actor(by), at=walk._tick())
    return walk


def seen(walk: Walk, by: str = "mediator") -> Preparing:
    return matter_page(actor(by), walk.matter.code, walk.at).preparing


@pytest.mark.parametrize(
    ("stage", "by"), [("assigned", "leader"), ("taken", "mediator"), ("taken", "leader"), ("underway", "mediator")]
)
def test_whoever_mediates_or_leads_writes_it(stage, by):
    walk = write(brought_to(stage), by)
    row = walk.matter.preparations.get()
    check_event(walk.matter, "prepare", by=(by, by), stages=(stage, stage), facts={"preparation": row.pk})
    assert Plan(row.plan, row.attention, row.invite, row.questions) == PLAN
    assert (row.written_by, row.round, letters(walk.matter)) == (actor(by).id, 1, [])
    assert matter_page(actor("duty"), walk.matter.code, walk.at).history[0].text == PLAN.plan
    assert verify()["problems"] == []


@pytest.mark.parametrize("by", ["clerk", "duty", "dispatcher", "director"])
def test_nobody_else_writes_it(by):
    walk = brought_to("taken")
    with refused("“写调解预案”由团队负责人或调解员办理。"):
        write(walk, by)


def test_a_better_one_is_another_version_and_the_newest_stands_first():
    walk = write(write(brought_to("taken")), plan=Plan("一起看现场。"))
    assert [each.plan for each in seen(walk).versions] == ["一起看现场。", PLAN.plan]


def test_a_plan_says_something():
    walk = brought_to("taken")
    with refused("请填写“打算怎么调”。", "plan"):
        write(walk, plan=Plan(" ", "分开坐。"))


def test_it_tells_in_the_order_of_time_how_it_came_to_this():
    walk = Ending().register().respond().visit(words="又来问。")
    walk.accept().assign().take().consent(Answer.AGREED).session()
    told = seen(walk).background
    assert [line.step for line in told] == ["respond", "visit", "record_consent", "hold_session"]
    assert [line.at for line in told] == sorted(line.at for line in told)
    assert [line.seq for line in told] == sorted(line.seq for line in told)


def test_an_earlier_round_is_part_of_the_story_and_its_plan_is_not():
    walk = write(Ending().register().accept().assign().take())
    walk.conclude("withdrawn").reopen()
    walk.assign().take()
    told = seen(walk)
    assert {"conclude", "reopen"} <= {line.step for line in told.background}
    assert told.versions == []
    assert write(walk).matter.preparations.latest("id").round == 2


def test_the_articles_are_those_of_its_type_and_say_that_somebody_has_to_check():
    articles = seen(brought_to("taken")).articles
    assert ("民法典", "第二百八十八条") in {(each.law, each.article) for each in articles}
    assert 3 <= len(articles) <= 6
    assert not any(each.verified for each in articles)


def test_a_leader_who_may_mediate_is_offered_to_take_it_and_nobody_else():
    walk = brought_to("assigned")
    assert seen(walk, "leader").own == mediator_code("leader")
    assert seen(walk, "duty").own == ""
    walk.take()
    assert seen(walk, "leader").own == ""
