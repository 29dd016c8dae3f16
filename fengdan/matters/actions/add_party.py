"""追加当事人."""

from datetime import datetime

from fengdan.matters.conflicts import newcomer
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.mediators import join
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails, new_party, reindex
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE


def add_party(
    matter: Matter,
    *,
    details: PartyDetails,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Add a party whose will to mediate has yet to be asked. Raises Refused."""

    def write(entry: Entry) -> None:
        join(entry.matter, details.name, "name")
        party = new_party(entry.matter, details)
        entry.add(party)
        entry.facts = {"party": party.pk, "side": details.side}
        if aside := newcomer(entry, entry.at.astimezone(ZONE).date()):
            entry.facts |= {"aside": aside}
        reindex(entry.matter)

    return record("add_party", matter, actor=actor, at=at, seen=seen, once=once, write=write)
