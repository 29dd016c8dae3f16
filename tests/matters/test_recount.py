"""A calendar with another holiday, a make-up day, a new year: exactly the dates that must move do, and all is kept."""

import os
import random
import signal
import threading
from collections import Counter
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connection, connections, transaction

from fengdan.catalogue.county.one_year import read_year
from fengdan.catalogue.models import CalendarYear, Limit
from fengdan.journal.models import Entry
from fengdan.matters.calendars import load, rehearse
from fengdan.matters.models import Clock, DueMove, Event, Matter
from fengdan.matters.queries.history import history
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.written import written as rows_written
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.calendars import ZONE
from tests.cast import MORNING, Walk, actor
from tests.killing import killed_worker, rounds
from tests.matters.calendars import NEXT, Oracle, rows_of, written

MATTERS = 300
HOLIDAY = ("off", "2026-12-02", "临时放假", "假定")
MAKE_UP = ("work", "2026-12-05", "补班", "假定")
LATER = MORNING + timedelta(days=60)  # all of it has happened
TOGETHER = 3
KILLS = 12


def some(count, days=42):
    """Matters that came in over so many days and were left at one stage or another."""
    chance = random.Random(7)
    for _ in range(count):
        walk = Walk(at=MORNING + timedelta(minutes=chance.randrange(days * 24 * 60)))
        for step in ("register", "accept", "assign", "take", "consent", "session")[: chance.choice((1, 2, 2, 3, 4, 6))]:
            getattr(walk, step)()


def running():
    """(matter, limit) → started, due, provisional, of every clock that runs."""
    rows = Clock.objects.filter(stopped_at=None).values_list("matter_id", "name", "started_at", "due_at", "provisional")
    return {(matter, name): rest for matter, name, *rest in rows}


def moves(oracle):
    """What the oracle says of every running clock."""
    rows = Clock.objects.filter(stopped_at=None).values_list("matter_id", "name", "started_at", "value", "rolls")
    return {(matter, name): oracle.ends(started, value, roll=rolls) for matter, name, started, value, rolls in rows}


@pytest.mark.django_db
def test_the_dates_that_move_are_those_an_oracle_names_and_nothing_else_moves(tmp_path):
    some(MATTERS)
    rows = rows_of()
    years = [rows_of(2025), rows]
    assert moves(Oracle(*years)) == {key: due for key, (_, due, _) in running().items()}
    for extra in (HOLIDAY, MAKE_UP):
        years[1] = [*years[1], extra]
        loads_as_the_oracle_says(written(tmp_path, years[1]), Oracle(*years))
    loads_as_the_oracle_says(written(tmp_path, NEXT, "2027.csv"), Oracle(*years, NEXT))
    assert not any(provisional and due.year < 2028 for _, due, provisional in running().values())
    assert verify()["problems"] == []


def loads_as_the_oracle_says(path, oracle):
    before, expected, events = running(), moves(oracle), Event.objects.count()
    changed = {key for key, (_, due, _) in before.items() if due != expected[key]}
    assert changed
    shown = rehearse(read_year(path))[1]
    assert running() == before
    done = load(read_year(path), LATER)[1]
    after = running()
    assert {key: due for key, (_, due, _) in after.items()} == expected
    codes = dict(Matter.objects.values_list("code", "pk"))
    assert {(codes[line.code], line.name) for line in done.moved} == changed
    assert [vars(line) for line in shown.lines] == [vars(line) for line in done.lines]
    sure = {key for key in before if before[key][2] and not after[key][2]} - changed
    assert {(codes[line.code], line.name) for line in done.confirmed} == sure
    assert Event.objects.count() - events == len({matter for matter, _ in changed | sure})
    kept(before, after, changed)


def kept(before, after, changed):
    """Each old date is kept with the event that moved it, and somebody was told of it."""
    version = CalendarYear.objects.latest("pk").version
    last = Event.objects.filter(step="recount").order_by("-id").first()
    assert f".{version}" in last.versions["calendar"]
    rows = DueMove.objects.filter(moved_at__gte=LATER).order_by("-id")[: len(changed)]
    assert {(row.matter_id, row.clock.name): (row.was, row.becomes) for row in rows.select_related("clock")} == {
        key: (before[key][1], after[key][1]) for key in changed
    }
    told = Letter.objects.filter(template="recount", matter_seq__in=[row.seq for row in rows])
    assert changed <= set(told.values_list("matter_id", "about"))


@pytest.mark.django_db
def test_whoever_has_to_act_reads_of_it_and_the_page_tells_from_when_to_when(tmp_path):
    walk = Walk(at=MORNING + timedelta(days=8, hours=8)).register().accept().assign()  # 12-01 at five
    load(read_year(written(tmp_path, [*rows_of(), HOLIDAY])), walk.at)
    clock = walk.matter.clocks.get(name="take")
    assert clock.due_at.astimezone(ZONE).day == 3
    assert "“接单”的最后一天改了，请看新的日期" in [letter.text for letter in inbox(actor("leader"))]
    events = list(Matter.objects.get().events.order_by("-seq"))
    rows = rows_written(walk.matter, events, list(walk.matter.parties.all()), [])
    (told,) = [line for line in history(events, rows) if line.step == "recount"]
    assert told.by == "时钟 · 系统"
    assert "“接单”由12月2日（周三）11:45改到12月3日（周四）11:45" in told.text


@pytest.mark.django_db
def test_rungs_follow_and_each_is_still_taken_once_in_order(tmp_path):
    some(20)
    tick(MORNING + timedelta(days=8))
    load(read_year(written(tmp_path, [*rows_of(), HOLIDAY])), MORNING + timedelta(days=8))
    assert not tick(MORNING + timedelta(days=8)).failed
    tick(LATER)
    taken = Counter(
        Event.objects.filter(step__in=["remind", "urge", "escalate"]).values_list("matter", "facts__clock", "step")
    )
    assert set(taken.values()) == {1}
    assert not Clock.objects.filter(stopped_at=None, rung_at__lte=LATER).exists()
    assert verify()["problems"] == []


@pytest.mark.django_db
def test_what_was_urged_already_is_urged_again_when_the_new_end_comes(tmp_path):
    walk = Walk(at=MORNING + timedelta(days=8, minutes=1)).register()  # on Tuesday the 1st: to be accepted on the 2nd
    clock = walk.matter.clocks.get(name="accept")
    assert clock.due_at.astimezone(ZONE).date().isoformat() == HOLIDAY[1]
    tick(clock.due_at + timedelta(minutes=1))
    load(read_year(written(tmp_path, [*rows_of(), HOLIDAY])), clock.due_at + timedelta(minutes=2))
    clock.refresh_from_db()
    assert (clock.due_at.astimezone(ZONE).date().isoformat(), clock.rung) == ("2026-12-03", "remind")
    tick(clock.due_at + timedelta(minutes=1))
    told = walk.matter.events.filter(facts__clock="accept").order_by("seq").values_list("step", flat=True)
    assert list(told) == ["remind", "urge", "remind", "urge"]
    assert verify()["problems"] == []


@pytest.mark.django_db
def test_what_is_late_all_the_same_stays_told_as_late(tmp_path):
    walk = Walk(at=MORNING + timedelta(days=8, hours=8)).register()
    late = MORNING + timedelta(days=20)
    tick(late)
    load(read_year(written(tmp_path, [*rows_of(), HOLIDAY])), late)
    about = Letter.objects.filter(matter_id=walk.matter.pk, about="accept", read_at=None)
    assert set(about.values_list("template", flat=True)) == {"escalate", "recount"}


@pytest.mark.django_db
def test_a_limit_keeps_the_length_it_began_with_and_one_that_nobody_can_count_again_stays(tmp_path):
    walk = Walk(at=MORNING + timedelta(days=8, hours=8)).register()
    held = Limit.objects.get(code="first_reply")
    Limit.objects.create(code="first_reply", name=held.name, basis="", source="假定", value="9wd", version=2)
    walk.matter.clocks.filter(name="accept").update(value="")  # begun before its length was kept with it
    before = walk.matter.clocks.get(name="accept").due_at
    done = load(read_year(written(tmp_path, [*rows_of(), HOLIDAY])), walk.at)[1]
    assert walk.matter.clocks.get(name="accept").due_at == before
    assert (done.left, [line.name for line in done.moved]) == (1, ["first_reply", "ladder"])
    assert walk.matter.clocks.get(name="first_reply").due_at.astimezone(ZONE).day == 3


def whole(years):
    """The calendar in force is this one or that one whole, and every running date is by it. Which of them."""
    in_force = CalendarYear.objects.filter(year=2026).latest("version")
    holiday = HOLIDAY[1] in in_force.off
    assert {key: due for key, (_, due, _) in running().items()} == moves(Oracle(rows_of(2025), years[holiday]))
    assert Entry.objects.filter(act="calendar").count() == in_force.version - 1
    assert verify()["problems"] == []
    return holiday


def loading(pipe, path, seconds):
    assert Clock.objects.exists()
    os.write(pipe, b"begun\n")
    signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles the alarm, so it kills
    while True:
        load(read_year(path), LATER)


@pytest.mark.usefixtures("committed_db")
def test_a_load_killed_at_random_leaves_nothing_half(tmp_path):
    some(40, days=8)
    years = (rows_of(), [*rows_of(), HOLIDAY])
    paths = [written(tmp_path, rows, f"{number}/2026.csv") for number, rows in enumerate(years)]
    chance, seen = random.Random(3), []
    for _ in range(rounds(KILLS, 300)):
        path = paths[not whole(years)]
        killed_worker(partial(loading, path=path, seconds=chance.uniform(0.01, 0.3)), 2)
        seen.append(path == paths[whole(years)])
    assert set(seen) == {True, False}  # some were killed before the end, some after it


def beside(*works):
    """All at once, each in a thread of its own; what went wrong."""
    gate, wrong = threading.Barrier(len(works)), []

    def run(work):
        try:
            gate.wait()
            work()
        except Exception as fault:  # noqa: BLE001 - told below
            wrong.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.usefixtures("committed_db")
def test_of_loads_at_once_one_moves_everything_and_the_others_find_it_done(tmp_path):
    some(20, days=8)
    file = read_year(written(tmp_path, [*rows_of(), HOLIDAY]))
    other = read_year(written(tmp_path, NEXT, "2027.csv"))
    expected = moves(Oracle(rows_of(2025), [*rows_of(), HOLIDAY], NEXT))
    works = [partial(load, each, LATER) for each in (file, other) for _ in range(TOGETHER)]
    assert beside(*works) == []
    assert {key: due for key, (_, due, _) in running().items()} == expected
    assert CalendarYear.objects.filter(year__gte=2026).count() == 3
    assert verify()["problems"] == []


@pytest.mark.usefixtures("committed_db")
def test_a_matter_that_comes_in_meanwhile_counts_by_the_new_calendar(tmp_path):
    some(20, days=8)
    file = read_year(written(tmp_path, [*rows_of(), HOLIDAY]))
    at, registered = datetime(2026, 12, 1, 10, 0, tzinfo=ZONE), []

    def register():
        Walk(at=at).register()
        connections.close_all()

    def meanwhile(_done, _of):
        """On PostgreSQL it comes in before the load commits; on SQLite it waits for its turn."""
        assert transaction.get_connection().in_atomic_block
        thread = threading.Thread(target=register)
        thread.start()
        thread.join(timeout=1)
        registered.append(thread)

    load(file, LATER, meanwhile)
    for thread in registered:
        thread.join()
    assert registered
    expected = moves(Oracle(rows_of(2025), [*rows_of(), HOLIDAY]))
    assert {key: due for key, (_, due, _) in running().items()} == expected
    assert verify()["problems"] == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writes at a time: nobody is under way beside a load")
@pytest.mark.usefixtures("committed_db")
def test_a_step_that_ends_after_the_load_has_looked_counts_by_the_new_calendar_too(tmp_path):
    some(5, days=8)
    file = read_year(written(tmp_path, [*rows_of(), HOLIDAY]))
    at, begun, waits = datetime(2026, 12, 1, 10, 0, tzinfo=ZONE), threading.Event(), []
    loader = threading.Thread(target=lambda: (begun.wait(), load(file, LATER), connections.close_all()))

    def load_waits():
        """Whether the load asks for those it waits for."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%xact_start <=%'"
            )
            return cursor.fetchone() != (0,)

    loader.start()
    with transaction.atomic():
        Walk(at=at).register()  # its dates are by the calendar that is about to go
        begun.set()
        while loader.is_alive() and not waits:
            waits += [True] if load_waits() else []
    loader.join()
    assert waits
    expected = moves(Oracle(rows_of(2025), [*rows_of(), HOLIDAY]))
    assert {key: due for key, (_, due, _) in running().items()} == expected
    assert verify()["problems"] == []
