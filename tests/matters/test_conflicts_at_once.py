"""Taking and stepping aside at the same moment: nobody mediates unnoticed what they may not."""

from functools import partial

import pytest

from fengdan.matters.actions.challenge_mediator import challenge_mediator
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.declare_conflict import declare_conflict
from fengdan.matters.actions.override_conflict import override_conflict
from fengdan.matters.actions.take import take
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from fengdan.rulebook.conflicts import SAFE
from fengdan.rulebook.errors import Refused
from tests.cast import actor
from tests.matters.recusing import LEADER, MEDIATOR, UNCLE, UNFAIR, assigned, taken, tie
from tests.matters.test_two_at_once import at_once, one_of

pytestmark = pytest.mark.usefixtures("committed_db")


def test_taken_by_somebody_who_steps_aside_at_that_moment():
    for _ in range(5):
        walk = assigned()
        by, seen = {"actor": actor("leader"), "at": walk._tick()}, walk.matter.version
        other = walk.parties()[1].pk
        told = {"mediator": MEDIATOR, "kind": "kin", "party": other, "ground": UNCLE}
        takes, says = at_once(
            partial(take, walk.matter, mediator=MEDIATOR, no_conflict=True, seen=seen, **by),
            partial(declare_conflict, walk.matter, **told, **by),
        )
        matter = Matter.objects.get(pk=walk.matter.pk)
        assert isinstance(says, Matter)
        if isinstance(takes, Refused):
            assert (SAFE in takes.reason, matter.stage) == (True, "assigned")
        else:
            assert facts_of(matter).recusal.aside == {matter.conflicts.get().pk}
    assert verify()["problems"] == []


def test_declared_twice_at_once_it_stands_once():
    walk = taken()
    told = {"mediator": MEDIATOR, "kind": "kin", "party": walk.parties()[1].pk, "ground": UNCLE}
    one_of(at_once(*[partial(declare_conflict, walk.matter, **told, actor=actor("leader"), at=walk._tick())] * 3))
    assert walk.matter.conflicts.count() == 1


def test_two_sides_apply_at_once_and_one_of_them_waits_for_the_decision_on_the_other():
    walk = taken()
    by = {"ground": UNFAIR, "actor": actor("clerk"), "at": walk._tick()}
    one_of(at_once(*[partial(challenge_mediator, walk.matter, party=party.pk, **by) for party in walk.parties()]))
    assert walk.matter.conflicts.count() == 1


def test_two_decide_on_an_exception_at_once_and_one_does():
    tie()
    walk = assigned().ask()
    said = {"ruling": "情况属实。", "at": walk._tick(), "seen": walk.matter.version}
    yes = partial(override_conflict, walk.matter, approved=True, actor=actor("duty"), **said)
    no = partial(override_conflict, walk.matter, approved=False, actor=actor("director"), **said)
    one_of(at_once(yes, no))
    assert verify()["problems"] == []


def test_named_anew_while_that_one_steps_aside():
    walk = taken()
    by = {"actor": actor("leader"), "at": walk._tick()}
    told = {"mediator": LEADER, "kind": "kin", "party": walk.parties()[1].pk, "ground": UNCLE}
    named, said = at_once(
        partial(change_mediator, walk.matter, mediator=LEADER, reason="换人", no_conflict=True, **by),
        partial(declare_conflict, walk.matter, **told, **by),
    )
    assert isinstance(said, Matter)
    matter = Matter.objects.get(pk=walk.matter.pk)
    assert isinstance(named, Refused) == (matter.mediator_id == MEDIATOR)
    assert bool(facts_of(matter).recusal.aside) == (matter.mediator_id == LEADER)
    assert verify()["problems"] == []
