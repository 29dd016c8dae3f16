"""What takes two people: one asks, another decides; and what was granted by mistake is undone."""

from django.db import models

from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Granted(Sealed):
    """`approved` is empty until it is decided. Belongs to one round of its matter."""

    DECISION = ("round", "asked_by", "asked_at", "decided_by", "decided_at", "approved", "comment", "undone_at")

    round = models.PositiveSmallIntegerField(default=1)
    asked_by = models.CharField(max_length=40, help_text="an actor's id")
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    comment = EncryptedTextField(blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
