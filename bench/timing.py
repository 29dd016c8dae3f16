"""Timing calls one after another."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UP = 5
FEWEST = 5
CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of this process's own work; what another process did meanwhile is not in the latter."""

    wall: float
    cpu: float


def timed(call: Callable[[], Any]) -> tuple[Taken, Any]:
    """What one call took, and what came back."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = call()
    return Taken(time.perf_counter() - wall, time.process_time() - cpu), result


def repeated(call: Callable[[], Any], seconds: float) -> list[Taken]:
    """Call it for so long, after a few calls that do not count."""
    for _ in range(WARM_UP):
        call()
    taken: list[Taken] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(taken) < FEWEST:
        taken.append(timed(call)[0])
    return taken


def summary(taken: list[Taken]) -> dict[str, float]:
    """How many, how many per second, median and 95th percentile and mean own work in milliseconds."""
    walls = [each.wall for each in taken]
    return {
        "n": len(taken),
        "per_second": round(len(taken) / sum(walls), 1),
        "ms_p50": round(statistics.median(walls) * 1000, 3),
        "ms_p95": round(statistics.quantiles(walls, n=20)[-1] * 1000, 3),
        "ms_cpu": round(statistics.mean(each.cpu for each in taken) * 1000, 3),
    }


def queries(call: Callable[[], Any]) -> tuple[int, Any]:
    """How many statements a call sends, transaction control left out, and what came back."""
    with CaptureQueriesContext(connection) as seen:
        result = call()
    return sum(not query["sql"].startswith(CONTROL) for query in seen.captured_queries), result
