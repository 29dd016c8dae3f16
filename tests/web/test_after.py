"""After the end, on screen: what is owed, who was asked, what they think; and how it is all typed in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengdan.matters.models import Matter, Obligation
from fengdan.matters.verify import verify
from tests.web.reader import read
from tests.web.scene import Unchanged, brought, events, screen

pytestmark = pytest.mark.django_db
DUE = {"due_on": "2030-12-01"}


def step(who, matter, verb, **typed):
    """Somebody opens the form of a step, fills it in, sends it."""
    seat, address = screen(who), f"/m/{matter.code}/{verb}/"
    return seat.post(address, read(seat.get(address)).form(address).filled(**typed))


def page_of(who, matter):
    return read(screen(who).get(f"/m/{matter.code}/"))


def rows(matter, *rows):
    """What is typed into the rows of the form that ends a matter; the other side has to do it."""
    other = str(matter.parties.get(side="respondent").pk)
    typed = {}
    for number, row in enumerate(rows, start=1):
        said = {"party": other, "what": "赔修理费", "amount": "", **DUE} | row
        typed |= {f"owed{number}_{column}": value for column, value in said.items()}
    return typed


def test_the_end_and_what_remains_are_one_save():
    matter = brought("effective").matter
    typed = rows(matter, {"amount": "1,200.50"}, {"what": "修好水管"}, {"amount": "￥0.29"})
    saved = step("mediator", matter, "conclude", **typed)
    assert saved.status_code == 302
    assert events(matter)[-4:] == ["conclude", *["add_obligation"] * 3]
    assert list(Obligation.objects.order_by("pk").values_list("amount", flat=True)) == [1200_50, None, 29]
    shown = page_of("clerk", matter).text_of["obligations"]
    for says in (
        "李测二：赔修理费",
        "共 1,200.50 元，已给 0.00 元，还差 1,200.50 元",
        "修好水管",
        "2030年12月1日",
        "还剩",
    ):
        assert says in shown
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ({"party": ""}, "party", "请选择“第 1 项由谁来办”"),
        ({"what": ""}, "what", "请填写“第 1 项办什么”"),
        ({"due_on": ""}, "due_on", "请填写“第 1 项最迟哪天”"),
        ({"due_on": "2030-13-01"}, "due_on", "不是有效的日期"),
        ({"amount": "1.234"}, "amount", "最多两位小数"),
        ({"amount": "0"}, "amount", "金额要大于 0"),
        ({"due_on": "1999-01-01"}, "due_on", "请核对年份"),
    ],
)
def test_a_row_that_is_wrong_is_told_at_its_field_and_the_rest_is_kept(row, column, says):
    matter = brought("effective").matter
    typed = rows(matter, row)
    with Unchanged():
        answer = step("mediator", matter, "conclude", **typed)
    page = read(answer)
    assert answer.status_code in {409, 422}
    assert says in page.explains(f"owed1_{column}")
    again = page.form(f"/m/{matter.code}/conclude/").sends
    assert {name: again[name][0] for name in typed} == typed


def test_whoever_says_neither_or_both_is_asked():
    matter = brought("effective").matter
    with Unchanged():
        neither = step("mediator", matter, "conclude")
        both = step("mediator", matter, "conclude", nothing_due="on", **rows(matter, {}))
    assert "请填写以后要履行什么" in read(neither).explains("nothing_due")
    assert "请留其中一个" in read(both).explains("nothing_due")


def test_parts_of_a_sum_add_up_on_the_page_and_a_default_tells_the_other_ways():
    matter = brought("owing").matter
    step("clerk", matter, "record_performance", kind="part", amount="500.5", words="转账")
    shown = page_of("clerk", matter).text_of["obligations"]
    assert "已给 500.50 元，还差 699.50 元" in shown
    assert "转账" in shown
    with Unchanged():
        answer = step("clerk", matter, "record_performance", kind="part", amount="699.51")
    assert "还差 699.50 元，这次的金额超过了" in read(answer).explains("amount")
    step("clerk", matter, "record_performance", kind="default", words="人不见了")
    shown = page_of("clerk", matter).text_of["obligations"]
    for says in ("未履行", "向法院起诉", "支付令", "申请强制执行"):
        assert says in shown


def test_an_overdue_one_says_so_and_is_on_the_list_of_whoever_asks():
    walk = brought("concluded", began=timedelta(days=4))
    walk.owe(1200_00, timezone.localdate() - timedelta(days=2))
    assert "已逾期 2 天" in page_of("followup", walk.matter).text_of["obligations"]
    assert walk.matter.code in read(screen("followup").get("/")).text_of["unperformed"]


def test_whoever_calls_reads_what_to_ask_and_never_a_whole_number():
    matter = brought("owing").matter
    page = read(screen("followup").get(f"/m/{matter.code}/follow_up/"))
    for says in ("这是第 1 次", "李测二赔修理费，还差 1,200.00 元", "申请人 王测一，电话 138****0001"):
        assert says in page.words
    assert "13800000001" not in page.words
    one = str(matter.parties.first().pk)
    saved = step("followup", matter, "follow_up", party=one, how="telephone", reached="no")
    assert saved.status_code == 302
    assert "第 1 次" in page_of("followup", matter).text_of["follow-ups"]
    assert "这是第 2 次" in read(screen("followup").get(f"/m/{matter.code}/follow_up/")).words


def test_reached_but_not_a_word_is_no_follow_up():
    matter = brought("concluded").matter
    one = str(matter.parties.first().pk)
    with Unchanged():
        answer = step("followup", matter, "follow_up", party=one, how="visit", reached="yes")
    assert answer.status_code == 409
    assert "请填写“说了什么”" in read(answer).explains("words")


def rated(matter, **more):
    one = str(matter.parties.first().pk)
    return step(
        "clerk", matter, "rate", **{"party": one, "score": "2", "words": "没人回电话", "pin": matter.pin} | more
    )


def test_a_wrong_pin_saves_nothing_and_keeps_the_rest():
    matter = brought("concluded").matter
    with Unchanged():
        answer = rated(matter, pin="000")
    page = read(answer)
    assert answer.status_code == 409
    assert "没有本人的回执，不能在窗口代评" in page.explains("pin")
    again = page.form(f"/m/{matter.code}/rate/").sends
    assert (again["score"], again["words"]) == (["2"], ["没人回电话"])
    assert rated(matter).status_code == 302


def test_guessing_the_pin_at_the_desk_has_to_wait():
    matter = brought("concluded").matter
    for _ in range(5):
        assert rated(matter, pin="000").status_code == 409
    assert "输入错误次数过多" in read(rated(matter)).explains("pin")
    assert not matter.ratings.exists()


def test_five_faces_have_words_and_a_bad_one_waits_for_an_answer():
    matter = brought("concluded").matter
    words = read(screen("clerk").get(f"/m/{matter.code}/rate/")).words
    for says in ("非常满意", "基本满意", "非常不满意"):
        assert says in words
    rated(matter)
    assert matter.code in read(screen("duty").get("/")).text_of["low_rated"]
    shown = page_of("duty", matter).text_of["ratings"]
    assert "王测一：不满意" in shown
    assert "等待处理" in shown
    step("duty", matter, "handle_rating", handling="已当面道歉。")
    shown = page_of("duty", matter).text_of["ratings"]
    assert "已当面道歉。" in shown
    assert "等待处理" not in shown
    only = read(screen("clerk").get(f"/m/{matter.code}/rate/"))
    assert only.offers("party") == [str(matter.parties.get(side="respondent").pk)]


REPORTED = {
    "applicant_name": "王测一",
    "respondent_name": "李测二",
    "story": "浇水争先后。",
    "outcome": "settled",
    "content": "李测二赔王测一 200 元。",
    "due": "12月1日前",
    "both_agree": "on",
}


def report(**typed):
    seat = screen("village")
    form = read(seat.get("/report/")).form("/report/")
    return seat.post("/report/", form.filled(**REPORTED | typed))


def test_a_village_says_who_pays_and_until_when_in_the_same_save():
    promised = {"promise_party": "respondent", "promise_due_on": "2030-12-01", "promise_amount": "200"}
    assert report(**promised).status_code == 302
    row = Matter.objects.get().obligations.get()
    assert (row.party.name, row.what, row.amount) == ("李测二", REPORTED["content"], 200_00)
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({}, "nothing_due", "请填写以后由谁来办、最迟哪天"),
        ({"promise_amount": "200"}, "promise_due_on", "请填写“最迟哪天”"),
        ({"promise_party": "respondent", "nothing_due": "on"}, "nothing_due", "请留其中一个"),
        ({"promise_party": "respondent", "promise_due_on": "1999-01-01"}, "promise_due_on", "请核对年份"),
        ({"performed": "on", "promise_amount": "200"}, "promise_due_on", "请填写“最迟哪天”"),
    ],
)
def test_a_village_that_says_half_of_it_is_asked_and_nothing_is_saved(typed, field, says):
    with Unchanged():
        answer = report(**typed)
    page = read(answer)
    assert says in page.explains(field)
    again = page.form("/report/").sends
    assert again["content"] == [REPORTED["content"]]
