"""The menu's rules: what a card must say, the order that nobody can earn, the next free half-day."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.booking import half_hours
from fengdan.rulebook.calendars import ZONE, Calendar, Year
from fengdan.rulebook.conclusions import SETTLED, Conclusion
from fengdan.rulebook.menu import DONE, HalfDay, gaps, in_order, lowest_free, next_free

HOURS = ((time(8, 30), time(12)), (time(14, 30), time(18)))
YEAR = Year(frozenset({date(2026, 10, day) for day in range(1, 8)}), frozenset({date(2026, 10, 10)}), HOURS)
CALENDAR = Calendar({2026: YEAR}, "2026.1")
TOWNS = ("100", "101", "102")


@dataclass(frozen=True)
class Somebody:
    """A card as the order sees it, with what must not move it."""

    number: int
    areas: tuple[str, ...] = ()
    done: int = 0
    settled: int = 0


cards = st.lists(
    st.builds(
        Somebody,
        st.integers(1, 999),
        st.lists(st.sampled_from(TOWNS), unique=True).map(tuple),
        st.integers(0, 500),
        st.integers(0, 500),
    ),
    unique_by=lambda card: card.number,
    max_size=30,
)
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
towns = st.sampled_from(("", *TOWNS))


@given(cards, days, towns)
def test_everybody_stands_there_once_and_those_of_the_township_first(listed, day, town):
    ordered = in_order(listed, day, town=town)
    assert Counter(ordered) == Counter(listed)
    near = [bool(town) and town in card.areas for card in ordered]
    assert near == sorted(near, reverse=True)


@given(cards, days, towns, st.randoms(use_true_random=False))
def test_neither_results_nor_the_order_they_come_in_move_anybody(listed, day, town, dice):
    other = [replace(card, done=dice.randrange(900), settled=dice.randrange(900)) for card in listed]
    dice.shuffle(other)
    assert [card.number for card in in_order(other, day, town=town)] == [
        card.number for card in in_order(listed, day, town=town)
    ]


@given(cards, days)
def test_over_as_many_days_as_there_are_cards_everybody_is_first_once(listed, day):
    firsts = Counter(in_order(listed, day + timedelta(days=number))[0] for number in range(len(listed)))
    assert firsts == Counter(listed)


@given(cards, days)
def test_round_the_circle_the_numbers_go_up(listed, day):
    numbers = [card.number for card in in_order(listed, day)]
    falls = sum(later < earlier for earlier, later in pairwise(numbers))
    assert falls <= 1


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "away", "expected"),
    [
        (at(23, 7), (), HalfDay(date(2026, 11, 23), "上午", False)),
        (at(23, 8, 30), (), HalfDay(date(2026, 11, 23), "下午", False)),  # the morning has begun
        (at(23, 14, 30), (), HalfDay(date(2026, 11, 24), "上午", False)),
        (at(27, 17), (), HalfDay(date(2026, 11, 30), "上午", False)),  # over a weekend
        (at(23, 7), ((date(2026, 11, 20), date(2026, 11, 24)),), HalfDay(date(2026, 11, 25), "上午", False)),
        (at(30, 17, month=9), (), HalfDay(date(2026, 10, 8), "上午", False)),  # the national holiday
        (at(9, 17, month=10), (), HalfDay(date(2026, 10, 10), "上午", False)),  # a Saturday that is worked (调休)
        (at(31, 17, month=12), (), HalfDay(date(2027, 1, 1), "上午", True)),  # no calendar of that year yet
        (at(23, 7), ((date(2026, 11, 1), date(2027, 6, 1)),), None),
    ],
)
def test_when_somebody_is_free_next(now, away, expected):
    assert next_free(now, CALENDAR, away) == expected


def test_a_half_day_that_is_booked_whole_is_not_free():
    now = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)  # a Monday
    opens, closes = (datetime.combine(now.date(), edge, ZONE) for edge in CALENDAR.hours_in(2026)[0])
    morning = half_hours(opens, closes)
    assert next_free(now, CALENDAR, ()).half == "上午"
    assert next_free(now, CALENDAR, (), morning[1:]).half == "上午"
    assert next_free(now, CALENDAR, (), morning) == HalfDay(now.date(), "下午", provisional=False)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 10, 1)),  # noqa: DTZ001 - the zone is set below
    st.lists(st.tuples(days, st.integers(0, 20)), max_size=4),
)
def test_the_half_day_offered_is_worked_ahead_and_on_no_day_away(naive, leaves):
    now = naive.replace(tzinfo=ZONE)
    away = [(first, first + timedelta(days=more)) for first, more in leaves]
    free = next_free(now, CALENDAR, away)
    assert free is not None
    opens = HOURS[0][0] if free.half == "上午" else HOURS[1][0]
    assert datetime.combine(free.day, opens, ZONE) > now
    assert CALENDAR.is_working_day(free.day)
    assert not any(first <= free.day <= last for first, last in away)


FULL = SimpleNamespace(
    since=2010,
    types=["02"],
    strengths=["邻里排水"],
    languages=["普通话"],
    seat="中心",
    court="某院",
    introduction="会听。",
)


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("since", "从事调解的起始年份"),
        ("types", "受理范围"),
        ("strengths", "擅长"),
        ("languages", "会说的话"),
        ("seat", "在哪里办公"),
        ("court", "邀请的法院"),
        ("introduction", "简介"),
    ],
)
def test_what_is_missing_is_named(field, named):
    assert gaps(FULL, invited=True) == []
    assert gaps(SimpleNamespace(**vars(FULL) | {field: None}), invited=True) == [named]


def test_a_court_is_asked_for_only_of_those_a_court_invited():
    assert gaps(SimpleNamespace(**vars(FULL) | {"court": ""}), invited=False) == []


def test_what_counts_as_done_and_what_of_it_as_settled():
    assert {Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN} == DONE - SETTLED


def test_the_lowest_number_that_means_nobody():
    assert lowest_free({}) == 1
    assert lowest_free({1, 2, 4}) == 3
    assert lowest_free(range(1, 1000)) is None
