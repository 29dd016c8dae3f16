"""清单 in the hand: an old person finds what to bring on a phone, in type twice as large; the owner publishes."""

import re

from playwright.sync_api import expect

from fengdan.catalogue.items import drafts
from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import violations
from tests.web.scene import brought

TWICE = "document.documentElement.style.fontSize = '32px'"


def twice_as_large(page, heading):
    """The page is the one expected, its text twice as large, and nothing sticks out sideways."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    page.evaluate(TWICE)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == "44px"
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], (heading, wide)


def test_an_old_person_finds_the_item_and_what_to_bring_on_a_phone_without_scripts(person):
    page = person(javascript=False, size=PHONE).open("/")
    twice_as_large(page, "遇到矛盾")
    page.get_by_role("link", name="我遇到了……").click()
    twice_as_large(page, "我遇到了")
    page.get_by_role("button", name="帮我找").click()
    twice_as_large(page, "我遇到了")
    expect(page.get_by_role("alert")).to_contain_text("请写几个字")
    page.get_by_label("什么事").fill("儿子在工地干活，包工头不给工钱")
    page.get_by_label("和谁").select_option("老板、单位")
    page.get_by_label("在哪里").select_option("巩昌镇西街村")
    page.get_by_role("button", name="帮我找").click()
    twice_as_large(page, "拖欠农民工工资纠纷")
    found = page.locator("#found")
    for said in ("劳动争议和欠薪纠纷调解", "西街村调委会", "0932-0000101", "人社（劳动监察仲裁）窗口", "工资条"):
        expect(found).to_contain_text(said)
    page.get_by_role("link", name="看全部说明").click()
    twice_as_large(page, "劳动争议和欠薪纠纷调解")
    expect(page.locator("#bring")).to_contain_text("劳动合同或用工记录")
    expect(page.locator("#how-long")).to_contain_text("15日内")
    expect(page.locator("#free")).to_contain_text("不收任何费用")
    expect(page.get_by_role("link", name="打电话 0932-0000000")).to_have_attribute("href", "tel:0932-0000000")


def test_the_owner_publishes_a_version_and_what_runs_keeps_its_own(person):
    before = brought("registered").matter
    director = person("director")
    page = director.go_to("管理")
    page.get_by_role("link", name="清单事项").click()
    page.get_by_role("link", name=re.compile(r"^修改\s*邻里纠纷调解")).click()
    page.get_by_label("受理的时限").fill("2")
    page.get_by_label("受理时限的单位").select_option("个工作日")
    page.get_by_label("回访由谁负责").select_option("还没有写明")
    page.get_by_label("要带什么").fill(
        "身份证，原件或复印件，1，必带\n漏水的照片，原件或复印件，2，有就带，手机里的也行"
    )
    page.get_by_role("button", name="保存草稿，看效果").click()
    expect(page.locator("#bring")).to_contain_text("漏水的照片")
    assert violations(page) == []
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_role("alert")).to_contain_text("没有填写")
    expect(page.get_by_label("要带什么")).to_have_value(re.compile("漏水的照片"))
    page.get_by_label("回访由谁负责").select_option("县综治中心")
    page.get_by_role("button", name="保存草稿，看效果").click()
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_role("row", name=re.compile("邻里纠纷调解"))).to_contain_text("第 2 版")
    after = brought("registered").matter
    assert (before.item_version.version, after.item_version.version) == (1, 2)
    for matter, said in ((before, "第 1 版办理"), (after, "第 2 版定的")):
        expect(director.open(f"/m/{matter.code}/clocks/").locator("main")).to_contain_text(said)
    villager = person(size=PHONE).open("/items/D02/")
    expect(villager.locator("#how-long")).to_contain_text("2个工作日内")
    villager.get_by_role("link", name="第 1 版").click()
    expect(villager.locator("#bring")).not_to_contain_text("漏水的照片")
    assert drafts.draft("D02") is None
