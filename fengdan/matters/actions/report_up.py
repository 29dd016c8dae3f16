"""上报: an upper system has been told of the matter."""

from datetime import datetime

from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.reporting import System


def report_up(
    matter: Matter, *, system: str, actor: Actor, at: datetime, seen: int | None = None, once: Once | None = None
) -> Matter:
    """Note that it stands in this system (code) now. Raises Refused."""

    def write(entry: Entry) -> None:
        entry.facts = {"system": one_of(System, system, "system")}

    return record("report_up", matter, actor=actor, at=at, seen=seen, once=once, write=write)
