"""事项: a dispute brought to the centre."""

from django.db import models
from django.db.models import Q

from fengdan.catalogue.models import MatterType
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.conclusions import CONCLUSION_LABELS
from fengdan.rulebook.stages import STAGE_LABELS, Stage
from fengdan.teams.models import Mediator
from fengdan.units.models import Area, Unit
from fengdan.vault.fields import EncryptedTextField


class Matter(Sealed):
    """One matter. `stage`, `version`, `holder`, `unit`, `mediator` move only by the ledger, each with its event.

    `id` is the day and running number of `code`, so the newest matter has the largest. `version` equals the seq of
    the last event. `next_due` is the earliest clock still running, for lists. `token_index` finds the matter by the
    QR of its slip.
    """

    class Channel(models.TextChoices):
        WALK_IN = "walk_in", "现场来访"
        TELEPHONE = "telephone", "来电"

    SEALED = (
        "code",
        "round",
        "channel",
        "matter_type_id",
        "area_id",
        "story",
        "place",
        "pin",
        "token",
        "token_index",
        "registered_at",
        "conclusion",
        "conclusion_reason",
        "concluded_at",
    )

    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=24, unique=True)
    stage = models.CharField(max_length=12, choices=[(stage.value, label) for stage, label in STAGE_LABELS.items()])
    version = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    holder = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    mediator = models.ForeignKey(Mediator, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    matter_type = models.ForeignKey(MatterType, models.PROTECT)
    area = models.ForeignKey(Area, models.PROTECT)
    story = EncryptedTextField()
    place = EncryptedTextField(blank=True)
    pin = EncryptedTextField()
    token = EncryptedTextField()
    token_index = models.CharField(max_length=64, unique=True)
    registered_at = models.DateTimeField()
    last_at = models.DateTimeField()
    next_due = models.DateTimeField(null=True)
    conclusion = models.CharField(
        max_length=20, blank=True, choices=[(code.value, label) for code, label in CONCLUSION_LABELS.items()]
    )
    conclusion_reason = EncryptedTextField(blank=True)
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="matters_matter_stage"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="matters_matter_version"),
            models.CheckConstraint(
                condition=Q(stage__in=["concluded", "archived"], concluded_at__isnull=False) & ~Q(conclusion="")
                | ~Q(stage__in=["concluded", "archived"]) & Q(concluded_at=None, conclusion=""),
                name="matters_matter_conclusion",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "next_due", "id"], name="matters_matter_desk"),
            models.Index(fields=["unit", "stage", "next_due", "id"], name="matters_matter_unit"),
            models.Index(fields=["stage", "-id"], name="matters_matter_newest"),
        ]

    def __str__(self) -> str:
        return self.code
