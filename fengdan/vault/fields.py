"""The model field that keeps personal data: plain text in Python, ciphertext in the database."""

from typing import TYPE_CHECKING, Any

from django.db import models

from fengdan.vault.cipher import decrypt, encrypt

if TYPE_CHECKING:  # the stubs' fields are generic, Django's are not
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class EncryptedTextField(_Text):
    """Text that is encrypted at rest. It cannot be filtered on: use `blind.index` or `search` for that.

    An empty string stays empty, so that "nothing known" needs no key to read.
    """

    @property
    def bound_column(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"  # noqa: SLF001 - Django's documented meta

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(value, self.bound_column) if value else value

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> str | None:
        return decrypt(value, self.bound_column) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is encrypted; {lookup_name} would compare ciphertext")
        return super().get_lookup(lookup_name)
