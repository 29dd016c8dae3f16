"""扫描件: the signed paper, photographed or scanned, at its place in the file."""

from django.db import models

from fengdan.files.models import StoredFile
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed


class Scan(Sealed):
    """`paper` is a code of `rulebook.file_check.Paper`; the file's digest stands in the event."""

    SEALED = ("matter_id", "round", "paper", "file_id", "attached_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="scans")
    round = models.PositiveSmallIntegerField(default=1)
    paper = models.CharField(max_length=30)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.paper}"
