"""How somebody stands in the talent pool: frozen rows, for the pool's pages, for the menu, for papers."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Runs(StrEnum):
    """What may run out."""

    COMMITTEE = "committee"
    APPOINTMENT = "appointment"
    GRADE = "grade"


@dataclass(frozen=True)
class Seat:
    """A place in a committee. `until` is its last day, None while it lasts; `left` why it ended."""

    committee: str
    name: str
    post: str
    since: date
    until: date | None
    left: str


@dataclass(frozen=True)
class Term:
    """A term of appointment. `ended_on` is set where it ended before its last day; `who` is empty for the files'."""

    committee: str
    name: str
    from_day: date
    until: date
    appointed_by: str
    letter: str
    ended_on: date | None
    who: str
    when: datetime | None
    row: int
    struck: bool


@dataclass(frozen=True)
class GradeHeld:
    """A grade of people's mediator; `expires_on` is the last day it counts."""

    label: str
    issuer: str
    issued_on: date
    expires_on: date
    who: str
    when: datetime | None
    row: int
    struck: bool


@dataclass(frozen=True)
class Lesson:
    """Hours of training somebody took part in."""

    held_on: date
    topic: str
    hours: int
    held_by: str
    who: str
    when: datetime | None
    row: int
    struck: bool


@dataclass(frozen=True)
class TieHeld:
    """What is known of a mediator's ties; `phone` is masked, `until` the last day where it is over."""

    label: str
    value: str
    phone: str
    since: date
    until: date | None
    who: str
    when: datetime | None
    row: int
    struck: bool


@dataclass(frozen=True)
class Standing:
    """What the pool says of a mediator on a day: the seats held, the latest term in each, the latest grade.

    `hours` are those of training in the year of that day. `active_to` is the last day of whoever has left.
    """

    code: str
    name: str
    background: str
    source: str
    active_from: date
    active_to: date | None
    seats: tuple[Seat, ...]
    terms: tuple[Term, ...]
    grade: GradeHeld | None
    hours: int

    def serves_on(self, day: date) -> bool:
        return self.active_from <= day and (self.active_to is None or day <= self.active_to)

    @property
    def gone(self) -> bool:
        return self.active_to is not None

    def ends(self, runs: Runs) -> date | None:
        """The day the earliest of these runs out; None where there is none. A committee's is not a mediator's."""
        if runs == Runs.APPOINTMENT:
            return min((term.until for term in self.terms), default=None)
        return self.grade.expires_on if runs == Runs.GRADE and self.grade else None

    def runs_out(self, runs: Runs, by: date) -> bool:
        """Whether it has run out or will by that day."""
        ends = self.ends(runs)
        return ends is not None and ends <= by


@dataclass(frozen=True)
class CommitteeTerm:
    """A committee in service and the last day of its term (人民调解法 Art. 9)."""

    code: str
    name: str
    ends: date
