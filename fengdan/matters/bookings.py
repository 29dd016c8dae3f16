"""Agreeing on a time and a place: whose time it takes, and when it takes it no more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from fengdan.matters.comers import chosen, may_come
from fengdan.matters.diary import read_diary
from fengdan.matters.entry import Entry
from fengdan.matters.models import BookedSlot, Booking, Matter
from fengdan.rulebook.booking import INDOORS, SPELLED_OUT, Where, Wish, half_hours, person, room_key
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.diary import offer, why_not_then
from fengdan.rulebook.effects import Happening, apply
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.stages import OPEN
from fengdan.teams.appointing import hold
from fengdan.units.models import Area, Room

OVERTAKEN = "这次约定刚刚已经改过，请看过现在的时间再办。"
PASSED = "约定的时间已经过去；要再约请用“约定时间地点”。"


@dataclass(frozen=True)
class Wanted:
    """What was asked for. `room` and `area` are codes, `mediators` codes, `place` the words for a home or elsewhere."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    mediators: Collection[str]
    room: str = ""
    area: str = ""
    place: str = ""
    evening: bool = False


def to_come(matter: Matter) -> Booking | None:
    """The booking that is neither held nor called off."""
    related = ("room__unit", "area")
    return matter.bookings.filter(status=Booking.Status.BOOKED).select_related(*related).first()


def look_at(entry: Entry, booking: int) -> Booking:
    """The booking to come, if it is still the one that was looked at and lies ahead. Raises Stale and Refused."""
    row = to_come(entry.matter)
    if row is None or row.pk != booking:
        raise Stale(OVERTAKEN)
    if row.ends_at <= entry.at:
        raise Refused(PASSED)
    return row


def reserve(entry: Entry, wanted: Wanted, *, uid: str, sequence: int = 0, instead: Booking | None = None) -> Booking:
    """Take the time of the people and the room, all of it or nothing. Raises Refused with the next free times.

    `instead` is the booking that is moved; its time counts as free. The mediators and the room are held until commit:
    of two who want the same time the second waits, and is told.
    """
    row = _placed(wanted)
    row.mediators = chosen(entry.matter, wanted.mediators, entry.at)
    hold(row.mediators)
    list(Room.objects.select_for_update().filter(pk=row.room_id or ""))
    wish = wish_of(row, wanted)
    first = max(wanted.starts_at, entry.at).astimezone(ZONE).date()
    diary = read_diary(row.mediators, row.room_id or "", first, but_not=instead.pk if instead else 0)
    if refusal := why_not_then(wish, diary, entry.at):
        raise Refused(f"{refusal}{offer(wish, diary, entry.at)}", "starts")
    if instead is not None:
        _end(entry, instead, Booking.Status.MOVED, reason=instead.reason)
    row.matter, row.uid, row.sequence = entry.matter, uid, sequence
    row.booked_at, row.booked_by = entry.at, entry.actor.id
    entry.add(row)
    _take_time(row, wish)
    return row


def wish_of(row: Booking, wanted: Wanted) -> Wish:
    """The same in the words of the rulebook."""
    return Wish(
        mediators=tuple(person(code) for code in row.mediators),
        room=room_key(row.room_id) if row.room_id else "",
        town=row.town,
        starts=wanted.starts_at,
        ends=wanted.ends_at,
        evening=wanted.evening,
    )


def _placed(wanted: Wanted) -> Booking:
    """The row with its place and time, as they have to be. Raises Refused."""
    row = Booking(starts_at=wanted.starts_at, ends_at=wanted.ends_at, evening=wanted.evening)
    if wanted.kind not in set(Where):
        raise Refused("请选择在哪里见面。", "where")
    row.kind = wanted.kind
    if wanted.kind in INDOORS:
        row.room = Room.objects.select_related("unit").filter(pk=wanted.room).first()
        court = row.room is not None and row.room.kind == Room.Kind.COURT
        if row.room is None or court != (wanted.kind == Where.COURT):
            raise Refused("没有这个房间，请从列表里选择。", "where")
        return row
    row.area = Area.objects.exclude(kind=Area.Kind.COUNTY).filter(pk=wanted.area).first()
    if row.area is None:
        raise Refused("请选择在哪个乡镇、哪个村（社区）。", "area")
    row.place = wanted.place.strip() if wanted.kind in SPELLED_OUT else ""
    if wanted.kind in SPELLED_OUT and not row.place:
        raise Refused("请写明具体地点，比如哪一户、什么地方碰头。", "place")
    return row


def _take_time(row: Booking, wish: Wish) -> None:
    slots = [
        BookedSlot(booking=row, key=key, half_hour=half_hour)
        for key in wish.keys
        for half_hour in half_hours(row.starts_at, row.ends_at)
    ]
    try:
        with transaction.atomic():
            BookedSlot.objects.bulk_create(slots)
    except IntegrityError as error:  # the database's own word; whoever came by another way was first
        raise Refused("这个时间刚刚被别人约走了，请重新选择。", "starts") from error


def _end(entry: Entry, row: Booking, status: Booking.Status, **columns: object) -> None:
    """It is no more to come: its half hours are free."""
    row.slots.all().delete()
    entry.change(row, status=status, ended_at=entry.at, **columns)


def cancel(entry: Entry, row: Booking, reason: str) -> None:
    """Called off: everybody's calendar hears of it by the next sequence."""
    _end(entry, row, Booking.Status.CANCELLED, sequence=row.sequence + 1, reason=reason)


def hold_booked(entry: Entry, row: Booking) -> None:
    """It took place."""
    _end(entry, row, Booking.Status.HELD)
    entry.facts["booking_held"] = row.pk


def applied(happening: Happening, entry: Entry) -> MatterFacts:
    """The facts after a step, as the rulebook has it, and with it what it calls off."""
    after = apply(happening, entry.before)
    return apply(happening, entry.before) if release(entry, after) else after


def release(entry: Entry, after: MatterFacts) -> bool:
    """What no longer stands after a step is called off with it; whether there was such a thing.

    That is when the matter ends, goes to somebody else, or is mediated by others than it was agreed on with.
    """
    if entry.before is None or not entry.before.booked or not after.booked:
        return False
    row = to_come(entry.matter)
    if row is None or _stands(row, entry, entry.before, after):
        return False
    if row.ends_at <= entry.at:
        hold_booked(entry, row)
    else:
        cancel(entry, row, "事项的承办有变动，约定随之取消。" if after.stage in OPEN else "事项已经办结。")
        entry.facts["booking_cancelled"] = row.pk
    return True


def _stands(row: Booking, entry: Entry, before: MatterFacts, after: MatterFacts) -> bool:
    with_us = after.with_team or after.holder == CENTRE
    passed_on = bool(before.unit) and after.unit != before.unit
    if after.stage not in OPEN or not with_us or passed_on:
        return False
    if not (entry.matter.mediator_id and after.stage in {"taken", "underway"}):
        return True
    return set(row.mediators) <= {code for code, _ in may_come(entry.matter, entry.at.astimezone(ZONE).date())}
