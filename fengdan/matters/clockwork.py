"""The ledger for what the clock does by itself: steps of many matters in one transaction.

Beside `ledger.record`, for steps that add to the file and change neither stage nor holder. The same is asked of each
step, and the same is written; what is read and written is read and written for all at once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, F, Model, QuerySet

from fengdan.catalogue.rules import rules_in_force
from fengdan.database.insert import Numbers, insert_many
from fengdan.database.move import move
from fengdan.database.prepared import Prepared, Slot, SlotList
from fengdan.matters.chain import link
from fengdan.matters.clock_letters import Written, letters_of, write_all
from fengdan.matters.entry import Entry, Landing
from fengdan.matters.facts import facts_of_many
from fengdan.matters.known import Known
from fengdan.matters.ledger import event_of, refuse_the_future
from fengdan.matters.models import Clock, Event, Matter
from fengdan.rulebook.actor import CLOCK
from fengdan.rulebook.deadlines import RIGHTS
from fengdan.rulebook.effects import Happening, apply
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.powers import hat, why_not
from fengdan.rulebook.steps import STEPS

Write = Callable[[Entry], Iterable[Landing]]

# of a matter, what neither the rulebook nor the ledger looks at
NOT_READ = (
    *("story", "place", "pin", "token", "token_index", "salt", "conclusion_reason"),
    *("matter_type", "item_version", "area", "registered_at", "concluded_at"),
)


def _clocks() -> QuerySet[Clock]:
    return Clock.objects.filter(matter__in=SlotList("matters"), stopped_at=None).order_by("matter_id", "pk")


# held in the order of their numbers, so that two sweeps at once wait for each other and never in a circle
_held = Prepared(
    lambda: Matter.objects.select_for_update().filter(pk__in=SlotList("matters")).order_by("pk").defer(*NOT_READ)
)
_running = Prepared(_clocks)
_due = Prepared(lambda: _clocks().filter(rung_at__lte=Slot("at", DateTimeField())))
_last_hashes = Prepared(
    lambda: (
        Event.objects.filter(matter__in=SlotList("matters"))
        .filter(seq=F("matter__version"))
        .order_by()
        .values_list("matter_id", "hash")
    )
)


@dataclass
class Standing:
    """A matter that is held: its facts, number and hash of its last event, with what is to be written counted in."""

    matter: Matter
    facts: MatterFacts
    seq: int
    last_hash: str


class Clockwork:
    """Many matters, held until the caller's transaction ends. Take the steps one by one, then `write` them all.

    `clocks` are those that run at these matters, or of them those whose rung is due. The caller changes them as it
    takes the steps, after saying so by `changing`. Raises Refused for a moment in the future, where that is one.
    """

    def __init__(self, matters: Iterable[int], at: datetime, *, due: bool = False) -> None:
        refuse_the_future(at)
        self.at = at
        self.rules = rules_in_force()
        held = _held.ask(matters=list(matters))
        numbers = [matter.pk for matter in held]
        facts, hashes = facts_of_many(held), dict(_last_hashes.ask(matters=numbers))
        self.known = Known(numbers)
        self.standing = {
            matter.pk: Standing(matter, facts[matter.pk], matter.version, hashes[matter.pk]) for matter in held
        }
        self.clocks = _due.ask(matters=numbers, at=at) if due else _running.ask(matters=numbers)
        self._ends_move = not due
        self._were: dict[int, tuple[Clock, datetime, str]] = {}
        self._numbers = Numbers()
        self._rows: dict[type[Model], list[Model]] = {}
        self._events: list[Event] = []
        self._letters: list[Written] = []

    def changing(self, clock: Clock) -> None:
        """Before another end or rung is set: `write` stores it only if nobody else has changed it since it was read."""
        self._were.setdefault(clock.pk, (clock, clock.due_at, clock.rung))

    def take(self, step: str, matter: int, write: Write) -> None:
        """One step. `write` adds facts, rows and clocks to the entry, stops none and says where its letters go.

        Raises Refused with the reason.
        """
        standing = self.standing[matter]
        before = standing.facts
        at = max(self.at, before.last_at)
        if reason := why_not(step, before, CLOCK, at):
            raise Refused(reason)
        worn = hat(STEPS[step], before, CLOCK)
        assert worn is not None
        entry = Entry(standing.matter, CLOCK, at, self.rules, before, known=self.known, keep=self._keep)
        landings = write(entry)
        after = apply(Happening(step, before.stage, "", "", "", at, entry.facts), before)
        event = event_of(step, entry, after, worn=worn, seq=standing.seq + 1, previous=standing.last_hash)
        event.hash = link(event)
        for clock in entry.clocks:
            self._keep(clock)
            held = standing.matter
            held.next_due = min(clock.due_at, held.next_due or clock.due_at)
        standing.facts, standing.seq, standing.last_hash = after, event.seq, event.hash
        self._events.append(event)
        self._letters += letters_of(event, after, landings)

    def write(self) -> None:
        """What the steps added, events, clocks, matters and letters, whole or (Stale) not at all."""
        for rows in self._rows.values():
            insert_many(rows)
        insert_many(self._events)
        self._move_clocks()
        self._move_matters()
        write_all(self._letters)

    def _keep(self, row: Model) -> None:
        row.pk = self._numbers.take(type(row))
        self._rows.setdefault(type(row), []).append(row)

    def _move_clocks(self) -> None:
        rows = [
            (clock.pk, clock.due_at, clock.provisional, clock.rung, clock.rung_at, due_at, rung, None)
            for clock, due_at, rung in self._were.values()
        ]
        to, only_if = ("due_at", "provisional", "rung", "rung_at"), ("due_at", "rung", "stopped_at")
        if move(Clock, rows, to=to, only_if=only_if) < len(rows):
            raise Stale

    def _move_matters(self) -> None:
        """One version after the other: the database lets no matter leap over an event."""
        moved = [each for each in self.standing.values() if each.seq > each.matter.version]
        due, step = self._next_due(), 1
        while rows := [
            (pk, version + step, each.facts.last_at, due.get(pk), version + step - 1)
            for each in moved
            for pk, version in [(each.matter.pk, each.matter.version)]
            if version + step <= each.seq
        ]:
            if move(Matter, rows, to=("version", "last_at", "next_due"), only_if=("version",)) < len(rows):
                raise Stale
            step += 1

    def _next_due(self) -> dict[int, datetime]:
        """Matter id → when the first running clock of the office runs out. A rung moves no end."""
        if not self._ends_move:
            return {pk: each.matter.next_due for pk, each in self.standing.items() if each.matter.next_due}
        found: dict[int, datetime] = {}
        for clock in self.clocks:
            if clock.name not in RIGHTS and not clock.paused:
                found[clock.matter_id] = min(clock.due_at, found.get(clock.matter_id, clock.due_at))
        return found
