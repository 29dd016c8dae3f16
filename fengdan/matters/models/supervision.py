"""督办: what a named leader issues when a matter is not dealt with as it should be (domain.md §2.9)."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.facts import SupervisionState
from fengdan.rulebook.supervision import FAULT_LABELS, STATE_LABELS
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField

OPEN = (SupervisionState.DRAFT, SupervisionState.ISSUED, SupervisionState.REPLIED)


class Supervision(Sealed):
    """One 督办. `clock`: the limit it is about, if any; `reply_limit`: how long to reply, published or as issued.

    Drafted by the system (`drafted_by` is `clock`) or by hand; issued by the director or the stand-in (代签, then
    `on_behalf_of` is the director). `follows` is the one before it, which was not replied to. A reply sent back leaves
    it issued, with `comment`.
    """

    SEALED = (
        *("matter_id", "kind", "fault", "clock", "unit_id", "facts", "demand", "reply_limit", "follows_id"),
        *("drafted_at", "drafted_by", "number", "issued_at", "issued_by", "on_behalf_of", "reply_by"),
        *("status", "reply", "replied_at", "replied_by", "judged_at", "judged_by", "comment"),
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="supervisions")
    kind = models.CharField(max_length=10)
    fault = models.CharField(max_length=12, choices=[(code.value, label) for code, label in FAULT_LABELS.items()])
    clock = models.CharField(max_length=30, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    facts = EncryptedTextField()
    demand = EncryptedTextField()
    reply_limit = models.CharField(max_length=8)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=40, help_text="an actor's id")
    number = models.CharField(max_length=40, blank=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=40, blank=True)
    on_behalf_of = models.CharField(max_length=40, blank=True)
    reply_by = models.DateTimeField(null=True)
    status = models.CharField(
        max_length=10,
        default=SupervisionState.DRAFT,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
    )
    reply = EncryptedTextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=40, blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=40, blank=True)
    comment = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(status="draft"), name="matters_supervision_one_draft"
            ),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(status__in=["issued", "replied"]), name="matters_supervision_one_issued"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "dropped"], reply_by=None)
                | Q(status__in=["issued", "replied", "accepted", "overtaken"], reply_by__isnull=False),
                name="matters_supervision_reply_by",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "matter"],
                condition=Q(status__in=["draft", "issued", "replied"]),
                name="matters_supervision_open",
            ),
        ]

    def __str__(self) -> str:
        return self.seal_key
