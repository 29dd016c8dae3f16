"""Uploaded files: a row here, the encrypted content in the data directory."""

from django.db import models

from fengdan.vault.fields import EncryptedTextField


class StoredFile(models.Model):
    """A photo, PDF or old register as it is kept, not as it was sent: photos were encoded anew.

    `subject` says whose it is, e.g. `matter:20261123000001`, and means nothing here. `digest` is the SM3 (64 hex
    characters) of the plain content and `size` its length in bytes; `place` is the random name of the content on disk.
    The same register is kept once; a photo may be attached as often as somebody likes.
    """

    class Kind(models.TextChoices):
        JPEG = "image/jpeg", "照片（JPG）"
        PNG = "image/png", "图片（PNG）"
        PDF = "application/pdf", "PDF"
        XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 表格"

    subject = models.CharField(max_length=60)
    name = EncryptedTextField()
    kind = models.CharField(max_length=80, choices=Kind.choices)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    place = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40, help_text="an actor's id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "digest"],
                condition=models.Q(kind="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                name="files_register_once",
            ),
        ]
        indexes = [models.Index(fields=["subject", "id"], name="files_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.place}"
