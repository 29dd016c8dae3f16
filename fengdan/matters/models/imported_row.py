"""原台账: the row of a paper or Excel register that a matter was taken over from at go-live."""

from django.db import models

from fengdan.files.models import StoredFile
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class ImportedRow(Sealed):
    """`key` is a keyed digest of the register's own number and year, `digest` one of all cells: nothing comes in twice.

    `cells` is a JSON list of [column, text] as they stood there, `line` the row's number in `file`. `ended`: the
    register says that the matter was over.
    """

    SEALED = ("matter_id", "key", "digest", "line", "cells", "ended", "file_id", "imported_at")

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="imported_row")
    key = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    line = models.PositiveIntegerField()
    cells = EncryptedTextField()
    ended = models.BooleanField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
