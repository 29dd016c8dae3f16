"""Who joined, left or changed post between two days: equal to a recount, day by day, over any history."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.memberships import Happened, Place, changes

START = date(2026, 1, 1)
SPAN = 40
DAYS = st.integers(0, SPAN)


def day(number):
    return START + timedelta(days=number)


@st.composite
def histories(draw):
    """Places of two people in two committees: overlapping, touching, gone the day they came, never begun."""
    found = []
    for row in range(draw(st.integers(0, 8))):
        since = draw(DAYS)
        until = draw(st.none() | st.integers(since - 2, SPAN + 5))
        where = {"committee": draw(st.sampled_from("ab")), "mediator": draw(st.sampled_from("xy"))}
        lasts = None if until is None else day(until)
        found.append(Place(row, **where, director=draw(st.booleans()), since=day(since), until=lasts))
    return found


def sheet(places, number):
    """The attendance sheet of one day: (committee, mediator) → post, the later line over the earlier."""
    found = {}
    for place in places:
        number_since = (place.since - START).days
        number_until = 10**6 if place.until is None else (place.until - START).days
        if number_since <= number <= number_until:
            found[place.committee, place.mediator] = "主任" if place.director else "委员"
    return found


def recounted(places, first, last):
    """Look at the sheet of every day and of its neighbours, and write down what differs."""
    found = []
    for number in range(first, last + 1):
        before, today, after = (sheet(places, each) for each in (number - 1, number, number + 1))
        found += [(day(number), *who, "joined", "", today[who]) for who in today.keys() - before.keys()]
        found += [(day(number), *who, "left", today[who], "") for who in today.keys() - after.keys()]
        both = [who for who in today.keys() & before.keys() if today[who] != before[who]]
        found += [(day(number), *who, "post", before[who], today[who]) for who in both]
    return sorted(found)


@given(histories(), DAYS, DAYS)
def test_what_is_told_is_what_a_recount_finds(places, one, other):
    first, last = sorted((one, other))
    told = changes(places, day(first), day(last))
    rows = [(each.day, each.committee, each.mediator, each.happened.value, each.before, each.after) for each in told]
    assert sorted(rows) == recounted(places, first, last)
    assert told == sorted(told, key=lambda each: (each.committee, each.day, each.mediator, each.happened))


@given(histories(), DAYS, DAYS, DAYS)
def test_two_periods_side_by_side_tell_what_the_whole_does(places, one, other, third):
    first, middle, last = sorted((one, other, third))
    whole = changes(places, day(first), day(last))
    parts = changes(places, day(first), day(middle)) + changes(places, day(middle + 1), day(last))
    assert sorted(map(repr, parts)) == sorted(map(repr, whole))


def test_a_director_who_steps_down_and_leaves_is_told_twice_with_the_reason():
    places = [
        Place(1, "a", "x", director=True, since=day(0), until=day(9)),
        Place(2, "a", "x", director=False, since=day(10), until=day(20), reason="resigned"),
    ]
    told = [
        (each.day, each.happened, each.before, each.after, each.reason) for each in changes(places, day(1), day(30))
    ]
    assert told == [(day(10), Happened.POST, "主任", "委员", ""), (day(20), Happened.LEFT, "委员", "", "resigned")]
