"""并案: what was registered twice goes on as one."""

from dataclasses import replace

import pytest

from fengdan.matters.models import Merger
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from tests.cast import QUARREL, Walk, actor
from tests.endings import SAME, Ending, told, unread
from tests.matters.watch import STAGES, brought_to, check_event, refused, running
from tests.units import AT_THE_DOOR, CERTIFICATE, UnitWalk, given_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", ["registered", "accepted"])
@pytest.mark.parametrize("other", STAGES[:5])
def test_duty_merges_it_into_one_that_is_open(stage, other):
    into = brought_to(other).matter
    walk = Ending().register()
    if stage == "accepted":
        walk.accept()
    walk.merge(into.code)
    row = walk.matter.mergers.get()
    facts = {"merger": row.pk, "into": into.pk, "conclusion": "merged"}
    check_event(walk.matter, "merge", by=("duty", "duty"), stages=(stage, "concluded"), facts=facts)
    assert (row.into_id, row.merged_at, row.undone_at) == (into.pk, walk.at, None)
    assert walk.matter.conclusion_reason == f"并入 {into.code}。{SAME}"
    assert running(walk.matter).keys() == {"archive"}
    assert told(walk.matter) == [("conclude", "centre", "archivist")]
    assert unread(walk.matter) == {"conclude"}
    before = into.version
    into.refresh_from_db()
    assert (into.version, into.stage) == (before, other)  # the other one has not moved
    assert verify()["problems"] == []


def test_both_pages_lead_to_each_other():
    into = Walk().register().matter
    one, two = Ending().register().merge(into.code), Ending().register().merge(into.code)
    page = matter_page(actor("director"), one.matter.code, one.at).endings
    assert (page.merged_into, page.merged_here) == (into.code, [])
    page = matter_page(actor("director"), into.code, one.at).endings
    assert (page.merged_into, page.merged_here) == (None, [one.matter.code, two.matter.code])


def test_who_may_not_see_the_other_finds_no_way_to_it():
    into = given_to("dept-water").matter
    walk = Ending().register().merge(into.code)
    page = matter_page(actor("dept-water"), into.code, walk.at).endings
    assert page.merged_here == []
    from_village = (
        UnitWalk().report().hand_up().sign_for().hand_up()
    )  # back to the centre, and the village still looks on
    merged = Ending(matter=from_village.matter, at=from_village.at).merge(into.code)
    assert matter_page(actor("village"), merged.matter.code, merged.at).endings.merged_into is None
    assert matter_page(actor("duty"), merged.matter.code, merged.at).endings.merged_into == into.code


@pytest.mark.parametrize("typed", [" 6 2 1 1 2 2 ", "王测一", "621122-20261123-000099-0", "", "%", "0" * 400])
def test_a_code_of_nothing_is_refused(typed):
    walk = Ending().register()
    with refused("没有这个编号的事项，或者就是本件", "into"):
        walk.merge(typed)


def test_not_into_itself():
    walk = Ending().register()
    with refused("没有这个编号的事项，或者就是本件", "into"):
        walk.merge(walk.matter.code)


def test_the_code_is_read_as_people_type_it():
    into = Walk().register().matter
    typed = into.code.replace("-", "").lower().translate({48 + n: 0xFF10 + n for n in range(10)})
    walk = Ending().register().merge(f" {typed} ")
    assert walk.matter.mergers.get().into_id == into.pk


@pytest.mark.parametrize("stage", STAGES[5:])
def test_not_into_one_that_is_over(stage):
    into = brought_to(stage).matter
    walk = Ending().register()
    with refused("那一件已经办结，不能并入", "into"):
        walk.merge(into.code)


def test_not_into_one_that_was_merged_itself():
    one, two = Ending().register(), Ending().register()
    one.merge(two.matter.code)
    with refused("那一件已经办结，不能并入", "into"):
        two.merge(one.matter.code)


def test_a_dispute_and_an_errand_are_two_things():
    errand = Walk().register(CERTIFICATE).matter
    walk = Ending().register()
    with refused("纠纷和便民事项不能并在一起", "into"):
        walk.merge(errand.code)


def test_not_without_saying_why():
    into = Walk().register().matter
    walk = Ending().register()
    with refused("请填写“为什么并案”", "reason"):
        walk.merge(into.code, reason=" ")
    assert not Merger.objects.exists()


@pytest.mark.parametrize("stage", STAGES[2:])
def test_not_once_it_is_in_other_hands_or_over(stage):
    into, came = Walk().register().matter, brought_to(stage)
    with refused("并案"):
        Ending(matter=came.matter, at=came.at).merge(into.code)


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "leader", "mediator", "director", "village"])
def test_only_the_duty_officer_merges(who):
    into = Walk().register().matter
    walk = Ending().register()
    with refused("“并案”"):
        walk.merge(into.code, by=who)


def test_not_while_a_returned_matter_waits_for_a_ruling():
    into, came = Walk().register().matter, given_to().return_it()
    with refused("要先由值班领导裁定由谁牵头"):
        Ending(matter=came.matter, at=came.at).merge(into.code)


def test_taken_up_again_it_stands_alone_and_may_be_merged_elsewhere():
    first, second = Walk().register().matter, Walk().register(replace(QUARREL, story="还是漏水。")).matter
    walk = Ending().register().merge(first.code).reopen()
    row = walk.matter.mergers.get()
    assert row.undone_at == walk.at
    assert (walk.matter.stage, walk.matter.conclusion, walk.matter.round) == ("accepted", "", 2)
    for code in (first.code, walk.matter.code):
        page = matter_page(actor("duty"), code, walk.at).endings
        assert (page.merged_into, page.merged_here) == (None, [])
    walk.merge(second.code)
    assert list(walk.matter.mergers.filter(undone_at=None).values_list("into", flat=True)) == [second.pk]
    past = matter_page(actor("duty"), walk.matter.code, walk.at).endings.past
    assert [each.reason for each in past] == [f"并入 {first.code}。{SAME}"]
    assert verify()["problems"] == []


def test_what_a_village_keeps_is_not_merged_by_the_centre():
    into, came = Walk().register().matter, UnitWalk().report(told=AT_THE_DOOR)
    with refused("并案"):
        Ending(matter=came.matter, at=came.at).merge(into.code)
