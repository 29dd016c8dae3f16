"""调解预案: how whoever mediates means to go about it; a better one is another row."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Preparation(Sealed):
    """One version of the plan of a round: what to do, what to mind, whom to invite, what to ask."""

    SEALED = ("matter_id", "round", "plan", "attention", "invite", "questions", "written_at", "written_by")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="preparations")
    round = models.PositiveSmallIntegerField(default=1)
    plan = EncryptedTextField()
    attention = EncryptedTextField(blank=True)
    invite = EncryptedTextField(blank=True)
    questions = EncryptedTextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=40, help_text="an actor's id")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
