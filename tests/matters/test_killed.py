"""Killed without warning: what was acknowledged is there, and what was not is not there by half."""

import os

import pytest

from fengdan.matters.models import Event, Matter
from fengdan.matters.verify import verify
from tests.cast import Walk
from tests.killing import killed_worker, rounds

STEPS = ("register", "accept", "assign", "take", "consent", "session", "agree", "sign", "conclude", "archive")


def work_until_killed(pipe):
    """Take matters through all their steps for ever, telling each step's matter and version once it has returned."""
    while True:
        walk = Walk()
        for step in STEPS:
            getattr(walk, step)()
            os.write(pipe, f"{walk.matter.pk} {walk.matter.version}\n".encode())


@pytest.mark.usefixtures("committed_db")
def test_a_worker_killed_in_the_middle_loses_nothing_it_acknowledged():
    kills = rounds(12, 400)
    acknowledged = []
    for number in range(kills):
        acknowledged += killed_worker(work_until_killed, 3 + 5 * number % 13)

    for matter, version in (map(int, line.split()) for line in acknowledged):
        assert Matter.objects.get(pk=matter).version >= version
        assert Event.objects.filter(matter_id=matter, seq=version).exists()
    result = verify()
    assert result["problems"] == []
    assert result["matters"] >= kills
