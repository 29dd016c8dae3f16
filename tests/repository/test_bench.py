from datetime import date

import pytest

from bench.routing import CASES, routings
from bench.walk import Desk, Walk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", ["withdraw", "hold_session"])
def test_the_bench_still_knows_how_to_take_every_step(way):
    ways = {
        "withdraw": ("register", "withdraw", "archive"),
        "hold_session": ("register", "accept", "assign", "take", "record_consent", "hold_session"),
    }
    walk = Walk(Desk()).go(*ways[way])
    assert walk.matter.version == len(ways[way])


def test_the_bench_routes_by_the_rules_of_the_county():
    asked = routings(date(2026, 11, 23), 0.01)
    assert asked["n"] >= CASES
    assert asked["rules"] > 0
    assert asked["per_second"] > 0
