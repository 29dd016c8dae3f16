"""配合单位: a unit named to help the one that leads."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.units.models import Unit


class Supporting(models.Model):
    """Lasts as long as the assignment it was named with; `ended_at` says since when it is over."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="supporting")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "unit"], condition=Q(ended_at=None), name="matters_supporting_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "matter"], condition=Q(ended_at=None), name="matters_supporting_unit")]

    def __str__(self) -> str:
        return f"{self.matter_id} + {self.unit_id}"
