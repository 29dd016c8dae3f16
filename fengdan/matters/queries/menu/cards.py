"""The menu as the public reads it: one frozen row a card, for the page, the printed booklet and the wall sheet.

Read anew for every request: whoever was taken off is gone with the next.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fengdan.catalogue.models import MatterType
from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.models import BookedSlot
from fengdan.matters.queries.menu.results import NONE, Result, of_mediators
from fengdan.people.models import Absence
from fengdan.rulebook.booking import person
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.menu import FEE, HalfDay, Span, next_free
from fengdan.teams.models import Card, CommitteeMember, TeamMember
from fengdan.teams.pool import grades_held
from fengdan.teams.queries import on_the_menu
from fengdan.teams.standing import GradeHeld
from fengdan.units.models import Area
from fengdan.units.queries import active_on, serves

WHOLE_COUNTY = "全县"
Named = tuple[str, str]  # code and name


@dataclass(frozen=True)
class CardRow:
    """All that is published of one mediator (法释〔2021〕23号 Art. 5), in words.

    `kinds` says in which capacity they mediate, `areas` and `towns` which townships they serve (none: the whole
    county), `photo` the digest of the portrait or nothing. `grade` is 等级 with who gave it and until when, empty
    for whoever holds none.
    """

    number: int
    code: str
    name: str
    female: bool
    kinds: str
    court: str
    years: int
    types: tuple[Named, ...]
    strengths: tuple[str, ...]
    languages: tuple[str, ...]
    areas: tuple[str, ...]
    towns: str
    seat: str
    fee: str
    introduction: str
    committees: tuple[str, ...]
    teams: tuple[Named, ...]
    photo: str
    next_free: HalfDay | None
    result: Result
    grade: str = ""


def menu(at: datetime) -> list[CardRow]:
    """Every card on the menu, by number. Twelve queries, however many there are."""
    return rows(on_the_menu(at.astimezone(ZONE).date()), at)


def card(number: int, at: datetime) -> CardRow | None:
    """The card with this number, if it is on the menu."""
    found = rows(on_the_menu(at.astimezone(ZONE).date()).filter(number=number), at)
    return found[0] if found else None


def rows(cards: Iterable[Card], at: datetime) -> list[CardRow]:
    """Cards as they show, published or not: an owner looks at one before it is."""
    known = list(cards)
    reader = _Reader([each.pk for each in known], at)
    away = _away({each.mediator.user_id: each.pk for each in known if each.mediator.user_id}, reader.day)
    return [reader.row(each, away.get(each.pk, [])) for each in known]


def _away(users: dict[int, str], day: date) -> dict[str, list[Span]]:
    """Mediator code → days away, from today on."""
    absences = Absence.objects.filter(user__in=users, called_off_at=None, to_day__gte=day)
    found: dict[str, list[Span]] = {}
    for user, first, last in absences.values_list("user_id", "from_day", "to_day"):
        found.setdefault(users[user], []).append((first, last))
    return found


class _Reader:
    """What all cards have in common, read once."""

    def __init__(self, codes: list[str], at: datetime) -> None:
        self.at, self.day = at, at.astimezone(ZONE).date()
        self.calendar = rules_in_force().calendar
        self.types = {row.pk: row.full_name for row in MatterType.objects.order_by("code")}
        self.towns = dict(Area.objects.filter(kind=Area.Kind.TOWNSHIP).values_list("code", "name"))
        self.results = of_mediators(codes)
        self.grades = grades_held(codes, self.day)
        self.taken: dict[str, set[datetime]] = {}
        booked = BookedSlot.objects.filter(key__in=[person(code) for code in codes], half_hour__gte=at)
        for key, half_hour in booked.values_list("key", "half_hour"):
            self.taken.setdefault(key, set()).add(half_hour)
        self.committees: dict[str, list[str]] = {}
        there = CommitteeMember.objects.filter(active_on(self.day, "committee__unit__"), active_to=None)
        offices = there.filter(mediator__in=codes).order_by("committee")
        for code, name in offices.values_list("mediator_id", "committee__unit__name"):
            self.committees.setdefault(code, []).append(name)
        self.teams: dict[str, list[Named]] = {}
        places = TeamMember.objects.filter(mediator__in=codes, active_to=None).select_related("team__unit")
        for place in places.order_by("team"):
            if serves(place.team.unit, self.day):
                self.teams.setdefault(place.mediator_id, []).append((place.team_id, place.team.unit.name))

    def row(self, card: Card, away: list[Span]) -> CardRow:
        return CardRow(
            number=card.number or 0,
            code=card.pk,
            name=card.mediator.name,
            female=card.mediator.female,
            kinds=self._kinds(card),
            court=card.court,
            years=max(self.day.year - (card.since or self.day.year), 0),
            types=tuple((code, self.types[code]) for code in card.types if code in self.types),
            strengths=tuple(card.strengths),
            languages=tuple(card.languages),
            areas=tuple(card.areas),
            towns="、".join(self.towns[code] for code in card.areas if code in self.towns) or WHOLE_COUNTY,
            seat=card.seat,
            fee=FEE,
            introduction=card.introduction,
            committees=tuple(self.committees.get(card.pk, ())),
            teams=tuple(self.teams.get(card.pk, ())),
            photo=card.photo.digest if card.photo else "",
            next_free=next_free(self.at, self.calendar, away, self.taken.get(person(card.pk), ())),
            result=self.results.get(card.pk, NONE),
            grade=_graded(self.grades[card.pk]) if card.pk in self.grades else "",
        )

    def _kinds(self, card: Card) -> str:
        """专职人民调解员、陇西县人民法院特邀调解员."""
        kinds = [("专职" if card.mediator.full_time else "兼职") + "人民调解员"]
        return "、".join([*kinds, f"{card.court}特邀调解员"] if card.court else kinds)


def _graded(held: GradeHeld) -> str:
    """三级人民调解员（定西市司法局颁发，2028年1月31日前有效）."""
    until = held.expires_on
    return f"{held.label}（{held.issuer}颁发，{until.year}年{until.month}月{until.day}日前有效）"
