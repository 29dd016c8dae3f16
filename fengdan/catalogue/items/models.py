"""清单事项 and its versions. What is published is never changed: a matter keeps the version it began with."""

from django.conf import settings
from django.db import models

from fengdan.rulebook.items import CLASS_LABELS
from fengdan.units.models import source_field


class ServiceItem(models.Model):
    """A thing people can come for. Its class and the types of matter it covers come with the county's files.

    A type names its item (`MatterType.item`), so it is in one at most. An item that has ended is gone from the list;
    its versions stay readable.
    """

    code = models.CharField(max_length=10, primary_key=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, label) for kind, label in CLASS_LABELS.items()])
    source = source_field()
    active_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.code


class ItemVersion(models.Model):
    """One version of an item: `texts` by column of items.csv, `steps` and `materials` as lines of their files.

    `version` 0 is the draft, at most one of an item; `based_on` is the version it was begun from, `revision` counts how
    often it was saved. `set_by` and `set_at` are empty for what came with the county's files.
    """

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    steps = models.JSONField()
    materials = models.JSONField()
    based_on = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="catalogue_itemversion_version")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.version}"
