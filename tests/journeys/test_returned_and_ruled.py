"""Two offices that each think it is the other's: given, given back, ruled on, answered, sent back once, concluded."""

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from tests.files import make
from tests.web.scene import LAND, WATER, events

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
BASIS = "《水利工程管理办法》第九条"


def register(clerk):
    page = clerk.open("/register/")
    page.get_by_label("申请人姓名").fill("王测一")
    page.get_by_label("对方姓名或单位").fill("李测二")
    page.get_by_label("事情经过和要求").fill("两家承包地的地界石被挪了，挖渠的说是按图挖的。")
    page.get_by_label("发生在哪里").select_option(label="巩昌镇西街村")
    clerk.press("保存并打印回执")
    expect(page.get_by_role("heading", name="登记回执")).to_be_visible()
    return [text.strip() for text in page.locator(".fd-slip-code").all_inner_texts()]


def answer(unit, result, photo=None):
    page = unit.page
    page.get_by_label("办理结果").fill(result)
    page.get_by_label("依据").fill(BASIS)
    if photo:
        page.get_by_label("附件").set_input_files({"name": photo, "mimeType": "image/jpeg", "buffer": make.jpeg()})
    unit.press("提交答复")
    unit.done("答复")


def test_it_is_given_back_ruled_on_answered_and_followed_all_the_while(person, javascript):
    def sit(username=""):
        return person(username, javascript=javascript)

    code, pin = register(sit("clerk"))
    matter = Matter.objects.get(code=code)
    duty = sit("duty")
    duty.open_matter(code)
    duty.choose("受理")
    duty.press("受理")
    duty.done("受理")
    duty.choose("派单或交办")
    expect(duty.page.get_by_role("radio", name="陇西县自然资源局（按规则建议）")).to_be_checked()
    duty.shoot("assign-proposed")
    duty.press("派单或交办")
    duty.done("交办")

    land = sit("dept")
    page = land.open_matter(code)
    expect(page.locator("#task")).to_contain_text("地界石被挪了")
    land.shoot("matter-to-sign")
    land.choose("退回交办")
    page.get_by_label("不属于本团队、本单位的职责").check()
    page.get_by_label("您认为应当由谁负责").select_option(WATER)
    page.get_by_label("具体情况和依据").fill("渠道施工挪动，渠道归水务局管理")
    land.shoot("give_back")
    land.press("退回交办")
    expect(page).to_have_url(f"{land.address}/?done=give_back")
    expect(page.get_by_role("status")).to_contain_text("该事项不在您手上了")

    villager = sit()
    page = villager.open("/follow/")
    page.get_by_label("查询码").fill(code)
    page.get_by_label("查询密码").fill(pin)
    villager.press("查询")
    held = page.locator(".fd-facts div", has_text="现在在谁手上")
    expect(held).to_contain_text("陇西县社会治安综合治理中心")
    villager.shoot("followed-returned")

    page = duty.open_matter(code)
    expect(page.locator("#return")).to_contain_text("陇西县自然资源局退回了交办，认为应由陇西县水务局负责。")
    duty.choose("退回裁定")
    expect(page.get_by_role("radio", name="陇西县水务局")).to_be_checked()
    page.get_by_text("可以请的单位").click()
    page.get_by_label("陇西县自然资源局", exact=True).check()
    page.get_by_label("裁定理由").fill("渠道施工造成，水务局牵头，自然资源局配合测量")
    duty.shoot("ruling")
    duty.press("退回裁定")
    duty.done("裁定")

    water = sit(WATER)
    page = water.open_matter(code)
    expect(page.locator("main")).to_contain_text("配合单位：陇西县自然资源局")
    expect(page.locator("#task").get_by_role("link", name="退回交办")).to_be_visible()
    water.press("签收")
    water.done("签收")
    water.shoot("matter-to-answer")
    answer(water, "已到现场测量。", "界石.jpg")
    expect(page.locator("#replies")).to_contain_text("附件：界石.jpg")
    expect(land.open("/").locator("#helped")).to_contain_text(code)

    page = duty.open_matter(code)
    expect(duty.open("/").locator("#answered")).to_contain_text(code)
    duty.open_matter(code)
    duty.choose("审核答复")
    expect(page.get_by_role("link", name="附件：界石.jpg")).to_be_visible()
    duty.shoot("approve_reply")
    page.get_by_role("link", name="没有说清楚，退回补充").click()
    page.get_by_label("要补充什么").fill("量出来是谁的，没有说。")
    duty.press("退回补充")
    duty.done("退回补充")

    page = water.open_matter(code)
    expect(page.locator("#task")).to_contain_text("量出来是谁的，没有说。")
    water.shoot("matter-sent-back")
    answer(water, "界石按确权图移回原处，王测一、李测二都在场。")

    page = villager.open("/follow/mine/")
    expect(held).to_contain_text("陇西县水务局")
    expect(page.locator("main")).to_contain_text("责任单位正在办理")

    page = duty.open_matter(code)
    duty.choose("审核答复")
    expect(page.get_by_label("同时办结")).to_be_checked()
    duty.press("审核答复")
    duty.done("审核答复")
    expect(page.locator("[aria-current=step]")).to_have_text("已办结")
    duty.shoot("matter-answered")
    expect(villager.open("/follow/mine/").get_by_role("heading", level=1)).to_have_text("责任单位已办理答复")
    villager.shoot("followed-answered")

    given = ["register", "accept", "assign", "give_back", "rule_on_return", "take", "reply", "send_back_reply"]
    assert events(matter) == [*given, "reply", "approve_reply", "conclude"]
    assert dict(matter.assignments.values_list("unit_id", "status")) == {LAND: "given_back", WATER: "taken"}
    assert verify()["problems"] == []
