"""Orders and their answers at the same moment, on real connections: one is first, the other is told."""

import pytest

from fengdan.matters.actions.answer_order import OrderAnswered, answer_order
from fengdan.matters.actions.arrange_order import arrange_order
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.models import Matter, Order, OrderAnswer
from fengdan.matters.verify import verify
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.errors import Refused
from tests.cast import actor
from tests.matters.test_two_at_once import LATER, at_once, one_of
from tests.ordering import JIANG, WEI, OrderWalk, ordered

pytestmark = pytest.mark.usefixtures("committed_db")


def told(given) -> list[str]:
    return [each.reason for each in given if isinstance(each, Refused)]


def test_two_orders_at_once_are_one():
    walk = OrderWalk()
    walk.register()
    mine = walk.of_side("applicant")[0]
    given = at_once(
        lambda: order(
            walk.matter, party=mine, ordered=Ordered("telephone", mediators=(WEI,)), actor=actor("clerk"), at=LATER
        ),
        lambda: order(
            walk.matter,
            party=mine,
            ordered=Ordered("online", mediators=(JIANG,)),
            actor=party_actor(mine, ""),
            at=LATER,
        ),
    )
    one_of(given)
    assert told(given) == ["已经点过单了；要改的，先撤回点单。"]
    assert Order.objects.count() == 1
    assert verify()["problems"] == []


def test_two_answers_at_once_by_telephone_and_online_are_one():
    walk = ordered(WEI, JIANG, others=2)
    other = walk.of_side("respondent")[0]
    by_phone, online = (OrderAnswered("agree", how, rank=rank) for how, rank in (("telephone", 1), ("online", 2)))
    given = at_once(
        lambda: answer_order(walk.matter, party=other, answer=by_phone, actor=actor("clerk"), at=LATER),
        lambda: answer_order(walk.matter, party=other, answer=online, actor=party_actor(other, ""), at=LATER),
    )
    one_of(given)
    assert told(given) == ["这位当事人已经答复过这次的人选，正在等其他人答复。"]
    assert OrderAnswer.objects.count() == 1


def test_others_by_one_and_yes_by_another_at_once_one_is_told_what_happened():
    walk = ordered(WEI, others=2)
    first, second = walk.of_side("respondent")
    others = OrderAnswered("others", "telephone", mediators=(JIANG,), turn=1)
    yes = OrderAnswered("agree", "online", rank=1, turn=1)
    given = at_once(
        lambda: answer_order(walk.matter, party=first, answer=others, actor=actor("clerk"), at=LATER),
        lambda: answer_order(walk.matter, party=second, answer=yes, actor=party_actor(second, ""), at=LATER),
    )
    assert told(given) in ([], ["对方刚刚换了人选，请看新的人选再答复。"])
    assert Order.objects.get().turn == 2
    assert verify()["problems"] == []


def test_the_centre_arranges_it_while_it_is_assigned():
    walk = ordered(WEI).accept()
    by, why = {"actor": actor("dispatcher"), "at": LATER}, "联系不上对方。"
    at_once(
        lambda: arrange_order(walk.matter, reason=why, **by),
        lambda: assign(walk.matter, unit="team-16", reason="专门", order_reason=why, **by),
    )
    row = Order.objects.get()
    assert (row.status, row.reason) == ("arranged", why)
    assert Matter.objects.get().stage == "assigned"
    assert verify()["problems"] == []
