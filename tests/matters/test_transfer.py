"""转送、移送: to the organ that has the power, or that the law names; its receipt is waited for."""

from datetime import timedelta

import pytest

from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from tests.cast import actor
from tests.endings import SENT, Ending, told, unread
from tests.matters.watch import STAGES, brought_to, check_event, refused, running
from tests.units import given_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", ["registered", "accepted"])
@pytest.mark.parametrize(("kind", "word"), [("forward", "转送"), ("refer", "移送")])
def test_duty_sends_it_on_and_the_receipt_is_due_in_two_working_days(stage, kind, word):
    walk = Ending().register()
    if stage == "accepted":
        walk.accept()
    walk.transfer(kind=kind)
    row = walk.matter.transfers.get()
    facts = {"transfer": row.pk, "kind": kind, "conclusion": "transferred"}
    check_event(walk.matter, "transfer", by=("duty", "duty"), stages=(stage, "concluded"), facts=facts)
    said = (row.round, row.kind, row.organ, row.reason, row.materials, row.sent_at)
    assert said == (1, kind, SENT["organ"], SENT["reason"], SENT["materials"], walk.at)
    assert (row.receipt_by, row.receipt_number, row.receipt_on) == ("", "", None)
    assert walk.matter.conclusion_reason == f"{word}县信访局。{SENT['reason']}"
    clocks = running(walk.matter)
    assert (clocks.keys(), clocks["transfer_receipt"]) == ({"archive", "transfer_receipt"}, "11-25 18:00")
    assert told(walk.matter) == [("conclude", "centre", "archivist")]
    assert unread(walk.matter) == {"conclude"}
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"kind": "post"}, "请从列表里选择", "kind"),
        ({"organ": " "}, "请填写“送到哪个机关”", "organ"),
        ({"reason": ""}, "请填写“为什么送去”", "reason"),
    ],
)
def test_not_without_where_and_why(said, says, field):
    walk = Ending().register()
    with refused(says, field):
        walk.transfer(**said)


@pytest.mark.parametrize("stage", STAGES[2:])
def test_not_once_it_is_in_other_hands_or_over(stage):
    came = brought_to(stage)
    with refused("转送、移送"):
        Ending(matter=came.matter, at=came.at).transfer()


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "leader", "mediator", "director", "village", "court"])
def test_only_the_duty_officer_decides_it(who):
    walk = Ending().register()
    with refused("“转送、移送”"):
        walk.transfer(who)


def test_not_while_a_returned_matter_waits_for_a_ruling():
    came = given_to().return_it()
    with refused("要先由值班领导裁定由谁牵头"):
        Ending(matter=came.matter, at=came.at).transfer()


# the receipt


@pytest.mark.parametrize("who", ["clerk", "duty"])
def test_the_receipt_is_entered_with_the_organs_own_number(who):
    walk = Ending().register().transfer()
    walk.at += timedelta(days=1)
    walk.receipt(who)
    row = walk.matter.transfers.get()
    stages = ("concluded", "concluded")
    check_event(walk.matter, "record_receipt", by=(who, who), stages=stages, facts={"transfer": row.pk})
    assert (row.receipt_by, row.receipt_number, row.receipt_on) == ("赵测五", "信〔2026〕7号", walk.at.date())
    assert running(walk.matter).keys() == {"archive"}
    assert told(walk.matter) == []
    page = matter_page(actor("director"), walk.matter.code, walk.at)
    assert page.endings.transfer == row
    assert page.history[0].text == "县信访局 赵测五 2026-11-24 签收，编号 信〔2026〕7号。"
    walk.archive()
    assert verify()["problems"] == []


def test_the_file_stays_open_until_the_receipt_has_come():
    walk = Ending().register().transfer()
    with refused("还没有收到对方机关的回执"):
        walk.archive()
    walk.receipt().archive()
    assert walk.matter.stage == "archived"


@pytest.mark.parametrize(
    ("by", "days", "says", "field"),
    [
        (" ", 0, "请填写“对方谁签收”", "received_by"),
        ("赵测五", 1, "收到的日期不能晚于今天", "received_on"),
        ("赵测五", -1, "收到的日期早于送出的日期", "received_on"),
    ],
)
def test_a_receipt_says_who_and_a_day_that_can_be(by, days, says, field):
    walk = Ending().register().transfer()
    with refused(says, field):
        walk.receipt(on=walk.at.date() + timedelta(days=days), received_by=by)


def test_no_receipt_twice_nor_where_none_is_awaited():
    walk = Ending().register().transfer().receipt()
    with refused("没有等待的回执"):
        walk.receipt()
    walk = Ending().register().guide()
    with refused("没有等待的回执"):
        walk.receipt()
    walk = Ending().register()
    with refused("要在“已办结”时才能登记回执"):
        walk.receipt()


@pytest.mark.parametrize("who", ["director", "archivist", "leader", "village", "followup"])
def test_the_desk_enters_it(who):
    walk = Ending().register().transfer()
    with refused("“登记回执”由"):
        walk.receipt(who)


def test_taken_up_again_nothing_is_awaited_and_a_second_sending_has_its_own_receipt():
    walk = Ending().register().transfer().reopen()
    assert running(walk.matter).keys() == {"assign", "mediation"}
    walk.transfer(organ="县公安局", kind="refer").receipt(number="公〔2026〕9号")
    first, second = walk.matter.transfers.order_by("pk")
    assert (first.round, first.receipt_on) == (1, None)
    assert (second.round, second.receipt_number) == (2, "公〔2026〕9号")
    page = matter_page(actor("duty"), walk.matter.code, walk.at)
    assert (page.endings.transfer, page.endings.past[0].transfer) == (second, first)
    assert verify()["problems"] == []
