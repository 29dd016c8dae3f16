"""统筹安排: what is planned for a need; a better plan is another row."""

from django.db import models

from fengdan.matters.models.need import Need
from fengdan.matters.models.sealed import Sealed
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class NeedPlan(Sealed):
    """`words` are read by whoever asked; `unit` brings it about, the duty leader's desk where none is named."""

    SEALED = ("need_id", "words", "unit_id", "next_on", "planned_at", "planned_by")

    need = models.ForeignKey(Need, models.PROTECT, related_name="plans")
    words = EncryptedTextField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    next_on = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=40, help_text="an actor's id")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
