"""引导告知单: where somebody was sent on to, and what they need there (人民调解法 Art. 26)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Guidance(Sealed):
    """The organ, its address and telephone, what to bring, and the limits that run, as told to the person."""

    SEALED = ("matter_id", "round", "organ", "address", "phone", "materials", "limits", "reason")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="guidances")
    round = models.PositiveSmallIntegerField(default=1)
    organ = models.CharField(max_length=60)
    address = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    materials = models.TextField()
    limits = models.TextField(blank=True)
    reason = EncryptedTextField()

    def __str__(self) -> str:
        return f"{self.matter_id} {self.organ}"
