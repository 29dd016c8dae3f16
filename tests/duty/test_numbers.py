"""取号、叫号: each number once, at one window, in order; two clerks at the same moment on real connections."""

from datetime import timedelta

import pytest

from fengdan.duty.numbers import call, call_again, called, give, queues, windows
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Ticket
from tests.cast import MORNING, actor
from tests.matters.test_two_at_once import at_once

TODAY = MORNING.date()


def given(queue="A", number=1, at=MORNING, by="clerk"):
    return give(queue, once=f"{number:032x}", actor=actor(by), at=at)


def calls(window="W01", after=0, at=MORNING, by="clerk"):
    return call(window, after=after, actor=actor(by), at=at)


@pytest.mark.django_db
def test_each_queue_counts_from_one_each_day():
    tomorrow = MORNING + timedelta(days=1)
    made = [given(number=1), given(number=2), given("B", 3), given(number=4, at=tomorrow)]
    assert list(map(str, made)) == ["A001", "A002", "B001", "A001"]
    assert [(queue.letter, queue.waiting, queue.last) for queue in queues(TODAY)][:2] == [
        ("A", 2, "A002"),
        ("B", 1, "B001"),
    ]


@pytest.mark.django_db
def test_a_form_sent_twice_gives_one_number():
    assert given().pk == given().pk


@pytest.mark.django_db
def test_numbers_are_called_in_order_and_a_page_left_behind_skips_nobody():
    given(number=1), given(number=2)
    first = calls()
    assert (str(first), calls().pk) == ("A001", first.pk)  # pressed twice
    second = calls(after=first.pk, at=MORNING + timedelta(minutes=1))
    assert str(second) == "A002"
    assert [(each.number, each.window) for each in called(TODAY)] == [
        ("A002", "综合受理窗口"),
        ("A001", "综合受理窗口"),
    ]
    desk = next(each for each in windows(TODAY) if each.code == "W01")
    assert (desk.ticket, desk.number, desk.waiting) == (second.pk, "A002", 0)
    with pytest.raises(Refused, match="现在没有人在等"):
        calls(after=second.pk)


@pytest.mark.django_db
def test_whoever_did_not_come_is_called_again_to_the_same_window():
    given(number=1), given("B", 2)
    first = calls()
    calls("W02", at=MORNING + timedelta(minutes=1))
    call_again(first.pk, actor=actor("clerk"), at=MORNING + timedelta(minutes=2))
    assert next((each.number, each.window) for each in called(TODAY)) == ("A001", "综合受理窗口")
    waiting = given(number=3)
    for ticket, at in ((waiting.pk, MORNING), (first.pk, MORNING + timedelta(days=1))):
        with pytest.raises(Refused, match="今天没有叫过"):
            call_again(ticket, actor=actor("clerk"), at=at)


@pytest.mark.django_db
def test_windows_of_one_letter_share_a_queue():
    given("H", 1), given("H", 2)
    assert [str(calls(window)) for window in ("W08", "W10")] == ["H001", "H002"]


@pytest.mark.django_db
def test_yesterdays_numbers_are_not_called_today():
    given(at=MORNING - timedelta(days=1))
    with pytest.raises(Refused, match="没有人在等"):
        calls()
    assert called(TODAY) == []


@pytest.mark.django_db
@pytest.mark.parametrize("act", [lambda: given(by="dept"), lambda: calls(by="mediator")])
def test_only_the_desk_gives_and_calls(act):
    with pytest.raises(Refused, match="窗口受理员或值班领导"):
        act()


@pytest.mark.django_db
def test_there_is_no_such_queue_or_window_and_a_day_has_no_more_than_three_digits():
    with pytest.raises(Refused, match="没有这种号"):
        given("Z")
    with pytest.raises(Refused, match="没有这个窗口"):
        calls("W99")
    Ticket.objects.create(day=TODAY, queue="A", number=999, once="x", given_at=MORNING)
    with pytest.raises(Refused, match="已经取完"):
        given()


@pytest.mark.usefixtures("committed_db")
def test_two_clerks_never_give_one_number_twice():
    made = at_once(
        *(lambda start=start: [given(number=start + more) for more in range(5)] for start in (100, 200, 300))
    )
    numbers = sorted(ticket.number for some in made for ticket in some)
    assert numbers == list(range(1, 16))


@pytest.mark.usefixtures("committed_db")
def test_two_windows_never_call_one_number():
    for number in range(6):
        given("H", number)

    def both(window):
        first = calls(window)
        return [first, calls(window, after=first.pk, at=MORNING + timedelta(minutes=1))]

    made = at_once(*(lambda window=window: both(window) for window in ("W08", "W09", "W10")))
    assert sorted(ticket.number for some in made for ticket in some) == [1, 2, 3, 4, 5, 6]


@pytest.mark.usefixtures("committed_db")
def test_two_who_press_for_the_same_window_call_one_number():
    for number in range(3):
        given(number=number)
    made = at_once(*[calls] * 3)
    assert {str(ticket) for ticket in made} == {"A001"}
    assert Ticket.objects.filter(called_at=None).count() == 2
