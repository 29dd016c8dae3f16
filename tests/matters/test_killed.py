"""Killed without warning: what was acknowledged is there, and what was not is not there by half."""

import os
import signal

import pytest
from django.db import connections

from fengdan.matters.models import Event, Matter
from fengdan.matters.verify import verify
from tests.cast import Walk

KILLS = 12
STEPS = ("register", "accept", "assign", "take", "consent", "session", "agree", "sign", "conclude", "archive")


def work_until_killed(pipe):
    """Take matters through all their steps for ever, telling each step's matter and version once it has returned."""
    while True:
        walk = Walk()
        for step in STEPS:
            getattr(walk, step)()
            os.write(pipe, f"{walk.matter.pk} {walk.matter.version}\n".encode())


def acknowledged_by_a_killed_worker(count):
    """Start a worker, read `count` acknowledgements, kill it at once, and return all it had told."""
    connections.close_all()
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        try:
            os.close(reading)
            work_until_killed(writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = [told.readline() for _ in range(count)]
        os.kill(worker, signal.SIGKILL)
        _, status = os.waitpid(worker, 0)
        lines += told.readlines()
    assert os.WIFSIGNALED(status), "the worker gave up by itself"
    return [tuple(map(int, line.split())) for line in lines if line.endswith("\n")]


@pytest.mark.usefixtures("committed_db")
def test_a_worker_killed_in_the_middle_loses_nothing_it_acknowledged():
    acknowledged = []
    for number in range(KILLS):
        acknowledged += acknowledged_by_a_killed_worker(3 + 5 * number % 13)

    for matter, version in acknowledged:
        assert Matter.objects.get(pk=matter).version >= version
        assert Event.objects.filter(matter_id=matter, seq=version).exists()
    result = verify()
    assert result["problems"] == []
    assert result["matters"] >= KILLS
