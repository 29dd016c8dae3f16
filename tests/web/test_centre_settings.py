"""时限 and 中心设置: the director changes them, the administrator looks on; running clocks keep their moments."""

import pytest
from django.core.cache import cache
from django.test import Client

from fengdan.catalogue.models import CalendarYear, CentreSetting, Limit
from fengdan.catalogue.rules import rules_in_force
from fengdan.journal.models import Entry
from fengdan.matters.models import Clock
from fengdan.rulebook.actor import Role
from tests.cast import Walk
from tests.web.reader import read
from tests.web.scene import screen

pytestmark = pytest.mark.django_db
TAKE = "/manage/limits/take/"
SIX = {"version": "1", "amount": "6", "unit": "wh", "basis": "县综治委 2026 年第 3 次会议"}


@pytest.fixture
def director():
    return screen("director")


@pytest.fixture
def deputy(member):
    client = Client()
    client.force_login(member("deputy", Role.DIRECTOR))
    return client


def sent(client, page, form, **changes):
    return client.post(form, read(client.get(page)).form(form).filled(**changes))


def test_a_limit_changes_for_what_comes_and_not_for_what_runs(director):
    walk = Walk().register().accept().assign()
    running = Clock.objects.get(matter=walk.matter, name="take").due_at
    assert sent(director, TAKE, TAKE, amount="6", basis=SIX["basis"]).status_code == 302
    assert rules_in_force().limits["take"].words == "6个工作小时"
    assert Clock.objects.get(matter=walk.matter, name="take").due_at == running
    other = Walk().register().accept().assign()
    assert Clock.objects.get(matter=other.matter, name="take").due_at > running
    entry = Entry.objects.filter(act="limit").get()
    assert (entry.subject, entry.facts) == ("take", {"version": 2, "from": "4wh", "to": "6wh"})
    listed = read(screen("admin").get("/manage/limits/"))
    assert "6个工作小时" in listed.text_of["limits"]
    assert "金戊三" in listed.text_of["limits"]
    assert "从登记之日起算；中止期间不计；各方同意并经批准可以延长" in listed.text_of["limits"]
    assert not [attrs for tag, attrs in listed.tags if attrs.get("href") == TAKE]


def test_what_the_law_sets_stays(director):
    page = read(director.get("/manage/limits/confirmation/"))
    assert "由法律规定" in page.words
    assert "末日逢休息日不顺延。" in page.words
    answer = director.post("/manage/limits/confirmation/", SIX)
    assert answer.status_code == 409
    assert "不能修改" in answer.content.decode()
    assert Limit.objects.get(code="confirmation").value == "30d"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"amount": "x"}, "amount"), ({"amount": "0"}, "amount"), ({"unit": "years"}, "unit"), ({"basis": ""}, "basis")],
)
def test_a_limit_that_cannot_be_is_refused_at_its_field(changes, field, director):
    answer = director.post(TAKE, SIX | changes)
    assert answer.status_code == 422
    assert read(answer).explains(field)
    assert read(answer).form(TAKE).sends["basis"] == [(SIX | changes)["basis"]]
    assert Limit.objects.filter(code="take").count() == 1


def test_more_than_a_year_is_too_long(director):
    answer = director.post(TAKE, SIX | {"amount": "9999"})
    assert "太长" in read(answer).explains("amount")


def test_of_two_directors_the_second_is_told_and_keeps_what_was_typed(director, deputy):
    assert director.post(TAKE, SIX).status_code == 302
    answer = deputy.post(TAKE, SIX | {"amount": "8"})
    assert answer.status_code == 409
    assert "金戊三刚刚把“接单”改为6个工作小时" in answer.content.decode()
    form = read(answer).form(TAKE)
    assert (form.sends["amount"], form.sends["version"]) == (["8"], ["2"])
    assert Limit.objects.filter(code="take").count() == 2


def test_the_centres_name_telephone_and_words_appear_where_people_look(director):
    before = read(director.get("/")).words
    assert "陇西县社会治安综合治理中心" in before
    said = {
        "name": "渭北县综治中心",
        "letterhead": "渭北县社会治安综合治理中心",
        "phone": "0932-1112223",
        "supervision_phone": "0932-4445556",
        "address": "巩昌镇测试路 1 号",
        "hours": "每天 8:30 到 18:00",
    }
    page = "/manage/settings/"
    assert sent(director, page, f"{page}centre/", **said).status_code == 302
    front = read(Client().get("/")).words
    for text in (said["name"], said["phone"], said["supervision_phone"], said["address"], said["hours"]):
        assert text in front, text
    matter = Walk().register().matter
    slip = read(screen("clerk").get(f"/m/{matter.code}/slip/")).words
    assert said["letterhead"] in slip
    assert said["phone"] in slip
    entry = Entry.objects.get(act="centre_setting")
    assert entry.facts == {"version": 1, "fields": list(said)}
    assert said["name"] in read(screen("admin").get(page)).text_of["centre"]
    cache.clear()


def test_the_second_of_two_who_set_the_centre_is_told(director, deputy):
    page, form = "/manage/settings/", "/manage/settings/centre/"
    typed = read(deputy.get(page)).form(form).filled(address="二楼")
    assert sent(director, page, form, address="一楼").status_code == 302
    answer = deputy.post(form, typed)
    assert answer.status_code == 409
    assert "金戊三刚刚改过中心设置" in answer.content.decode()
    assert read(answer).form(form).sends["address"] == ["二楼"]
    assert CentreSetting.objects.get().address == "一楼"
    empty = deputy.post(form, typed | {"name": [""]})
    assert empty.status_code == 422
    assert "中心名称" in read(empty).explains("name")
    cache.clear()


def test_office_hours_are_the_next_version_of_the_year(director, deputy):
    page, form = "/manage/settings/", "/manage/settings/hours/2026/"
    typed = read(deputy.get(page)).form(form).filled(hours="09:00-12:00")
    assert sent(director, page, form, hours="9:00-17:00").status_code == 409
    assert sent(director, page, form, hours="12:00-09:00").status_code == 409
    assert sent(director, page, form, hours="09:00－12:00、 13:30-17:00").status_code == 302
    newest = CalendarYear.objects.filter(year=2026).latest("version")
    assert newest.hours == [["09:00", "12:00"], ["13:30", "17:00"]]
    assert len(rules_in_force().calendar.hours_in(2026)) == 2
    assert [row["value"] for row in newest.rows if row["kind"] == "hours"] == ["09:00-12:00", "13:30-17:00"]
    answer = deputy.post(form, typed)
    assert answer.status_code == 409
    assert "别人刚刚改过" in answer.content.decode()
    assert director.post("/manage/settings/hours/1999/", typed).status_code == 409


def test_nothing_is_said_to_have_changed_when_nothing_has(director):
    assert sent(director, "/manage/settings/", "/manage/settings/centre/").status_code == 302
    assert sent(director, TAKE, TAKE).status_code == 302
    assert not Entry.objects.filter(act__in=["centre_setting", "limit", "office_hours"]).exists()
