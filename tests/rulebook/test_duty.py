"""Who sits where: every kind of weekday, changes, absences; and nobody at two windows, whatever the roster says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.duty import LEADER, SPELLS, Change, Half, How, Person, Turn, clashes, follows, gaps, seats

MONDAY = date(2026, 11, 23)
ANN, BEN, CAT = Person("赵甲", "窗口受理员", "ann"), Person("钱乙", "驻点民警", "ben"), Person("孙丙", "劳动监察员")
ALL = frozenset(range(1, 6))


def turn(place, person, weekdays=ALL, spell="day", code="", **dates):
    return Turn(code or f"{place}{person.name}", place, frozenset(weekdays), SPELLS[spell], person, **dates)


def there(day, turns, changes=(), away=None):
    return {(seat.place, seat.half): seat.there and seat.there.name for seat in seats(day, turns, changes, away or {})}


@pytest.mark.parametrize(
    ("day", "weekday"),
    [("2026-11-23", 1), ("2026-11-27", 5), ("2026-10-10", 5), ("2026-09-20", 1)],
)
def test_a_made_up_saturday_has_fridays_turns_and_a_sunday_mondays(day, weekday):
    assert follows(date.fromisoformat(day)) == weekday


def test_a_turn_counts_on_its_weekdays_halves_and_dates_alone():
    friday = turn("W9", BEN, {5}, "pm", first=date(2026, 11, 1), last=date(2026, 11, 28))
    assert there(date(2026, 11, 27), [friday]) == {("W9", Half.PM): "钱乙"}
    assert there(date(2026, 11, 28), [friday]) == {("W9", Half.PM): "钱乙"}
    for day in (date(2026, 11, 26), date(2026, 12, 4), date(2026, 10, 30)):
        assert there(day, [friday]) == {}


def test_two_who_change_sit_in_each_others_place_for_that_half_alone():
    turns = [turn("W1", ANN), turn("W2", BEN)]
    changed = [Change(Half.AM, "W1", BEN), Change(Half.AM, "W2", ANN)]
    found = there(MONDAY, turns, changed)
    assert (found["W1", Half.AM], found["W2", Half.AM]) == ("钱乙", "赵甲")
    assert (found["W1", Half.PM], found["W2", Half.PM]) == ("赵甲", "钱乙")


def test_whoever_is_away_is_stood_in_for_under_the_same_post():
    (am, _) = seats(MONDAY, [turn("W2", BEN)], [], {"ben": CAT})
    assert am.how is How.STANDS_IN
    assert am.there == Person("孙丙", "驻点民警")


def test_a_stand_in_who_sits_elsewhere_leaves_the_window_empty():
    (first, second, *_) = seats(MONDAY, [turn("W1", CAT), turn("W2", BEN)], [], {"ben": CAT})
    assert (first.there, second.there, second.how) == (CAT, None, How.AWAY)


def test_whoever_was_put_elsewhere_by_a_change_leaves_their_own_window_empty():
    found = there(MONDAY, [turn("W1", ANN), turn("W2", BEN)], [Change(Half.AM, "W2", ANN)])
    assert (found["W1", Half.AM], found["W2", Half.AM]) == (None, "赵甲")


def test_the_leader_of_the_day_may_sit_at_a_window_too():
    found = there(MONDAY, [turn(LEADER, ANN), turn("W1", ANN)])
    assert set(found.values()) == {"赵甲"}
    assert list(clashes([turn(LEADER, ANN), turn("W1", ANN)])) == []


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (turn("W1", ANN), turn("W1", BEN, {3}, "pm"), True),
        (turn("W1", ANN), turn("W2", ANN, {3}, "am"), True),
        (turn(LEADER, ANN), turn(LEADER, BEN, {1}), True),
        (turn("W1", ANN, spell="am"), turn("W1", BEN, spell="pm"), False),
        (turn("W1", ANN, {1}), turn("W2", ANN, {2}), False),
        (turn("W1", ANN, last=MONDAY), turn("W1", BEN, first=MONDAY + timedelta(days=1)), False),
        (turn("W1", ANN, last=MONDAY), turn("W1", BEN, first=MONDAY), True),
    ],
)
def test_lines_that_overlap_are_found(one, other, clash):
    assert list(clashes([one, other])) == ([(one, other)] if clash else [])


def test_a_gap_is_a_half_of_a_weekday_without_anybody():
    assert gaps("W1", [turn("W1", ANN, {1, 2, 3, 4}), turn("W1", BEN, {5}, "am")], MONDAY) == [(5, Half.PM)]
    assert gaps("W1", [turn("W1", ANN, last=MONDAY - timedelta(days=1))], MONDAY)[0] == (1, Half.AM)


PEOPLE = st.sampled_from([ANN, BEN, CAT, Person("李丁", "助理", "dan")])
PLACES = st.sampled_from([LEADER, "W1", "W2", "W3"])
TURNS = st.builds(turn, PLACES, PEOPLE, st.sets(st.integers(1, 5), min_size=1), st.sampled_from(sorted(SPELLS)))
CHANGES = st.builds(Change, st.sampled_from(Half), PLACES, PEOPLE)
AWAY = st.dictionaries(PEOPLE.map(lambda person: person.key), st.none() | PEOPLE, max_size=3)


@given(st.lists(TURNS, max_size=12), st.lists(CHANGES, max_size=6), AWAY, st.integers(0, 6))
def test_nobody_sits_at_two_windows_and_no_window_has_two_whatever_was_noted(turns, changes, away, ahead):
    found = seats(MONDAY + timedelta(days=ahead), turns, changes, away)
    assert len({(seat.place, seat.half) for seat in found}) == len(found)
    sitting = [(seat.half, seat.there.key) for seat in found if seat.there and seat.place != LEADER]
    assert len(set(sitting)) == len(sitting)
    assert not [seat for seat in found if seat.there and seat.there.key in away and seat.how is not How.STANDS_IN]
