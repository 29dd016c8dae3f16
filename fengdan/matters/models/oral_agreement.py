"""口头协议 (人民调解法 Art. 28, 30)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class OralAgreement(Sealed):
    """What both sides agreed on without writing, as the form for it keeps it (domain.md §4.1 no. 11).

    In effect since `reached_at`. `committee` is the unit whose committee mediated; numbers are gap-free for each of
    them and year. `mediator` is the name of whoever brought it about.
    """

    SEALED = (
        "matter_id",
        "committee_id",
        "year",
        "sequence",
        "number",
        "mediator",
        "content",
        "performance",
        "due",
        "performed",
        "reached_at",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="oral_agreements")
    round = models.PositiveSmallIntegerField(default=1)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=60, unique=True)
    mediator = models.CharField(max_length=40)
    content = EncryptedTextField()
    performance = EncryptedTextField(blank=True)
    due = EncryptedTextField(blank=True)
    performed = models.BooleanField(help_text="already performed when it was recorded")
    reached_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "year", "sequence"], name="matters_oralagreement_number"),
            models.UniqueConstraint(fields=["matter", "round"], name="matters_oralagreement_round"),
        ]

    def __str__(self) -> str:
        return self.number
