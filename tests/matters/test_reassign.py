"""改派: another is asked in the place of one that has not taken it; never nobody's, and the old one is told."""

import pytest

from fengdan.matters.actions.reassign import reassign
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.take import take
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.targets import Wishes
from fengdan.matters.verify import verify
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Stale
from tests.cast import Walk, actor, mediator_code
from tests.matters.watch import brought_to, check_event, refused
from tests.units import LAND, WATER, given_to, liaison

pytestmark = pytest.mark.django_db


def moved(walk: Walk, unit: str = "team-06", by: str = "dispatcher", **more: object) -> Walk:
    told = {"reason": "原来的团队忙不过来", "actor": actor(by), "at": walk._tick()} | more
    walk.matter = reassign(walk.matter, unit=unit, **told)
    return walk


@pytest.mark.parametrize("by", ["dispatcher", "duty"])
def test_the_old_asking_ends_and_the_new_one_begins_in_one_step(by):
    walk = moved(brought_to("assigned"), by=by)
    old, new = walk.matter.assignments.order_by("pk")
    check_event(
        walk.matter,
        "reassign",
        by=(by, by),
        stages=("assigned", "assigned"),
        facts={
            "assignment": new.pk,
            "superseded": old.pk,
            "left": "team-16",
            "left_as": "leader",
            "unit": "team-06",
            "kind": "team",
            "supporting": [],
        },
    )
    assert (old.status, old.answered_at, old.outcome_reason) == ("superseded", walk.at, "原来的团队忙不过来")
    assert (new.status, new.unit_id) == ("pending", "team-06")
    assert walk.matter.clocks.get(name="take", stopped_at=None).started_at == walk.at
    assert verify()["problems"] == []


def test_both_leaders_are_told_and_the_old_one_by_code_alone():
    walk = moved(brought_to("assigned"))
    assert [letter.text for letter in inbox(actor("leader06"))] == ["派给您的团队，等待接单"]
    (letter,) = inbox(actor("leader"))
    assert (letter.text, letter.code, letter.who) == (
        *("派给您的一件还没有接，已经收回或者改派，不用再接", walk.matter.code, ""),
    )


def test_from_a_unit_to_another_and_to_a_team():
    walk = moved(given_to(WATER), LAND)
    assert (walk.matter.holder_id, walk.matter.stage) == (LAND, "assigned")
    assert [letter.who for letter in inbox(liaison(WATER)) if "收回" in letter.text] == [""]
    assert set(walk.matter.clocks.filter(stopped_at=None).values_list("name", flat=True)) >= {"take", "reply"}
    moved(walk, "team-16")
    assert "reply" not in set(walk.matter.clocks.filter(stopped_at=None).values_list("name", flat=True))
    assert verify()["problems"] == []


def test_what_is_wanted_of_the_new_one_goes_with_it():
    walk = moved(brought_to("assigned"), wishes=Wishes(needs=["home"], mediator="m0602"))
    assert walk.matter.assignments.latest("pk").wish.mediator_id == "m0602"
    assert matter_page(actor("dispatcher"), walk.matter.code, walk.at).asking.needs == "上门"


@pytest.mark.parametrize(
    ("unit", "more", "says", "field"),
    [
        ("team-16", {}, "已经派给它了", "unit"),
        ("team-99", {}, "没有这个单位", "unit"),
        ("team-06", {"reason": " "}, "请填写“理由”", "reason"),
    ],
)
def test_it_has_to_be_another_and_to_be_explained(unit, more, says, field):
    walk = brought_to("assigned")
    with refused(says, field):
        moved(walk, unit, **more)


@pytest.mark.parametrize("stage", ["accepted", "taken", "underway"])
def test_only_while_somebody_is_asked_and_has_not_taken_it(stage):
    walk = brought_to(stage)
    with refused("改派"):
        moved(walk)


@pytest.mark.parametrize("who", ["leader", "mediator", "clerk", "director", "supervisor", "leader06"])
def test_by_nobody_else(who):
    walk = brought_to("assigned")
    with refused("“改派”.*由.*办理"):
        moved(walk, by=who)


def test_the_old_team_that_comes_to_take_it_is_told_since_when():
    walk = moved(brought_to("assigned"))
    local = walk.at.astimezone(ZONE)
    told = {"mediator": mediator_code("mediator"), "no_conflict": True, "actor": actor("leader"), "at": walk._tick()}
    with refused(f"这一件已于{local.month}月{local.day}日{local:%H:%M}改派，不用再接单。$"):
        take(walk.matter, **told)


def test_a_recalled_one_too_whatever_page_they_looked_at():
    walk = brought_to("assigned")
    seen = walk.matter.version
    walk.matter = recall(walk.matter, reason="另有安排", actor=actor("dispatcher"), at=walk._tick())
    since = walk.at.astimezone(ZONE)
    told = {"mediator": mediator_code("mediator"), "no_conflict": True, "actor": actor("leader"), "at": walk._tick()}
    with pytest.raises(Stale) as no:
        take(walk.matter, seen=seen, **told)
    assert f"这一件已于{since.month}月{since.day}日{since:%H:%M}由中心撤回，不用再接单。" in no.value.reason
