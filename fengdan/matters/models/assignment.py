"""派单 to a team, 交办 to a responsible unit: one asking of one of them."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.facts import ObjectionState
from fengdan.teams.models import Mediator
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class Assignment(Sealed):
    """At most one is live (pending or taken) per matter. `reason` says why this one; `outcome_reason` why it ended.

    `mediator` is the mediator of record, for a team only. `objection`: the county sent the matter down, so that a party
    may object, and what became of that.
    """

    class Status(models.TextChoices):
        PENDING = "pending", "待接单、签收"
        TAKEN = "taken", "已接单、签收"
        GIVEN_BACK = "given_back", "已退回"
        RECALLED = "recalled", "已撤回"
        HANDED_UP = "handed_up", "已上交"
        TIMED_OUT = "timed_out", "逾期未接"
        SUPERSEDED = "superseded", "已改派"
        CLOSED = "closed", "已随前一轮办结"

    class ReturnCode(models.TextChoices):
        CONFLICT = "conflict", "需要回避"
        OUT_OF_FIELD = "out_of_field", "不属于本团队、本单位的职责"
        LEAVE = "leave", "人员请假，无人可派"
        OVERLOAD = "overload", "在办事项过多"

    LIVE = (Status.PENDING, Status.TAKEN)
    SEALED = (
        "matter_id",
        "unit_id",
        "status",
        "mediator_id",
        "assigned_at",
        "answered_at",
        "reason",
        "return_code",
        "outcome_reason",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    mediator = models.ForeignKey(Mediator, models.PROTECT, null=True)
    assigned_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = EncryptedTextField()
    objection = models.CharField(
        max_length=6, blank=True, choices=[(state.value, state.name) for state in ObjectionState]
    )
    return_code = models.CharField(max_length=12, blank=True, choices=ReturnCode.choices)
    outcome_reason = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(status__in=["pending", "taken"]), name="matters_assignment_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.unit_id}"
