"""上交, 逐级上报: from a village to its township, from a township to the county; on the ladder from level to level."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class HandUp(Sealed):
    """One rung up, with a short handover: what was tried and where it stuck."""

    class Reason(models.TextChoices):
        NOT_SETTLED = "not_settled", "调解过，没有调成"
        BEYOND = "beyond", "超出本级能处理的范围"
        RISK = "risk", "有激化的风险"
        ASKED = "asked", "当事人要求"
        TIMED_OUT = "timed_out", "到期没有办成，系统逐级上报"

    SEALED = ("matter_id", "from_unit_id", "to_unit_id", "reason", "handover", "handed_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="hand_ups")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    handover = EncryptedTextField()
    handed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    @classmethod
    def by_hand(cls) -> list[tuple[str, str]]:
        """Why people pass a matter on; the clock has a reason of its own."""
        return [choice for choice in cls.Reason.choices if choice[0] != cls.Reason.TIMED_OUT]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.from_unit_id} → {self.to_unit_id}"
