"""Two people at the same moment about one need: it is registered once, and answered once."""

from datetime import timedelta

import pytest

from fengdan.matters.models import Matter, Need
from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk
from tests.matters.test_two_at_once import at_once
from tests.needing import last, planned, told, wanted

pytestmark = pytest.mark.usefixtures("committed_db")
LATER = MORNING + timedelta(hours=3)


def matter() -> Matter:
    return Walk().register().accept().assign().take().matter


def outcome(given: list) -> list[str]:
    """The sentences of those who came second."""
    return sorted(each.reason for each in given if isinstance(each, Refused))


def test_two_register_the_same_need_and_it_stands_once():
    mine = matter()
    given = at_once(*[lambda who=who: wanted(mine, LATER, by=who) for who in ("clerk", "mediator")])
    (no,) = outcome(given)
    assert no.startswith("已有一条待安排需求还没有答复")
    assert Need.objects.count() == mine.clocks.filter(name="need").count() == 1


def test_two_answer_the_same_need_and_the_second_is_told():
    mine = wanted(matter(), LATER)
    ways = (("clerk", "served", "甲答复"), ("leader", "not_possible", "乙答复"))
    given = at_once(*[lambda way=way: told(mine, LATER, by=way[0], exit_=way[1], words=way[2]) for way in ways])
    assert outcome(given) == ["没有等待答复的需求。"]
    row = last(mine)
    assert (row.exit, row.told) in {("served", "甲答复"), ("not_possible", "乙答复")}
    assert not mine.clocks.filter(name="need", stopped_at=None).exists()


def test_planned_while_it_is_answered_the_answer_stands():
    mine = wanted(matter(), LATER)
    given = at_once(lambda: planned(mine, LATER), lambda: told(mine, LATER))
    assert outcome(given) in ([], ["没有等待答复的需求。"])
    assert last(mine).status == "answered"
    assert verify()["problems"] == []


def test_two_plan_and_both_plans_are_kept():
    mine = wanted(matter(), LATER)
    given = at_once(*[lambda by=by: planned(mine, LATER, by=by, words=f"{by}的安排") for by in ("duty", "dispatcher")])
    assert outcome(given) == []
    assert last(mine).plans.count() == 2
