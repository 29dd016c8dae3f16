"""Filling the store: numbers are handed out in order of time, copies made and written by several processes."""

import sys
from collections import Counter as Count
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from random import Random

from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone

from bench.bulk.copy import Copy
from bench.bulk.models import Model, Values, renew_sequences, tables, take_models
from bench.bulk.reworded import NUMBERED, Order
from fengdan.catalogue.rules import rules_in_force
from fengdan.database.triggers import drop_all, install
from fengdan.matters.models import Agreement, Counter, Matter
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.numbering import matter_code
from fengdan.search import index
from fengdan.units.models import Area

WEEKS = 78
CHUNK = 250
LATEST = timedelta(hours=1)  # the newest matter was last touched so long ago
# where a hundred matters stand: sixty are open
MIX = {
    "registered": 3,
    "accepted": 3,
    "assigned": 4,
    "taken": 6,
    "consented": 6,
    "underway": 10,
    "agreed": 2,
    "signed by party": 1,
    "unit registered": 2,
    "unit accepted": 2,
    "unit assigned": 5,
    "unit taken": 8,
    "replied": 6,
    "approved": 2,
    "concluded": 4,
    "followed up": 2,
    "archived": 8,
    "unit concluded": 3,
    "unit followed up": 1,
    "unit archived": 5,
    "desk settled": 5,
    "answered": 2,
    "answer archived": 6,
    "withdrawn archived": 4,
}
_models: list[Model] = []  # what the processes are forked with


@dataclass(frozen=True)
class Chunk:
    """So many copies, and the ids their rows begin with."""

    orders: list[Order]
    first: dict[type[models.Model], int]


def fill(size: int, *, towns: int = 18, processes: int = 2, seed: int = 1) -> None:
    """Add so many matters. Triggers are away meanwhile, as they are during `migrate`: a matter opens at any version."""
    _models[:] = take_models(towns)
    random, now = Random(seed), timezone.now()
    drop_all(connection)
    try:
        _write_all(list(_orders(_drawn(size, random, now), random)), processes)
    finally:
        install(connection)
    renew_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _drawn(size: int, random: Random, now: datetime) -> list[tuple[datetime, int, timedelta]]:
    """When each is registered, which model it copies, and how far that is shifted; the oldest first."""
    named = defaultdict(list)
    for number, model in enumerate(_models):
        named[model.name].append(number)
    drawn = []
    for name in random.choices(list(MIX), list(MIX.values()), k=size):
        number = random.choice(named[name])
        model = _models[number]
        fewest = (model.last - now + LATEST) // timedelta(weeks=1) + 1
        # a whole number of weeks: the weekday stays
        shift = timedelta(weeks=-random.randint(fewest, WEEKS), minutes=random.randrange(120))
        drawn.append((model.matter["registered_at"] + shift, number, shift))
    return sorted(drawn)


def _orders(drawn: list[tuple[datetime, int, timedelta]], random: Random) -> Iterator[Order]:
    """The numbers, as they would have been given out: matters by day, papers by committee and year."""
    county = Area.objects.get(kind=Area.Kind.COUNTY).code
    last = Count(dict(Counter.objects.values_list("series", "last")))
    papers = sorted(
        ((row[_reached(kind)] + shift, place, kind.__name__, row["id"], _series(kind, row, shift)))
        for place, (_, number, shift) in enumerate(drawn)
        for kind in NUMBERED
        for row in _models[number].rows.get(kind, ())
    )
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for _, place, _, _, series in papers:
        last[series] += 1
        numbers[place].append(last[series])
    for place, (at, number, shift) in enumerate(drawn):
        day = at.astimezone(ZONE).date()
        series = f"matter:{county}-{day:%Y%m%d}"
        last[series] += 1
        code = matter_code(county, day, last[series])
        yield Order(number, shift, code, tuple(numbers[place]), random.randrange(2**32))
    Counter.objects.bulk_create(
        [Counter(series=series, last=count) for series, count in last.items()],
        update_conflicts=True,
        update_fields=["last"],
        unique_fields=["series"],
    )


def _reached(kind: type[models.Model]) -> str:
    return "frozen_at" if kind is Agreement else "reached_at"


def _series(kind: type[models.Model], row: Values, shift: timedelta) -> str:
    year = (row[_reached(kind)] + shift).astimezone(ZONE).year
    return f"{'agreement' if kind is Agreement else 'oral'}:{row['committee_id']}:{year}"


def _write_all(orders: list[Order], processes: int) -> None:
    if processes == 1:
        for chunk in _chunks(orders):
            _write(chunk)
        return
    ready = list(_chunks(orders))
    connection.close()  # the processes open their own
    with ProcessPoolExecutor(processes, get_context("fork")) as pool:
        waiting, done = set[Future[int]](), 0
        for chunk in ready:
            waiting.add(pool.submit(_write, chunk))
            if len(waiting) >= 2 * processes:
                done += _finished(waiting)
                _say(done, len(orders))
        while waiting:
            done += _finished(waiting)
            _say(done, len(orders))


def _finished(waiting: set[Future[int]]) -> int:
    over, _ = wait(waiting, return_when=FIRST_COMPLETED)
    waiting -= over
    return sum(each.result() for each in over)


def _say(done: int, size: int) -> None:
    if sys.stderr.isatty():
        print(f"\r  filling: {done} of {size} matters", end="\n" if done == size else "", file=sys.stderr)


def _chunks(orders: list[Order]) -> Iterator[Chunk]:
    free = {model: (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1 for model in tables()}  # noqa: SLF001
    for start in range(0, len(orders), CHUNK):
        chunk = orders[start : start + CHUNK]
        yield Chunk(chunk, dict(free))
        for order in chunk:
            _pass(free, _models[order.model])


def _pass(free: dict[type[models.Model], int], model: Model) -> None:
    for table, rows in model.rows.items():
        free[table] += len(rows)


def _write(chunk: Chunk) -> int:
    """Make the copies of one chunk and commit them."""
    rules, now, free = rules_in_force(), timezone.now(), dict(chunk.first)
    rows: defaultdict[type[models.Model], list[models.Model]] = defaultdict(list)
    searched: list[tuple[int, list[str]]] = []
    for order in chunk.orders:
        copy = Copy(_models[order.model], order, dict(free), rules, now)
        for row in copy.build():
            rows[type(row)].append(row)
        searched.append((copy.id, copy.searched()))
        _pass(free, copy.model)
    with transaction.atomic():
        for table in _matters_first(rows):
            table._default_manager.bulk_create(rows[table], batch_size=500)  # noqa: SLF001
        for subject, words in searched:
            index.put(subject, words)
    return len(chunk.orders)


def _matters_first(found: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    return sorted(found, key=lambda table: table is not Matter)
