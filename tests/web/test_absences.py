"""请假、代理、离岗 through their page: whoever stands in sees and signs, and the history says for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengdan.journal.models import Entry
from fengdan.matters.models import Event
from fengdan.matters.verify import verify
from fengdan.people.models import Absence, Grant, User
from tests.web.reader import read
from tests.web.scene import ANSWERED, BASIS, WATER, Unchanged, brought, events, screen

pytestmark = pytest.mark.django_db
ADDRESS, LEAVE = "/absences/", "/leave/"


def day(ahead=0):
    return f"{timezone.localdate() + timedelta(days=ahead):%Y-%m-%d}"


def enter(who, **typed):
    """Post the form of the page as it is offered, filled in."""
    seat = screen(who)
    form = read(seat.get(ADDRESS)).form(ADDRESS)
    return seat.post(ADDRESS, form.filled(**{"from_day": day(), "to_day": day(2)} | typed))


def off(row, who):
    return screen(who).post(f"{ADDRESS}{row.pk}/call-off/")


def name(username):
    return User.objects.get(username=username).name


def acts(*wanted):
    return list(Entry.objects.filter(act__in=wanted).order_by("seq").values_list("act", "actor_id", "subject"))


def number(username):
    return str(User.objects.get(username=username).pk)


def test_ones_own_days_are_entered_and_listed():
    saved = enter("clerk", stand_in="duty")
    assert (saved.status_code, saved["Location"]) == (302, ADDRESS)
    row = Absence.objects.get()
    assert (row.user.username, row.stand_in.username, row.set_by.username) == ("clerk", "duty", "clerk")
    assert (f"{row.from_day}", f"{row.to_day}") == (day(), day(2))
    words = read(screen("clerk").get(ADDRESS)).words
    assert "请假中" in words
    assert name("duty") in words
    assert acts("absence") == [("absence", number("clerk"), number("clerk"))]


def test_the_list_shows_ones_own_and_those_one_stands_in_for_duty_sees_all():
    enter("clerk", stand_in="dispatcher", from_day=day(5), to_day=day(6))
    said = f"<td data-head>{name('clerk')}</td>"
    for who, listed in (("clerk", True), ("dispatcher", True), ("duty", True), ("admin", True), ("leader", False)):
        assert (said in screen(who).get(ADDRESS).content.decode()) is listed, who
    assert "请假中" not in read(screen("clerk").get(ADDRESS)).words  # not yet


@pytest.mark.parametrize("who", ["duty", "admin", "small"])
def test_duty_and_the_administrator_enter_days_for_somebody_else(who):
    assert enter(who, user=WATER, stand_in="dept").status_code == 302
    assert (Absence.objects.get().user.username, Absence.objects.get().set_by.username) == (WATER, who)


@pytest.mark.parametrize("who", ["clerk", "director", "dept", "town", "village"])
def test_nobody_else_does(who):
    with Unchanged():
        answer = enter(who, user=WATER, stand_in=who)
    assert answer.status_code == 422
    page = read(answer)
    assert "只能登记自己的请假；替别人登记请找值班领导或系统管理员。" in page.explains("user")
    assert page.form(ADDRESS).sends["user"] == [WATER]


def test_the_stand_in_sees_and_signs_and_the_history_says_for_whom():
    matter = brought("given").matter
    page = f"/m/{matter.code}/"
    seat = screen("dept")
    assert seat.get(page).status_code == 404
    enter(WATER, stand_in="dept")
    assert matter.code in read(seat.get("/")).text_of["to_sign"]
    assert f"{name('dept')}（代{name(WATER)}）" in read(screen("duty").get(page)).words
    form = read(seat.get(page)).form(f"{page}take/")
    assert seat.post(f"{page}take/", form.sends).status_code == 302
    form = read(seat.get(page)).form(f"{page}reply/")
    assert seat.post(f"{page}reply/", form.filled(result=ANSWERED, basis=BASIS)).status_code == 302
    assert events(matter)[-2:] == ["take", "reply"]
    signed = matter.events.get(step="take")
    assert (signed.actor_id, signed.on_behalf_of, signed.role) == (number("dept"), number(WATER), "dept")
    assert read(seat.get(page)).text_of["history"].count(f"{name('dept')}（代{name(WATER)}签） · 部门联络员") == 2
    assert verify()["problems"] == []


def test_whoever_stands_in_for_a_village_reports_in_its_name():
    enter("village", stand_in="clerk")
    seat = screen("clerk")
    assert "上报一件事" in read(seat.get("/")).words
    form = read(seat.get("/report/")).form("/report/")
    told = {"applicant_name": "王测一", "respondent_name": "李测二", "story": "楼上漏水", "outcome": "ours"}
    assert seat.post("/report/", form.filled(**told)).status_code == 302
    steps = Event.objects.order_by("seq").values_list("step", "role", "on_behalf_of")
    assert list(steps) == [(verb, "village", number("village")) for verb in ("register", "accept", "assign", "take")]


def test_when_it_is_called_off_the_matter_is_out_of_sight_again():
    matter = brought("given").matter
    enter(WATER, stand_in="dept")
    seat = screen("dept")
    assert seat.get(f"/m/{matter.code}/").status_code == 200
    assert off(Absence.objects.get(), WATER)["Location"] == ADDRESS
    assert seat.get(f"/m/{matter.code}/").status_code == 404
    assert seat.post(f"/m/{matter.code}/take/", {"seen": matter.version, "once": "0" * 32}).status_code == 404
    assert "没有登记的请假" in read(screen(WATER).get(ADDRESS)).words
    assert acts("absence_called_off") == [("absence_called_off", number(WATER), number(WATER))]


def test_days_to_come_and_days_gone_by_lend_nothing():
    matter = brought("given").matter
    enter(WATER, stand_in="dept", from_day=day(1), to_day=day(3))
    assert screen("dept").get(f"/m/{matter.code}/").status_code == 404
    Absence.objects.update(from_day=timezone.localdate() - timedelta(days=3), to_day=timezone.localdate())
    assert screen("dept").get(f"/m/{matter.code}/").status_code == 200
    Absence.objects.update(to_day=timezone.localdate() - timedelta(days=1))
    assert screen("dept").get(f"/m/{matter.code}/").status_code == 404


@pytest.mark.parametrize(("who", "may"), [("clerk", True), ("duty", True), ("admin", True), ("dispatcher", False)])
def test_who_calls_it_off(who, may):
    """Not the stand-in, and nobody who only knows the number of the row."""
    enter("clerk", stand_in="dispatcher")
    row = Absence.objects.get()
    answer = off(row, who)
    row.refresh_from_db()
    assert (answer.status_code, row.called_off_at is not None) == ((302, True) if may else (404, False))


def test_calling_off_twice_is_the_same_and_needs_a_post():
    enter("clerk")
    row = Absence.objects.get()
    assert screen("clerk").get(f"{ADDRESS}{row.pk}/call-off/").status_code == 405
    assert [off(row, "clerk").status_code for _ in range(2)] == [302, 302]
    assert len(acts("absence_called_off")) == 1
    assert screen("clerk").post(f"{ADDRESS}{10**17}/call-off/").status_code == 404
    assert screen().post(f"{ADDRESS}{row.pk}/call-off/").status_code == 403


def test_the_same_form_sent_twice_is_one_absence_and_no_mistake():
    assert [enter("clerk", stand_in="duty")["Location"] for _ in range(2)] == [ADDRESS, ADDRESS]
    assert Absence.objects.count() == len(acts("absence")) == 1


def test_after_it_is_called_off_the_same_days_can_be_entered_anew():
    enter("clerk")
    clash = enter("clerk", from_day=day(2), to_day=day(4))
    assert clash.status_code == 422
    assert f"与已登记的请假（{day()} 至 {day(2)}）重叠" in read(clash).explains("from_day")
    off(Absence.objects.get(), "clerk")
    assert enter("clerk", from_day=day(2), to_day=day(4)).status_code == 302


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("to_day", day(-1), "“到哪天”早于“从哪天”，请核对。"),
        ("to_day", day(400), "一次请假不能超过一年"),
        ("to_day", "", "请填写“到哪天”。"),
        ("to_day", "2026-02-30", "“到哪天”不是有效的日期"),
        ("from_day", "明天", "“从哪天”不是有效的日期"),
        ("from_day", "", "请填写“从哪天”。"),
        ("stand_in", "nobody", "没有用户名为“nobody”的在用账号"),
        ("stand_in", "clerk", "代理人不能是本人"),
        ("stand_in", "admin", "系统管理员、安全管理员、审计员不能替别人代签"),
        ("stand_in", "du\x00ty", "无法识别的字符"),
        ("stand_in", "长" * 41, "最多 40 个字"),
        ("user", "", "请填写“谁请假（用户名）”。"),
        ("user", "nobody", "没有用户名为“nobody”的在用账号"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_all_typing_is_kept(field, typed, says):
    seat = screen("clerk")
    form = read(seat.get(ADDRESS)).form(ADDRESS)
    sent = form.filled(**{"from_day": day(), "to_day": day(2), "stand_in": "duty"} | {field: typed})
    with Unchanged():
        answer = seat.post(ADDRESS, sent)
    page = read(answer)
    assert answer.status_code == 422
    assert says in page.explains(field)
    again = page.form(ADDRESS).typed()
    assert {name: again[name] for name in sent if name in again} == {name: sent[name] for name in again}
    assert set(again) == {"user", "from_day", "to_day", "stand_in"}


def test_days_that_are_over_are_refused_and_so_is_an_account_out_of_use():
    gone = enter("clerk", from_day=day(-5), to_day=day(-1))
    assert "请假日期已经过去，请核对。" in read(gone).explains("to_day")
    User.objects.filter(username="duty").update(is_active=False)
    assert "没有用户名为“duty”的在用账号" in read(enter("clerk", stand_in="duty")).explains("stand_in")
    assert not Absence.objects.exists()


def test_duty_cannot_make_itself_somebody_else():
    with Unchanged():
        answer = enter("duty", user=WATER, stand_in="duty")
    assert "替别人登记请假时，不能让自己代签" in read(answer).explains("stand_in")


def test_whoever_has_left_stands_in_for_nobody():
    matter = brought("given").matter
    enter(WATER, stand_in="dept")
    Grant.objects.filter(user__username="dept").update(active_to=timezone.localdate() - timedelta(days=1))
    assert screen("dept").get(f"/m/{matter.code}/").status_code == 404
    off(Absence.objects.get(), WATER)
    assert "已停用或者不再任职" in read(enter(WATER, stand_in="dept")).explains("stand_in")


def test_people_of_the_same_unit_are_offered_as_stand_ins():
    words = read(screen("village").get(ADDRESS)).words
    assert f"{name('grid')}：grid（西街村调委会）" in words
    assert name("village-621122100202") not in words


@pytest.mark.parametrize("absent", ["admin", "auditor", "security"])
def test_the_administrators_powers_are_nobody_elses(absent):
    enter("duty", user=absent, stand_in="clerk")
    assert screen("clerk").get("/manage/county/").status_code == 404
    assert screen("clerk").post(LEAVE, {"user": "dept", "last_day": day()}).status_code == 404


def leave(who, **typed):
    return screen(who).post(LEAVE, {"user": WATER, "last_day": day()} | typed)


def test_leaving_ends_every_role_with_its_last_day_and_keeps_the_account():
    page = read(screen("admin").get(ADDRESS))
    assert "办理离岗" in page.words
    saved = screen("admin").post(LEAVE, page.form(LEAVE).filled(user=WATER, last_day=day()))
    assert (saved.status_code, saved["Location"]) == (302, ADDRESS)
    assert [f"{grant.active_to}" for grant in Grant.objects.filter(user__username=WATER)] == [day()]
    assert User.objects.get(username=WATER).is_active
    assert acts("leave_office") == [("leave_office", number("admin"), number(WATER))]
    matter = brought("given").matter
    assert screen(WATER).get(f"/m/{matter.code}/").status_code == 200  # today is still theirs
    Grant.objects.filter(user__username=WATER).update(active_to=timezone.localdate() - timedelta(days=1))
    assert screen(WATER).get(f"/m/{matter.code}/").status_code == 404


def test_leaving_twice_is_the_same():
    assert [leave("admin").status_code for _ in range(2)] == [302, 302]
    assert len(acts("leave_office")) == 1


@pytest.mark.parametrize("who", ["duty", "director", "security", "auditor", "clerk", WATER])
def test_only_the_administrator_lets_somebody_leave(who):
    assert LEAVE not in {form.action for form in read(screen(who).get(ADDRESS)).forms}
    with Unchanged():
        assert leave(who).status_code == 404
        assert screen().post(LEAVE, {"user": WATER, "last_day": day()}).status_code == 403


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("last_day", day(-1), "最后一天不能早于今天。"),
        ("last_day", "", "请填写“最后一天”。"),
        ("last_day", "月底", "“最后一天”不是有效的日期"),
        ("user", "nobody", "没有用户名为“nobody”的在用账号"),
        ("user", "", "请填写“谁离岗（用户名）”。"),
    ],
)
def test_a_mistake_in_leaving_is_told_at_its_field(field, typed, says):
    with Unchanged():
        answer = leave("admin", **{field: typed})
    assert answer.status_code == 422
    page = read(answer)
    assert says in page.explains(f"leave_{field}")
    assert page.form(LEAVE).sends[field] == [typed]
    assert page.form(ADDRESS).sends["from_day"] == [""]
