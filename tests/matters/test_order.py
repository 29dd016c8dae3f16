"""点单: a side names whom it wants, the other answers, the centre arranges what they cannot agree on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.answer_order import OrderAnswered, answer_order
from fengdan.matters.actions.arrange_order import arrange_order
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.actions.reassign import reassign
from fengdan.matters.actions.take import take
from fengdan.matters.actions.withdraw_order import withdraw_order
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Clock, Order
from fengdan.matters.queries.ordered import progress_of_order
from fengdan.matters.queries.page import matter_page
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Answer
from fengdan.teams.models import Card
from tests.cast import Walk, actor, mediator_code
from tests.matters.recusing import tie
from tests.matters.watch import check_event, last, letters, refused, running
from tests.needing import told, wanted
from tests.ordering import ANOTHER, JIANG, SHEN, WEI, ZHENG, OrderWalk, ordered

pytestmark = pytest.mark.django_db


def to_parties(matter):
    told = Letter.objects.filter(matter_id=matter.pk, matter_seq=matter.version, to_role="party")
    return list(told.values_list("template", flat=True))


def status(walk):
    return Order.objects.filter(matter=walk.matter).latest("id").status


def test_an_order_waits_for_the_other_side_and_they_are_asked():
    walk = ordered(WEI, JIANG, needs=("dialect", "female"), words="周三下午，在村里。")
    row = walk.matter.orders.get()
    check_event(
        walk.matter,
        "order",
        by=("clerk", "clerk"),
        stages=("registered", "registered"),
        facts={
            "order": row.pk,
            "party": walk.parties()[0].pk,
            "channel": "telephone",
            "needs": ["dialect", "female"],
            "mediators": [WEI, JIANG],
        },
    )
    assert (row.status, row.side, row.turn, row.words) == ("open", "applicant", 1, "周三下午，在村里。")
    assert list(row.choices.values_list("rank", "mediator_id")) == [(1, WEI), (2, JIANG)]
    assert running(walk.matter)["order"] == "11-25 18:00"
    assert letters(walk.matter) == [("centre", "clerk")]
    assert to_parties(walk.matter) == ["party_order"]
    assert verify()["problems"] == []


def test_the_other_side_agrees_and_the_team_of_the_agreed_one_follows():
    walk = ordered(WEI, JIANG).answer("agree", rank=2)
    row = walk.matter.orders.get()
    assert (row.status, row.mediator_id) == ("agreed", JIANG)
    assert "order" not in running(walk.matter)
    assert letters(walk.matter) == [("centre", "dispatcher")]
    assert to_parties(walk.matter) == ["party_ordered"]
    walk.accept().assign()
    assert (status(walk), last(walk.matter).facts["order_ended"]) == ("followed", "followed")
    with refused("没有按点单安排", "order_reason"):
        walk.take()
    walk.matter = take(walk.matter, mediator=JIANG, no_conflict=True, actor=actor("leader"), at=walk._tick())
    assert (status(walk), walk.matter.mediator_id) == ("followed", JIANG)
    assert verify()["problems"] == []


def test_who_mediates_instead_of_the_chosen_one_is_told_with_a_reason():
    walk = ordered(WEI, JIANG).answer("agree", rank=2).accept().assign()
    walk.matter = take(
        walk.matter,
        mediator=mediator_code("mediator"),
        no_conflict=True,
        order_reason="蒋丙三去学习两周。",
        actor=actor("leader"),
        at=walk._tick(),
    )
    row = walk.matter.orders.get()
    assert (row.status, row.reason) == ("arranged", "蒋丙三去学习两周。")
    assert verify()["problems"] == []


def test_another_team_than_the_agreed_one_needs_a_reason_of_its_own():
    walk = ordered(WEI).answer("agree", rank=1).accept()
    with refused("没有按点单安排，请用自己的话写明为什么", "order_reason"):
        walk.assign("team-06")
    walk.assign("team-06", order_reason="卫丙二这个月在外学习。")
    row = walk.matter.orders.get()
    assert (row.status, row.reason) == ("arranged", "卫丙二这个月在外学习。")
    assert facts_of(walk.matter).order is None
    assert verify()["problems"] == []


def test_before_the_other_side_has_answered_nobody_is_given_it_without_a_reason():
    walk = ordered(WEI).accept()
    with refused("没有按点单安排", "order_reason"):
        walk.assign()
    walk.assign(order_reason="对方联系不上，先办起来。")
    assert status(walk) == "arranged"
    assert "order" not in running(walk.matter)
    assert verify()["problems"] == []


def test_a_team_is_ordered_and_followed():
    walk = ordered(team="team-16").answer("agree").accept().assign()
    row = walk.matter.orders.get()
    assert (row.status, row.team_id, row.mediator_id) == ("followed", "team-16", None)
    walk.take()
    assert status(walk) == "followed"
    assert verify()["problems"] == []


def test_others_turns_it_round_and_the_side_that_ordered_is_asked():
    walk = ordered(WEI).answer("others", mediators=(SHEN, ZHENG))
    row = walk.matter.orders.get()
    assert (row.status, row.side, row.turn) == ("open", "respondent", 2)
    assert running(walk.matter)["order"] == "11-25 18:00"
    assert to_parties(walk.matter) == ["party_order"]
    with refused("现在等的是对方的答复", "party"):
        walk.answer("agree", rank=1)
    walk.answer("agree", rank=2, side="applicant")
    row.refresh_from_db()
    assert (row.status, row.mediator_id) == ("agreed", ZHENG)
    assert verify()["problems"] == []


def test_asked_to_arrange_it_the_centre_says_why():
    walk = ordered(WEI).answer("centre")
    assert status(walk) == "centre"
    assert "order" in running(walk.matter)
    assert letters(walk.matter) == [("centre", "dispatcher")]
    by = {"actor": actor("dispatcher"), "at": walk._tick()}
    with refused("请填写“为什么这样安排”", "reason"):
        arrange_order(walk.matter, reason=" ", **by)
    walk.matter = arrange_order(walk.matter, reason="会说通渭话，周三在中心。", mediator=JIANG, **by)
    row = walk.matter.orders.get()
    assert (row.status, row.mediator_id, row.reason) == ("arranged", JIANG, "会说通渭话，周三在中心。")
    assert to_parties(walk.matter) == ["party_ordered"]
    assert "order" not in running(walk.matter)
    walk.accept().assign().take()
    assert status(walk) == "arranged"
    assert verify()["problems"] == []


def test_several_on_the_other_side_agree_on_one_or_leave_it_to_the_centre():
    walk = ordered(WEI, JIANG, others=2).answer("agree", rank=1, n=0)
    assert status(walk) == "open"
    assert letters(walk.matter) == []
    with refused("已经答复过这次的人选", "party"):
        walk.answer("agree", rank=2, n=0)
    walk.answer("agree", rank=1, n=1)
    assert status(walk) == "agreed"
    apart = ordered(WEI, JIANG, others=2).answer("agree", rank=1, n=0).answer("agree", rank=2, n=1)
    assert status(apart) == "centre"
    assert verify()["problems"] == []


def test_an_answer_to_what_was_asked_before_is_told_so():
    walk = ordered(WEI, others=2).answer("others", mediators=(SHEN,), n=0)
    with refused("对方刚刚换了人选", "said"):
        walk.answer("agree", rank=1, n=1, turn=1)


@pytest.mark.parametrize(
    ("wanted", "says", "field"),
    [
        ({}, "请至少选一位调解员，或者选一个团队", "choice1"),
        ({"mediators": (WEI, JIANG, SHEN, ZHENG)}, "最多选 3 位", "choice3"),
        ({"mediators": (WEI, WEI)}, "第 2 选和第 1 选是同一位", "choice2"),
        ({"mediators": (WEI, "m9999")}, "第 2 选：不在调解员菜单上", "choice2"),
        ({"mediators": (WEI,), "team": "team-16"}, "团队和调解员只能选一样", "team"),
        ({"team": "team-77"}, "没有这个团队", "team"),
        ({"mediators": (WEI,), "needs": ("magic",)}, "“要求”的选项已变化", "needs"),
        ({"mediators": (WEI,), "channel": "pigeon"}, "请从列表里选择", "channel"),
        ({"mediators": (WEI,), "people": 0}, "至少是 1", "people"),
    ],
)
def test_what_cannot_be_ordered_is_refused_at_its_field(wanted, says, field):
    walk = Walk().register()
    wanted = {"channel": "desk", **wanted}
    with refused(says, field):
        order(
            walk.matter,
            party=walk.parties()[0].pk,
            ordered=Ordered(**wanted),
            actor=actor("clerk"),
            at=walk._tick(),
        )


def test_whoever_left_the_menu_cannot_be_ordered_any_more():
    Card.objects.filter(pk=JIANG).update(published=False)
    walk = OrderWalk().register()
    with refused("第 2 选：不在调解员菜单上", "choice2"):
        walk.order(WEI, JIANG)


def test_nobody_mediates_a_matter_of_a_namesake_and_the_public_hears_no_more():
    walk = OrderWalk().register()
    walk.parties()[1].__class__.objects.filter(pk=walk.parties()[1].pk).update(name="")
    party = walk.parties()[1]
    party.name = Card.objects.get(pk=WEI).mediator.name
    party.save()
    with refused("第 1 选：当事人里有人与卫丙二同名", "choice1"):
        walk.order(WEI)
    mine = walk.parties()[0].pk
    with refused("第 1 选：卫丙二现在不能调解这件事", "choice1"):
        walk.order(WEI, by=party_actor(mine, ""))


def test_nobody_orders_or_answers_for_the_other_side():
    walk = OrderWalk().register()
    mine, other = (party.pk for party in walk.parties())
    with refused("只能替自己这一方", "party"):
        walk.order(WEI, party=mine, by=party_actor(other, ""))
    with refused("请选择是哪一位当事人", "party"):
        walk.order(WEI, party=10**9)
    walk.order(WEI, party=mine, by=party_actor(mine, ""), channel="online")
    assert last(walk.matter).role == "party"
    with refused("只能替自己这一方", "party"):
        walk.answer("agree", rank=1, by=party_actor(mine, ""))
    with refused("点单由点单的那一方撤回", "party"):
        withdraw_order(walk.matter, party=other, actor=actor("clerk"), at=walk._tick())
    walk.answer("agree", rank=1, by=party_actor(other, ""), how="online")
    assert verify()["problems"] == []


def test_one_order_at_a_time_and_another_after_it_was_taken_back():
    walk = ordered(WEI)
    with refused("已经点过单了"):
        walk.order(JIANG)
    copy = walk.matter.orders.get()
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    by = {"actor": actor("clerk"), "at": walk._tick()}
    walk.matter = withdraw_order(walk.matter, party=walk.parties()[0].pk, **by)
    assert (status(walk), running(walk.matter).keys() & {"order"}) == ("withdrawn", set())
    walk.order(JIANG)
    assert walk.matter.orders.count() == 2
    assert verify()["problems"] == []


def test_what_has_been_taken_is_ordered_no_more():
    walk = OrderWalk().register().accept().assign().take()
    with refused("才能点单"):
        walk.order(WEI)


def test_ordered_once_it_was_given_the_team_takes_whom_both_chose():
    walk = OrderWalk().register().accept().assign().order(JIANG).answer("agree", rank=1)
    assert letters(walk.matter) == [("centre", "dispatcher"), ("team-16", "leader")]
    with refused("没有按点单安排", "order_reason"):
        walk.take()
    walk.matter = take(walk.matter, mediator=JIANG, no_conflict=True, actor=actor("leader"), at=walk._tick())
    assert status(walk) == "followed"
    assert verify()["problems"] == []


def test_a_clear_no_to_mediation_leaves_nothing_to_order():
    walk = OrderWalk().register()
    walk.consent_by_desk(Answer.REFUSED)
    with refused("明确拒绝调解，不能再点单"):
        walk.order(WEI)


def test_an_order_ends_with_its_matter():
    walk = ordered(WEI)
    walk.matter = walk.withdraw_matter()
    assert status(walk) == "closed"
    assert not Clock.objects.filter(matter=walk.matter, name="order", stopped_at=None).exists()
    assert verify()["problems"] == []


def test_whoever_had_not_answered_is_taken_off_and_the_rest_agreed():
    walk = ordered(WEI, JIANG, others=2).answer("agree", rank=2, n=0).remove_other(n=1)
    row = walk.matter.orders.get()
    assert (row.status, row.mediator_id) == ("agreed", JIANG)
    assert "order" not in running(walk.matter)
    assert verify()["problems"] == []


def test_when_time_is_up_the_centre_is_urged_and_the_parties_are_told():
    walk = ordered(WEI).accept()
    due = walk.matter.clocks.get(name="order").due_at
    tick(due + timedelta(minutes=1))
    walk.matter.refresh_from_db()
    event = walk.matter.events.filter(step="urge", facts__clock="order").get()
    told = Letter.objects.filter(matter_id=walk.matter.pk, matter_seq=event.seq)
    assert sorted(told.values_list("template", "to_role")) == [
        ("party_order_late", "party"),
        ("register_need", "dispatcher"),
        ("register_need", "duty"),
        ("urge", "dispatcher"),
        ("urge", "supervisor"),
    ]
    assert verify()["problems"] == []


def late(walk):
    """The order has run out, and the sweep was there."""
    walk.at = walk.matter.clocks.get(name="order").due_at + timedelta(minutes=1)
    tick(walk.at)
    walk.matter.refresh_from_db()
    return walk


def test_an_order_that_runs_out_is_in_the_ledger_of_needs_and_is_answered_there():
    walk = late(ordered(WEI).accept())
    need = walk.matter.needs.get()
    assert (need.party, need.cause, need.status) == (walk.parties()[0], "not_agreed", "waiting")
    assert (need.kinds, need.registered_by, need.words) == (["named"], "clock", "点单想请卫丙二。")
    assert facts_of(walk.matter).need == need.pk
    clock = walk.matter.clocks.get(name="need", stopped_at=None)
    assert clock.started_at == walk.at
    assert walk.matter.next_due <= clock.due_at
    (line,) = [
        row.text
        for row in matter_page(actor("duty"), walk.matter.code, walk.at).history
        if "登记待安排需求" in row.text
    ]
    assert line.endswith("双方没有选定同一位，已登记待安排需求。")
    told(walk.matter, walk._tick())
    assert not walk.matter.clocks.filter(name="need", stopped_at=None).exists()
    assert verify()["problems"] == []


def test_an_order_of_a_matter_that_is_given_to_somebody_else_is_late_no_more():
    walk = ordered(WEI).accept().assign(order_reason="先办起来。")
    walk.order(ZHENG)
    told = {"unit": "team-06", "reason": "换一个团队", "order_reason": "急着办。"}
    walk.matter = reassign(walk.matter, **told, actor=actor("dispatcher"), at=walk._tick())
    assert "order" not in running(walk.matter)
    done = tick(walk.at + timedelta(days=4))
    assert (done.failed, walk.matter.needs.count()) == ([], 0)
    assert verify()["problems"] == []


def test_whoever_joins_while_the_other_side_is_asked_is_asked_as_well():
    walk = ordered(WEI)
    walk.matter = add_party(walk.matter, details=ANOTHER, actor=actor("clerk"), at=walk._tick())
    assert to_parties(walk.matter) == ["party_order"]
    assert Letter.objects.filter(matter_id=walk.matter.pk, matter_seq=walk.matter.version, to_role="clerk").exists()
    assert status(walk.answer("agree", rank=1, n=0)) == "open"
    assert status(walk.answer("agree", rank=1, n=1)) == "agreed"
    walk.matter = add_party(walk.matter, details=replace(ANOTHER, name="钱测四"), actor=actor("clerk"), at=walk._tick())
    assert to_parties(walk.matter) == []


def test_whom_it_came_to_instead_is_who_both_read():
    walk = ordered(WEI, JIANG).answer("agree", rank=2).accept().assign()
    told = {"mediator": WEI, "no_conflict": True, "order_reason": "蒋丙三去学习两周。"}
    walk.matter = take(walk.matter, **told, actor=actor("leader"), at=walk._tick())
    shown = progress_of_order(walk.matter, facts_of(walk.matter), None, walk.at)
    assert (shown.state, shown.mediator, shown.reason) == ("arranged", "卫丙二", "蒋丙三去学习两周。")
    other = ordered(WEI).answer("agree", rank=1).accept().assign("team-06", order_reason="他们正忙。")
    shown = progress_of_order(other.matter, facts_of(other.matter), None, other.at)
    assert (shown.state, shown.mediator) == ("arranged", "")


def test_whoever_both_chose_is_changed_only_with_a_reason_both_read():
    walk = ordered(WEI).answer("agree", rank=1).accept().assign()
    walk.matter = take(walk.matter, mediator=WEI, no_conflict=True, actor=actor("leader"), at=walk._tick())
    told = {"mediator": JIANG, "reason": "生病", "no_conflict": True, "actor": actor("leader")}
    with refused("没有按点单安排", "order_reason"):
        change_mediator(walk.matter, **told, at=walk._tick())
    walk.matter = change_mediator(walk.matter, **told, order_reason="卫丙二住院了。", at=walk._tick())
    shown = progress_of_order(walk.matter, facts_of(walk.matter), None, walk.at)
    assert (shown.state, shown.mediator, shown.reason) == ("arranged", "蒋丙三", "卫丙二住院了。")
    assert verify()["problems"] == []


def test_what_one_side_needs_is_not_told_to_the_other():
    walk = ordered(WEI, needs=("psychology",))
    mine, other = (party.pk for party in walk.parties())
    for reader, needs in ((mine, ["心理疏导"]), (other, []), (None, ["心理疏导"])):
        shown = progress_of_order(walk.matter, facts_of(walk.matter), reader, walk.at)
        assert list(shown.needs) == needs


def test_the_public_cannot_ask_who_is_tied_to_whom():
    tie(WEI)
    walk = OrderWalk().register()
    mine = walk.parties()[0].pk
    with refused("第 1 选：卫丙二现在不能调解这件事", "choice1"):
        walk.order(WEI, by=party_actor(mine, ""))
    with refused("第 1 选：卫丙二按回避规定不能调解这件事", "choice1"):
        walk.order(WEI)


def test_where_a_need_waits_already_a_late_order_is_no_second_one():
    walk = ordered(WEI).accept()
    wanted(walk.matter, walk._tick())
    late(walk)
    need = walk.matter.needs.get()
    assert (need.cause, facts_of(walk.matter).need) == ("nobody_free", need.pk)
    assert need.kinds == ["dialect", "female", "home", "evening", "named"]
    assert need.words.endswith("点单想请卫丙二。")
    assert walk.matter.clocks.filter(name="need").count() == 1
    assert verify()["problems"] == []


def test_an_order_that_is_agreed_in_time_is_no_need():
    walk = ordered(WEI).accept().answer("agree", rank=1)
    tick(walk.at + timedelta(days=10))
    assert not walk.matter.needs.exists()


def test_an_order_left_to_the_centre_is_a_need_as_well_when_its_time_is_up():
    walk = late(ordered(WEI).accept().answer("centre"))
    assert walk.matter.needs.get().cause == "not_agreed"


def test_the_other_sides_answer_by_itself_is_kept_as_theirs():
    walk = ordered(WEI)
    other = walk.parties()[1].pk
    answer_order(
        walk.matter,
        party=other,
        answer=OrderAnswered("agree", "online", rank=1, turn=1),
        actor=party_actor(other, ""),
        at=walk._tick(),
    )
    assert walk.matter.orders.get().answers.get().how == "online"


def test_a_matter_concluded_before_leaves_another_round_without_an_order():
    walk = ordered(WEI).accept().assign(order_reason="先办。").take().consent()
    walk.conclude(Conclusion.WITHDRAWN)
    assert facts_of(walk.matter).order is None
    assert verify()["problems"] == []
