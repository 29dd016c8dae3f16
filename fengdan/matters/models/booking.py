"""约定的时间地点, and the half hours of people and rooms that it takes."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.booking import INDOORS, WHERE_LABELS, Where
from fengdan.units.models import Area, Room
from fengdan.vault.fields import EncryptedTextField


class Booking(Sealed):
    """A time and a place agreed on; one at most that is still to come per matter.

    Moved, it is another row with the same `uid` and the next `sequence` (RFC 5545); called off, its own sequence rises.
    `area` is the village or township of all that is not at the centre, `place` the words for where nobody else is to
    know. `mediators` are codes; `reason` says why it was moved or called off.
    """

    class Status(models.TextChoices):
        BOOKED = "booked", "已约定"
        MOVED = "moved", "已改期"
        CANCELLED = "cancelled", "已取消"
        HELD = "held", "已进行"

    SEALED = (
        *("matter_id", "uid", "sequence", "status", "kind", "room_id", "area_id", "place", "starts_at", "ends_at"),
        *("evening", "mediators", "reason", "ended_at"),
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="bookings")
    round = models.PositiveSmallIntegerField(default=1)
    uid = models.CharField(max_length=40)
    sequence = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.BOOKED)
    kind = models.CharField(max_length=9, choices=[(where.value, label) for where, label in WHERE_LABELS.items()])
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    place = EncryptedTextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    evening = models.BooleanField(default=False)
    mediators = models.JSONField()
    reason = EncryptedTextField(blank=True)
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="since when it is no more to come")
    booked_by = models.CharField(max_length=40, help_text="an actor's id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(status="booked"), name="matters_booking_one_to_come"
            ),
            models.UniqueConstraint(fields=["uid", "sequence"], name="matters_booking_sequence"),
            models.CheckConstraint(
                condition=Q(status__in=["booked", "moved", "cancelled", "held"]), name="matters_booking_status"
            ),
            models.CheckConstraint(
                condition=Q(status="booked", ended_at=None) | ~Q(status="booked") & Q(ended_at__isnull=False),
                name="matters_booking_ended",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="matters_booking_ends_later"),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(map(str, INDOORS)), room__isnull=False, area=None)
                | Q(kind__in=sorted(map(str, set(Where) - INDOORS)), room=None, area__isnull=False),
                name="matters_booking_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="matters_booking_when")]

    def __str__(self) -> str:
        return f"{self.uid} {self.sequence}"

    @property
    def town(self) -> str:
        """The area code of the township it is in; the county's own for the rooms of the centre."""
        if self.area is None:
            assert self.room is not None
            return str(self.room.unit.area_id)
        return self.area.township_code

    @property
    def where(self) -> str:
        """The place in words anybody may read: of a home no more than that it is one."""
        if self.room is not None:
            return str(self.room.name)
        return str(self.area) if self.kind == Where.VILLAGE else WHERE_LABELS[Where(self.kind)]


class BookedSlot(models.Model):
    """A half hour that is taken of somebody's or of a room's time: `person:m1602`, `room:R02`.

    Nobody can be in two places: the database holds each once. The rows go when the booking is no more to come.
    """

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="slots")
    key = models.CharField(max_length=40)
    half_hour = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "half_hour"], name="matters_bookedslot_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.half_hour:%Y-%m-%d %H:%M}"
