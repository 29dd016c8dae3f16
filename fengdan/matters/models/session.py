"""调解会 and its record."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.teams.models import Mediator
from fengdan.vault.fields import EncryptedTextField


class Session(Sealed):
    """One mediation session. Closed unless the parties want it open (人民调解法 Art. 23). `present` are party ids."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", "达成一致"
        CONTINUE = "continue", "有待继续"
        FAILED = "failed", "未达成一致"

    SEALED = (
        "matter_id",
        "mediator_id",
        "held_at",
        "place",
        "present",
        "rights_notice",
        "open_to_public",
        "record",
        "outcome",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="sessions")
    round = models.PositiveSmallIntegerField(default=1)
    mediator = models.ForeignKey(Mediator, models.PROTECT)
    held_at = models.DateTimeField()
    place = EncryptedTextField()
    present = models.JSONField()
    rights_notice = models.BooleanField()
    open_to_public = models.BooleanField(default=False)
    record = EncryptedTextField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(rights_notice=True), name="matters_session_rights_notice")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.held_at:%Y-%m-%d}"
