"""每一次改变到期时间: every old date of a clock is kept, with what moved it."""

from django.db import models

from fengdan.matters.models.clock import Clock
from fengdan.matters.models.matter import Matter


class DueMove(models.Model):
    """A running clock that was to run out at `was` runs out at `becomes` since the event `seq` of its matter.

    `why` is that event's step: a suspension, its end, an extension, one of these undone, or another calendar.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="due_moves")
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="moves")
    seq = models.PositiveIntegerField()
    why = models.CharField(max_length=20)
    was = models.DateTimeField()
    becomes = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["clock", "seq"], name="matters_duemove_once")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.clock_id} {self.was:%Y-%m-%d} → {self.becomes:%Y-%m-%d}"
