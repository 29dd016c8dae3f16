"""A line of the tick list, and the matter it is read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.stages import OPEN

AFTER_THE_END = "办结以后"


class State(StrEnum):
    DONE = "done"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


STATE_LABELS = {State.DONE: "已办", State.MISSING: "还没有", State.NOT_NEEDED: "不用"}


@dataclass(frozen=True)
class Happened:
    """A step that was taken; `who` as the office says it."""

    step: str
    at: datetime
    who: str


@dataclass(frozen=True)
class Timed:
    """A clock: `name` is the limit's code, `label` the county's words for it; `stopped_at` None while it runs."""

    name: str
    label: str
    due_at: datetime
    stopped_at: datetime | None


@dataclass(frozen=True)
class Tick:
    """A line of the list: done (`at`, by `who`) or missing, waiting for `waits`. `due` is a deadline's own."""

    label: str
    state: State
    at: datetime | None = None
    who: str = ""
    note: str = ""
    waits: str = ""
    due: datetime | None = None

    @property
    def late(self) -> bool:
        """Whether a deadline was met too late; one that still runs is for whoever knows what time it is."""
        return self.due is not None and self.at is not None and self.at > self.due


@dataclass(frozen=True)
class Part:
    label: str
    ticks: tuple[Tick, ...]

    @property
    def done(self) -> int:
        return sum(tick.state is State.DONE for tick in self.ticks)

    @property
    def wanted(self) -> int:
        return sum(tick.state is not State.NOT_NEEDED for tick in self.ticks)


@dataclass(frozen=True)
class Ticking:
    """The facts of a matter and its events, oldest first. Says how a line of its list stands."""

    facts: MatterFacts
    events: Sequence[Happened]

    def last(self, *steps: str) -> Happened | None:
        """The latest of these steps in this round."""
        for event in reversed(self.events):
            if event.step in steps:
                return event
            if event.step == "reopen":
                return None
        return None

    def done(self, label: str, *steps: str, note: str = "") -> Tick:
        """By whoever took one of these steps last; in a round that none was needed in, by nobody."""
        event = self.last(*steps)
        return Tick(label, State.DONE, event.at if event else None, event.who if event else "", note)

    def wanted(self, label: str, waits: str = "", note: str = "") -> Tick:
        """Missing while the matter is open. It has ended without: then it was not needed."""
        if self.facts.stage in OPEN:
            return Tick(label, State.MISSING, waits=waits, note=note)
        return not_needed(label)

    def still(self, label: str, waits: str, note: str = "") -> Tick:
        """Missing whether the matter is open or has ended: it keeps the file open."""
        return Tick(label, State.MISSING, note=note, waits=waits)

    def later(self, label: str, why_not: str = "") -> Tick:
        """For what comes after the end: missing until then, and not needed when the end was another."""
        if self.facts.stage in OPEN:
            return Tick(label, State.MISSING, note=AFTER_THE_END)
        return not_needed(label, why_not)

    @property
    def holder(self) -> str:
        """Who is to go on with it, as the list says it."""
        if self.facts.with_team:
            return "承办团队"
        return "承办单位" if self.facts.with_unit else self.desk(Role.DUTY)

    def desk(self, role: Role) -> str:
        """This role at the centre, or whoever took the matter in while it has not got there."""
        return ROLE_LABELS[role] if self.facts.holder == CENTRE else "登记单位"

    @property
    def unmediated(self) -> bool:
        """Nothing is mediated in a meeting: a service, an answer, words agreed on, or a clear refusal."""
        return self.facts.service or self.facts.with_unit or self.facts.oral or bool(self.facts.refused_by())


def not_needed(label: str, note: str = "") -> Tick:
    return Tick(label, State.NOT_NEEDED, note=note)
