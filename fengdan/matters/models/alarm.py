"""紧急情况报告 (人民调解法 Art. 25; domain.md §2.6)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Alarm(Sealed):
    """What was noticed when, who was told when, and what was done at once."""

    class Kind(models.TextChoices):
        WEAPON = "weapon", "持械、扬言伤人"
        SUICIDE = "suicide", "自杀、自残迹象"
        DOMESTIC_VIOLENCE = "domestic", "家庭暴力"
        MINOR = "minor", "未成年人受侵害或有危险"
        GROUP = "group", "多人聚集，可能冲突"
        CRIME = "crime", "可能构成治安或刑事案件"

    SEALED = ("matter_id", "kind", "noticed_at", "told", "told_at", "measures")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    noticed_at = models.DateTimeField()
    told = EncryptedTextField(help_text="who was told")
    told_at = models.DateTimeField()
    measures = EncryptedTextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(told_at__gte=models.F("noticed_at")), name="matters_alarm_told_after"
            ),
        ]

    def __str__(self) -> str:
        return self.seal_key

    @property
    def minutes(self) -> int:
        """From noticing to telling, whole minutes."""
        return int((self.told_at - self.noticed_at).total_seconds()) // 60
