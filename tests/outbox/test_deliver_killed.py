"""Killed at any instant, or two at once: no letter lost, none sent twice."""

import os
import random
import signal
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections

from fengdan.matters.envelopes import deliver_once
from fengdan.outbox.claims import LEASE
from fengdan.outbox.models import Delivery, Letter
from tests.cast import MORNING, Walk

LONG = os.environ.get("FENGDAN_LONG") == "1"
KILLS = 1000 if LONG else 30
CALLS = 120  # about as many calls of our own as a round with one letter makes
WATCHED = ("/fengdan/outbox/", "/fengdan/gateways/", "/fengdan/matters/envelopes")


def die_at(number):
    """Kill this process, without warning, when it makes the so-manieth call within the delivering code."""
    left = number

    def watch(frame, event, _argument):
        nonlocal left
        if any(part in frame.f_code.co_filename for part in WATCHED) and event in {"call", "line"}:
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return watch

    sys.settrace(watch)


def child(work):
    """Run it in a process of its own, and say whether it was killed."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return pid


def ended(pid):
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def take(folder, dice):
    """The platform takes some of what lies there."""
    for path in (folder / "new").glob("*.json"):
        if dice.random() < 0.5:
            path.rename(folder / "taken" / path.name)


@pytest.mark.usefixtures("committed_db")
def test_killed_at_random_points_nothing_is_lost_and_nothing_doubled(settings, tmp_path):
    settings.SMS_DIR = folder = tmp_path / "sms"
    dice, at, killed = random.Random(20261124), MORNING, 0

    def worker(calls):
        die_at(calls)
        deliver_once(at)

    def rest():
        nonlocal at
        for _ in range(3):
            at += LEASE
            deliver_once(at)

    for number in range(1, KILLS + 1):
        Walk(at=at).register()
        at += LEASE + timedelta(minutes=10)
        calls = dice.randint(1, CALLS)
        killed += ended(child(lambda calls=calls: worker(calls)))
        take(folder, dice)
        if number % 30 == 0:
            rest()
    rest()
    names = [path.name for path in folder.glob("*/*.json")]
    assert killed > KILLS / 2
    assert Counter(Delivery.objects.values_list("channel", "state")) == {("sms", "sent"): KILLS}
    assert Counter(names) == Counter(f"{row.out_id}.json" for row in Delivery.objects.all())
    assert Letter.objects.filter(planned_at=None).count() == 0
    assert list(folder.glob("*/.*")) == []  # nor does anything lie about that a dead sender had begun


@pytest.mark.usefixtures("committed_db")
def test_two_deliverers_at_once_share_the_work(settings, tmp_path):
    settings.SMS_DIR = folder = tmp_path / "sms"
    for minutes in range(20):
        Walk(at=MORNING + timedelta(minutes=minutes)).register()
    at = MORNING + timedelta(hours=1)
    workers = [child(lambda: deliver_once(at)) for _ in range(3)]
    killed = [ended(pid) for pid in workers]
    assert killed == [False] * 3
    deliver_once(at)
    assert Counter(Delivery.objects.values_list("state", "attempts")) == {("sent", 1): 20}
    assert len(list(folder.glob("new/*.json"))) == 20
