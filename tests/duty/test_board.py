"""Today's windows: on every kind of day, after a swap, while somebody is away."""

from datetime import date, datetime, timedelta

import pytest

from fengdan.duty.board import board, on_call
from fengdan.duty.changes import When, replace, swap
from fengdan.duty.week import week
from fengdan.people.absences import be_away, leave_office
from fengdan.people.models import User
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.duty import Person
from fengdan.units.models import Turn, Window
from tests.cast import MORNING, actor

pytestmark = pytest.mark.django_db
MONDAY = MORNING.date()
ONCE = "0123456789abcdef0123456789abcdef"
STANDING = [f"W0{number}" for number in range(1, 8)]


def windows(day):
    return {window.code: window for window in board(day).windows}


def names(day, code):
    return [line.name for line in windows(day)[code].there]


def away(username, stand_in="", day=MONDAY, days=1):
    other = User.objects.get(username=stand_in) if stand_in else None
    user = User.objects.get(username=username)
    last = day + timedelta(days=days - 1)
    be_away(user, from_day=day, to_day=last, stand_in=other, actor=actor("admin"), at=MORNING)


def test_every_standing_window_is_manned_on_every_working_day_of_the_year():
    day = date(2026, 1, 1)
    worked = 0
    while day.year == 2026:
        shown = board(day)
        worked += shown.working
        manned = [window.code for window in shown.windows if window.there and all(line.name for line in window.there)]
        assert (set(STANDING) <= set(manned)) == shown.working, day
        assert bool(shown.leaders) == shown.working, day
        day += timedelta(days=29)
    assert worked


@pytest.mark.parametrize(
    ("day", "working", "rotating"),
    [
        ("2026-11-23", True, ["W08"]),  # Monday
        ("2026-11-24", True, ["W09"]),
        ("2026-11-27", True, ["W09", "W10"]),
        ("2026-10-10", True, ["W09", "W10"]),  # a Saturday worked: Friday's
        ("2026-09-20", True, ["W08"]),  # a Sunday worked: Monday's
        ("2026-11-22", False, []),
        ("2026-10-01", False, []),  # Thursday, a holiday
    ],
)
def test_the_calendar_decides_and_a_rotating_window_is_there_on_its_days(day, working, rotating):
    shown = board(date.fromisoformat(day))
    assert shown.working == working
    open_today = [window.code for window in shown.windows if window.there]
    assert open_today == (STANDING + rotating if working else [])


def test_a_day_off_says_when_one_may_come_again():
    shown = board(date(2026, 10, 3))
    assert (shown.why, shown.open_again) == ("法定节假日放假", date(2026, 10, 8))
    assert windows(date(2026, 10, 3))["W08"].next_day == date(2026, 10, 8)
    assert windows(MONDAY)["W09"].next_day == MONDAY + timedelta(days=1)


def test_a_window_tells_whose_it_is_when_and_by_what_telephone():
    window = windows(MONDAY)["W08"]
    assert (window.unit, window.kind, window.days) == ("县住建局", "动态进驻窗口", "周一、周四")
    assert window.phone == "0932-0000308"
    assert [(line.when, line.hours, line.post) for line in window.there] == [
        ("全天", "08:30–12:00、14:30–18:00", "物业管理员")
    ]
    assert windows(MONDAY)["W09"].days == "周二、周五上午"
    assert windows(MONDAY)["W01"].days == "工作日"


def test_without_a_telephone_of_its_own_a_window_has_its_units():
    Window.objects.filter(pk="W08").update(phone="")
    assert windows(MONDAY)["W08"].phone == "0932-0000208"


def test_a_swap_of_two_counts_for_that_day_alone():
    swap(When(MONDAY, "day"), one="court", other="dept-police", once=ONCE, actor=actor("duty"), at=MORNING)
    assert (names(MONDAY, "W03"), names(MONDAY, "W05")) == (["李联四"], ["张丁八"])
    wednesday = MONDAY + timedelta(days=2)
    assert (names(wednesday, "W03"), names(wednesday, "W05")) == (["张丁八"], ["李联四"])


def test_whoever_is_on_leave_is_not_shown_but_their_stand_in():
    away("dept-police", "dept-transport")
    (line,) = windows(MONDAY)["W05"].there
    assert (line.name, line.post) == (User.objects.get(username="dept-transport").name, "驻点民警")


def test_whoever_has_left_office_sits_nowhere_and_stands_in_for_nobody():
    away("dept-police", "dept-transport", days=8)
    leave_office(User.objects.get(username="dept-transport"), last_day=MONDAY, actor=actor("admin"), at=MORNING)
    assert names(MONDAY, "W05") == [User.objects.get(username="dept-transport").name]
    assert names(MONDAY + timedelta(days=7), "W05") == [""]
    leave_office(User.objects.get(username="dept-police"), last_day=MONDAY, actor=actor("admin"), at=MORNING)
    next_day = MONDAY + timedelta(days=14)
    assert names(next_day, "W05") == [""]
    assert "W05" in {gap.place for gap in week(next_day, MONDAY).gaps}


def test_with_nobody_to_stand_in_the_centres_own_window_serves():
    away("dept-police")
    (line,) = windows(MONDAY)["W05"].there
    assert (line.name, line.instead) == ("", "今天由综合受理窗口代办")
    (gap, *_) = week(MONDAY, MONDAY).gaps
    assert (gap.day, gap.place, gap.why) == (MONDAY, "W05", "李联四请假，没有人代")


def test_with_nobody_at_the_centres_own_window_either_one_is_told_to_ring_first():
    away("dept-police")
    away("clerk")
    assert windows(MONDAY)["W05"].there[0].instead == "暂时没有人，请先打电话"


def test_a_replacement_fills_the_window():
    away("dept-police")
    comes = Person("外来甲", "驻点民警")
    replace(When(MONDAY, "pm"), place="W05", person=comes, once=ONCE, actor=actor("duty"), at=MORNING)
    assert [(line.when, line.name) for line in windows(MONDAY)["W05"].there] == [("上午", ""), ("下午", "外来甲")]
    assert [gap.spell for gap in week(MONDAY, MONDAY).gaps if gap.place == "W05"] == ["am"]


def test_a_turn_that_ended_is_gone_from_today_and_still_there_when_one_looks_back():
    Turn.objects.filter(code="Z16").update(active_to=MONDAY)
    assert names(MONDAY, "W08") == ["王联八"]
    assert windows(MONDAY + timedelta(days=7))["W08"].there == []


def test_the_public_is_told_name_and_post_and_whom_to_ring():
    assert {each.unit: (each.phone, each.within) for each in on_call(MONDAY)}["县公安局"] == (
        "0932-0000204",
        "30分钟内",
    )
    said = repr(board(MONDAY))
    assert [user.username for user in User.objects.filter(username__startswith="dept-") if user.username in said] == []


def test_the_weeks_page_says_who_is_away_and_who_came_instead():
    away("dept-police", "dept-transport")
    swap(When(MONDAY, "am"), one="court", other="justice", once=ONCE, actor=actor("director"), at=MORNING)
    lines = {line.place: line for line in week(MONDAY, MONDAY).lines}
    assert lines["W05"].days[0][0].note == "代李联四"
    assert [cell.note for cell in lines["W03"].days[0]] == ["当天调整", ""]
    assert lines["W03"].days[5] == []
    assert [(row.kind, row.when, row.by) for row in week(MONDAY, MONDAY).changes] == [("换班", "上午", "金戊三")]


def test_in_a_week_gone_by_nobody_has_to_be_found_any_more():
    away("dept-police")
    assert week(MONDAY, datetime(2026, 12, 1, tzinfo=ZONE).date()).gaps == []
