"""What is measured on one engine: the floor, six steps, three pages, at two sizes of the store; and routing."""

import sys
import time
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench.floor import bare_insert
from bench.routing import routings
from bench.timing import FEWEST, Taken, queries, repeated, summary, timed
from bench.walk import Desk, Walk
from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from fengdan.people.models import User

STEPS = ("register", "accept", "assign", "take", "record_consent", "hold_session")
# where ten matters of a filled store stand
MIX = (1, 1, 1, 1, 1, 1, 2, 3, 4, 0)  # so many of STEPS; 0: withdrawn and filed
BATCH = 50


def measure(matters: int, seconds: float) -> dict[str, Any]:
    """Everything, on data that verifies."""
    desk = Desk()
    settled = Walk(desk).go(*STEPS, "agree", "sign_all", "settle").matter
    insert = bare_insert()
    bare = repeated(insert, seconds / 2)
    report: dict[str, Any] = {"engine": _version(), "sizes": {}}
    for size in (matters // 10, matters):
        _fill(desk, size)
        report["sizes"][size] = {"pages": _pages(settled.code, seconds), "steps": _steps(desk, seconds)}
    bare += repeated(insert, seconds / 2)  # before and after: other load on the machine shows in both
    report["floor"] = summary(bare)
    report["routing"] = routings(timezone.localdate(), seconds)
    checked = verify()
    if checked["problems"]:
        raise SystemExit("\n".join(checked["problems"]))
    return report | {"verified": {"matters": checked["matters"], "events": checked["events"]}}


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.vendor} {cursor.fetchone()[0]}"


def _fill(desk: Desk, size: int) -> None:
    """Bring the store to `size` matters, through the actions; many to a commit, for this is not measured."""
    for start in range(Matter.objects.count(), size, BATCH):
        with transaction.atomic():
            for number in range(start, min(start + BATCH, size)):
                taken = MIX[number % len(MIX)]
                Walk(desk).go(*(STEPS[:taken] if taken else ("register", "withdraw", "archive")))
        if sys.stderr.isatty():
            print(f"\r  filling: {min(start + BATCH, size)} of {size} matters", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)


def _steps(desk: Desk, seconds: float) -> dict[str, dict[str, float]]:
    """Matters walk all six steps one after another, so that every step meets the same conditions."""
    counted: dict[str, int] = {}
    walk = Walk(desk)
    for verb in STEPS:
        counted[verb], walk.matter = queries(walk.prepared(verb))
    taken: dict[str, list[Taken]] = {verb: [] for verb in STEPS}
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(taken[STEPS[0]]) < FEWEST:
        walk = Walk(desk)
        for verb in STEPS:
            spent, walk.matter = timed(walk.prepared(verb))
            taken[verb].append(spent)
    return {verb: summary(taken[verb]) | {"queries": counted[verb]} for verb in STEPS}


def _pages(code: str, seconds: float) -> dict[str, dict[str, float]]:
    """As the duty officer, whose list of matters to accept grows with the store; always the same matter's page."""
    client = Client()
    client.force_login(User.objects.get(username="duty"))

    def get(address: str) -> int:
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        return len(response.content)

    found = {}
    for name, address in {"home": "/", "matters": "/matters/", "matter": f"/m/{code}/"}.items():
        taken = repeated(lambda address=address: get(address), seconds / 3)
        count, length = queries(lambda address=address: get(address))
        found[name] = summary(taken) | {"queries": count, "bytes": length}
    return found
