"""回避: somebody may not mediate this matter, or was asked not to, and what became of it (在线调解规则 Art. 13)."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.conflicts import FOUND_LABELS, GROUNDS, STATUS_LABELS, Status
from fengdan.teams.models import Mediator
from fengdan.vault.fields import EncryptedTextField

NOW = (Status.RAISED, Status.STANDING)


class Conflict(Sealed):
    """Of one mediator in relation to one party. Which relation, and the words, are for few (rulebook.sight).

    `ground` was said when it was declared or applied for, `ruling` when somebody decided: on the application, or on the
    exception asked for by `asked_by` for `reason`. `waiver` is how both sides agreed all the same.
    """

    SEALED = (
        "matter_id",
        "mediator_id",
        "party_id",
        "kind",
        "found",
        "status",
        "ground",
        "found_by",
        "found_at",
        "waiver",
        "asked_by",
        "reason",
        "ruling",
        "decided_by",
        "decided_at",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="conflicts")
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=13, choices=[(kind.value, row.label) for kind, row in GROUNDS.items()])
    found = models.CharField(max_length=10, choices=[(found.value, label) for found, label in FOUND_LABELS.items()])
    status = models.CharField(max_length=10, choices=[(each.value, label) for each, label in STATUS_LABELS.items()])
    ground = EncryptedTextField(blank=True)
    found_by = models.CharField(max_length=40, help_text="an actor's id")
    found_at = models.DateTimeField()
    waiver = EncryptedTextField(blank=True)
    asked_by = models.CharField(max_length=40, blank=True, help_text="an actor's id")
    reason = EncryptedTextField(blank=True)
    ruling = EncryptedTextField(blank=True)
    decided_by = models.CharField(max_length=40, blank=True, help_text="an actor's id")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "mediator", "kind"],
                condition=Q(status__in=["raised", "standing"]),
                name="matters_conflict_one_standing",
            ),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(status="raised"), name="matters_conflict_one_challenge"
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(status="standing", decided_at=None) & ~Q(asked_by=""),
                name="matters_conflict_one_override",
            ),
        ]

    def __str__(self) -> str:
        return self.seal_key
