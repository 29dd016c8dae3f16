"""退回交办 and the ruling on it."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.assignment import Assignment
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class UnitReturn(Sealed):
    """A unit gave a matter back, naming who it believes responsible; duty rules who leads (信访工作条例 Art. 23–24).

    `given_back` is the assignment that ended, `assignment` the one the ruling made; `closed_at` without a ruling means
    that the matter ended or moved on otherwise.
    """

    SEALED = (
        "matter_id",
        "given_back_id",
        "believed_id",
        "basis",
        "returned_at",
        "assignment_id",
        "ruling",
        "closed_at",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="returns")
    given_back = models.OneToOneField(Assignment, models.PROTECT, related_name="+")
    believed = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    basis = EncryptedTextField()
    returned_at = models.DateTimeField()
    assignment = models.OneToOneField(Assignment, models.PROTECT, null=True, related_name="ruled_by")
    ruling = EncryptedTextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(closed_at=None), name="matters_unitreturn_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.returned_at:%Y-%m-%d}"
