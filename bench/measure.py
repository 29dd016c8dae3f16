"""W1–W7, P1–P2, T1–T3 and K1 on one engine at one size: product and floor turn by turn, by the same server."""

import os
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench.bare_fill import fill_bare
from bench.batch import counts, sweep
from bench.booking import book_at_once
from bench.clocks import among, calendar, together
from bench.cpu import Cpu
from bench.load import load
from bench.server import serving
from bench.works import bare, ours, public, word
from fengdan.matters.models import Event, Matter

WARM = 1.0


def measure(works: tuple[str, ...], seconds: float, database: int | None) -> dict[str, Any]:
    """`database` is the process id of PostgreSQL."""
    stored = {"matters": Matter.objects.count(), "events": Event.objects.count()}
    report: dict[str, Any] = {"engine": _version(), "stored": stored, "works": {}}
    here = Cpu(os.getpid(), database)
    if any(work.startswith("W") for work in works):
        fill_bare()
    if pages := [work for work in works if "W1" <= work <= "W5"]:
        report |= _pages(pages, seconds, database)
    if pages := [work for work in works if work.startswith("P")]:
        report["works"] |= _public(pages, seconds, database)
    if "W7" in works:
        report["works"]["W7"] = counts(seconds, here)
    if "W6" in works:
        report["works"]["W6"] = sweep(4 * seconds, here)
    if "K1" in works:
        report["works"]["K1"] = _at_once(database)
    report["works"] |= _clocks(works, here)
    return report


def _pages(pages: list[str], seconds: float, database: int | None) -> dict[str, Any]:
    """What is asked of the server, and how much memory it takes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    works = {}
    with serving("fengdan.wsgi:application") as (port, pid), serving("bench.bare:application") as (floor, floor_pid):
        our_cpu, bare_cpu = Cpu(pid, database), Cpu(floor_pid, database)
        memory = {"at rest": our_cpu.memory()}
        our_asks, bare_asks = ours(port), bare()
        for work in pages:
            load(floor, bare_asks[work], WARM / 2, bare_cpu)
            load(port, our_asks[work], WARM, our_cpu)
            rows = {"bare": load(floor, bare_asks[work], seconds / 2, bare_cpu)}
            rows["ours"] = load(port, our_asks[work], seconds, our_cpu)
            works[work] = rows | {"load": os.getloadavg()[0]}
        memory["after"] = our_cpu.memory()
    return {"works": works, "memory": memory}


def _public(pages: list[str], seconds: float, database: int | None) -> dict[str, Any]:
    """Public pages, against a view that says one word behind the same middleware."""
    call_command("collectstatic", interactive=False, verbosity=0)
    works = {}
    with serving("fengdan.wsgi:application") as (port, pid), serving("bench.trivial:application") as (floor, floor_pid):
        our_cpu, floor_cpu = Cpu(pid, database), Cpu(floor_pid, database)
        our_asks = public(port)
        for page in pages:
            load(floor, word(), WARM, floor_cpu)
            load(port, our_asks[page], WARM, our_cpu)
            works[page] = {"bare": load(floor, word(), seconds, floor_cpu)}
            works[page] |= {"ours": load(port, our_asks[page], seconds, our_cpu), "load": os.getloadavg()[0]}
    return works


def _at_once(database: int | None) -> dict[str, Any]:
    """Bookings of one slot, asked of the server."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with serving("fengdan.wsgi:application") as (port, pid):
        return book_at_once(port, Cpu(pid, database))


def _clocks(works: tuple[str, ...], cpu: Cpu) -> dict[str, Any]:
    """What is asked for of T1–T3, each leaving the clocks as the next does not mind them."""
    found: dict[str, Any] = {}
    if "T3" in works:
        found["T3"] = calendar(cpu)
    if "T1" in works:
        found["T1"] = {"ours": among(cpu)}
    if "T2" in works:
        found["T2"] = together(cpu)
    return found


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.vendor} {cursor.fetchone()[0]}"
