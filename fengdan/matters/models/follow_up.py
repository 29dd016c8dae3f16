"""回访: asking afterwards whether it held (domain.md §4.1 no. 12)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class FollowUp(Sealed):
    """One attempt to reach one party. Whoever mediated does not ask."""

    class How(models.TextChoices):
        TELEPHONE = "telephone", "电话"
        VISIT = "visit", "上门"
        HERE = "here", "来中心"
        MESSAGE = "message", "短信、微信"

    SEALED = ("matter_id", "round", "party_id", "how", "reached", "performed", "satisfied", "words", "asked_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="follow_ups")
    round = models.PositiveSmallIntegerField(default=1)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    reached = models.BooleanField()
    performed = models.BooleanField(null=True, help_text="as the party says; empty when nothing had to be done")
    satisfied = models.BooleanField(null=True)
    words = EncryptedTextField(blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
