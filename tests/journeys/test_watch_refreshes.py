"""督办台 left open: within a minute it shows what has been drafted since, and nobody pressed anything."""

from playwright.sync_api import expect

from tests.web.scene import brought


def test_a_page_left_open_shows_what_is_new_within_a_minute(person):
    watcher = person("supervisor")
    page = watcher.page
    page.clock.install()
    watcher.open("/watch/")
    expect(page.locator("#watch_draft")).to_contain_text("没有待签发的督办")
    matter = brought("drafted").matter
    page.clock.run_for(61_000)
    expect(page.locator("#watch_draft")).to_contain_text(matter.code)
    expect(page.get_by_role("status")).to_contain_text("每分钟自动更新")
    with page.expect_response(lambda answer: "/watch/?part=1" in answer.url) as news:
        page.clock.run_for(61_000)
    assert news.value.status == 304
