"""更正."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Correction(Sealed):
    """A wrong word put right: what it was stays readable."""

    SEALED = ("matter_id", "party_id", "field", "old", "new", "reason", "corrected_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="corrections")
    party = models.ForeignKey(Party, models.PROTECT, null=True)
    field = models.CharField(max_length=20)
    old = EncryptedTextField(blank=True)
    new = EncryptedTextField(blank=True)
    reason = EncryptedTextField()
    corrected_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.field}"
