"""Making a party, what papers say of one, and what of a matter can be searched."""

from collections.abc import Mapping
from dataclasses import dataclass

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Matter, Party
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import SIDE_LABELS, Answer, Side
from fengdan.search import index
from fengdan.vault import blind
from fengdan.vault.mask import WITHHELD


@dataclass(frozen=True)
class PartyDetails:
    """What was said about a party. Telephone and ID number come checked and normalised, or empty."""

    side: Side
    name: str
    phone: str = ""
    id_number: str = ""
    address: str = ""


def new_party(matter: Matter, details: PartyDetails, consent: Answer = Answer.PENDING) -> Party:
    """A party, not yet saved."""
    return Party(
        matter=matter,
        side=details.side,
        name=details.name,
        address=details.address,
        consent=consent,
        **contact_columns(details.phone, details.id_number),
    )


def names_of(matter: Matter) -> list[str]:
    """The names of its parties, removed ones left out. One query."""
    return [party.name for party in matter.parties.filter(removed=False)]


def contact_columns(phone: str, id_number: str) -> dict[str, str]:
    """Telephone and ID number with the blind indexes that find them again."""
    return {
        "phone": phone,
        "phone_index": blind.index("phone", phone),
        "id_number": id_number,
        "id_index": blind.index("id_number", id_number),
    }


def described(party: Party) -> str:
    """A party as an agreement names them. Both sides get the paper, so a protected address does not stand there."""
    parts: list[str] = [
        party.name,
        f"身份证号 {party.id_number}" if party.id_number else "",
        f"住址{WITHHELD}" if party.protected else f"住址 {party.address}" if party.address else "",
        f"电话 {party.phone}" if party.phone else "",
    ]
    return f"{SIDE_LABELS[Side(party.side)]}：" + "，".join(part for part in parts if part)


def keep_address_out(matter: Matter, texts: Mapping[str, str]) -> None:
    """Raise Refused, naming the field, when a text that both sides get gives a protected address away."""
    hidden = [party.address for party in matter.parties.filter(removed=False, protected=True) if party.address]
    for field, text in texts.items():
        if any(address in text for address in hidden):
            raise Refused("这里写有依法保密的住址，双方都会看到，请删去。", field)


def reindex(matter: Matter) -> None:
    """Put names, story and place of a matter into the search index."""
    index.put(matter.pk, [*_names.ask(matter=matter.pk), matter.story, matter.place])


_names = Prepared(lambda: Party.objects.filter(matter=Slot("matter"), removed=False).values_list("name", flat=True))
