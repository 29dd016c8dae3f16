"""A villager wants a woman mediator who speaks her dialect, at home, in the evening; nobody is free, and she hears."""

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Matter, Need
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE
from tests.needing import PLAN, SAID, WANTS, WHY

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def come_to_the_desk(small):
    page = small.open("/register/")
    page.get_by_label("申请人姓名").fill("王测一")
    page.get_by_label("对方姓名或单位").fill("李测二")
    page.get_by_label("事情经过和要求").fill("邻居盖房把我家院墙挖塌了，要他修好。")
    page.get_by_label("发生在哪里").select_option(label="巩昌镇（不知道哪个村就选这个）")
    page.get_by_role("radio", name="受理并交给承办单位").check()
    page.get_by_label("交给谁").select_option(label="邻里与相邻关系综合调解团队")
    page.get_by_role("button", name="保存并打印回执").click()
    return tuple(text.strip() for text in page.locator(".fd-slip-code").all_inner_texts())


def read_on_the_phone(person, code, pin, javascript):
    villager = person(javascript=javascript, size=PHONE)
    page = villager.open("/follow/")
    page.get_by_label("查询码").fill(code)
    page.get_by_label("查询密码").fill(pin)
    villager.press("查询")
    return villager, page.locator("#needs")


def test_what_nobody_can_give_now_is_planned_and_answered_and_she_reads_it(person, javascript):
    small = person("small", javascript=javascript)
    code, pin = come_to_the_desk(small)
    page = small.open(f"/m/{code}/register_need/")
    page.get_by_role("radio", name="申请人 王测一").check()
    for kind in ("方言", "女调解员", "上门", "晚间"):
        page.get_by_label(kind, exact=True).check()
    page.get_by_label("具体说说").fill(WANTS)
    page.get_by_label("有合适的人，近期都没空").check()
    page.get_by_label("为什么，写清楚一点").fill(WHY)
    small.press("登记待安排需求")
    small.done("登记待安排需求")
    villager, told = read_on_the_phone(person, code, pin, javascript)
    expect(told).to_contain_text("已经登记，正在统筹安排。")
    expect(told).to_contain_text("前告诉您结果")

    duty = person("duty", javascript=javascript)
    page = duty.open("/needs/")
    waiting = page.locator("#needs_waiting")
    expect(waiting).to_contain_text(WHY)
    duty.shoot("needs")
    waiting.get_by_role("row").filter(has_text=code).get_by_role("link", name="安排").click()
    page.get_by_label("怎么安排").fill(PLAN)
    duty.press("统筹安排")
    expect(page.locator("#needs")).to_contain_text(PLAN)
    villager, told = read_on_the_phone(person, code, pin, javascript)
    expect(told).to_contain_text(f"正在安排：{PLAN}")
    villager.shoot("follow-need-planned")

    page = duty.open("/needs/")
    page.locator("#needs_planned").get_by_role("row").filter(has_text=code).get_by_role("link", name="答复").click()
    page.get_by_label("已安排", exact=True).check()
    page.get_by_label("怎么答复本人的").fill(SAID)
    page.get_by_label("电话", exact=True).check()
    duty.press("答复需求")
    expect(duty.open("/needs/").locator("#needs_answered")).to_contain_text(SAID)
    villager, told = read_on_the_phone(person, code, pin, javascript)
    expect(told).to_contain_text(f"答复（已安排）：{SAID}")
    villager.shoot("follow-need-answered")
    need = Need.objects.get(matter=Matter.objects.get(code=code))
    assert (need.status, need.exit) == ("answered", "served")
    assert verify()["problems"] == []
