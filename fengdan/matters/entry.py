"""What one step writes, collected while its action runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from fengdan.database.insert import insert
from fengdan.matters.known import Known
from fengdan.matters.models import Clock, Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.deadlines import PROMISED, Rules
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.items import Terms


@dataclass(frozen=True)
class Once:
    """A form's nonce and the keyed digest of what was typed into it: posting it again does nothing again."""

    nonce: str
    digest: str


@dataclass(frozen=True)
class Landing:
    """Where news of a limit goes: the desk (role, or `liaison`, and unit), and the user id of somebody there.

    `anew`: what was told about the limit before is no news any more. `nobody`: the desks that had to know of it and at
    which nobody is.
    """

    limit: str
    role: str
    unit: str
    person: int | None
    anew: bool = True
    nobody: tuple[tuple[str, str], ...] = ()

    def told(self) -> dict[str, Any]:
        """As an event tells it."""
        person = "" if self.person is None else str(self.person)
        empty = {"nobody": [list(desk) for desk in self.nobody]} if self.nobody else {}
        return {"to": self.unit, "as": self.role, "person": person, **empty}


@dataclass
class Entry:
    """The action adds rows and facts; `facts` hold codes and ids, never personal data. `before` is None on register.

    `clocks` are those this step starts beyond the ones rulebook/deadlines.py names for it. `office_at`: when the
    office's own limits begin, where it learned of the matter later than it happened. `since`: when a clock that starts
    with this step began to count, where that was before the step. `known`: what is the same for many matters. `keep`:
    how a row gets its number and is written, at once or with those of many matters.
    """

    matter: Matter
    actor: Actor
    at: datetime
    rules: Rules
    before: MatterFacts | None
    facts: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    clocks: list[Clock] = field(default_factory=list)
    office_at: datetime | None = None
    since: dict[str, datetime] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    keep: Callable[[models.Model], None] = insert

    def begins(self, clock: str) -> datetime:
        """From when a clock counts: what was promised, from when it happened; the office's work, from when it knew."""
        return self.since.get(clock, self.at if clock in PROMISED else self.office_at or self.at)

    def under(self, terms: Terms | None) -> None:
        """From now on the matter goes by this version of its item; None leaves it with the county's rules alone."""
        if terms:
            self.matter.item_version_id = terms.key
            self.rules = self.rules.under(terms)

    def add(self, row: models.Model) -> None:
        """Insert a row; a sealed one leaves its digest in the event. What belongs to a round belongs to this one."""
        if "round" in {column.name for column in row._meta.fields}:  # noqa: SLF001 - documented meta
            row.round = self.matter.round  # type: ignore[attr-defined]
        self.keep(row)
        self.seal(row)

    def change(self, row: models.Model, **values: Any) -> None:
        """Update columns of a row of this matter."""
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[*values])
        self.seal(row)

    def change_matter(self, **values: Any) -> None:
        """Update columns of the matter itself; the ledger writes them with the event."""
        for name, value in values.items():
            setattr(self.matter, name, value)
        self.columns |= values
        self.seal(self.matter)

    def seal(self, row: models.Model) -> None:
        if isinstance(row, Sealed):
            self.digests[row.seal_key] = row.seal()
