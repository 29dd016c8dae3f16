"""并案: a matter that goes on in another one."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed


class Merger(Sealed):
    """`matter` was ended and goes on in `into`. Reopening it parts the two again: then `undone_at` is set."""

    SEALED = ("matter_id", "into_id", "merged_at", "undone_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="mergers")
    into = models.ForeignKey(Matter, models.PROTECT, related_name="merged_here")
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(undone_at=None), name="matters_merger_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.into_id}"
