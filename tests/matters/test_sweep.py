"""Many matters in one transaction: each rung as if it had been taken by itself, and nothing of one that goes wrong."""

from datetime import timedelta
from itertools import groupby

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from fengdan.matters import tick as sweeps
from fengdan.matters.actions.escalate import escalate
from fengdan.matters.actions.sweep import sweep
from fengdan.matters.facts import facts_of, facts_of_many
from fengdan.matters.models import Clock, Event, Matter, Supervision
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.rungs import Rung
from tests.cast import MORNING, Walk
from tests.matters.watch import everything

pytestmark = pytest.mark.django_db
RUNGS = ("remind", "urge", "escalate")
LATER = MORNING + timedelta(days=6)


def some_matters(count=9):
    """Left on Monday at one stage or another."""
    for number in range(count):
        walk = Walk(at=MORNING + timedelta(minutes=7 * number)).register()
        for step in ("accept", "assign", "take", "consent", "session")[: number % 6]:
            getattr(walk, step)()


def told():
    """What the clock did, by matter and in order, without what differs from one telling to the next."""
    rows = Event.objects.filter(step__in=RUNGS).order_by("matter", "seq")
    found = rows.values_list("matter", "seq", "step", "facts__clock", "facts__to", "facts__as", "at", "role", "holder")
    letters = Letter.objects.filter(template__in=RUNGS).order_by("matter_id", "matter_seq", "to_role", "to_unit")
    columns = ("matter_id", "matter_seq", "template", "about", "to_unit", "to_role", "to_user", "read_at")
    return list(found), list(letters.values_list(*columns)), list(clocks())


def clocks():
    return Clock.objects.order_by("matter", "name").values_list("matter", "name", "rung", "rung_at", "stopped_at")


def test_the_facts_of_many_are_those_of_each(django_assert_num_queries):
    some_matters()
    matters = list(Matter.objects.all())
    facts_of_many(matters)
    with django_assert_num_queries(1):
        found = facts_of_many(matters)
    assert found == {matter.pk: facts_of(matter) for matter in matters}


def test_a_sweep_of_many_asks_no_more_than_a_sweep_of_one():
    some_matters(24)
    one, *others = Matter.objects.order_by("pk").values_list("pk", flat=True)
    asked, taken, drafted = asked_by([one])
    assert taken
    assert drafted
    of_many, taken, more = asked_by(others)
    assert taken > 2 * len(others)
    # each draft is a row of its own; and a matter may have more rungs due than the one, each a version to write
    assert of_many - more <= asked - drafted + 6


def asked_by(matters):
    """What sweeping these asks of the database, how many rungs it takes, how many drafts of a 督办 it writes."""
    before = Supervision.objects.count()
    with CaptureQueriesContext(connection) as queries:
        swept = sweep(matters, LATER, sweeps.TOGETHER)
    return len(queries), sum(swept.taken.values()), Supervision.objects.count() - before


def test_the_rungs_of_a_matter_come_in_the_order_of_their_moments():
    some_matters()
    planned = {}
    for clock in Clock.objects.filter(stopped_at=None, rung_at__lte=LATER):
        planned[clock.matter_id, clock.name] = clock.rung_at, clock.due_at
    tick(LATER)
    for _, events in groupby(told()[0], key=lambda row: row[0]):
        moments = [
            planned[matter, name][RUNGS.index(step)] for matter, _, step, name, *_ in events if step != "escalate"
        ]
        assert moments == sorted(moments)
    assert verify()["problems"] == []


@pytest.mark.parametrize("at_once", [1, 2, 200])
def test_however_many_are_taken_at_once_the_same_is_written(monkeypatch, at_once):
    monkeypatch.setattr(sweeps, "AT_ONCE", at_once)
    some_matters()
    tick(LATER)
    found, letters, left = told()
    assert not [rung_at for *_, rung_at, stopped in left if stopped is None and rung_at and rung_at <= LATER]
    assert len(found) == len({(matter, step, clock) for matter, _, step, clock, *_ in found}) > 30
    assert {step for _, _, step, *_ in found} == set(RUNGS)
    newest = {(matter, about): seq for matter, seq, _, about, *_ in letters}
    back = dict(Event.objects.filter(step="time_out").values_list("matter", "seq"))  # all before it is no news any more
    assert back
    assert [read_at is None for *_, read_at in letters] == [
        seq == newest[matter, about] and seq > back.get(matter, 0) for matter, seq, _, about, *_ in letters
    ]
    assert verify()["problems"] == []


def test_of_many_the_one_at_fault_is_found_and_the_others_are_done(caplog):
    some_matters(9)
    broken = Matter.objects.order_by("pk")[4]
    Clock.objects.filter(matter=broken, stopped_at=None).update(rung="no_rung")
    done = tick(LATER)
    assert done.failed == [broken.code]
    assert not broken.events.filter(step__in=RUNGS).exists()
    waiting = Clock.objects.filter(stopped_at=None, rung_at__lte=LATER)
    assert set(waiting.values_list("matter", flat=True)) == {broken.pk}
    assert verify()["problems"] == []
    assert broken.code in caplog.text


def test_a_matter_that_is_not_as_its_events_say_is_left_alone_with_everything_it_has():
    some_matters(3)
    odd = Matter.objects.order_by("pk")[1]
    Clock.objects.filter(matter=odd, stopped_at=None).update(rung_at=F("started_at"), rung="no_rung")
    before = [row for row in everything()["matters_matter"] if odd.code in map(str, row)]
    tick(LATER)
    assert [row for row in everything()["matters_matter"] if odd.code in map(str, row)] == before


def test_a_rung_that_is_taken_by_itself_comes_in_its_turn(monkeypatch):
    """Those before it are taken together, then it, then the rest together again."""
    some_matters()
    alone = []

    def by_itself(clock, at):
        alone.append((clock.matter_id, clock.name))
        assert Event.objects.filter(matter=clock.matter_id, step="urge", facts__clock=clock.name).exists()
        return bool(sweep([clock.matter_id], at, {Rung.ESCALATE: escalate}).taken)

    monkeypatch.setattr(sweeps, "TOGETHER", {rung: sweeps.TOGETHER[rung] for rung in (Rung.REMIND, Rung.URGE)})
    monkeypatch.setattr(sweeps, "ALONE", {**sweeps.ALONE, Rung.ESCALATE: by_itself})
    done = tick(LATER)
    assert done.failed == []
    assert len(set(alone)) == len(alone) == done.taken["escalate"] > 3
    assert not Clock.objects.filter(stopped_at=None, rung_at__lte=LATER).exists()
    assert verify()["problems"] == []


def test_one_that_is_taken_by_itself_and_goes_wrong_holds_up_no_other(monkeypatch):
    some_matters()

    def wrong(clock, _at):
        raise ValueError(clock.name)

    monkeypatch.setattr(sweeps, "TOGETHER", {rung: sweeps.TOGETHER[rung] for rung in (Rung.REMIND, Rung.URGE)})
    monkeypatch.setattr(sweeps, "ALONE", {Rung.ESCALATE: wrong})
    done = tick(LATER)
    assert sorted(done.failed) == sorted(set(done.failed))
    assert done.taken["urge"] > 3
    assert not Event.objects.filter(step="escalate").exists()
    assert verify()["problems"] == []
