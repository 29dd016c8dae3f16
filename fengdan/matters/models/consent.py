"""调解意愿."""

from django.db import models

from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.facts import ANSWER_LABELS
from fengdan.vault.fields import EncryptedTextField


class Consent(Sealed):
    """One answer of one party: who was asked how and what they said (人民调解法 Art. 17)."""

    class How(models.TextChoices):
        APPLIED = "applied", "本人申请"
        IN_PERSON = "in_person", "当面"
        TELEPHONE = "telephone", "电话"
        IN_WRITING = "in_writing", "书面"
        ONLINE = "online", "本人在网上"

    SEALED = ("party_id", "answer", "how", "asked_at", "words")

    party = models.ForeignKey(Party, models.PROTECT, related_name="consents")
    answer = models.CharField(max_length=8, choices=[(a.value, label) for a, label in ANSWER_LABELS.items()])
    how = models.CharField(max_length=10, choices=How.choices)
    asked_at = models.DateTimeField()
    words = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.party_id} {self.answer}"
