"""Somebody old finds a mediator who speaks as they do and reads when they are free; an owner takes one off the menu."""

from playwright.sync_api import expect

from fengdan.matters.models import Matter
from fengdan.teams.models import Card
from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import violations
from tests.web.scene import brought

DOUBLED = "document.documentElement.style.fontSize = '32px'"  # text at 200 %


def fits(page):
    """Nothing sticks out sideways, and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []


def doubled(page):
    page.evaluate(DOUBLED)
    fits(page)


def test_somebody_old_finds_who_speaks_as_they_do_and_when_they_are_free(person):
    old = person(size=PHONE)
    page = old.open("/")
    doubled(page)
    page.get_by_role("link", name="挑调解员").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("调解员菜单")
    page.wait_for_load_state()
    doubled(page)
    page.get_by_label("说什么话").select_option("渭源话")
    page.get_by_label("要女调解员").check()
    old.press("找")
    cards = page.get_by_role("article")
    expect(page.get_by_role("status")).to_contain_text("符合的有")
    page.wait_for_load_state()
    doubled(page)
    expect(page.get_by_role("status")).to_contain_text(f"符合的有 {cards.count()} 位")
    assert cards.count() >= 1
    for card in cards.all():
        expect(card).to_contain_text("渭源话")
        expect(card).to_contain_text("女")
        expect(card).to_contain_text("下一个可约时间")
    free = cards.first.locator("dd", has_text="月").inner_text()
    assert free.endswith(("上午", "下午"))
    cards.first.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("在哪里办公")
    page.wait_for_load_state()
    doubled(page)
    expect(page.locator("main")).to_contain_text(free)
    expect(page.locator("main")).to_contain_text("不收费（人民调解法第四条）")
    call = page.get_by_role("link", name="打电话")
    assert call.get_attribute("href") == "tel:0932-0000000"
    assert call.bounding_box()["height"] >= 44


def test_without_scripts_the_menu_is_searched_all_the_same(person):
    page = person(javascript=False, size=PHONE).open("/menu/")
    page.get_by_label("什么事").select_option(label="邻里纠纷")
    page.get_by_label("姓名或编号").fill("卫")
    page.locator("main").get_by_role("button", name="找", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text("卫丙二")


def test_the_owner_takes_one_off_and_they_are_gone(person):
    running = brought("underway").matter
    number = Card.objects.get(pk="m1602").number
    villager, owner = person(size=PHONE), person("dispatcher")
    villager.open(f"/menu/{number}/")
    expect(villager.page.get_by_role("heading", level=1)).to_contain_text("卫丙二")
    villager.shoot("menu-card")
    owner.go_to("调解员菜单")
    owner.shoot("manage-cards")
    owner.page.get_by_role("link", name="卫丙二").click()
    owner.shoot("manage-card")
    owner.press("撤下")
    expect(owner.page.locator("#state")).to_contain_text("没有公布")
    villager.page.reload()
    expect(villager.page.get_by_role("heading", level=1)).to_contain_text(f"没有 {number} 号")
    villager.page.get_by_role("link", name="看全部调解员").click()
    villager.page.get_by_label("姓名或编号").fill("卫丙二")
    villager.press("找")
    expect(villager.page.locator("main")).to_contain_text("没有符合的调解员")
    villager.open("/menu/teams/team-16/")
    expect(villager.page.locator("main")).not_to_contain_text("卫丙二")
    villager.open("/menu/")
    villager.shoot("menu")
    assert Matter.objects.get(pk=running.pk).mediator_id == "m1602"
    mediator = person("mediator")
    mediator.open_matter(running.code)
    mediator.go_to("我的名片")
    expect(mediator.page.locator("#consent")).to_contain_text("现在菜单上看不到您")
    mediator.shoot("my-card")
