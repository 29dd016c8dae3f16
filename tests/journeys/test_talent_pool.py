"""The director renews a term about to end and lets somebody go; the justice bureau reads the quarter, takes it out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from fengdan.journal.models import Entry
from fengdan.teams.models import Appointment, CommitteeMember
from tests.web.scene import brought

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
ENDING, LEAVING = "m1605", "m1604"


def open_form(page, act):
    page.locator(f"#{act} > summary").click()
    return page.locator(f"#{act}")


def test_terms_are_renewed_somebody_leaves_and_the_court_hears_of_it(person, javascript, tmp_path):
    today = timezone.localdate()
    Appointment.objects.exclude(mediator=ENDING).update(until=today + timedelta(days=300))
    Appointment.objects.filter(mediator=ENDING).update(until=today + timedelta(days=20))
    names = dict(CommitteeMember.objects.values_list("mediator_id", "mediator__name"))
    matter = brought("taken").matter
    director = person("director", javascript=javascript)
    page = director.go_to("管理")
    page.get_by_role("link", name="人才库").click()
    page.get_by_role("link", name="60 天内聘期届满 1 人").click()
    director.shoot("pool-soon")
    page.get_by_role("link", name=names[ENDING]).click()
    expect(page.locator("#appointment")).to_contain_text("快到期")
    form = open_form(page, "renew")
    form.get_by_label("聘期到哪天").fill("2099-12-31")
    form.get_by_label("聘书编号").fill("访聘〔2027〕5号")
    form.get_by_role("button", name="登记聘任").click()
    expect(page.locator("#renew")).to_contain_text("聘期不能超出调委会任期（到 2028-12-31）")
    expect(page.locator("#renew").get_by_label("聘书编号")).to_have_value("访聘〔2027〕5号")
    director.shoot("pool-mistaken")
    page.locator("#renew").get_by_label("聘期到哪天").fill("2028-12-31")
    page.locator("#renew").get_by_role("button", name="登记聘任").click()
    expect(page.get_by_role("status")).to_contain_text("聘任已登记")
    expect(page.locator("#appointment")).to_contain_text("访聘〔2027〕5号")
    expect(page.locator("#appointment")).not_to_contain_text("快到期")

    page = director.open(f"/manage/pool/{matter.mediator_id}/")
    expect(page.locator("#leaving")).to_contain_text(matter.code)
    director.shoot("pool-in-hand")

    page = director.open(f"/manage/pool/{LEAVING}/")
    form = open_form(page, "end")
    form.get_by_label("原因").select_option("retired")
    form.get_by_role("button", name="办理离任").click()
    expect(page.get_by_role("status")).to_contain_text("离任已登记")
    director.shoot("pool-gone")

    bureau = person("justice", javascript=javascript)
    page = bureau.go_to("调委会名册")
    expect(page.locator("#changes")).to_contain_text(names[LEAVING])
    expect(page.locator("#changes")).to_contain_text("离任")
    expect(page.locator("#changes")).to_contain_text("还没有导出过")
    bureau.shoot("committees")
    with page.expect_download() as taken:
        bureau.press("导出名册和调整情况")
    taken.value.save_as(tmp_path / "roster.xlsx")
    sheet = load_workbook(tmp_path / "roster.xlsx")["调委会名册"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [line[2] for line in lines if line[0] == "离任"] == [names[LEAVING]]
    assert Entry.objects.get(act="export").subject == "committees"
    page = bureau.go_to("调委会名册")
    expect(page.locator("#changes")).to_contain_text("上次导出")
    page.get_by_role("link", name="打印（A4）").click()
    expect(page.locator("main")).to_contain_text(names[LEAVING])
    bureau.shoot("committees-paper")
