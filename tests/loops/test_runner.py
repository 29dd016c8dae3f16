"""The loops: whatever happens to one round, the next one comes, and nothing is done twice."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError

from fengdan.loops.models import Beat
from fengdan.loops.rounds import LOOPS, Loop
from fengdan.loops.runner import JUMPED, SET_BACK, Runner
from fengdan.matters.models import Event
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk

pytestmark = pytest.mark.django_db
RUNGS = ("remind", "urge", "escalate")


class World:
    """A clock on the wall that can be set, a monotonic one that cannot, and loops that run so many rounds."""

    def __init__(self, *loops, at=MORNING):
        self.at, self.ran, self.rounds_left = at, 0.0, 0
        self.runner = Runner(loops, lambda: self.at, lambda: self.ran, self.wait, self.go_on)

    def wait(self, moment):
        passed = max(moment - self.ran, 0.0)
        self.ran += passed
        self.at += timedelta(seconds=passed)

    def go_on(self):
        return self.rounds_left > 0

    def run(self, rounds):
        """So many rounds in all, whichever loop's."""
        self.rounds_left = rounds
        one = self.runner.round

        def counted(turn):
            one(turn)
            self.rounds_left -= 1

        self.runner.round = counted
        self.runner.run()
        self.runner.round = one


class Work:
    """Keeps the moments it was called at; raises or says what it is told to."""

    def __init__(self, says=""):
        self.says, self.at = says, []

    def __call__(self, at, _go_on):
        self.at.append(at)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


def seconds(work):
    return [(at - MORNING).total_seconds() for at in work.at]


def test_each_loop_has_its_own_pace():
    slow, fast = Work(), Work()
    World(Loop("slow", 60, slow), Loop("fast", 20, fast)).run(8)
    assert (seconds(slow), seconds(fast)) == ([0, 60], [0, 20, 40, 60, 80, 100])
    assert {beat.name: (beat.at - MORNING).total_seconds() for beat in Beat.objects.all()} == {"slow": 60, "fast": 100}


@pytest.mark.parametrize(
    ("no", "note"),
    [(ValueError("王测一"), "ValueError"), (Refused("磁盘已满，备份没有做成。"), "磁盘已满，备份没有做成。")],
)
def test_what_goes_wrong_in_one_is_noted_and_holds_up_no_other(caplog, no, note):
    bad, good = Work(no), Work()
    World(Loop("bad", 10, bad), Loop("good", 10, good)).run(6)
    assert (len(bad.at), len(good.at)) == (3, 3)
    assert (Beat.objects.get(name="bad").note, Beat.objects.get(name="good").note) == (note, "")
    assert "王测一" not in caplog.text


def test_while_the_database_is_away_the_loops_wait_and_then_go_on():
    work = Work(OperationalError("gone"))
    world = World(Loop("work", 10, work))
    world.run(3)
    assert not Beat.objects.exists()
    work.says = ""
    world.run(1)
    assert (seconds(work), Beat.objects.get().note) == ([0, 10, 20, 30], "")


@pytest.mark.parametrize(("hours", "note"), [(48, JUMPED), (-48, SET_BACK)])
def test_after_a_jump_of_the_clock_one_round_is_left_out_and_the_log_says_so(caplog, hours, note):
    work = Work()
    world = World(Loop("work", 10, work))
    world.run(2)
    world.at += timedelta(hours=hours)
    with caplog.at_level(logging.WARNING):
        world.run(1)
    assert (len(work.at), Beat.objects.get().note) == (2, note)
    assert note in caplog.text
    world.run(1)
    assert (len(work.at), Beat.objects.get().note) == (3, "")


def test_a_clock_set_by_less_than_a_minute_is_no_jump():
    work = Work()
    world = World(Loop("work", 10, work))
    for seconds_off in (59, -59, 30):
        world.run(1)
        world.at += timedelta(seconds=seconds_off)
    world.run(1)
    assert len(work.at) == 4


def test_a_clock_set_back_while_nobody_ran_is_noticed_but_time_that_passed_is_none_of_it():
    Beat.objects.create(name="work", at=MORNING + timedelta(hours=1))
    work = Work()
    world = World(Loop("work", 10, work))
    world.run(2)
    assert len(work.at) == 1
    late = Work()
    World(Loop("work", 10, late), at=MORNING + timedelta(days=3)).run(1)
    assert len(late.at) == 1


def test_the_three_loops_run_for_two_days_and_then_the_clock_is_set_back_nothing_fires_twice():
    walk = Walk().register()
    started = walk.at
    World(LOOPS[0], at=started + timedelta(days=4)).run(1)
    fired = list(Event.objects.filter(step__in=RUNGS).values_list("step", "facts__clock"))
    assert len(fired) == len(set(fired)) > 0
    letters = Letter.objects.count()
    World(LOOPS[0], at=started + timedelta(hours=1)).run(4)
    World(LOOPS[0], at=started + timedelta(days=4)).run(2)
    assert Event.objects.filter(step__in=RUNGS).count() == len(fired)
    assert Letter.objects.count() == letters
    assert verify()["problems"] == []


def test_a_sweep_stops_between_two_transactions_and_the_next_one_does_the_rest(monkeypatch):
    monkeypatch.setattr("fengdan.matters.tick.AT_ONCE", 1)
    for _ in range(3):
        Walk().register()
    late = MORNING + timedelta(days=4)
    left = iter([True, False, False])
    LOOPS[0].work(late, lambda: next(left))
    first = Event.objects.filter(step__in=RUNGS).count()
    LOOPS[0].work(late, lambda: True)
    assert 0 < first < Event.objects.filter(step__in=RUNGS).count()
    assert verify()["problems"] == []
