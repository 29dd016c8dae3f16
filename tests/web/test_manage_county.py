"""县数据: the director publishes or discards, the administrator looks on, nobody else knows of the page."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from fengdan.catalogue.county import drafts
from fengdan.catalogue.county.load import load, load_county
from fengdan.catalogue.models import Draft, Limit
from fengdan.journal.models import Entry
from fengdan.people.models import User
from fengdan.rulebook.actor import Role
from tests.catalogue import small
from tests.web.reader import read

pytestmark = pytest.mark.django_db
PAGE, PUBLISH, DISCARD = "/manage/county/", "/manage/county/publish/", "/manage/county/discard/"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return small.reference(tmp_path / "county")


@pytest.fixture
def draft(county) -> Draft:
    small.edit(county, "limits.csv", "take", value="8wh")
    made = load(county, at=timezone.now()).draft
    assert made is not None
    return made


def seat(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def said(answer, part: str) -> str:
    """The words of one part of the page, a blank between."""
    return " ".join(read(answer).text_of[part].split())


def take_limit() -> str:
    return Limit.objects.filter(code="take").latest("version").value


def test_what_is_in_force():
    answer = seat("director").get(PAGE)
    page = read(answer)
    for words in ("乡镇17 个", "县直部门25 个", "调解团队16 个"):
        assert words in said(answer, "in-force")
    assert "分流规则第 1 版五级九天第 1 版督办第 1 版派单建议分值第 1 版时限均为第 1 版" in said(answer, "versions")
    assert "未核实" in page.text_of["ladder"]
    assert "未核实" in page.text_of["directory"]
    assert "红（紧急）" in page.text_of["routing"]
    assert "没有短缺" in page.text_of["shortfalls"]
    assert "没有待发布的草稿" in page.text_of["draft"]
    assert "假定" in page.text_of["origins"]


def test_a_place_in_the_navigation_for_those_it_opens_to():
    for username, offered in (("director", True), ("admin", True), ("clerk", False)):
        assert ("/manage/" in seat(username).get("/").content.decode()) is offered


@pytest.mark.parametrize("username", ["clerk", "auditor", "security", "leader", "supervisor"])
def test_others_find_nothing(username, draft):
    client = seat(username)
    answers = [client.get(PAGE), *(client.post(address, {"draft": draft.pk}) for address in (PUBLISH, DISCARD))]
    assert {answer.status_code for answer in answers} == {404}
    draft.refresh_from_db()
    assert draft.status == "open"


def test_a_stranger_is_led_to_the_door(client, draft):
    assert client.get(PAGE)["Location"] == "/signin/?next=%2Fmanage%2Fcounty%2F"
    assert client.post(PUBLISH, {"draft": draft.pk}).status_code == 403
    draft.refresh_from_db()
    assert draft.status == "open"


def test_the_administrator_looks_and_cannot_decide(draft):
    answer = seat("admin").get(PAGE)
    page = read(answer)
    assert "take 接单 内容 4wh 8wh" in said(answer, "draft")
    assert "草稿由综治中心主任发布或放弃" in page.text_of["draft"]
    assert not {PUBLISH, DISCARD} & {form.action for form in page.forms}
    assert seat("admin").post(PUBLISH, {"draft": draft.pk}).status_code == 404
    assert seat("admin").post(DISCARD, {"draft": draft.pk}).status_code == 404
    assert take_limit() == "4wh"


def test_the_director_publishes_what_the_page_has_shown(draft):
    director = seat("director")
    page = read(director.get(PAGE))
    assert "1 处差异" in page.text_of["draft"]
    answer = director.post(PUBLISH, page.form(PUBLISH).sends, follow=True)
    assert answer.redirect_chain == [(f"{PAGE}?done=publish", 302)]
    page = read(answer)
    assert "已发布。县数据从现在起按新的内容执行" in page.words
    assert "上次发布：" in page.words
    assert "接单第 2 版，其余第 1 版" in page.text_of["versions"]
    assert take_limit() == "8wh"
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor_id) == ("county_publish", str(User.objects.get(username="director").pk))


def test_sent_twice_it_is_done_once(draft):
    director, sent = seat("director"), {"draft": draft.pk}
    first, second = director.post(PUBLISH, sent), director.post(PUBLISH, sent)
    assert first["Location"] == second["Location"] == f"{PAGE}?done=publish"
    assert Entry.objects.filter(act="county_publish").count() == 1
    assert Limit.objects.filter(code="take").count() == 2


def test_whoever_comes_second_is_told_who_was_first(draft, member):
    other = member("second", Role.DIRECTOR)
    seat("director").post(PUBLISH, {"draft": draft.pk})
    client = Client()
    client.force_login(other)
    for address in (PUBLISH, DISCARD):
        answer = client.post(address, {"draft": draft.pk})
        assert answer.status_code == 409
        assert "这份草稿已由金戊三于" in answer.content.decode()
        assert "发布，这次没有再办" in answer.content.decode()
    assert Entry.objects.filter(act__startswith="county_").latest("seq").act == "county_publish"


def test_the_director_discards(draft):
    page = read(seat("director").post(DISCARD, {"draft": draft.pk}, follow=True))
    assert "已放弃草稿，县数据没有变动" in page.words
    assert "没有待发布的草稿" in page.text_of["draft"]
    assert take_limit() == "4wh"


@pytest.mark.parametrize(
    "sent", [{}, {"draft": ""}, {"draft": "x"}, {"draft": "9" * 30}, {"draft": "-1"}, {"draft": "１"}]
)
def test_a_form_that_is_not_ours_is_no_fault(sent, draft):
    answer = seat("director").post(PUBLISH, sent)
    assert answer.status_code == 422
    assert "页面已失效" in answer.content.decode()
    assert take_limit() == "4wh"


def test_a_draft_that_never_was(draft):
    answer = seat("director").post(PUBLISH, {"draft": draft.pk + 1})
    assert answer.status_code == 409
    assert "没有待发布的县数据草稿" in answer.content.decode()


def test_a_draft_overtaken_by_other_changes_is_refused_in_words(draft, tmp_path):
    other = small.reference(tmp_path / "other")
    small.edit(other, "limits.csv", "take", value="6wh")
    load_county(other, at=timezone.now())
    answer = seat("director").post(PUBLISH, {"draft": draft.pk})
    assert answer.status_code == 409
    assert "请重新载入，核对后再发布" in answer.content.decode()
    assert take_limit() == "6wh"


def test_differences_read_row_by_row_and_file_by_file(county):
    small.edit(county, "mediators.csv", "m1605", full_time="是", name="<b>韩</b>")
    liaison = small.rows(county, "liaisons.csv")[0]
    small.drop(county, "liaisons.csv", code=liaison["code"])
    small.add(county, "liaisons.csv", f"x1,{liaison['unit']},{liaison['role']},新来甲,,假定,2026-01-01,")
    window = small.rows(county, "windows.csv")[-1]["code"]
    small.drop(county, "windows.csv", code=window)
    small.drop(county, "duty.csv", window=window)
    load(county, at=timezone.now())
    answer = seat("director").get(PAGE)
    text = said(answer, "draft")
    assert text.index("联络员") < text.index("窗口") < text.index("调解员")
    for words in (
        f"x1 新增 （空） {liaison['unit']}，{liaison['role']}，新来甲",
        f"{liaison['code']} 终止 {liaison['unit']}，",
        f"{window} 保留 ",
        "文件中已没有这一行，系统继续保留",
        "m1605 <b>韩</b> 专职 否 是",
    ):
        assert words in text
    assert "&lt;b&gt;韩&lt;/b&gt;" in answer.content.decode()


def test_todays_shortfalls_and_the_drafts_warnings_are_said(county):
    small.edit(county, "mediators.csv", "m1601", qualified="否")
    small.edit(county, "mediators.csv", "m1602", qualified="否")
    load(county, at=timezone.now())
    page = read(seat("director").get(PAGE))
    assert "发布前请留意" in page.text_of["draft"]
    assert "专职调解员只有" in page.text_of["draft"]
    assert "专职调解员只有" not in page.text_of["shortfalls"]
    drafts.publish(Draft.objects.get(status="open").pk, actor_id="system", at=timezone.now())
    assert "专职调解员只有" in read(seat("director").get(PAGE)).text_of["shortfalls"]


def test_the_number_of_queries_does_not_grow_with_the_county(django_assert_max_num_queries, draft):
    director = seat("director")
    director.get(PAGE)
    with django_assert_max_num_queries(41):
        director.get(PAGE)
