"""The sweep killed at random and in parallel: a matter nobody touches climbs each level exactly once, in order."""

import os
import random
import signal
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connections

from fengdan.matters.actions.register import register
from fengdan.matters.models import HandUp, Matter
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.calendars import ZONE
from tests.cast import MORNING, actor
from tests.killing import killed_worker, rounds
from tests.units import AT_THE_DOOR

MATTERS, TOGETHER, KILLS = 12, 4, 3
# half an hour after the end of each level, and the level reached
UP = [
    (datetime(2026, 11, 24, 18, 30, tzinfo=ZONE), 2),
    (datetime(2026, 11, 26, 18, 30, tzinfo=ZONE), 3),
    (datetime(2026, 11, 30, 18, 30, tzinfo=ZONE), 4),
    (datetime(2026, 12, 2, 18, 30, tzinfo=ZONE), 5),
]


def sweeping(pipe: int, seconds: float, at: datetime) -> None:
    """Sweep for ever, and die without a word so many seconds of work later."""
    assert Matter.objects.exists()
    os.write(pipe, b"begun\n")
    signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles the alarm, so it kills
    while True:
        tick(at)


def together(at: datetime) -> None:
    """Several sweeps at once; none may fail."""
    gate, wrong = threading.Barrier(TOGETHER), []

    def sweep() -> None:
        try:
            gate.wait()
            wrong.extend(tick(at).failed)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=sweep) for _ in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.usefixtures("committed_db")
def test_each_level_exactly_once_and_in_order():
    for number in range(MATTERS):
        at = MORNING + timedelta(minutes=number)
        register(replace(AT_THE_DOOR, level="grid"), actor=actor("grid"), at=at)
    chance = random.Random(7)
    for at, level in UP:
        for _ in range(rounds(KILLS, 100)):
            killed_worker(partial(sweeping, seconds=chance.uniform(0.01, 0.1), at=at), 2)
        together(at)
        assert {*Matter.objects.values_list("tier", flat=True)} == {level}
    for matter in Matter.objects.all():
        climbed = matter.events.filter(step="climb").order_by("seq")
        assert list(climbed.values_list("facts__tier", flat=True)) == [2, 3, 4, 5]
    assert HandUp.objects.count() == 4 * MATTERS
    assert Letter.objects.filter(template="climb_left").count() == 4 * MATTERS
    assert verify()["problems"] == []


@pytest.mark.django_db
def test_after_two_days_without_a_sweep_it_has_climbed_one_level_and_that_level_has_its_whole_time():
    matter = register(replace(AT_THE_DOOR, level="grid"), actor=actor("grid"), at=MORNING)
    late = MORNING + timedelta(days=1, hours=9) + timedelta(hours=48)
    for _ in range(2):
        tick(late)
    clock = matter.clocks.get(name="ladder", stopped_at=None)
    assert (Matter.objects.get().tier, clock.started_at) == (2, late)
    assert clock.due_at == datetime(2026, 11, 30, 18, 0, tzinfo=ZONE)
