"""W6 and W7, in this process: the sweep of the clocks, and counting by township and month."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from bench.cpu import Cpu
from fengdan.matters.queries.reach import reach
from fengdan.matters.tick import tick
from fengdan.rulebook.actor import Actor, Role

BULK = (
    (
        "INSERT INTO bare_event SELECT id, version + 100000, 'escalate', CURRENT_TIMESTAMP, '{}' FROM bare_matter"
        " WHERE due < CURRENT_TIMESTAMP"
    ),
    "UPDATE bare_matter SET version = version + 100000 WHERE due < CURRENT_TIMESTAMP",
)
MONTHS = {
    "sqlite": "strftime('%Y-%m', registered_at)",
    "postgresql": "date_trunc('month', registered_at AT TIME ZONE 'Asia/Shanghai')",
}


def _row(n: int, took: float, before: tuple[float, float], after: tuple[float, float]) -> dict[str, float]:
    server, database = (round((b - a) / n * 1000, 4) for a, b in zip(before, after, strict=True))
    return {"n": n, "per_second": round(n / took, 1), "cpu_server": server, "cpu_database": database}


def sweep(seconds: float, cpu: Cpu) -> dict[str, Any]:
    """Rungs taken for so long, each with its event and letters, against one statement over all that is late."""
    before, began = cpu.spent(), time.perf_counter()
    with connection.cursor() as cursor:
        for statement in BULK:
            cursor.execute(statement)
        late = cursor.rowcount
    bare = _row(max(late, 1), time.perf_counter() - began, before, cpu.spent())
    before, began = cpu.spent(), time.perf_counter()
    until = began + seconds
    done = tick(timezone.now(), go_on=lambda: time.perf_counter() < until)
    if done.failed:
        raise SystemExit(f"the sweep failed at {done.failed[:3]}")
    taken = sum(done.taken.values())
    return {"bare": bare, "ours": _row(max(taken, 1), time.perf_counter() - began, before, cpu.spent())}


def counts(seconds: float, cpu: Cpu) -> dict[str, Any]:
    """Matters by township and month: the grouped query a page would use, through `reach`, against a plain scan."""
    director = Actor(id="0", name="", roles=frozenset({Role.DIRECTOR}))

    def ours() -> None:
        months = reach(director).annotate(month=TruncMonth("registered_at")).order_by()
        list(months.values("area__parent", "month").annotate(n=Count("pk")))

    def bare() -> None:
        with connection.cursor() as cursor:
            month = MONTHS[connection.vendor]
            cursor.execute(f"SELECT area, {month}, count(*) FROM bare_matter GROUP BY 1, 2")
            cursor.fetchall()

    return {name: _repeated(call, seconds / 2, cpu) for name, call in (("bare", bare), ("ours", ours))}


def _repeated(call: Callable[[], None], seconds: float, cpu: Cpu) -> dict[str, float]:
    call()
    before, began, n = cpu.spent(), time.perf_counter(), 0
    while time.perf_counter() - began < seconds or n < 3:
        call()
        n += 1
    return _row(n, time.perf_counter() - began, before, cpu.spent())
