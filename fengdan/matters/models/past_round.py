"""前一轮: how a matter ended before it was reopened."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.conclusions import CONCLUSION_LABELS
from fengdan.vault.fields import EncryptedTextField


class PastRound(Sealed):
    """One round that is over, kept as it was; `reopen_reason` says why there is another."""

    SEALED = ("matter_id", "round", "conclusion", "conclusion_reason", "concluded_at", "reopened_at", "reopen_reason")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="past_rounds")
    round = models.PositiveSmallIntegerField()
    conclusion = models.CharField(
        max_length=20, choices=[(code.value, label) for code, label in CONCLUSION_LABELS.items()]
    )
    conclusion_reason = EncryptedTextField(blank=True)
    concluded_at = models.DateTimeField()
    reopened_at = models.DateTimeField()
    reopen_reason = EncryptedTextField()

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["matter", "round"], name="matters_pastround_round")]

    def __str__(self) -> str:
        return f"{self.matter_id} 第{self.round}轮"
