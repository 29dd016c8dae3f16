"""风险处置: what was done about a risk (domain.md §2.8)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class RiskHandling(Sealed):
    """While the matter was coloured above blue; of a red one each is the report of its day too."""

    SEALED = ("matter_id", "words", "handled_at", "handled_by")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="risk_handlings")
    words = EncryptedTextField()
    handled_at = models.DateTimeField()
    handled_by = models.CharField(max_length=40, help_text="an actor's id")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
