"""Two at the same moment about one assignment: one is first, the other is told what happened, on either engine."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.reassign import reassign
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.take import take
from fengdan.matters.actions.time_out import time_out
from fengdan.matters.models import Clock, Matter
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk, actor, mediator_code
from tests.killing import killed_worker, rounds
from tests.matters.test_two_at_once import at_once, one_of, together
from tests.matters.watch import brought_to

pytestmark = pytest.mark.usefixtures("committed_db")
LATER = MORNING + timedelta(hours=3)
TIMES = rounds(6, 500)


def walks(stage: str) -> Iterator[Walk]:
    """As often as a race is run; everything is as it should be after the last."""
    for _ in range(TIMES):
        yield brought_to(stage)
    assert verify()["problems"] == []


def told(given: list[Any]) -> str:
    """What whoever was second hears."""
    (no,) = [each for each in given if isinstance(each, Refused)]
    return no.reason


def live(matter: Matter) -> int:
    return matter.assignments.filter(status__in=["pending", "taken"]).count()


def taking(walk: Walk, at: datetime = LATER, seen: int | None = None) -> Callable[[], Matter]:
    said = {"mediator": mediator_code("mediator"), "no_conflict": True, "actor": actor("leader")}
    return partial(take, walk.matter, **said, at=at, seen=seen)


@pytest.mark.parametrize("seen", [True, False])
def test_two_dispatchers_give_it_and_the_second_hears_to_whom_it_went(seen):
    for walk in walks("accepted"):
        by = {"at": LATER, "seen": walk.matter.version if seen else None, "reason": "都信得过"}
        given = together(
            partial(assign, walk.matter, unit="team-16", actor=actor("dispatcher"), **by),
            partial(assign, walk.matter, unit="team-06", actor=actor("duty"), **by),
        )
        matter = one_of(given)
        assert f"派给{matter.unit}，正在等它接单。" in told(given)
        assert (live(matter), matter.proposals.count()) == (1, 1)


@pytest.mark.parametrize("seen", [True, False])
def test_two_take_it_and_the_second_hears_who_has_it(seen):
    for walk in walks("assigned"):
        given = together(*[taking(walk, seen=walk.matter.version if seen else None)] * 2)
        matter = one_of(given)
        assert f"接单，由{matter.mediator}承办。" in told(given)
        assert live(matter) == 1


def test_taken_while_it_is_called_back():
    for walk in walks("assigned"):
        seen = walk.matter.version
        given = together(
            taking(walk, seen=seen),
            partial(recall, walk.matter, reason="另有安排", actor=actor("dispatcher"), at=LATER, seen=seen),
        )
        matter = one_of(given)
        if matter.stage == "accepted":
            assert "由中心撤回，不用再接单。" in told(given)
        assert live(matter) == (matter.stage == "taken")


def test_taken_while_it_is_given_to_another():
    for walk in walks("assigned"):
        given = together(
            taking(walk),
            partial(reassign, walk.matter, unit="team-06", reason="忙", actor=actor("dispatcher"), at=LATER),
        )
        matter = one_of(given)
        assert ("接单，由" if matter.stage == "taken" else "改派，不用再接单。") in told(given)
        assert live(matter) == 1


def lapsed(walk: Walk) -> Clock:
    """The clock of its taking, at the moment it is to be taken back."""
    clock = walk.matter.clocks.get(name="take", stopped_at=None)
    Clock.objects.filter(pk=clock.pk).update(rung="time_out", rung_at=clock.due_at)
    return Clock.objects.select_related("matter").get(pk=clock.pk)


def test_taken_while_the_clock_takes_it_back():
    for walk in walks("assigned"):
        clock = lapsed(walk)
        given = together(taking(walk, clock.due_at), partial(time_out, clock, clock.due_at))
        matter = Matter.objects.get(pk=walk.matter.pk)
        assert matter.stage in {"taken", "accepted"}
        if matter.stage == "accepted":
            assert "由系统收回，不用再接单。" in told(given)
        assert live(matter) == (matter.stage == "taken")
        assert matter.events.filter(step="time_out").count() == (matter.stage == "accepted")


def test_two_sweeps_at_once_take_it_back_once():
    walk = brought_to("assigned")
    clocks = [lapsed(walk) for _ in range(3)]
    at_once(*[partial(time_out, clock, clock.due_at) for clock in clocks])
    assert walk.matter.events.filter(step="time_out").count() == 1
    assert Matter.objects.get().holder_id == "centre"


LATE = MORNING + timedelta(days=4)


def sweep_for_ever(pipe: int) -> None:
    while True:
        os.write(pipe, b"begun\n")
        tick(LATE)


def test_a_sweep_killed_in_the_middle_leaves_each_with_one_holder_and_the_next_one_finishes():
    begun = [Walk(at=MORNING).register().accept().assign() for _ in range(5)]
    for number in range(rounds(3, 60)):
        killed_worker(sweep_for_ever, 1 + number % 2)
    tick(LATE)
    for walk in begun:
        assert walk.matter.events.filter(step="time_out").count() == 1
        assert Matter.objects.get(pk=walk.matter.pk).holder_id == "centre"
        assert live(walk.matter) == 0
    assert verify()["problems"] == []
