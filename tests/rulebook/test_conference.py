"""When a 会商 is convened, and who leads it: the rule, against cases written down by hand."""

import pytest

from fengdan.rulebook.conference import convenes, lead_of
from tests.rulebook.test_powers import matter

ABLE = {"land", "water", "town", "team"}


@pytest.mark.parametrize(
    ("proposed", "asked", "able", "leads"),
    [
        ("land", ["water", "town"], ABLE, "land"),
        ("land", ["land", "water"], ABLE, "land"),
        ("", ["team", "water"], ABLE, "team"),
        ("dissolved", ["water", "town"], ABLE, "water"),
        ("dissolved", ["dissolved", "town"], ABLE, "town"),
        ("dissolved", ["dissolved"], ABLE, "centre"),
        ("", ["water"], set(), "centre"),
        ("", [], ABLE, "centre"),
    ],
)
def test_whom_the_rules_propose_then_who_was_asked_first_then_the_centre(proposed, asked, able, leads):
    assert lead_of(proposed, asked, able) == leads


def test_the_first_return_convenes_none_and_any_later_one_does():
    assert not convenes(matter("assigned"))
    assert convenes(matter("assigned", gave_back=frozenset({"town"})))
