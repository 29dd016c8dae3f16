"""The hall: a number given and called stands on the television within seconds; a swap noted stands on /today/."""

from django.utils import timezone
from playwright.sync_api import expect

from tests.duty.days import worked

TELEVISION = {"width": 1920, "height": 1080}


def test_a_number_called_at_the_desk_stands_on_the_screen_within_seconds(person):
    worked(timezone.localdate())
    hall, clerk = person(size=TELEVISION), person("clerk")
    screen = hall.page
    screen.clock.install()
    hall.open("/hall/")
    expect(screen.locator("main")).to_contain_text("现在没有叫号")
    expect(screen.locator("main")).to_contain_text("朱丁一")
    clerk.go_to("取号叫号")
    clerk.press("取 C 号")
    expect(clerk.page.get_by_role("status")).to_contain_text("C001")
    clerk.shoot("numbers")
    desk = clerk.page.locator("#W03")
    desk.get_by_role("button").click()
    expect(desk).to_contain_text("再叫 C001")
    screen.clock.run_for(4_000)
    expect(screen.locator(".fd-hall-now")).to_contain_text("C001")
    expect(screen.locator(".fd-hall-now")).to_contain_text("诉讼服务窗口")
    with screen.expect_response(lambda answer: "/hall/?part=1" in answer.url) as news:
        screen.clock.run_for(4_000)
    assert news.value.status == 304
    assert screen.evaluate("document.documentElement.scrollHeight") <= TELEVISION["height"]
    hall.shoot("hall")


def test_a_swap_the_duty_leader_notes_stands_on_the_public_page(person):
    today = timezone.localdate()
    worked(today)
    leader, villager = person("duty"), person(javascript=False)
    expect(villager.open("/today/").locator("#W01")).to_contain_text("朱丁一")
    page = leader.go_to("值班表")
    form = page.locator("#swap")
    form.get_by_label("哪一天").fill(str(today))
    form.get_by_label("谁换下来").select_option("clerk")
    form.get_by_label("谁换上去").select_option("clerk")
    form.get_by_role("button", name="登记换班").click()
    leader.refused("同一个人")
    form.get_by_label("谁换上去").select_option("钱窗二")
    form.get_by_role("button", name="登记换班").click()
    expect(page.locator("#changes")).to_contain_text("换班：钱窗二换下朱丁一")
    leader.shoot("duty")
    expect(villager.open("/today/").locator("#W01")).to_contain_text("钱窗二")
    villager.shoot("today")
