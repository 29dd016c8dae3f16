"""转送、移送: a matter sent to the organ that has the power, or that the law names, and its receipt."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Transfer(Sealed):
    """转送 to an organ with the power, 移送 to the one the law names. `receipt_on` is empty until it has answered."""

    class Kind(models.TextChoices):
        FORWARD = "forward", "转送（有权处理的机关）"
        REFER = "refer", "移送（法律规定的机关）"

    SEALED = (
        "matter_id",
        "round",
        "kind",
        "organ",
        "reason",
        "materials",
        "sent_at",
        "receipt_number",
        "receipt_by",
        "receipt_on",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="transfers")
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    organ = models.CharField(max_length=60)
    reason = EncryptedTextField()
    materials = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    receipt_number = models.CharField(max_length=60, blank=True)
    receipt_by = models.CharField(max_length=40, blank=True, help_text="who at the organ signed for it")
    receipt_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "round"], name="matters_transfer_round")]
        indexes = [models.Index(fields=["receipt_on"], name="matters_transfer_waiting")]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.organ}"
