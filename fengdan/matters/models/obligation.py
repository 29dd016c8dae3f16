"""履行项: who owes what by when, and how it went (人民调解法 Art. 31)."""

from django.db import models
from django.db.models import F, Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Obligation(Sealed):
    """One thing one party has to do. `amount` and `paid` are fen; `amount` is empty when it is no money."""

    class Status(models.TextChoices):
        OPEN = "open", "待履行"
        PARTLY = "partly", "部分履行"
        PERFORMED = "performed", "已履行"
        DEFAULTED = "defaulted", "未履行"

    WAITING = (Status.OPEN, Status.PARTLY)  # not yet settled one way or the other
    SEALED = ("matter_id", "round", "party_id", "what", "amount", "due_on", "status", "paid")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="obligations")
    round = models.PositiveSmallIntegerField(default=1)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    what = EncryptedTextField()
    amount = models.BigIntegerField(null=True)
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    paid = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="matters_obligation_amount"),
            models.CheckConstraint(
                condition=Q(paid__gte=0) & (Q(amount=None, paid=0) | Q(paid__lte=F("amount"))),
                name="matters_obligation_paid",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="matters_obligation_due")]

    def __str__(self) -> str:
        return self.seal_key
