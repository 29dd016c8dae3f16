"""Making a party, and what of a matter can be searched."""

from dataclasses import dataclass

from fengdan.matters.models import Matter, Party
from fengdan.rulebook.facts import Answer, Side
from fengdan.search import index
from fengdan.vault import blind


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


def contact_columns(phone: str, id_number: str) -> dict[str, str]:
    """Telephone and ID number with the blind indexes that find them again."""
    return {
        "phone": phone,
        "phone_index": blind.index("phone", phone),
        "id_number": id_number,
        "id_index": blind.index("id_number", id_number),
    }


def reindex(matter: Matter) -> None:
    """Put names, story and place of a matter into the search index."""
    names = [party.name for party in Party.objects.filter(matter_id=matter.pk, removed=False)]
    index.put(matter.pk, [*names, matter.story, matter.place])
