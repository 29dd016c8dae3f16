"""口头协议: said, agreed to, in effect (人民调解法 Art. 30)."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.verify import verify
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import Walk, actor
from tests.matters.watch import check_event, letters, refused, running
from tests.units import TURNS, VILLAGE, UnitWalk, signed_by

pytestmark = pytest.mark.django_db


def willing() -> UnitWalk:
    return UnitWalk().report().both_willing()


def do(walk: Walk, who: str = "village", *, both_agree: bool = True, later: int = 0, **said) -> None:
    at = walk._tick()
    terms = OralTerms(said.get("content", TURNS), at + timedelta(minutes=later), due=said.get("due", "11月30日前"))
    walk.matter = agree_orally(walk.matter, terms=terms, both_agree=both_agree, actor=actor(who), at=at)


def test_village_records_what_both_agreed_to():
    walk = willing()
    do(walk)
    row = walk.matter.oral_agreements.get()
    check_event(
        walk.matter,
        "agree_orally",
        by=("village", "village"),
        stages=("taken", "underway"),
        facts={"oral_agreement": row.pk, "committee": VILLAGE, "year": 2026, "sequence": 1},
    )
    assert (row.number, row.mediator, row.content) == ("（2026）巩昌镇西街村口调字第1号", "吕丁六", TURNS)
    assert (row.reached_at, row.performed) == (walk.at, False)
    assert letters(walk.matter) == []
    by = {"actor": actor("village"), "at": walk._tick()}
    walk.matter = conclude(walk.matter, conclusion=Conclusion.SETTLED_ORALLY, **by)
    assert running(walk.matter) == {"archive": "12-23 18:00", "follow_up": "11-30 18:00"}
    assert verify()["problems"] == []


def test_numbers_run_by_village_and_year():
    numbers = []
    for _ in range(2):
        walk = willing()
        do(walk)
        numbers.append(walk.matter.oral_agreements.get().sequence)
    other = signed_by("town-621122100").both_willing()
    do(other, "town")
    assert numbers == [1, 2]
    assert other.matter.oral_agreements.get().number == "（2026）巩昌镇口调字第1号"


def test_mediator_of_a_team_may_too_under_the_stamping_committees_name():
    walk = Walk().register().accept().assign().take().consent()
    do(walk, "mediator")
    row = walk.matter.oral_agreements.get()
    assert (row.committee_id, row.number, row.mediator) == ("committee-petition", "（2026）陇访调口调字第1号", "卫丙二")
    walk.conclude(Conclusion.SETTLED_ORALLY)
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"both_agree": False}, "请确认双方都同意", "both_agree"),
        ({"content": ""}, "请填写“怎么说定的”", "content"),
        ({"content": "收调解费五十元"}, "人民调解不收取任何费用", "content"),
        ({"due": "以后再说"}, "“以后再说”说不清", "due"),
        ({"due": ""}, "请写明哪天以前办", "due"),
        ({"later": 1}, "不能晚于现在", "reached_at"),
    ],
)
def test_what_does_not_stand(said, says, field):
    walk = willing()
    with refused(says, field):
        do(walk, **said)


def test_not_before_both_are_willing():
    walk = UnitWalk().report()
    with refused("调解意愿没有记录为同意"):
        do(walk)


def test_nothing_but_its_conclusion_comes_after():
    walk = willing()
    do(walk)
    for code in (Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN, Conclusion.SETTLED_THEMSELVES):
        with refused("请按“调解成功（口头协议）”办结", "conclusion"):
            by = {"actor": actor("village"), "at": walk._tick()}
            conclude(walk.matter, conclusion=code, reason="没成", remedies_told=True, **by)
    with refused("已经达成口头协议，请办结"):
        do(walk)


def test_not_concluded_as_settled_without_one():
    walk = willing()
    with refused("还没有登记口头协议", "conclusion"):
        conclude(walk.matter, conclusion=Conclusion.SETTLED_ORALLY, actor=actor("village"), at=walk._tick())


@pytest.mark.parametrize("who", ["duty", "clerk", "town", "dept", "mediator", "village-621122100202"])
def test_not_by_others(who):
    walk = willing()
    with refused("“口头协议”"):
        do(walk, who)
