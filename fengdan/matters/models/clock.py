"""时限: a promise with a date."""

from django.db import models
from django.db.models import Q

from fengdan.catalogue.items.models import ItemVersion
from fengdan.matters.models.matter import Matter


class Clock(models.Model):
    """`name` is what is promised; at most one runs per matter and name. Provisional: see rulebook.workdays.

    `limit`, `version`, `value`, `rolls` and `pauses` are the county's table as it was when the clock began.
    `rung` is what the sweep does about it at `rung_at` (rulebook.rungs).
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=30)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField()
    limit = models.CharField(max_length=30, blank=True, help_text="the code of the limit it runs by")
    version = models.PositiveIntegerField(default=0, help_text="of that limit")
    item_version = models.ForeignKey(
        ItemVersion,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        help_text="whose limit it is instead of the county's",
    )
    value = models.CharField(max_length=8, blank=True, help_text="how long, in the grammar of design §3")
    rolls = models.BooleanField(default=True, help_text="a last day off is moved on")
    pauses = models.BooleanField(default=False, help_text="stands still while the matter is suspended")
    paused = models.BooleanField(default=False, help_text="stands still now")
    stopped_at = models.DateTimeField(null=True)
    rung = models.CharField(max_length=10, blank=True, help_text="what comes next as it runs out; empty: nothing more")
    rung_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "name"], condition=Q(stopped_at=None), name="matters_clock_one_running"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(stopped_at=None), name="matters_clock_due"),
            models.Index(
                fields=["rung_at", "id"], condition=Q(stopped_at=None, rung_at__isnull=False), name="matters_clock_rung"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.name}"
