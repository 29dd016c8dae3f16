"""Checking the whole ledger: every event replayed through the rulebook, every sealed row against its digest."""

from typing import Any

from django.db import connection

from fengdan.database.snapshot import snapshot
from fengdan.matters.models import Event, Matter
from fengdan.matters.verify.booked import wrong_slots
from fengdan.matters.verify.numbers import gaps
from fengdan.matters.verify.replay import replay
from fengdan.matters.verify.seals import broken_seals
from fengdan.terminal import Tell, quiet

CHUNK = 500
PERSONAL = ("story", "place", "pin", "token", "conclusion_reason")


def verify(tell: Tell = quiet) -> dict[str, Any]:
    """`{"ok", "matters", "events", "problems": []}`: a sentence for each thing that is not as the ledger says.

    `tell` hears how many matters have been gone through.
    """
    with snapshot(connection):
        return _verify(tell)


def _verify(tell: Tell) -> dict[str, Any]:
    digests: dict[str, str] = {}
    problems: list[str] = []
    matters = events = 0
    there = Matter.objects.count()
    readable = Matter.objects.select_related("item_version").defer(*PERSONAL)
    for matter in readable.order_by("id").iterator(chunk_size=CHUNK):
        replayed = replay(matter)
        matters += 1
        events += replayed.events
        problems += [f"{matter.code}：{problem}" for problem in replayed.problems]
        digests |= replayed.digests
        tell(matters, there)
    problems += _without_matter()
    problems += broken_seals(digests)
    problems += gaps()
    problems += wrong_slots()
    return {"ok": not problems, "matters": matters, "events": events, "problems": problems}


def _without_matter() -> list[str]:
    known = Matter.objects.values("pk")
    lost = Event.objects.exclude(matter_id__in=known).order_by().values_list("matter_id", flat=True).distinct()
    return [f"事项 {matter_id} 有办理记录而事项本身不见了" for matter_id in lost]
