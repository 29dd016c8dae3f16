"""Several who want the same half hour at the same moment, on real connections: exactly one has it."""

from datetime import date, timedelta

import pytest

from fengdan.matters.actions.book import book
from fengdan.matters.actions.cancel_booking import cancel_booking
from fengdan.matters.actions.rebook import rebook
from fengdan.matters.actions.recall import recall
from fengdan.matters.bookings import Wanted
from fengdan.matters.entry import Once
from fengdan.matters.models import BookedSlot, Booking
from fengdan.rulebook.booking import Where
from fengdan.rulebook.errors import Refused, Stale
from tests.booked import FAR, LEAD, SECOND, booker, on, owed_slots, taken_slots, wanted
from tests.cast import Walk, actor
from tests.killing import rounds
from tests.matters.test_two_at_once import at_once, one_of
from tests.matters.watch import brought_to

pytestmark = pytest.mark.usefixtures("committed_db")
FIRST = date(2026, 11, 30)


def days(many: int) -> list[date]:
    """Mondays to Fridays from the first on."""
    found, day = [], FIRST
    while len(found) < many:
        if day.isoweekday() <= 5:
            found.append(day)
        day += timedelta(days=1)
    return found


def nobody_is_in_two_places() -> None:
    assert len(set(owed_slots())) == len(owed_slots())
    assert taken_slots() == set(owed_slots())


def told_the_next(given) -> None:
    (loser,) = [each for each in given if isinstance(each, Refused)]
    assert "已经有约" in loser.reason
    assert "最近可约：" in loser.reason
    assert (loser.field, "王测一" in loser.reason) == ("starts", False)


def race(one: Walk, what: Wanted, other: Walk, also: Wanted) -> list:
    """Both at the same moment, the mediator the one, the other team's leader the other; then it is called off."""
    begun = max(one.at, other.at) + timedelta(minutes=1)
    given = at_once(
        lambda: book(one.matter, wanted=what, actor=actor("mediator"), at=begun),
        lambda: book(other.matter, wanted=also, actor=actor("leader"), at=begun),
    )
    done, live = one_of(given), Booking.objects.get(status="booked")
    nobody_is_in_two_places()
    cancel_booking(done, booking=live.pk, reason="下一轮", actor=actor("duty"), at=begun)
    return given


def test_two_bookers_of_one_slot_round_after_round():
    """By the same person, in the same room, or both; half of the rounds overlap by half an hour only."""
    one, other = brought_to("taken"), brought_to("assigned")
    rooms = [("R02", "R03", LEAD), ("R02", "R02", SECOND), ("R02", "R02", LEAD)]
    clocks = ["09:00", "10:00", "14:30", "16:00", "10:30", "15:00"]
    for number in range(rounds(12, 500)):
        starts = on(FIRST + timedelta(days=number // 24 % 4), clocks[number % 6])
        mine, theirs, who = rooms[number % 3]
        also = wanted(starts + timedelta(minutes=30 * (number % 2)), room=theirs, mediators=[who])
        told_the_next(race(one, wanted(starts, room=mine), other, also))
    assert BookedSlot.objects.count() == 0


def test_two_bookings_too_far_apart_for_one_person_cannot_both_pass():
    one, other = brought_to("taken"), brought_to("assigned")
    for day in days(rounds(3, 20)):
        here = wanted(on(day, "09:00"), kind=Where.VILLAGE)
        given = race(one, here, other, wanted(on(day, "10:30"), kind=Where.VILLAGE, area=FAR))
        assert any(isinstance(each, Refused) and "赶不及" in each.reason for each in given)


def test_two_who_move_one_booking_and_one_who_calls_it_off():
    walk = booker(brought_to("taken")).book()
    first, begun = walk.booked().pk, walk.at + timedelta(minutes=1)
    said = {"booking": first, "reason": "有事", "at": begun}
    given = at_once(
        lambda: rebook(walk.matter, wanted=wanted(on(at="09:00")), actor=actor("mediator"), **said),
        lambda: rebook(walk.matter, wanted=wanted(on(at="10:00")), actor=actor("leader"), **said),
        lambda: cancel_booking(walk.matter, actor=actor("duty"), **said),
    )
    one_of(given)
    assert sum(isinstance(each, Stale) or "还没有约定" in getattr(each, "reason", "") for each in given) == 2
    nobody_is_in_two_places()


def test_moved_away_and_taken_by_another_at_once():
    walk, other = booker(brought_to("taken")).book(), brought_to("taken")
    first, begun, mediator = walk.booked().pk, walk.at + timedelta(minutes=1), actor("mediator")
    said = {"booking": first, "reason": "有事", "actor": mediator, "at": begun}
    given = at_once(
        lambda: rebook(walk.matter, wanted=wanted(on(at="09:00")), **said),
        lambda: book(other.matter, wanted=wanted(), actor=mediator, at=begun),
    )
    assert not isinstance(given[0], Refused)
    nobody_is_in_two_places()


def test_booked_and_recalled_at_once_leaves_no_time_taken_for_nothing():
    walk = brought_to("taken")
    begun = walk.at + timedelta(minutes=1)
    at_once(
        lambda: book(walk.matter, wanted=wanted(), actor=actor("duty"), at=begun),
        lambda: recall(walk.matter, reason="派错了", actor=actor("dispatcher"), at=begun),
    )
    nobody_is_in_two_places()
    live = Booking.objects.filter(status="booked").first()
    walk.matter.refresh_from_db()
    assert live is None or (walk.matter.stage == "accepted" and live.booked_at >= begun)


def test_a_form_sent_twice_books_once():
    walk = brought_to("taken")
    begun = walk.at + timedelta(minutes=1)
    once = Once("a" * 32, "x")
    at_once(*[lambda: book(walk.matter, wanted=wanted(), actor=actor("mediator"), at=begun, once=once)] * 3)
    assert Booking.objects.count() == 1
    assert BookedSlot.objects.count() == 4
