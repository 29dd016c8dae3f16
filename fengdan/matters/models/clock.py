"""时限: a promise with a date."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter


class Clock(models.Model):
    """`name` is a limit code; at most one runs per matter and name. Provisional: see rulebook.workdays."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=30)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "name"], condition=Q(stopped_at=None), name="matters_clock_one_running"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.name}"
