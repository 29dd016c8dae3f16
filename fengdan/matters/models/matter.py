"""事项: a dispute or a convenience matter, brought to the centre or taken in where it starts."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from fengdan.catalogue.items.models import ItemVersion
from fengdan.catalogue.models import MatterType
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.conclusions import CONCLUSION_LABELS
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.sources import LEVEL_LABELS, RISK_LABELS, SOURCE_LABELS, Level, Risk
from fengdan.rulebook.stages import STAGE_LABELS, Stage
from fengdan.teams.models import Mediator
from fengdan.units.models import Area, Unit
from fengdan.vault.fields import EncryptedTextField


def labels(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Codes and their words as a column's choices."""
    return [(str(code), label) for code, label in words.items()]


class Matter(Sealed):
    """One matter. Stage, version, holder, unit, mediator and `tier` move only by the ledger, each with its event.

    `id` is the day and running number of `code`, so the newest matter has the largest. `version` equals the seq of
    the last event. `next_due` is the earliest clock still running, for lists. `token_index` finds the matter by the
    QR of its slip. `unit` is the team or responsible unit it is assigned to, `origin` the unit that took it in, at
    `level`. `area` is the township or, where it is known, the village. `channel` is where it comes from.
    `item_version` is the version its service item had when it was registered: the matter keeps its limits.
    """

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
    origin = models.ForeignKey(Unit, models.PROTECT, default=CENTRE, related_name="+")
    level = models.CharField(max_length=8, default=Level.COUNTY, choices=labels(LEVEL_LABELS))
    tier = models.PositiveSmallIntegerField(default=0, help_text="the level of 五级九天 it stands on; 0: none")
    risk = models.CharField(max_length=6, default=Risk.BLUE, choices=labels(RISK_LABELS))
    item_version = models.ForeignKey(ItemVersion, models.PROTECT, null=True, related_name="+")
    confidential = models.BooleanField(default=False, help_text="only for those who have to act on it")
    service = models.BooleanField(default=False, help_text="a convenience matter: answered, not mediated")
    channel = models.CharField(max_length=10, choices=labels(SOURCE_LABELS))
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
            models.Index(fields=["holder", "stage", "next_due", "id"], name="matters_matter_holder"),
            models.Index(fields=["origin", "-id"], name="matters_matter_origin"),
            models.Index(fields=["stage", "-id"], name="matters_matter_newest"),
            models.Index(fields=["mediator", "stage"], name="matters_matter_mediator"),
        ]

    def __str__(self) -> str:
        return self.code
