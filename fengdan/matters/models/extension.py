"""延期: more time for a matter, asked for before it has run out, by two people (issue 6)."""

from django.db import models

from fengdan.matters.models.granted import Granted
from fengdan.matters.models.matter import Matter
from fengdan.vault.fields import EncryptedTextField


class Extension(Granted):
    """Asked for by whoever has the matter, decided by duty or the director; or undone as a mistake.

    `amount` is written as limits are (`10d`, `5wd`). `clocks` are the ids of those it moves: what the county and what
    the law allows alike. `consent`: every party agrees, where the law wants that.
    """

    SEALED = ("matter_id", "amount", "consent", "reason", "clocks", *Granted.DECISION)

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="extensions")
    amount = models.CharField(max_length=8)
    consent = models.BooleanField()
    reason = EncryptedTextField()
    clocks = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "round"], condition=models.Q(decided_at=None), name="matters_extension_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.seal_key
