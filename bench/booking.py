"""K1: two hundred people at once for one hour of one mediator in one room, over HTTP; one has it, the rest are told."""

import threading
import time
from http.client import HTTPConnection
from typing import Any

from django.utils import timezone

from bench.cpu import Cpu
from bench.load import Ask, send
from bench.works import Seat
from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.free_times import Asked, free_times
from fengdan.people.actor import actor_of
from fengdan.people.models import User
from fengdan.rulebook.facts import Side
from fengdan.teams.models import TeamMember
from fengdan.units.models import Area

MANY, ROOM, HOUR = 200, "R02", 2
TAKEN, OFFERED = "已经有约", "最近可约"


def book_at_once(port: int, cpu: Cpu) -> dict[str, Any]:
    """Raises SystemExit unless exactly one is booked and all others read that it is taken and when else."""
    asks = _asks(port)
    given: list[str] = [""] * len(asks)
    gate = threading.Barrier(len(asks))

    def press(place: int, ask: Ask) -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=120)
        line.connect()
        gate.wait()
        status, body, _ = send(line, ask)
        page = body.decode(errors="replace")
        told = status == 409 and TAKEN in page and OFFERED in page
        given[place] = "booked" if status == 302 else "refused" if told else f"{status}: {page[:2000]}"
        line.close()

    threads = [threading.Thread(target=press, args=pair) for pair in enumerate(asks)]
    before, began = cpu.spent(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, after = time.perf_counter() - began, cpu.spent()
    booked, refused = given.count("booked"), given.count("refused")
    if (booked, refused) != (1, len(asks) - 1):
        raise SystemExit(next((each for each in given if each not in {"booked", "refused"}), f"{booked} were booked"))
    server, database = (round((b - a) / len(asks) * 1000, 3) for a, b in zip(before, after, strict=True))
    row = {"n": len(asks), "booked": booked, "refused": refused, "seconds": round(took, 2)}
    return {"ours": row | {"per_second": round(len(asks) / took, 1), "cpu_server": server, "cpu_database": database}}


def _asks(port: int) -> list[Ask]:
    """The form of so many matters, each filled in for the same hour."""
    dispatcher = Seat(port, "dispatcher")
    mediator = TeamMember.objects.get(mediator__user__username="mediator").mediator_id
    starts = free_times(Asked([mediator], ROOM, "", HOUR, evening=False, day=None), timezone.now()).starts[-1]
    form = {"where": f"room:{ROOM}", "mediators": mediator, "length": str(HOUR), "starts": f"{starts:%Y-%m-%dT%H:%M}"}
    found = [_waiting() for _ in range(MANY)]
    return [dispatcher.post(f"/m/{row.code}/book/", form | {"seen": str(row.version)}, 302) for row in found]


def _waiting() -> Matter:
    """One more quarrel, accepted at the centre."""
    today = timezone.localdate()
    clerk, duty = (actor_of(User.objects.get(username=name), today) for name in ("clerk", "duty"))
    sides = (PartyDetails(Side.APPLICANT, "王测一"), PartyDetails(Side.RESPONDENT, "李测二"))
    town = Area.objects.filter(kind=Area.Kind.TOWNSHIP).order_by("pk")[0]
    told = Registration("walk_in", "02", town.pk, "楼上漏水，找了三次都不修。", sides)
    return accept(register(told, actor=clerk, at=timezone.now()), actor=duty, at=timezone.now())
