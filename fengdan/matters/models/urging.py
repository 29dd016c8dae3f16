"""催办 by hand: what somebody said to whoever has to act."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Urging(Sealed):
    """About one limit (`clock`), or simply to act."""

    SEALED = ("matter_id", "clock", "words", "urged_at", "urged_by")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="urgings")
    clock = models.CharField(max_length=30, blank=True)
    words = EncryptedTextField()
    urged_at = models.DateTimeField()
    urged_by = models.CharField(max_length=40, help_text="an actor's id")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
