"""The power goes at ten: slips printed before are filled in by hand, and typed when it is back at three."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fengdan.matters.models import Matter, PaperSlip
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def type_in(clerk, slip, then):
    page = clerk.open("/register/")
    page.get_by_text("补录以前来的、录入登记单").click()
    page.get_by_label("什么时候来的").fill(f"{then:%Y-%m-%dT%H:%M}")
    page.get_by_label("预编号登记单的编号").fill(slip.code.replace("-", ""))
    page.get_by_label("申请人姓名").fill("王测一")
    page.get_by_label("对方姓名或单位").fill("李测二")
    page.get_by_label("事情经过和要求").fill("停电那会儿来的，说地界被占了。")
    page.get_by_label("发生在哪里").select_option(label="巩昌镇（不知道哪个村就选这个）")
    page.get_by_role("button", name="只保存").click()
    return page


def test_slips_typed_after_a_power_cut(person, javascript):
    clerk = person("clerk", javascript=javascript)
    page = clerk.open("/slips/")
    page.get_by_label("打印几张").fill("3")
    clerk.press("生成并打印")
    expect(page.locator(".fd-ahead")).to_have_count(3)
    clerk.shoot("paper-slips")
    PaperSlip.objects.update(printed_at=timezone.now() - timedelta(days=1))  # they had lain in the drawer
    first, second, third = PaperSlip.objects.order_by("code")

    villager = person(javascript=javascript, size=PHONE)
    page = villager.open(f"/f/{first.token}/")
    expect(page.locator("main")).to_contain_text("还没有录入")
    villager.shoot("slip-not-typed")

    then = timezone.localtime() - timedelta(hours=5)
    page = type_in(clerk, first, then)
    clerk.done("登记")
    expect(page.locator("#history")).to_contain_text("补录")
    clerk.shoot("matter-typed-later")
    type_in(clerk, first, then)
    clerk.refused("已经录入过")
    clerk.shoot("slip-typed-twice")
    matter = Matter.objects.get()
    assert (matter.code, matter.pin, matter.token) == (first.code, first.pin, first.token)
    assert f"{timezone.localtime(matter.registered_at):%Y-%m-%d %H:%M}" == f"{then:%Y-%m-%d %H:%M}"

    # somebody came in meanwhile: the next number is none of those on paper
    page = clerk.open("/register/")
    page.get_by_label("申请人姓名").fill("赵测三")
    page.get_by_label("对方姓名或单位").fill("钱测四")
    page.get_by_label("事情经过和要求").fill("狗咬伤了我。")
    page.get_by_label("发生在哪里").select_option(label="巩昌镇（不知道哪个村就选这个）")
    page.get_by_role("button", name="只保存").click()
    clerk.done("登记")
    assert Matter.objects.latest("id").code not in {first.code, second.code, third.code}
    page = villager.open("/follow/")
    page.get_by_label("查询码").fill(first.code)
    page.get_by_label("查询密码").fill(first.pin)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已登记")
    assert verify()["problems"] == []
