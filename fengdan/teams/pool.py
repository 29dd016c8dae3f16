"""The talent pool as it stands on a day: one frozen row a mediator, for the pool, for the menu, for papers."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from fengdan.rulebook.pool import GRADE_LABELS, leaving_words
from fengdan.rulebook.pool import Grade as Level
from fengdan.rulebook.ties import TIE_LABELS, TieKind
from fengdan.teams.models import Appointment, Committee, CommitteeMember, Grade, Mediator, Tie, Training
from fengdan.teams.standing import CommitteeTerm, GradeHeld, Lesson, Seat, Standing, Term, TieHeld
from fengdan.teams.terms import COUNTS
from fengdan.vault import mask


def standing(code: str, day: date) -> Standing | None:
    """What the pool says of one mediator on a day; None for a code nobody has. Five queries."""
    return next(iter(standings(day, code)), None)


def standings(day: date, code: str = "") -> list[Standing]:
    """The same of everybody ever in the pool, by code. Five queries, however many there are."""
    of = Q(mediator=code) if code else Q()
    seats, terms = _seats(of & Q(active_to=None)), _latest_terms(of)
    grades = {
        row.mediator_id: _grade(row) for row in _grades(of & COUNTS & Q(issued_on__lte=day)).order_by("issued_on")
    }
    hours: defaultdict[str, int] = defaultdict(int)
    for mediator, many in Training.objects.filter(of, COUNTS, held_on__year=day.year).values_list("mediator", "hours"):
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
                row=row.pk,
                struck=row.struck_at is not None,
            ),
        )


def _latest_terms(of: Q) -> dict[tuple[str, str], Term]:
    """(mediator, committee) → the latest term that was not ended before its time."""
    return dict(_terms(of & COUNTS & Q(ended_on=None)))


def _grades(which: Q) -> QuerySet[Grade]:
    return Grade.objects.filter(which).select_related("set_by")


def grades_held(codes: Collection[str], day: date) -> dict[str, GradeHeld]:
    """Mediator code → the latest grade, of those whose grade counts on the day. One query."""
    rows = _grades(COUNTS & Q(mediator__in=codes, issued_on__lte=day)).order_by("issued_on")
    latest = {row.mediator_id: _grade(row) for row in rows}
    return {code: held for code, held in latest.items() if held.expires_on >= day}


def _grade(row: Grade) -> GradeHeld:
    return GradeHeld(
        label=GRADE_LABELS[Level(row.grade)],
        issuer=row.issuer,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        who=row.set_by.name if row.set_by else "",
        when=row.set_at,
        row=row.pk,
        struck=row.struck_at is not None,
    )


def past(code: str) -> tuple[list[Seat], list[Term], list[GradeHeld]]:
    """Everything there ever was of one mediator, struck or not, the latest first. Three queries."""
    of = Q(mediator=code)
    terms = [term for _, term in _terms(of)]
    grades = [_grade(row) for row in _grades(of).order_by("-issued_on")]
    return _seats(of)[code], terms[::-1], grades


def training(code: str) -> list[tuple[int, int, list[Lesson]]]:
    """The years in which somebody was trained, the latest first: the hours that count, all records. One query."""
    years: defaultdict[int, list[Lesson]] = defaultdict(list)
    for row in Training.objects.filter(mediator=code).order_by("-held_on", "topic").select_related("set_by"):
        lesson = Lesson(
            held_on=row.held_on,
            topic=row.topic,
            hours=row.hours,
            held_by=row.held_by,
            who=row.set_by.name if row.set_by else "",
            when=row.set_at,
            row=row.pk,
            struck=row.struck_at is not None,
        )
        years[row.held_on.year].append(lesson)
    return [(year, sum(each.hours for each in own if not each.struck), own) for year, own in years.items()]


def ties(code: str) -> list[TieHeld]:
    """What is known of a mediator's ties, for whoever keeps the pool and nobody else. One query."""
    return [
        TieHeld(
            label=TIE_LABELS[TieKind(row.kind)],
            value=row.value,
            phone=mask.phone(row.phone),
            since=row.since,
            until=row.until,
            who=row.set_by.name if row.set_by else "",
            when=row.set_at,
            row=row.pk,
            struck=row.struck_at is not None,
        )
        for row in Tie.objects.filter(mediator=code).select_related("set_by").order_by("-pk")
    ]


def committee_terms(day: date) -> list[CommitteeTerm]:
    """Every committee in service with the last day of its term, the earliest first. One query."""
    rows = Committee.objects.filter(Q(unit__active_to=None) | Q(unit__active_to__gte=day)).select_related("unit")
    return [CommitteeTerm(row.pk, row.unit.name, row.term_ends) for row in rows.order_by("term_ends", "pk")]
