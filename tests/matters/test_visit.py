"""再次来访: the same people about the same thing; one visit is one 批 and so many 人次."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.visit import visit
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from tests.cast import actor
from tests.endings import Ending, told
from tests.matters.watch import STAGES, brought_to, check_event, last, refused, running
from tests.units import UnitWalk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", STAGES[:6])
@pytest.mark.parametrize("who", ["clerk", "duty"])
def test_the_desk_records_who_came_again_whatever_becomes_of_the_matter(stage, who):
    came = brought_to(stage)
    clocks = running(came.matter)
    walk = Ending(matter=came.matter, at=came.at).visit(who, people=4, words="问办到哪一步了")
    first, row = walk.matter.visits.all()
    assert first.people == 1  # whoever came to register it
    facts = {"visit": row.pk, "people": 4}
    check_event(walk.matter, "visit", by=(who, who), stages=(stage, stage), facts=facts)
    assert (row.visited_at, row.people, row.words) == (walk.at, 4, "问办到哪一步了")
    assert running(walk.matter) == clocks  # coming again moves no limit
    assert told(walk.matter) == []
    assert verify()["problems"] == []


def test_the_page_counts_visits_and_people():
    walk = Ending().register().visit(people=3, words="全家都来了").visit().accept().visit(people=2)
    shown = matter_page(actor("director"), walk.matter.code, walk.at)
    assert (len(shown.endings.visits), shown.endings.people) == (4, 7)  # with the one who came to register it
    assert [each.people for each in shown.endings.visits] == [1, 3, 1, 2]
    assert [line.text for line in shown.history if line.step == "visit"] == [
        "来了 2 人。",
        "来了 1 人。",
        "来了 3 人。全家都来了",
    ]


def test_a_visit_typed_later_keeps_its_own_moment():
    walk = Ending().register()
    earlier = walk.at - timedelta(hours=2)
    walk.matter = visit(walk.matter, visited_at=earlier, people=2, actor=actor("clerk"), at=walk._tick())
    assert walk.matter.visits.last().visited_at == earlier
    assert last(walk.matter).at == walk.at


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"minutes": 1}, "来访时间不能晚于现在", "visited_at"),
        ({"people": 0}, "“来了几个人”至少是 1", "people"),
        ({"people": -2}, "“来了几个人”至少是 1", "people"),
    ],
)
def test_nobody_has_come_tomorrow_and_nobody_comes_as_none(said, says, field):
    walk = Ending().register()
    at = walk._tick()
    when = at + timedelta(minutes=said.get("minutes", 0))
    with refused(says, field):
        visit(walk.matter, visited_at=when, people=said.get("people", 1), actor=actor("clerk"), at=at)


@pytest.mark.parametrize("who", ["director", "leader", "mediator", "dispatcher", "court", "archivist"])
def test_not_for_those_who_receive_nobody(who):
    walk = Ending().register()
    with refused("“再次来访”"):
        walk.visit(who)


def test_a_village_records_who_came_about_what_it_has():
    came = UnitWalk().report()
    walk = Ending(matter=came.matter, at=came.at).visit("village", people=4)
    assert [row.people for row in walk.matter.visits.all()][-1] == 4
    with refused("“再次来访”"):
        walk.visit("village-621122100202")


def test_not_once_the_file_is_closed():
    came = brought_to("archived")
    with refused("已归档，不能再次来访"):
        Ending(matter=came.matter, at=came.at).visit()


def test_a_visit_makes_nobodys_form_stale():
    walk = Ending().register()
    seen = walk.matter.version
    walk.visit()
    accepted = accept(walk.matter, actor=actor("duty"), at=walk._tick(), seen=seen)
    assert accepted.stage == "accepted"
