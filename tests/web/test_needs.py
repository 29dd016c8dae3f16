"""待安排需求台账 on the screen and on paper: who reads it, what stands where, what the person reads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.needing import PLAN, SAID, WANTS, WHY
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
EMPTY = ("没有新登记、还没安排的需求。", "没有已经安排、还没答复的需求。", "还没有答复过的需求。")


@pytest.mark.parametrize("who", ["duty", "dispatcher", "director", "supervisor", "leader", "small"])
def test_the_empty_ledger_says_so_and_is_printed(who):
    for address in ("/needs/", "/needs/print/"):
        page = read(screen(who).get(address))
        assert [empty for empty in EMPTY if empty not in page.words] == []


@pytest.mark.parametrize("who", ["clerk", "mediator", "dept", "archivist", "auditor", ""])
def test_nobody_else_reads_it(who):
    for address in ("/needs/", "/needs/print/"):
        assert screen(who).get(address).status_code in {302, 403, 404}


def test_each_line_says_why_not_now_what_next_and_by_when():
    waiting, planned, answered = (brought(scene).matter for scene in ("in need", "need planned", "need answered"))
    page = read(screen("duty").get("/needs/"))
    for key, matter, says in (
        ("needs_waiting", waiting, (WANTS, WHY, "值班领导", "方言、女调解员、上门、晚间", "有合适的人，近期都没空")),
        ("needs_planned", planned, (WANTS, PLAN, "还剩")),
        ("needs_answered", answered, (WANTS, "已安排", SAID, "电话")),
    ):
        section = page.text_of[key]
        assert matter.code in section
        assert [words for words in says if words not in section] == []
        assert "1 条" in section
    paper = read(screen("duty").get("/needs/print/")).words
    assert [words for words in (WANTS, WHY, PLAN, SAID, waiting.code) if words not in paper] == []


def test_a_day_to_look_again_that_has_gone_by_is_marked():
    need = brought("in need").matter.needs.get()
    assert "日子已过" not in read(screen("duty").get("/needs/")).text_of["needs_waiting"]
    type(need).objects.filter(pk=need.pk).update(next_on=timezone.localdate() - timedelta(days=1))
    assert "日子已过" in read(screen("duty").get("/needs/")).text_of["needs_waiting"]


def test_the_work_page_says_until_when_they_hear():
    matter = brought("in need").matter
    matter.clocks.filter(name="need").update(due_at=timezone.now() - timedelta(days=33))
    assert "已逾期 33 天" in read(screen("duty").get("/")).text_of["needs"]


def test_who_plans_is_led_to_it_and_who_watches_looks():
    code = brought("in need").matter.code
    offers = {
        "duty": {"plan_need", "answer_need"},
        "dispatcher": {"plan_need", "answer_need"},
        "leader": {"answer_need"},
        "director": set(),
    }
    for who, steps in offers.items():
        links = {attrs.get("href") for tag, attrs in read(screen(who).get("/needs/")).tags if tag == "a"}
        for step in ("plan_need", "answer_need"):
            assert (f"/m/{code}/{step}/" in links) == (step in steps)


def test_the_file_of_the_matter_shows_what_is_planned_and_what_was_answered():
    planned, answered = brought("need planned").matter, brought("need answered").matter
    section = read(screen("mediator").get(f"/m/{planned.code}/")).text_of["needs"]
    assert [words for words in (WANTS, WHY, PLAN, "前答复本人") if words not in section] == []
    assert SAID in read(screen("mediator").get(f"/m/{answered.code}/")).text_of["needs"]
    assert "needs" not in read(screen("mediator").get(f"/m/{brought('taken').matter.code}/")).text_of


def test_the_holder_of_the_slip_reads_the_plan_and_until_when():
    matter = brought("need planned").matter
    client = screen()
    client.post("/follow/", {"code": matter.code, "pin": matter.pin})
    words = read(client.get("/follow/mine/")).text_of["needs"]
    assert [each for each in (WANTS, f"正在安排：{PLAN}", "前告诉您结果") if each not in words] == []
    assert WHY not in words


def test_what_stands_on_a_page_is_as_of_now():
    assert brought("in need").matter.needs.get().registered_at < timezone.now()
