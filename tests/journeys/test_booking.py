"""On a phone the mediator books a home visit and moves it; the party sees when and where without an account."""

import re

import pytest
import vobject
from playwright.sync_api import expect

from fengdan.matters.models import Booking
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE
from tests.web.scene import brought

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def test_a_home_visit_is_booked_on_a_phone_moved_and_seen_by_the_party(person, javascript):
    matter = brought("taken").matter
    mediator = person("mediator", javascript=javascript, size=PHONE)
    page = mediator.open_matter(matter.code)
    mediator.choose("约定时间地点")
    page.get_by_label("在哪里见面").select_option(label="上门")
    page.get_by_label("具体地点").fill("西街 12 号，楼下碰头")
    page.locator("#days").get_by_role("button").nth(2).click()
    expect(page.get_by_label("具体地点")).to_have_value("西街 12 号，楼下碰头")
    expect(page.locator("#id_starts")).to_contain_text("的空闲时间")
    mediator.shoot("book")
    page.locator("#id_starts").get_by_role("radio", name="10:00", exact=True).check()
    mediator.press("约定时间地点")
    expect(page.get_by_role("status").first).to_contain_text("已约好时间地点")
    first = Booking.objects.get()
    expect(page.locator("#bookings")).to_contain_text("10:00–11:00")
    expect(page.locator("#bookings")).to_contain_text("西街 12 号")
    mediator.shoot("matter-booked")

    page.locator("#bookings").get_by_role("link", name="改期").click()
    page.get_by_label("为什么改期").fill("李测二那天要去医院")
    page.locator("#days").get_by_role("button").nth(3).click()
    expect(page.get_by_label("为什么改期")).to_have_value("李测二那天要去医院")
    page.locator("#id_starts").get_by_role("radio", name="15:00", exact=True).check()
    mediator.press("改期")
    mediator.done("改期")
    moved = Booking.objects.get(status="booked")
    assert (moved.uid, moved.sequence, moved.kind) == (first.uid, 1, "home")
    expect(page.locator("#bookings")).to_contain_text("以前的约定（1）")

    party = person(javascript=javascript, size=PHONE)
    page = party.open(f"/f/{matter.token}/")
    expect(page.locator("#booking")).to_contain_text("15:00–16:00")
    expect(page.locator("#booking")).to_contain_text("上门")
    expect(page.locator("main")).to_contain_text("请按时到场")
    expect(page.locator("#booking")).to_contain_text("卫丙二")
    expect(page.locator("#booking")).to_contain_text("想换个时间")
    expect(page.locator("main")).not_to_contain_text("西街 12 号")
    party.shoot("followed-booked")
    with page.expect_download() as kept:
        page.get_by_role("link", name="存进手机日历").click()
    (event,) = vobject.readOne(kept.value.path().read_text(encoding="utf-8")).vevent_list
    assert (event.uid.value, event.sequence.value) == (first.uid, "1")

    page = mediator.open("/calendar/?week=" + str(moved.starts_at.date()))
    expect(page.locator("#week")).to_contain_text("15:00–16:00 上门")
    mediator.shoot("calendar-own")
    duty = person("duty", javascript=javascript)
    page = duty.open(f"/calendar/?by=places&week={moved.starts_at.date()}")
    expect(page.locator("#week")).to_contain_text(re.compile("卫丙二"))
    duty.shoot("calendar-places")
    page = duty.open(f"/m/{matter.code}/cancel_booking/")
    page.get_by_label("为什么取消").fill("双方要再想想")
    duty.shoot("cancel-booking")
    duty.press("取消约定")
    duty.done("取消约定")
    expect(party.open("/follow/mine/").locator("#booking")).to_have_count(0)
    assert verify()["problems"] == []
