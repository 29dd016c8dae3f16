"""中止: the limits of a matter stand still for one of the listed reasons, by two people (issue 6)."""

from django.db import models

from fengdan.matters.models.granted import Granted
from fengdan.matters.models.matter import Matter
from fengdan.vault.fields import EncryptedTextField


class Suspension(Granted):
    """Asked for by whoever has the matter, decided by duty or the director, ended by either; or undone as a mistake.

    `since` and `until` are the moments between which nothing is counted; `until` is empty while it lasts.
    """

    class Reason(models.TextChoices):
        APPRAISAL = "appraisal", "正在鉴定、评估、检验"
        ILL = "ill", "当事人患病，暂时不能参加"
        OTHER_CASE = "other_case", "要等另一案件或者别的机关的结果"
        FORCE_MAJEURE = "force_majeure", "不可抗力"
        UNREACHED = "unreached", "当事人暂时联系不上"

    SEALED = ("matter_id", "reason", "words", "since", "until", *Granted.DECISION)

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    words = EncryptedTextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "round"],
                condition=models.Q(decided_at=None) | models.Q(approved=True, until=None, undone_at=None),
                name="matters_suspension_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="matters_suspension_span"
            ),
        ]

    def __str__(self) -> str:
        return self.seal_key
