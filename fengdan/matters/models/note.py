"""备注."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Note(Sealed):
    """A remark for those who work on the matter; never shown to a party."""

    SEALED = ("matter_id", "written_at", "author_id", "text")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="notes")
    written_at = models.DateTimeField()
    author_id = models.CharField(max_length=40)
    text = EncryptedTextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
