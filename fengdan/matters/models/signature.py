"""签名、指印、印章 (人民调解法 Art. 29)."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.agreement import Agreement
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Signature(Sealed):
    """A signature, fingerprint or seal put on the paper. `text_digest` is that of the text it stands under."""

    class Manner(models.TextChoices):
        SIGNED = "signed", "签名"
        FINGERPRINT = "fingerprint", "按指印"
        STAMPED = "stamped", "盖章"

    SEALED = ("agreement_id", "signer", "manner", "signed_at", "witness", "text_digest", "party_id")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    signer = models.CharField(max_length=30, help_text="party:<id>, mediator or seal")
    party = models.ForeignKey(Party, models.PROTECT, null=True)
    manner = models.CharField(max_length=12, choices=Manner.choices)
    signed_at = models.DateTimeField()
    witness = EncryptedTextField(blank=True)
    text_digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "signer"], name="matters_signature_once"),
            models.CheckConstraint(
                condition=Q(signer__startswith="party:", party__isnull=False)
                | Q(signer__in=["mediator", "seal"], party=None),
                name="matters_signature_signer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.signer}"
