"""预编号登记单: slips printed ahead for power cuts, each with a code nobody else will get."""

from django.db import models

from fengdan.vault.fields import EncryptedTextField


class PaperSlip(models.Model):
    """Typed in later, its matter gets this code, PIN and token. No event seals it: it belongs to no matter yet."""

    code = models.CharField(max_length=24, unique=True)
    pin = EncryptedTextField()
    token = EncryptedTextField()
    token_index = models.CharField(max_length=64, unique=True)
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=40, help_text="an actor's id")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
