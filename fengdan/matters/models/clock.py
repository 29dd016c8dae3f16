"""时限: a promise with a date."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter


class Clock(models.Model):
    """`name` is a limit code; at most one runs per matter and name. Provisional: see rulebook.workdays.

    `rung` is what the sweep does about it at `rung_at` (rulebook.rungs).
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=30)
    tier = models.PositiveSmallIntegerField(default=0, help_text="the level of 五级九天 whose time this is; 0: none's")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField()
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
