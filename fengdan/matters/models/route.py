"""分流建议: which unit answers for the matter by the county's rules, and why."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.units.models import Unit


class Route(Sealed):
    """What routing said when the matter was registered or its type or area corrected; the newest counts.

    `rule` is the line of routing.csv that decided (empty: none did), `versions` the data it was decided by.
    """

    SEALED = ("matter_id", "unit_id", "supporting", "rule", "reason", "versions", "made_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="routes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    supporting = models.JSONField()
    rule = models.CharField(max_length=10, blank=True)
    reason = models.TextField()
    versions = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.unit_id}"
