"""One row that lets a wrong key be noticed before it does harm."""

from django.db import models


class KeyCheck(models.Model):
    """A keyed digest of a fixed word, made when the database was initialised."""

    value = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.value[:8]
