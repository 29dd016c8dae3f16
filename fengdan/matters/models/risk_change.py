"""风险等级的变化: raised by one person at once, lowered by two (domain.md §2.8)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.sources import RISK_LABELS
from fengdan.vault.fields import EncryptedTextField

LABELS = [(code.value, label) for code, label in RISK_LABELS.items()]


class RiskChange(Sealed):
    """From one colour to another and why. A raise is decided when it is asked; a lowering waits for somebody else."""

    SEALED = ("matter_id", "was", "becomes", "reason", "asked_by", "asked_at", "decided_at", "approved", "comment")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="risk_changes")
    was = models.CharField(max_length=6, choices=LABELS)
    becomes = models.CharField(max_length=6, choices=LABELS)
    reason = EncryptedTextField()
    asked_by = models.CharField(max_length=40, help_text="an actor's id")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    comment = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(decided_at=None), name="matters_riskchange_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.seal_key
