"""下派 and 异议: the county sends a matter down, a party says no, duty rules."""

import pytest

from fengdan.matters.actions.raise_objection import raise_objection
from fengdan.matters.actions.rule_on_objection import rule_on_objection
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.actor import party_actor
from tests.cast import actor
from tests.matters.watch import check_event, letters, refused, running
from tests.units import CERTIFICATE, TOWN, VILLAGE, WATER, UnitWalk, given_to

pytestmark = pytest.mark.django_db


def to_parties(matter) -> list[str]:
    told = Letter.objects.filter(matter_id=matter.pk, matter_seq=matter.version, to_role="party")
    return list(told.values_list("template", flat=True))


def test_what_the_county_sends_down_is_told_to_the_party():
    walk = given_to(TOWN)
    assert walk.matter.events.last().facts["sent_down"] is True
    assert to_parties(walk.matter) == ["party_sent_down"]
    assert to_parties(given_to(WATER).matter) == ["party_assign"]
    assert to_parties(UnitWalk().register(CERTIFICATE).accept().give(TOWN).matter) == ["party_assign"]


@pytest.mark.parametrize(("unit", "level"), [(TOWN, 4), (VILLAGE, 2)])
def test_a_party_objects_at_the_desk_and_the_work_goes_on(unit, level):
    walk = given_to(unit).object_to_it()
    row = walk.matter.objections.get()
    check_event(
        walk.matter,
        "raise_objection",
        by=("clerk", "clerk"),
        stages=("assigned", "assigned"),
        facts={"objection": row.pk, "party": walk.parties()[0].pk},
    )
    assert (row.words, row.ruled_at, walk.matter.tier) == ("镇上和对方是亲戚。", None, level)
    assert running(walk.matter)["objection"] == "11-24 18:00"
    assert letters(walk.matter) == [("centre", "duty")]
    walk.sign_for()
    assert walk.matter.stage == "taken"
    assert verify()["problems"] == []


def test_a_party_objects_by_themself_and_for_nobody_else():
    walk = given_to(TOWN)
    mine, other = (party.pk for party in walk.parties())
    said = {"words": "不去", "actor": party_actor(mine, ""), "at": walk._tick()}
    with refused("请选择是哪一位当事人提出的", "party"):
        raise_objection(walk.matter, party=other, **said)
    matter = raise_objection(walk.matter, party=mine, **said)
    assert (matter.events.last().role, matter.objections.get().party_id) == ("party", mine)


def test_upheld_the_county_decides_anew():
    walk = given_to(TOWN).object_to_it().hear_it(upheld=True)
    assert (walk.matter.stage, walk.matter.holder_id, walk.matter.tier) == ("accepted", "centre", 5)
    assert running(walk.matter).keys() == {"assign", "mediation"}
    assert walk.matter.clocks.filter(name="ladder", stopped_at=None).exists()
    assert letters(walk.matter) == [("centre", "dispatcher"), ("centre", "duty")]
    assert to_parties(walk.matter) == ["party_objection"]
    assert walk.matter.assignments.get().status == "recalled"
    walk.assign()
    assert verify()["problems"] == []


def test_turned_down_it_stays_and_the_party_reads_why():
    walk = given_to(TOWN).object_to_it()
    before = running(walk.matter)
    walk.hear_it(upheld=False)
    assert (walk.matter.stage, walk.matter.holder_id) == ("assigned", TOWN)
    assert running(walk.matter) == {name: due for name, due in before.items() if name != "objection"}
    assert to_parties(walk.matter) == ["party_objection"]
    with refused("已经裁定过了"):
        walk.object_to_it()
    walk.sign_for()
    assert verify()["problems"] == []


def test_another_sending_down_may_be_objected_to_again():
    walk = given_to(TOWN).object_to_it().hear_it(upheld=True).give(VILLAGE).object_to_it()
    assert walk.matter.objections.count() == 2
    assert verify()["problems"] == []


@pytest.mark.parametrize("unit", [WATER, "team-16"])
def test_only_what_goes_down_may_be_objected_to(unit):
    walk = UnitWalk().register().accept().give(unit)
    with refused("不是由县级下派的"):
        walk.object_to_it()


def test_a_village_of_its_own_was_not_sent_down():
    walk = UnitWalk().report()
    with refused("不是由县级下派的"):
        walk.object_to_it()


def test_once_they_agreed_there_is_nothing_to_take_back():
    walk = given_to(TOWN).object_to_it().sign_for().both_willing().agree_orally()
    with refused("已经达成协议，不能再收回", "decision"):
        walk.hear_it(upheld=True)
    walk.hear_it(upheld=False)
    assert verify()["problems"] == []


def test_words_are_part_of_it():
    walk = given_to(TOWN)
    by = {"actor": actor("clerk"), "at": walk._tick()}
    with refused("请填写“为什么不同意”", "words"):
        raise_objection(walk.matter, party=walk.parties()[0].pk, words=" ", **by)
    walk.object_to_it()
    with refused("请填写“理由”", "ruling"):
        rule_on_objection(walk.matter, upheld=False, ruling="", actor=actor("duty"), at=walk._tick())


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "director", "town"])
def test_nobody_but_duty_rules(who):
    walk = given_to(TOWN).object_to_it()
    with refused("“裁定异议”由值班领导办理"):
        rule_on_objection(walk.matter, upheld=True, ruling="好", actor=actor(who), at=walk._tick())


def test_what_moved_on_meanwhile_is_ruled_on_by_nobody():
    walk = given_to(TOWN).object_to_it().hand_up()
    assert "objection" not in running(walk.matter)
    with refused("“已受理”"):
        walk.hear_it(upheld=True)
    assert verify()["problems"] == []
