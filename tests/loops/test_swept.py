"""The sweep killed at random, run twice, in parallel, or not at all for two days: every rung exactly once."""

import os
import random
import signal
import threading
from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from django.db import connection, connections

from fengdan.loops.models import Beat
from fengdan.loops.rounds import TICK
from fengdan.loops.runner import _beat
from fengdan.matters.models import Clock, Event
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from tests.cast import MORNING, Walk
from tests.killing import killed_worker, rounds

RUNGS = ("remind", "urge", "escalate")
KILLS = 30
TOGETHER = 4
LATER = MORNING + timedelta(days=6)


def some_matters(count):
    """Each as it was left on Monday: registered, accepted or taken; what a team leaves alone is in test_time_out.py."""
    for number in range(count):
        walk = Walk(at=MORNING + timedelta(minutes=number)).register()
        for step in ("accept", "assign", "take")[: (0, 1, 3)[number % 3]]:
            getattr(walk, step)()


def swept(at=LATER):
    """Nothing is due any more, every rung was taken once, and the clocks agree with the events."""
    assert not Clock.objects.filter(stopped_at=None, rung_at__lte=at).exists()
    taken = Counter(Event.objects.filter(step__in=RUNGS).values_list("matter_id", "facts__clock", "step"))
    assert set(taken.values()) == {1}
    due = Clock.objects.filter(stopped_at=None, due_at__lte=at).values_list("matter_id", "name")
    assert {(matter, name) for matter, name, step in taken if step == "urge"} == set(due)
    for clock in Clock.objects.filter(stopped_at=None):
        mine = [step for step in RUNGS if taken[clock.matter_id, clock.name, step]]
        assert mine == list(RUNGS[: len(mine)])
        assert clock.rung == (RUNGS[len(mine)] if len(mine) < len(RUNGS) else "")
    told = Letter.objects.filter(template__in=RUNGS).values_list("matter_id", "matter_seq", "to_unit", "to_role")
    assert set(Counter(told).values()) == {1}
    assert {(matter, seq) for matter, seq, *_ in told} == set(
        Event.objects.filter(step__in=RUNGS).values_list("matter_id", "seq")
    )
    assert verify()["problems"] == []


def sweeping(pipe, seconds):
    """Sweep for ever, and die without a word so many seconds of work later."""
    assert Clock.objects.exists()
    os.write(pipe, b"begun\n")
    signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles the alarm, so it kills
    while True:
        tick(LATER)


@pytest.mark.usefixtures("committed_db")
def test_a_sweep_killed_at_random_takes_every_rung_exactly_once():
    kills = rounds(KILLS, 1000)
    some_matters(kills)
    chance = random.Random(5)
    for _ in range(kills):
        killed_worker(partial(sweeping, seconds=chance.uniform(0.01, 0.6)), 2)
    assert Event.objects.filter(step__in=RUNGS).exists()
    tick(LATER)
    swept()


@pytest.mark.usefixtures("committed_db")
def test_sweeps_in_parallel_and_one_after_the_other_take_every_rung_once():
    some_matters(8)
    gate, wrong = threading.Barrier(TOGETHER), []

    def sweep():
        try:
            gate.wait()
            wrong.extend(tick(LATER).failed)
            _beat(TICK, LATER, "")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=sweep) for _ in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert Beat.objects.get().at == LATER
    swept()
    before = Event.objects.count()
    assert tick(LATER).taken == {}
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_after_two_days_without_a_sweep_nothing_is_left_out_and_nothing_comes_twice():
    some_matters(8)
    for at in (MORNING + timedelta(hours=30), MORNING + timedelta(hours=78), LATER):
        tick(at)
        swept(at)
    for earlier, later in pairwise(Event.objects.filter(step="urge").order_by("id").values_list("at", flat=True)):
        assert earlier <= later
    assert connection.in_atomic_block
