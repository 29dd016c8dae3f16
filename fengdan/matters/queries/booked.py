"""The time and the place agreed on, and what was agreed on before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Value
from django.db.models.functions import Concat

from fengdan.matters.models import Booking
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import titles
from fengdan.matters.queries.written import Written
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.booking import SPELLED_OUT, Where, person
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.spoken import span_words
from fengdan.teams.models import Mediator


@dataclass(frozen=True)
class BookingShown:
    """`where` anybody on the matter may read; `place` is the words for it, empty where they are not for the reader."""

    id: int
    when: str
    where: str
    place: str
    mediators: str
    status: str
    label: str
    reason: str
    live: bool
    over: bool


@dataclass(frozen=True)
class Coming:
    """One of a mediator's own appointments: `who` are the people of the matter (`code`)."""

    code: str
    who: str
    when: str
    where: str
    over: bool


def coming_up(actor: Actor, at: datetime) -> list[Coming]:
    """Where this mediator is expected today and tomorrow, in the order of time. Two queries, one without any."""
    today = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    keys = Mediator.objects.filter(user=int(actor.id)).values(key=Concat(Value(person("")), "code"))
    expected = Booking.objects.filter(
        status=Booking.Status.BOOKED,
        starts_at__gte=today,
        starts_at__lt=today + timedelta(days=2),
        slots__key__in=keys,
        matter__in=reach(actor).values("pk"),
    )
    rows = list(expected.select_related("matter", "room", "area").distinct().order_by("starts_at"))
    who_is_it = titles({row.matter_id for row in rows}) if rows else {}
    return [
        Coming(
            row.matter.code,
            who_is_it[row.matter_id],
            span_words(row.starts_at, row.ends_at),
            _where(row, home=True),
            row.ends_at <= at,
        )
        for row in rows
    ]


def bookings(rows: Written, at: datetime, *, address: bool) -> list[BookingShown]:
    """Newest first; one query where there are any. `address`: the reader may learn where people live."""
    found: list[Booking] = sorted(rows.rows("booking"), key=lambda row: -row.pk)
    names = names_in(found) if found else {}
    return [booking_shown(row, names, at, address=address) for row in found]


def booking_shown(row: Booking, names: dict[str, str], at: datetime, *, address: bool) -> BookingShown:
    return BookingShown(
        id=row.pk,
        when=span_words(row.starts_at, row.ends_at),
        where=_where(row, home=address),
        place=row.place if address or row.kind == Where.ELSEWHERE else "",
        mediators=who(row, names),
        status=row.status,
        label=Booking.Status(row.status).label,
        reason=row.reason,
        live=row.status == Booking.Status.BOOKED,
        over=row.ends_at <= at,
    )


def _where(row: Booking, *, home: bool) -> str:
    """With the village where the place is spelled out; of a `home` only for whoever may learn where people live."""
    told = row.kind in SPELLED_OUT and (home or row.kind != Where.HOME)
    return f"{row.where}（{row.area}）" if told else row.where


def to_come_shown(matter: int, at: datetime) -> BookingShown | None:
    """The one that is still to come, for a party: of a home no more than that it is one. Two queries at most."""
    live = Booking.objects.filter(matter=matter, status=Booking.Status.BOOKED, ends_at__gt=at)
    row = live.select_related("room", "area").first()
    return booking_shown(row, names_in([row]), at, address=False) if row else None


def who(row: Booking, names: dict[str, str]) -> str:
    """The mediators it is with, by `names_in`."""
    return "、".join(names.get(code, code) for code in row.mediators)


def names_in(rows: Iterable[Booking]) -> dict[str, str]:
    """Code → name of all mediators of these. One query."""
    codes = {code for row in rows for code in row.mediators}
    return dict(Mediator.objects.filter(pk__in=codes).values_list("code", "name"))
