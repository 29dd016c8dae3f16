"""来访: people coming, calling or writing about one matter. One row is one 批."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Visit(Sealed):
    """One visit of one or more people together: one 批 and `people` 人次 (domain.md §6.1). `words`: what they said."""

    SEALED = ("matter_id", "visited_at", "people", "words")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="visits")
    visited_at = models.DateTimeField()
    people = models.PositiveSmallIntegerField(default=1)
    words = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=models.Q(people__gte=1), name="matters_visit_people")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.visited_at:%Y-%m-%d}"
