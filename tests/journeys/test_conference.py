"""Three offices pass a boundary dispute around; the second return brings them to one table, and there it is fixed."""

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from fengdan.units.models import Liaison
from tests.web.scene import WATER, events

FOREST = "dept-forestry"

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def register(clerk):
    page = clerk.open("/register/")
    page.get_by_label("申请人姓名").fill("王测一")
    page.get_by_label("对方姓名或单位").fill("李测二")
    page.get_by_label("事情经过和要求").fill("两家承包地的地界石不见了，中间一溜树不知道是谁的。")
    page.get_by_label("发生在哪里").select_option(label="巩昌镇西街村")
    clerk.press("保存并打印回执")
    return page.locator(".fd-slip-code").first.inner_text().strip()


def give_back(unit, code, believed, basis):
    page = unit.open_matter(code)
    unit.choose("退回交办")
    page.get_by_label("不属于本团队、本单位的职责").check()
    page.get_by_label("您认为应当由谁负责").select_option(believed)
    page.get_by_label("具体情况和依据").fill(basis)
    unit.press("退回交办")


def test_the_second_return_brings_them_to_one_table_and_there_it_is_fixed(person, javascript):
    def sit(username):
        return person(username, javascript=javascript)

    code = register(sit("clerk"))
    matter = Matter.objects.get(code=code)
    duty = sit("duty")
    duty.open_matter(code)
    duty.choose("受理")
    duty.press("受理")
    duty.done("受理")
    duty.choose("派单或交办")
    duty.press("派单或交办")
    duty.done("交办")

    land = sit("dept")
    give_back(land, code, FOREST, "地里的树归林业管，界石是挖树时挪的")

    page = duty.open_matter(code)
    duty.choose("退回裁定")
    expect(page.get_by_role("radio", name="陇西县林业和草原局")).to_be_checked()
    page.get_by_label("裁定理由").fill("先由林业和草原局查树是谁的")
    duty.press("退回裁定")
    duty.done("裁定")

    forest = sit(Liaison.objects.filter(unit=FOREST).earliest("pk").account)
    give_back(forest, code, WATER, "树是修渠时水务上栽的护渠林")
    page = forest.page
    expect(page.locator("#conference")).to_contain_text("等待裁定")
    forest.shoot("conference-member")

    water = sit(WATER)
    expect(water.open("/").locator("#conferring")).to_contain_text(code)
    page = water.open_matter(code)
    expect(page.locator("#conference")).to_contain_text("认为应由陇西县水务局负责")
    water.choose("备注")
    page.get_by_label("备注").fill("护渠林在渠东，与两家的地无关。")
    water.press("备注")
    water.done("备注")

    expect(duty.open("/").locator("#conference")).to_contain_text(code)
    page = duty.open_matter(code)
    table = page.locator("#conference")
    expect(table).to_contain_text("陇西县自然资源局退回（不属于本团队、本单位的职责），认为应由陇西县林业和草原局负责")
    expect(table).to_contain_text("会商牵头单位：陇西县自然资源局")
    expect(table).to_contain_text("谁主管谁负责")
    expect(page.locator("#steps")).to_contain_text("会商裁定")
    duty.shoot("conference-open")
    duty.choose("会商裁定")
    expect(page.get_by_role("radio", name="陇西县自然资源局（按规则牵头）")).to_be_checked()
    page.get_by_text("可以请的单位").click()
    page.get_by_role("checkbox", name="陇西县林业和草原局").check()
    page.get_by_label("裁定意见").fill("两家争的是地界，\n由自然资源局牵头确权，林业和草原局到场认树。")
    duty.shoot("decide_conference")
    duty.press("会商裁定")
    expect(page.get_by_role("status")).to_contain_text("会商已裁定")
    expect(page.locator("#conference")).to_contain_text("由陇西县自然资源局牵头办理，不再退回")
    duty.shoot("conference-decided")
    page.locator("#conference").get_by_role("link", name="打印会商纪要").click()
    expect(page.get_by_role("heading", name="职责争议会商纪要")).to_be_visible()
    expect(page.locator("body")).to_contain_text("林业和草原局到场认树")
    duty.shoot("conference-record")

    page = land.open_matter(code)
    expect(page.locator("#steps")).to_contain_text("职责争议会商已经裁定由谁牵头，不能再退回")
    land.press("签收")
    land.done("签收")

    given = ["register", "accept", "assign", "give_back", "rule_on_return", "give_back"]
    assert events(matter) == [*given, "note", "decide_conference", "take"]
    first, last = (matter.clocks.filter(name="reply").order_by("pk")[n] for n in (0, 2))
    assert last.due_at == first.due_at
    assert verify()["problems"] == []
