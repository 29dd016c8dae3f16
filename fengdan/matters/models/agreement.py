"""人民调解协议书 (人民调解法 Art. 28–29)."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.teams.models import Committee, Mediator
from fengdan.vault.fields import EncryptedTextField


class Agreement(Sealed):
    """A frozen text: `text_digest` is what everybody signs. Numbers are gap-free per committee and year, voided kept.

    The names of parties, mediator and committee are those of the day the text was frozen: they stand on the paper.
    """

    class Status(models.TextChoices):
        FROZEN = "frozen", "已定稿，待签字盖章"
        EFFECTIVE = "effective", "已生效"
        VOIDED = "voided", "已作废"

    TEXT = (
        "matter_id",
        "number",
        "parties",
        "mediator_name",
        "committee_name",
        "facts",
        "content",
        "performance",
        "due",
        "place",
        "copies",
    )
    SEALED = (
        *TEXT,
        "committee_id",
        "mediator_id",
        "year",
        "sequence",
        "status",
        "frozen_at",
        "effective_at",
        "void_reason",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="agreements")
    round = models.PositiveSmallIntegerField(default=1)
    committee = models.ForeignKey(Committee, models.PROTECT)
    mediator = models.ForeignKey(Mediator, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.FROZEN)
    committee_name = models.CharField(max_length=60)
    mediator_name = models.CharField(max_length=40)
    parties = EncryptedTextField(help_text="who they were when the text was frozen")
    facts = EncryptedTextField()
    content = EncryptedTextField()
    performance = EncryptedTextField()
    due = EncryptedTextField()
    place = EncryptedTextField()
    copies = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True, help_text="the last of all signatures and the seal, never typed")
    void_reason = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "year", "sequence"], name="matters_agreement_number"),
            models.UniqueConstraint(
                fields=["matter", "round"],
                condition=Q(status__in=["frozen", "effective"]),
                name="matters_agreement_one_live",
            ),
            models.CheckConstraint(
                condition=Q(status="effective", effective_at__isnull=False)
                | ~Q(status="effective") & Q(effective_at=None),
                name="matters_agreement_effective",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def text_digest(self) -> str:
        """SM3 over the salt and the text alone. Its first 16 characters are printed on the paper."""
        return self.digest_of(self.TEXT)
