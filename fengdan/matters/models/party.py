"""当事人 and their will to mediate."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.facts import ANSWER_LABELS, SIDE_LABELS, Answer, Side
from fengdan.vault.fields import EncryptedTextField


class Party(Sealed):
    """A party of one matter. The same person elsewhere is found by the blind indexes. `consent` is the last answer.

    `removed`: put on the matter by mistake. Such a row stays for the history and counts for nothing.
    """

    SEALED = (
        "matter_id",
        "side",
        "name",
        "phone",
        "phone_index",
        "id_number",
        "id_index",
        "address",
        "consent",
        "removed",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parties")
    side = models.CharField(max_length=10, choices=[(side.value, label) for side, label in SIDE_LABELS.items()])
    name = EncryptedTextField()
    phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    id_number = EncryptedTextField(blank=True)
    id_index = models.CharField(max_length=64, blank=True, db_index=True)
    address = EncryptedTextField(blank=True)
    consent = models.CharField(
        max_length=8, choices=[(a.value, label) for a, label in ANSWER_LABELS.items()], default=Answer.PENDING
    )

    removed = models.BooleanField(default=False)
    protected = models.BooleanField(default=False, help_text="the other side may not learn the address")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=[side.value for side in Side]), name="matters_party_side"),
            models.CheckConstraint(
                condition=Q(consent__in=[answer.value for answer in Answer]), name="matters_party_consent"
            ),
        ]

    def __str__(self) -> str:
        return self.seal_key
