"""联系人: who speaks for a party that cannot be reached, read or write alone."""

from django.db import models

from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Contact(Sealed):
    """A daughter, a neighbour, whoever came in the party's place. No agent: that takes a paper of its own."""

    SEALED = ("party_id", "name", "phone", "relation")

    party = models.OneToOneField(Party, models.PROTECT, related_name="contact")
    name = EncryptedTextField()
    phone = EncryptedTextField(blank=True)
    relation = EncryptedTextField(blank=True)

    def __str__(self) -> str:
        return self.seal_key
