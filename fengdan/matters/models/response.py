"""回应: somebody has spoken to whoever came to us (接诉即办)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Response(Sealed):
    """One answer to an applicant, before there is a result: who was told, how and when. `words`: what was said."""

    class How(models.TextChoices):
        TELEPHONE = "telephone", "电话"
        IN_PERSON = "in_person", "当面"
        LETTER = "letter", "书面"
        ONLINE = "online", "网上"

    SEALED = ("matter_id", "party_id", "how", "responded_at", "words")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="responses")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    responded_at = models.DateTimeField()
    words = EncryptedTextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
