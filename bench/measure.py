"""W1–W7 on one engine at one size: the product and BARE, turn by turn, by the same server in the same run."""

import os
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench.bare_fill import fill_bare
from bench.batch import counts, sweep
from bench.cpu import Cpu
from bench.load import load
from bench.server import serving
from bench.works import bare, ours
from fengdan.matters.models import Event, Matter

WORKS = ("W1", "W2", "W3", "W4", "W5", "W6", "W7")
WARM = 1.0


def measure(works: tuple[str, ...], seconds: float, database: int | None) -> dict[str, Any]:
    """`database` is the process id of PostgreSQL."""
    stored = {"matters": Matter.objects.count(), "events": Event.objects.count()}
    fill_bare()
    call_command("collectstatic", interactive=False, verbosity=0)
    report: dict[str, Any] = {"engine": _version(), "stored": stored, "works": {}}
    pages = [work for work in works if work <= "W5"]
    with serving("fengdan.wsgi:application") as (port, pid), serving("bench.bare:application") as (floor, floor_pid):
        our_cpu, bare_cpu = Cpu(pid, database), Cpu(floor_pid, database)
        report["memory"] = {"at rest": our_cpu.memory()}
        our_asks, bare_asks = ours(port), bare()
        for work in pages:
            load(floor, bare_asks[work], WARM / 2, bare_cpu)
            load(port, our_asks[work], WARM, our_cpu)
            rows = {"bare": load(floor, bare_asks[work], seconds / 2, bare_cpu)}
            rows["ours"] = load(port, our_asks[work], seconds, our_cpu)
            report["works"][work] = rows | {"load": os.getloadavg()[0]}
        report["memory"]["after"] = our_cpu.memory()
    if "W7" in works:
        report["works"]["W7"] = counts(seconds, Cpu(os.getpid(), database))
    if "W6" in works:
        report["works"]["W6"] = sweep(4 * seconds, Cpu(os.getpid(), database))
    return report


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.vendor} {cursor.fetchone()[0]}"
