"""A battered wife asks for mediation of her divorce: danger first, her address hidden, no mediation in its place."""

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE

HOME = "巩昌镇东街某号三楼"
pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def test_danger_is_reported_and_her_address_is_for_nobody(person, javascript):
    clerk = person("clerk", javascript=javascript)
    page = clerk.open("/register/")
    page.get_by_label("申请人姓名").fill("王测妻")
    page.get_by_label("申请人住址").fill(HOME)
    page.get_by_label("对方姓名或单位").fill("李测夫")
    page.get_by_label("事情经过和要求").fill("丈夫又打我，想离婚，请你们调解。")
    page.get_by_label("发生在哪里").select_option(label="巩昌镇（不知道哪个村就选这个）")
    page.get_by_role("button", name="只保存").click()
    clerk.done("登记")
    code = Matter.objects.get().code
    page.get_by_role("link", name="紧急情况报告").click()
    page.get_by_role("radio", name="家庭暴力").check()
    page.get_by_label("报告给了谁").fill("110、值班领导、妇联")
    page.get_by_label("当场采取了什么措施").fill("请她在里间休息，陪同等候民警。")
    clerk.shoot("alarm")
    clerk.press("紧急情况报告")
    expect(page.get_by_role("status").first).to_contain_text("已记录紧急情况")
    clerk.shoot("matter-alarm")
    page.get_by_role("link", name="设定保密").first.click()
    page.get_by_label("设为保密事项").check()
    page.get_by_label("王测妻的住址保密").check()
    page.get_by_label("为什么").fill("家庭暴力")
    clerk.press("设定保密")
    # confidential: who took it in at the window has no more to do with it
    expect(page.get_by_role("status").first).to_contain_text("该事项不在您手上了")
    expect(clerk.open(f"/m/{code}/").locator("h1")).to_have_text("没有找到这个页面")

    duty = person("duty", javascript=javascript)
    page = duty.open("/")
    expect(page.locator("#letters")).to_contain_text("紧急情况报告，请立即处置")
    expect(page.locator("#red")).to_contain_text(code)
    page = duty.open_matter(code)
    expect(page.locator("#people")).to_contain_text("家庭暴力")
    expect(page.locator("#parties")).to_contain_text("依法保密")
    expect(page.locator("main")).not_to_contain_text("东街")
    duty.shoot("matter-protected")
    supervisor = person("supervisor", javascript=javascript)
    expect(supervisor.open("/").locator("main")).not_to_contain_text(code)
    expect(supervisor.open(f"/m/{code}/").locator("h1")).to_have_text("没有找到这个页面")

    page = duty.open(f"/m/{code}/guide/")
    page.get_by_label("去哪个机关").fill("县人民法院")
    page.get_by_label("地址").fill("诉讼服务中心")
    page.get_by_label("带什么材料").fill("身份证、报警回执、病历")
    page.get_by_label("为什么不在这里办").fill("离婚和人身安全保护令由法院办，调解不能代替保护。")
    duty.press("引导")
    duty.done("引导")
    told = Matter.objects.get(code=code)
    assert (told.risk, told.confidential, told.conclusion) == ("red", True, "guided")
    wife = person(javascript=javascript, size=PHONE)
    page = wife.open(f"/f/{told.token}/")
    expect(page.locator("main")).to_contain_text("县人民法院")
    for hidden in ("红", "保密", "李测夫", "东街", "家庭暴力"):
        expect(page.locator("main")).not_to_contain_text(hidden)
    wife.shoot("followed-guided")
    assert verify()["problems"] == []
