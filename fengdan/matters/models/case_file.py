"""卷宗."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed


class CaseFile(Sealed):
    """卷宗: where the closed paper file stands and how long it is kept (`keep_until` empty: for ever)."""

    SEALED = ("matter_id", "pages", "shelf", "keep_until", "archived_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="case_files")
    round = models.PositiveSmallIntegerField(default=1)
    pages = models.PositiveIntegerField()
    shelf = models.CharField(max_length=40)
    keep_until = models.DateField(null=True)
    archived_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "round"], name="matters_casefile_round")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.shelf}"
