"""A quarrel about water, settled in the village and typed the day after, on a telephone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fengdan.matters.models import Matter, OralAgreement
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE
from tests.units import TURNS
from tests.web.scene import VILLAGE, WEST_STREET


def fill_in(page):
    page.get_by_role("textbox", name=re.compile(r"^谁")).fill("王测一")
    page.get_by_label("和谁").fill("李测二")
    page.get_by_label("什么事").fill("浇水争先后，吵了两天。")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_the_village_settles_a_water_quarrel_and_types_it_the_day_after(person, javascript):
    village = person("village", javascript=javascript, size=PHONE)
    village.shoot("home-village")
    village.page.get_by_role("link", name="上报一件事").click()
    page = village.page
    for more in ("怎么说定的", "为什么上交"):
        expect(page.get_by_label(more)).to_be_hidden()
    village.shoot("report")
    fill_in(page)
    page.get_by_label("已经调好了").check()
    page.get_by_label("怎么说定的").fill(TURNS)
    page.get_by_label("哪天以前办").fill("11月30日前")
    village.press("保存")
    village.refused("请确认双方都愿意、都同意，再勾选。")
    expect(page.get_by_label("怎么说定的")).to_have_value(TURNS)
    village.shoot("report-refused")
    page.get_by_label("双方都愿意调解，也都同意这样办").check()
    page.get_by_label("没有要以后办的").check()
    page.get_by_text("补录以前的事、改类型").click()
    then = timezone.localtime() - timedelta(days=1)
    page.get_by_label("什么时候的事").fill(f"{then:%Y-%m-%dT%H:%M}")
    village.press("保存")

    village.done("登记")
    matter = Matter.objects.get()
    said = OralAgreement.objects.get()
    assert said.number == f"（{then.year}）巩昌镇西街村口调字第1号"
    expect(page.locator("[aria-current=step]")).to_have_text("已办结")
    expect(page.locator("#oral")).to_contain_text(said.number)
    history = page.locator("#history")
    expect(history).to_contain_text(f"{said.number}：{TURNS}")
    expect(history.get_by_text("补录")).to_have_count(matter.version)
    expect(history.locator("li").first).to_contain_text(f"{then.month}月{then.day}日")
    village.shoot("matter-settled-by-village")
    expect(village.open("/").locator("#unit")).not_to_contain_text(matter.code)

    town = person("town", javascript=javascript)
    town.go_to("事项")
    expect(town.page.locator("#found")).to_contain_text(matter.code)
    town.open_matter(matter.code, "/matters/")
    expect(town.page.locator("#oral")).to_contain_text(TURNS)
    other = person("village-621122100202", javascript=javascript)
    expect(other.open("/matters/").locator("main")).to_contain_text("还没有事项")
    expect(other.open(f"/m/{matter.code}/").locator("h1")).to_have_text("没有找到这个页面")

    assert (matter.holder_id, matter.area_id, matter.conclusion) == (VILLAGE, WEST_STREET, "settled_orally")
    assert f"{timezone.localtime(matter.registered_at):%Y-%m-%d %H:%M}" == f"{then:%Y-%m-%d %H:%M}"
    assert verify()["problems"] == []


def test_in_a_browser_that_does_not_know_has_nothing_is_out_of_reach(person):
    """An unknown selector drops its whole rule: the parts for every outcome stand open, and the page still works."""
    village = person("village", size=PHONE)

    def older(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(":has(", ":-unheard-of("))

    village.context.route("**/fengdan.css", older)
    page = village.open("/report/")
    for more in ("怎么说定的", "为什么上交", "交接说明"):
        expect(page.get_by_label(more)).to_be_visible()
    village.shoot("report-old-browser")
    fill_in(page)
    page.get_by_label("我们接着办").check()
    village.press("保存")
    village.done("登记")
    assert Matter.objects.get().stage == "taken"


def test_every_thing_to_touch_on_the_phone_is_large_enough(person):
    village = person("village", size=PHONE)
    page = village.open("/report/")
    page.get_by_label("已经调好了").check()
    page.get_by_text("补录以前的事、改类型").click()
    touched = "main button, main input:not([type=hidden], [type=radio], [type=checkbox]), main select, main summary"
    sizes = page.locator(f"{touched}, main .form-check").evaluate_all(
        "all => all.filter(one => one.checkVisibility())"
        ".map(one => [one.getBoundingClientRect().height, one.outerHTML])"
    )
    assert len(sizes) > 15
    assert [told for height, told in sizes if height < 44] == []
