"""The talent pool as it stands on a day: one frozen row a mediator, for the pool, for the menu, for papers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from fengdan.rulebook.pool import GRADE_LABELS, leaving_words
from fengdan.rulebook.pool import Grade as Level
from fengdan.teams.models import Appointment, Committee, CommitteeMember, Grade, Mediator, Training


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


@dataclass(frozen=True)
class GradeHeld:
    """A grade of people's mediator; `expires_on` is the last day it counts."""

    label: str
    issuer: str
    issued_on: date
    expires_on: date
    who: str
    when: datetime | None


@dataclass(frozen=True)
class Lesson:
    """Hours of training somebody took part in."""

    held_on: date
    topic: str
    hours: int
    held_by: str
    who: str
    when: datetime | None


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


def standing(code: str, day: date) -> Standing | None:
    """What the pool says of one mediator on a day; None for a code nobody has. Five queries."""
    return next(iter(standings(day, code)), None)


def standings(day: date, code: str = "") -> list[Standing]:
    """The same of everybody ever in the pool, by code. Five queries, however many there are."""
    of = Q(mediator=code) if code else Q()
    seats, terms = _seats(of & Q(active_to=None)), _latest_terms(of)
    grades = {row.mediator_id: _grade(row) for row in _grades(of & Q(issued_on__lte=day)).order_by("issued_on")}
    hours: defaultdict[str, int] = defaultdict(int)
    for mediator, many in Training.objects.filter(of, held_on__year=day.year).values_list("mediator", "hours"):
        hours[mediator] += many
    return [
        Standing(
            code=row.code,
            name=row.name,
            background=row.background,
            source=Mediator.Background(row.background).label,
            active_from=row.active_from,
            active_to=row.active_to,
            seats=tuple(seats[row.code]),
            terms=tuple(term for seat in seats[row.code] if (term := terms.get((row.code, seat.committee)))),
            grade=grades.get(row.code),
            hours=hours[row.code],
        )
        for row in Mediator.objects.filter(Q(pk=code) if code else Q()).order_by("code")
    ]


def _seats(which: Q) -> defaultdict[str, list[Seat]]:
    """Mediator → places in committees, the latest first."""
    found: defaultdict[str, list[Seat]] = defaultdict(list)
    rows = CommitteeMember.objects.filter(which).select_related("committee__unit").order_by("-active_from", "-pk")
    for row in rows:
        post, left = "主任" if row.director else "委员", leaving_words(row.ended_for)
        seat = Seat(row.committee_id, row.committee.unit.name, post, row.active_from, row.active_to, left)
        found[row.mediator_id].append(seat)
    return found


def _terms(which: Q) -> Iterable[tuple[tuple[str, str], Term]]:
    rows = Appointment.objects.filter(which).select_related("committee__unit", "set_by").order_by("from_day", "pk")
    for row in rows:
        yield (
            (row.mediator_id, row.committee_id),
            Term(
                committee=row.committee_id,
                name=row.committee.unit.name,
                from_day=row.from_day,
                until=row.until,
                appointed_by=row.appointed_by,
                letter=row.letter,
                ended_on=row.ended_on,
                who=row.set_by.name if row.set_by else "",
                when=row.set_at,
            ),
        )


def _latest_terms(of: Q) -> dict[tuple[str, str], Term]:
    """(mediator, committee) → the latest term that was not ended before its time."""
    return dict(_terms(of & Q(ended_on=None)))


def _grades(which: Q) -> QuerySet[Grade]:
    return Grade.objects.filter(which).select_related("set_by")


def _grade(row: Grade) -> GradeHeld:
    return GradeHeld(
        label=GRADE_LABELS[Level(row.grade)],
        issuer=row.issuer,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        who=row.set_by.name if row.set_by else "",
        when=row.set_at,
    )


def past(code: str) -> tuple[list[Seat], list[Term], list[GradeHeld]]:
    """Everything there ever was of one mediator, the latest first. Three queries."""
    of = Q(mediator=code)
    terms = [term for _, term in _terms(of)]
    grades = [_grade(row) for row in _grades(of).order_by("-issued_on")]
    return _seats(of)[code], terms[::-1], grades


def training(code: str) -> list[tuple[int, int, list[Lesson]]]:
    """The years in which somebody was trained, the latest first, each with its hours and its records. One query."""
    years: defaultdict[int, list[Lesson]] = defaultdict(list)
    for row in Training.objects.filter(mediator=code).order_by("-held_on", "topic").select_related("set_by"):
        who = row.set_by.name if row.set_by else ""
        years[row.held_on.year].append(Lesson(row.held_on, row.topic, row.hours, row.held_by, who, row.set_at))
    return [(year, sum(lesson.hours for lesson in lessons), lessons) for year, lessons in years.items()]


def committee_terms(day: date) -> list[CommitteeTerm]:
    """Every committee in service with the last day of its term, the earliest first. One query."""
    rows = Committee.objects.filter(Q(unit__active_to=None) | Q(unit__active_to__gte=day)).select_related("unit")
    return [CommitteeTerm(row.pk, row.unit.name, row.term_ends) for row in rows.order_by("term_ends", "pk")]
