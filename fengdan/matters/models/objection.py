"""异议: a party does not want the unit below to which the county gave the matter; duty rules on it (domain.md §1.2)."""

from django.db import models

from fengdan.matters.models.assignment import Assignment
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Objection(Sealed):
    """One a sending down. `upheld` and `ruling` stay empty until duty rules, or for good if the matter moves on."""

    SEALED = ("matter_id", "assignment_id", "party_id", "words", "objected_at", "upheld", "ruling", "ruled_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="objections")
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="objected_to")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    words = EncryptedTextField()
    objected_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    ruling = EncryptedTextField(blank=True)
    ruled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
