"""延期: more time for a matter, asked for before it has run out, by two people (issue 6)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Extension(Sealed):
    """Asked for by whoever has the matter, decided by duty or the director; or undone as a mistake.

    `amount` is written as limits are (`10d`, `5wd`). `clocks` are the ids of those it moves: what the county and what
    the law allows alike. `consent`: every party agrees, where the law wants that.
    """

    SEALED = (
        "matter_id",
        "round",
        "amount",
        "consent",
        "reason",
        "clocks",
        "asked_by",
        "asked_at",
        "decided_by",
        "decided_at",
        "approved",
        "comment",
        "undone_at",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="extensions")
    round = models.PositiveSmallIntegerField(default=1)
    amount = models.CharField(max_length=8)
    consent = models.BooleanField()
    reason = EncryptedTextField()
    clocks = models.JSONField(default=list)
    asked_by = models.CharField(max_length=40, help_text="an actor's id")
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    comment = EncryptedTextField(blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "round"], condition=models.Q(decided_at=None), name="matters_extension_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.seal_key
