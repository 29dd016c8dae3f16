"""What the centre knows of a mediator's ties (rulebook.ties): encrypted, found by blind index, never deleted.

Known as a model of `fengdan.teams.models`. Entered by whoever keeps the pool (`teams.tying`); nobody else reads them.
"""

from django.db import models
from django.db.models import F, Q

from fengdan.rulebook.ties import TIE_LABELS, TieKind
from fengdan.teams.terms import COUNTS, Entered
from fengdan.vault import blind
from fengdan.vault.fields import EncryptedTextField

MARK_OF = {TieKind.KIN: "person", TieKind.ADVISED: "person", TieKind.EMPLOYER: "employer", TieKind.LIVES_IN: "group"}


class Tie(Entered):
    """A group of a village, an employer, a relative, somebody advised; from a day, to the last one if it is over."""

    mediator = models.ForeignKey("teams.Mediator", models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=8, choices=[(kind.value, label) for kind, label in TIE_LABELS.items()])
    value = EncryptedTextField()
    value_index = models.CharField(max_length=64, db_index=True)
    phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="teams_tie_days"),
            models.UniqueConstraint(
                fields=["mediator", "kind", "value_index", "since"], condition=COUNTS, name="teams_tie_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediator_id} {self.pk}"


def mark(kind: TieKind, key: str) -> str:
    """What a key is found by; a relative and somebody advised by the same mark, for both are people or bodies."""
    return blind.index(f"tie-{MARK_OF[kind]}", key)
