"""取号、叫号: numbers of a day and a queue. They begin anew each day and say nothing of who holds them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from fengdan.duty.roster import roster
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Ticket, Window

CALLERS = (Role.CLERK, Role.DUTY)
MOST = 999  # a number has three digits
SHOWN = 8


@dataclass(frozen=True)
class Queue:
    """A letter, the windows that call it, how many wait, and the number given last."""

    letter: str
    windows: str
    waiting: int
    last: str


@dataclass(frozen=True)
class Calling:
    """A window and the number it called last today; `ticket` is 0 and `number` empty before the first.

    `here`: somebody is to be there today.
    """

    code: str
    name: str
    queue: str
    ticket: int
    number: str
    waiting: int
    here: bool


@dataclass(frozen=True)
class CalledNumber:
    """A number called, and where to go with it."""

    number: str
    window: str


def give(queue: str, *, once: str, actor: Actor, at: datetime) -> Ticket:
    """The next number of the queue today. The same form sent twice gives the same number. Raises Refused."""
    _may(actor)
    today = at.astimezone(ZONE).date()
    with transaction.atomic():
        _hold(queue)
        before = Ticket.objects.filter(once=once).first()
        if before is not None:
            return before
        last = Ticket.objects.filter(day=today, queue=queue).aggregate(last=Max("number"))["last"] or 0
        if last == MOST:
            raise Refused(f"今天 {queue} 字头的号已经取完，请改用其他窗口。", "queue")
        return Ticket.objects.create(day=today, queue=queue, number=last + 1, once=once, given_at=at)


def call(window: str, *, after: int, actor: Actor, at: datetime) -> Ticket | None:
    """Call the next number to this window. Raises Refused when nobody waits.

    `after` is the ticket the page showed as called last: a page that is behind moves nothing on and gets what is there.
    """
    _may(actor)
    today = at.astimezone(ZONE).date()
    with transaction.atomic():
        desk = Window.objects.filter(pk=window).first()
        if desk is None:
            raise Refused("没有这个窗口，请刷新页面。", "window")
        _hold(desk.queue)
        current = Ticket.objects.filter(day=today, window=desk).order_by("-called_at", "-pk").first()
        if (current.pk if current else 0) != after:
            return current
        following = Ticket.objects.filter(day=today, queue=desk.queue, called_at=None).order_by("number").first()
        if following is None:
            raise Refused(f"{desk.name}现在没有人在等。")
        following.window, following.called_at = desk, at
        following.save(update_fields=["window", "called_at"])
        return following


def call_again(ticket: int, *, actor: Actor, at: datetime) -> None:
    """Whoever did not come is called once more, to the same window. Raises Refused."""
    _may(actor)
    today = at.astimezone(ZONE).date()
    if not Ticket.objects.filter(pk=ticket, day=today, called_at__isnull=False).update(called_at=at):
        raise Refused("这个号今天没有叫过，请刷新页面。", "ticket")


def queues(day: date) -> list[Queue]:
    """By letter. Two queries."""
    windows: dict[str, list[str]] = {}
    for letter, name in Window.objects.order_by("queue", "code").values_list("queue", "name"):
        windows.setdefault(letter, []).append(name)
    tickets = _today(day)
    found = []
    for letter, names in windows.items():
        mine = [ticket for ticket in tickets if ticket.queue == letter]
        last = str(max(mine, key=lambda ticket: ticket.number)) if mine else ""
        found.append(Queue(letter, "、".join(names), _waiting(letter, tickets), last))
    return found


def windows(day: date) -> list[Calling]:
    """Every window with what it called last. Seven queries."""
    tickets = _today(day)
    here = {seat.place for seat in roster([day]).on(day)}
    found = []
    for window in Window.objects.order_by("code"):
        mine = [ticket for ticket in tickets if ticket.window_id == window.pk]
        last = mine[-1] if mine else None
        waiting = _waiting(window.queue, tickets)
        number = str(last) if last else ""
        found.append(
            Calling(window.pk, window.name, window.queue, last.pk if last else 0, number, waiting, window.pk in here)
        )
    return found


def called(day: date) -> list[CalledNumber]:
    """The last few numbers called, the newest first. One query."""
    rows = Ticket.objects.filter(day=day, called_at__isnull=False).select_related("window")
    newest = rows.order_by("-called_at", "-pk")[:SHOWN]
    return [CalledNumber(str(row), row.window.name if row.window else "") for row in newest]


def _may(actor: Actor) -> None:
    if not actor.has(*CALLERS):
        raise Refused("取号、叫号由窗口受理员或值班领导办理。")


def _hold(queue: str) -> None:
    """Two at once at one queue: the second waits, then sees what the first did."""
    if not list(Window.objects.select_for_update().filter(queue=queue).order_by("code")):
        raise Refused("没有这种号，请刷新页面后重新选择。", "queue")


def _today(day: date) -> list[Ticket]:
    return list(Ticket.objects.filter(day=day).order_by("called_at", "pk"))


def _waiting(letter: str, tickets: list[Ticket]) -> int:
    return sum(ticket.queue == letter and ticket.called_at is None for ticket in tickets)
