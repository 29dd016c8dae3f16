"""Rows that hold personal data or text: each carries a salt, and the event that wrote it carries their digest."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models

from fengdan.vault.digest import new_salt, sm3


class Sealed(models.Model):
    """`SEALED` names the columns the digest covers: all but keys and salt. `verify` finds a change without an event."""

    SEALED: ClassVar[tuple[str, ...]] = ()

    salt = models.CharField(max_length=32, default=new_salt)

    class Meta:
        abstract = True

    @property
    def seal_key(self) -> str:
        """`party:12`: how events name this row."""
        return f"{self._meta.model_name}:{self.pk}"

    def seal(self) -> str:
        """SM3 over the salt and the sealed columns."""
        return self.digest_of(self.SEALED)

    def digest_of(self, columns: tuple[str, ...]) -> str:
        return sm3([self.salt, *(_plain(getattr(self, name)) for name in columns)])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, date):
        return value.isoformat()
    return value
