"""职责争议会商: units that each hold a matter is not theirs, and who leads in the end."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.assignment import Assignment
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class Conference(Sealed):
    """Convened by the second return of a matter (信访工作条例 Art. 24); what is at issue stands in the returns.

    `lead` is fixed by rule (rulebook.conference). `decided` is the unit the decision names, `assignment` the one it
    made or left; `closed_at` without a decision means that the matter ended before one.
    """

    SEALED = (
        "matter_id",
        "round",
        "lead_id",
        "convened_at",
        "decided_id",
        "decision",
        "assignment_id",
        "closed_at",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="conferences")
    round = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    members = models.ManyToManyField(Unit, through="ConferenceMember", related_name="+")
    convened_at = models.DateTimeField()
    decided = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    decision = EncryptedTextField(blank=True)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(closed_at=None), name="matters_conference_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.convened_at:%Y-%m-%d}"


class ConferenceMember(models.Model):
    """A unit or team that gave the matter back, or was believed responsible."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "unit"], name="matters_conferencemember_once"),
        ]

    def __str__(self) -> str:
        return f"{self.conference_id} + {self.unit_id}"
