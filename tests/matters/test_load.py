"""各单位未来几天: every number is the list it opens, and nothing is counted that is out of reach."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.ask_suspend import ask_suspend
from fengdan.matters.actions.suspend import suspend
from fengdan.matters.queries.desk import picked
from fengdan.matters.queries.load import AHEAD, unit_loads
from tests.cast import MORNING, Walk, actor
from tests.matters.watch import brought_to
from tests.units import LAND, WATER, given_to, signed_by

pytestmark = pytest.mark.django_db
SOON = MORNING + timedelta(hours=1)


def many(who: str, key: str, at=SOON) -> int:
    list_ = picked(actor(who), key, at)
    return list_.matters.count() if list_ else -1


@pytest.fixture
def busy():
    """Two at the water department, one of them not signed for; one at another; one at a team; one at the centre."""
    signed_by(WATER), given_to(WATER), given_to(LAND), brought_to("underway"), Walk().register()


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("hours", [1, 7, 24, 24 * 9])
def test_every_number_is_the_list_it_opens(hours):
    at = MORNING + timedelta(hours=hours)
    loads = {load.key: load for load in unit_loads(actor("director"), at)}
    assert loads["held.dept-water"].open == 2
    assert sum(load.open for load in loads.values()) == 5
    for key, load in loads.items():
        assert many("director", key, at) == load.open
        assert many("director", f"{key}.late", at) == load.late
        assert [many("director", f"{key}.{day}", at) for day, _ in load.days] == [count for _, count in load.days]
    assert len(loads["held.centre"].days) == AHEAD


@pytest.mark.usefixtures("busy")
def test_the_one_with_the_most_late_comes_first():
    first = unit_loads(actor("supervisor"), MORNING + timedelta(days=1))[0]
    assert first.late == max(load.late for load in unit_loads(actor("supervisor"), MORNING + timedelta(days=1))) > 0


@pytest.mark.usefixtures("busy")
def test_a_list_holds_nothing_that_is_out_of_reach():
    assert many("dept-water", "held.dept-water") == 2
    assert many("dept", "held.dept-water") == 0
    assert many("mediator06", "held.team-16") == 0


def test_what_stands_still_runs_out_on_no_day():
    walk = brought_to("taken")
    due_on = walk.matter.clocks.get(name="first_session").due_at.date()
    key = f"held.team-16.{due_on}"
    assert many("director", key) == 1
    by = {"at": walk.at}
    told = {"reason": "appraisal", "since": walk.at, "words": "委托书 3 号"}
    walk.matter = ask_suspend(walk.matter, **told, actor=actor("mediator"), **by)
    suspend(walk.matter, approved=True, actor=actor("duty"), **by)
    assert (many("director", key), many("director", "held.team-16")) == (0, 1)


@pytest.mark.parametrize("key", ["held.", "held.nobody", "held.centre.2026-13-01", "held.centre.soon", "held.centre'"])
def test_an_address_that_is_no_list_opens_none(key):
    assert many("director", key) == -1
