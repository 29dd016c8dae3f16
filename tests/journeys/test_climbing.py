"""What a village cannot settle climbs: village, township, county centre, department — a handover at every rung."""

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE
from tests.journeys.test_village_settles import fill_in
from tests.web.scene import WATER, events

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
TRIED = "劝过两次，都说要见镇上的人。"
STUCK = "渠是水务局修的，水量要它来定。"


def test_a_quarrel_climbs_from_the_village_to_a_department(person, javascript):
    village = person("village", javascript=javascript, size=PHONE)
    page = village.open("/report/")
    fill_in(page)
    page.get_by_label("我们接着办").check()
    village.press("保存")
    matter = Matter.objects.get()
    expect(page.locator("#task")).to_contain_text("口头协议")
    village.shoot("matter-village")
    village.choose("上交")
    village.press("上交")
    village.refused("请填写“交接说明”。")
    page.get_by_label("调解过，没有调成").check()
    page.get_by_label("交接说明").fill(TRIED)
    village.shoot("hand_up")
    village.press("上交")
    village.done("上交")
    expect(village.open("/").locator("#passed_on")).to_contain_text(matter.code)

    town = person("town", javascript=javascript)
    page = town.page
    expect(page.locator("#letters")).to_contain_text("下级上交，等待签收")
    town.open_matter(matter.code)
    expect(page.locator("#history")).to_contain_text(TRIED)
    town.shoot("matter-town")
    town.press("签收")
    town.done("签收")
    town.choose("求助")
    page.get_by_label("需要什么帮助").fill("想请县里的人来看一次渠。")
    town.press("求助")
    town.done("求助")
    duty = person("duty", javascript=javascript)
    expect(duty.page.locator("#letters")).to_contain_text("下级求助")
    town.choose("上交")
    page.get_by_label("超出本级能处理的范围").check()
    page.get_by_label("交接说明").fill(STUCK)
    town.press("上交")
    town.done("上交")
    expect(village.open(f"/m/{matter.code}/").locator(".fd-holder")).to_contain_text("陇西县社会治安综合治理中心")

    page = duty.open("/")
    expect(page.locator("#letters")).to_contain_text("乡镇上交，等待派单或交办")
    expect(page.locator("#to_assign")).to_contain_text("分流台")
    duty.shoot("home-duty-handed-up")
    row = page.locator("#to_assign tr", has_text=matter.code)
    row.get_by_role("link").click()
    for words in ("想请县里的人来看一次渠。", TRIED, STUCK):
        expect(page.locator("#history")).to_contain_text(words)
    expect(page.locator("#route")).to_contain_text("为什么是这个单位")
    expect(page.locator("#route")).to_contain_text("按规则应由")
    duty.choose("派单或交办")
    expect(page.locator(".fd-why")).to_contain_text("按第 R")
    page.get_by_role("radio", name="其他单位").check()
    page.get_by_label("其他单位", exact=False).last.select_option(WATER)
    for proposed in ("陇西县农业农村局", "陇西县林业和草原局"):
        page.get_by_role("checkbox", name=proposed).uncheck()
    duty.shoot("assign-handed-up")
    duty.press("派单或交办")
    duty.refused("请用自己的话写明为什么。")
    expect(page.get_by_role("radio", name="其他单位")).to_be_checked()
    page.get_by_label("为什么交给它").fill("渠道和水量归它管")
    duty.press("派单或交办")
    duty.done("交办")
    expect(page.locator("#history")).to_contain_text("没有按建议，交给陇西县水务局。渠道和水量归它管")

    water = person(WATER, javascript=javascript)
    water.open_matter(matter.code)
    expect(water.page.locator("#task")).to_contain_text("请签收")
    for below in (village, town):
        expect(below.open(f"/m/{matter.code}/").locator(".fd-holder")).to_contain_text("陇西县水务局")
    climbed = ["take", "hand_up", "take", "ask_help", "hand_up", "assign"]
    assert events(matter) == ["register", "accept", "assign", *climbed]
    assert verify()["problems"] == []
