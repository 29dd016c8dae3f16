"""任务: what has to be got done about a matter by whoever has it, one thing a row (issue 8)."""

from django.db import models
from django.db.models import Q

from fengdan.files.models import StoredFile
from fengdan.matters.models.assignment import Assignment
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.teams.models import Mediator
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class Task(Sealed):
    """Done with `evidence` (and perhaps a file), or dropped with a reason in its place.

    It hangs on the `assignment` it came with: what is given to somebody else, or has ended, leaves no task open.
    `mediator` is to do it; nobody named: the `unit`.
    """

    class Origin(models.TextChoices):
        ITEM = "item", "清单"
        AD_HOC = "ad_hoc", "另加"

    class Status(models.TextChoices):
        OPEN = "open", "没办"
        DONE = "done", "已办"
        DROPPED = "dropped", "不再需要"

    SEALED = (
        *("matter_id", "round", "assignment_id", "name", "origin", "unit_id", "mediator_id", "due_on", "set_at"),
        *("set_by", "status", "evidence", "attachment_id", "closed_at", "closed_by"),
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="tasks")
    round = models.PositiveSmallIntegerField(default=1)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="tasks")
    name = EncryptedTextField()
    origin = models.CharField(max_length=6, choices=Origin.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    mediator = models.ForeignKey(Mediator, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=40, help_text="an actor's id")
    status = models.CharField(max_length=8, default=Status.OPEN, choices=Status.choices)
    evidence = EncryptedTextField(blank=True)
    attachment = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None) | ~Q(status="open") & Q(closed_at__isnull=False),
                name="matters_task_closed",
            ),
        ]
        indexes = [models.Index(fields=["due_on", "matter"], condition=Q(status="open"), name="matters_task_open")]

    def __str__(self) -> str:
        return self.seal_key
