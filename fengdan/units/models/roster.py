"""The roster of the windows: weekly turns, changes of single days, on-call units; and the numbers of the hall."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fengdan.rulebook.duty import HALF_LABELS, SPELL_LABELS
from fengdan.units.models.organisations import Unit, Window, source_field

HALVES = [(half.value, label) for half, label in HALF_LABELS.items()]


class Turn(models.Model):
    """A line of the roster (班次): who sits at a window on which weekdays. Without a window: the 值班领导.

    Name and post are the public roster's. `account` is the username, empty without one: by it absences are known.
    """

    code = models.CharField(max_length=10, primary_key=True)
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="turns")
    weekdays = models.JSONField(help_text="1 (Monday) to 5, as text")
    spell = models.CharField(max_length=3, choices=SPELL_LABELS)
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=40)
    account = models.CharField(max_length=40, blank=True)
    source = source_field()
    active_from = models.DateField()
    active_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class TurnChange(models.Model):
    """换班、顶班: half a day at one place for which somebody else comes. What is undone keeps its row.

    The rows of one save share `once`, the nonce of the page; `instead` is whose turn it was, empty when nobody's.
    """

    class Kind(models.TextChoices):
        SWAP = "swap", "换班"
        REPLACE = "replace", "顶班"

    once = models.CharField(max_length=32)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    day = models.DateField()
    half = models.CharField(max_length=2, choices=HALVES)
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=40)
    account = models.CharField(max_length=40, blank=True)
    instead = models.CharField(max_length=40, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "half", "window"], condition=Q(undone_at=None), name="units_turnchange_one_a_seat"
            ),
            models.UniqueConstraint(
                fields=["day", "half"],
                condition=Q(undone_at=None, window=None),
                name="units_turnchange_one_leader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.half} {self.name}"


class OnCall(models.Model):
    """随叫随到: a unit that comes when it is called. `within` is how soon, in the grammar of limits."""

    code = models.CharField(max_length=10, primary_key=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    phone = models.CharField(max_length=20)
    within = models.CharField(max_length=8)
    about = models.CharField(max_length=60, help_text="what it is called for")
    source = source_field()
    active_from = models.DateField()
    active_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.unit} {self.phone}"


class Ticket(models.Model):
    """取号: a number of a day and a queue, e.g. A012. It says nothing of who holds it."""

    day = models.DateField()
    queue = models.CharField(max_length=1)
    number = models.PositiveIntegerField()
    once = models.CharField(max_length=32, unique=True)
    given_at = models.DateTimeField()
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    called_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "queue", "number"], name="units_ticket_number"),
            models.CheckConstraint(
                condition=Q(window=None, called_at=None) | Q(window__isnull=False, called_at__isnull=False),
                name="units_ticket_called_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.queue}{self.number:03}"
