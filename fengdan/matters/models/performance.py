"""履行情况: a payment, a part, the whole, or a default, as somebody told it."""

from django.db import models

from fengdan.matters.models.obligation import Obligation
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Performance(Sealed):
    """One report about one obligation. `amount` in fen is what was paid this time; empty when it is no money."""

    class Kind(models.TextChoices):
        WHOLE = "whole", "全部履行"
        PART = "part", "履行了一部分"
        DEFAULT = "default", "没有履行"

    SEALED = ("obligation_id", "kind", "amount", "happened_on", "words")

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="performances")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    amount = models.BigIntegerField(null=True)
    happened_on = models.DateField()
    words = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
