"""So many people make it at least this colour (domain.md §2.8)."""

import pytest

from fengdan.rulebook.risk import higher, risk_by_people


@pytest.mark.parametrize(
    ("people", "colour"),
    [
        *((-1, "blue"), (0, "blue"), (4, "blue"), (5, "yellow"), (9, "yellow")),
        *((10, "orange"), (29, "orange"), (30, "red"), (999, "red")),
    ],
)
def test_a_crowd_has_a_colour(people, colour):
    assert risk_by_people(people) == colour


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [("blue", "yellow", "yellow"), ("red", "orange", "red"), ("orange", "orange", "orange"), ("yellow", "red", "red")],
)
def test_of_two_colours_the_more_pressing_one_stands(one, other, found):
    assert higher(one, other) == found
