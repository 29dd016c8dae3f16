"""上交 and 求助: from the village to the township, from the township to the county."""

import pytest

from fengdan.matters.actions.ask_help import ask_help
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.verify import verify
from fengdan.rulebook.facts import Answer
from tests.cast import actor
from tests.matters.watch import check_event, letters, refused, running
from tests.units import TOWN, VILLAGE, UnitWalk, given_to

pytestmark = pytest.mark.django_db


def do(walk: UnitWalk, who: str = "village", reason: str = "not_settled", handover: str = "调了两次没成。") -> None:
    walk.matter = hand_up(walk.matter, reason=reason, handover=handover, actor=actor(who), at=walk._tick())


def test_village_hands_up_and_the_township_has_to_sign():
    walk = UnitWalk().report()
    do(walk)
    row = walk.matter.hand_ups.get()
    given = walk.matter.assignments.get(status="pending")
    check_event(
        walk.matter,
        "hand_up",
        by=("village", "village"),
        stages=("taken", "assigned"),
        facts={
            "hand_up": row.pk,
            "to": TOWN,
            "assignment": given.pk,
            "unit": TOWN,
            "kind": "township",
            "supporting": [],
        },
    )
    assert (row.from_unit_id, row.to_unit_id, row.handover) == (VILLAGE, TOWN, "调了两次没成。")
    assert walk.matter.assignments.get(status="handed_up").unit_id == VILLAGE
    assert (walk.matter.holder_id, walk.matter.origin_id) == (TOWN, VILLAGE)
    assert running(walk.matter) == {"mediation": "12-23 18:00", "reply": "11-30 18:00", "take": "11-23 15:40"}
    assert letters(walk.matter) == [(TOWN, "liaison")]


def test_township_hands_up_to_the_county_where_the_centre_decides():
    walk = UnitWalk().report().hand_up().sign_for().hand_up()
    assert (walk.matter.stage, walk.matter.holder_id, walk.matter.unit_id) == ("accepted", "centre", None)
    assert running(walk.matter) == {"assign": "11-24 18:00", "mediation": "12-23 18:00"}
    assert letters(walk.matter) == [("centre", "dispatcher"), ("centre", "duty")]
    walk.assign()
    assert walk.matter.holder_id == "team-16"
    assert verify()["problems"] == []


def test_grid_worker_of_the_village_may_too():
    walk = UnitWalk().report()
    do(walk, "grid")
    assert walk.matter.events.last().role == "grid"


@pytest.mark.parametrize("who", ["village-621122100202", "town", "dept", "duty", "clerk", "leader"])
def test_not_for_another_unit(who):
    walk = UnitWalk().report()
    with refused("“上交”"):
        do(walk, who)


def test_department_does_not_hand_up_but_returns():
    walk = given_to("dept-water")
    with refused("“上交”"):
        do(walk, "dept-water")


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [({"handover": ""}, "请填写“交接说明”", "handover"), ({"reason": "tired"}, "请从列表里选择", "reason")],
)
def test_handover_is_part_of_it(said, says, field):
    walk = UnitWalk().report()
    with refused(says, field):
        do(walk, **said)


def test_a_refusal_is_not_passed_up_to_press_harder():
    walk = UnitWalk().report().consent_by_desk(Answer.REFUSED)
    with refused("不能逐级上交来施压"):
        do(walk)


def test_asking_for_help_tells_the_township_and_moves_nothing():
    walk = UnitWalk().report()
    walk.matter = ask_help(walk.matter, text="请司法所来一趟", actor=actor("village"), at=walk._tick())
    row = walk.matter.notes.get()
    check_event(walk.matter, "ask_help", by=("village", "village"), stages=("taken", "taken"), facts={"note": row.pk})
    assert (row.text, walk.matter.holder_id) == ("请司法所来一趟", VILLAGE)
    assert letters(walk.matter) == [(TOWN, "liaison")]
    walk.hand_up().sign_for()
    walk.matter = ask_help(walk.matter, text="请派水利技术员", actor=actor("town"), at=walk._tick())
    assert letters(walk.matter) == [("centre", "duty")]


def test_help_is_asked_for_in_words():
    walk = UnitWalk().report()
    with refused("请填写“需要什么帮助”", "text"):
        ask_help(walk.matter, text=" ", actor=actor("village"), at=walk._tick())


def test_whoever_looks_at_an_older_page_still_asks_for_help():
    walk = UnitWalk().report()
    seen = walk.matter.version
    walk.both_willing()
    matter = ask_help(walk.matter, text="请来一趟", actor=actor("village"), at=walk._tick(), seen=seen)
    assert matter.events.last().step == "ask_help"
