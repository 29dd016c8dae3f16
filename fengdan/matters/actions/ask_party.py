"""征求意愿: a party is asked whether they are willing, by a letter with an address of their own to answer at."""

from datetime import datetime

from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Invitation, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.numbering import new_token
from fengdan.vault import blind


def ask_party(
    matter: Matter,
    *,
    party: int,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record that a party (id) is asked (人民调解法 Art. 17). Asked again, the address stays. Raises Refused."""

    def write(entry: Entry) -> None:
        asked = entry.matter.parties.filter(pk=party, removed=False).first()
        if asked is None:
            raise Refused("没有这名当事人，请重新选择。", "party")
        row = Invitation.objects.filter(party=asked).first()
        if row is None:
            token = new_token()
            row = Invitation(party=asked, token=token, token_index=blind.index("invitation", token))
            entry.add(row)
        entry.facts = {"invitation": row.pk, "party": party}

    return record("ask_party", matter, actor=actor, at=at, seen=seen, once=once, write=write)
