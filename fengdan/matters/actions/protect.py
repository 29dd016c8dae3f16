"""设定保密: the matter for those who have to act on it, an address for nobody on the other side."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Note
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def protect(
    matter: Matter,
    *,
    confidential: bool,
    protected: Collection[int],
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Set the flag and the protected parties (ids) to what is given; taking protection away is reasoned too.

    人民调解法 Art. 15(4); 反家庭暴力法 Art. 5. Raises Refused.
    """

    def write(entry: Entry) -> None:
        here = {party.pk: party for party in entry.matter.parties.filter(removed=False)}
        if not set(protected) <= here.keys():
            raise Refused("勾选的人不是本事项的当事人，请重新勾选。", "protected")
        for pk, party in here.items():
            entry.change(party, protected=pk in set(protected))
        note = Note(matter=entry.matter, written_at=entry.at, author_id=actor.id, text=said(reason, "reason", "为什么"))
        entry.add(note)
        entry.change_matter(confidential=confidential)
        entry.facts = {"confidential": confidential, "protected": sorted(set(protected)), "note": note.pk}

    return record("protect", matter, actor=actor, at=at, seen=seen, once=once, write=write)
