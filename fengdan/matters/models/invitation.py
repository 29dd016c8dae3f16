"""对方答复: the address under which a party answers without an account."""

from django.db import models

from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Invitation(Sealed):
    """One a party. `token_index` finds it by the QR of the printed letter that asks for the party's will."""

    SEALED = ("party_id", "token", "token_index")

    party = models.OneToOneField(Party, models.PROTECT, related_name="invitation")
    token = EncryptedTextField()
    token_index = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.seal_key
