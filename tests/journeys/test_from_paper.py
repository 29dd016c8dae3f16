"""An old person goes from what happened to a mediator, on a phone; the booklet in their hand says the same number."""

import io

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.conftest import PHONE
from tests.journeys.test_items import twice_as_large


def test_from_what_happened_to_a_mediator_whose_number_the_printed_booklet_says_too(person):
    page = person(javascript=False, size=PHONE).open("/find/")
    twice_as_large(page, "我遇到了")
    page.get_by_label("什么事").fill("邻居家的排水把我家院墙泡了")
    page.get_by_role("button", name="帮我找").click()
    twice_as_large(page, "邻里纠纷")
    page.get_by_role("link", name="看全部说明").click()
    twice_as_large(page, "邻里纠纷调解")
    expect(page.locator("#bring")).to_contain_text("身份证")
    page.get_by_role("link", name="挑调解员").click()
    twice_as_large(page, "调解员菜单")
    first = page.get_by_role("article").first
    expect(first).to_contain_text("下一个可约时间")
    number, name = first.get_by_role("link").inner_text().split(" 号 ")
    first.get_by_role("link").click()
    twice_as_large(page, f"{number} 号调解员 {name}")
    expect(page.locator("main")).to_contain_text("邻里纠纷")

    clerk = person("clerk").go_to("公示和手册")
    expect(clerk.get_by_role("link", name="点单手册")).to_have_attribute("href", "/print/booklet/")
    booklet = clerk.request.get(clerk.url + "booklet/")
    assert booklet.headers["content-type"] == "application/pdf"
    words = "".join("".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(booklet.body())).pages)
    assert f"{name}{number}号" in words
    for paper in ("wall/", "items/D02/"):
        assert clerk.request.get(clerk.url + paper).body().startswith(b"%PDF")
