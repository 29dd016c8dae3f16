"""Who is away today, who stands in for them (代理), and at which units anybody can be reached."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, Q, QuerySet

from fengdan.database.prepared import Prepared, Slot
from fengdan.people.models import Absence, Grant
from fengdan.rulebook.actor import ADMINISTRATORS, LIAISONS, ROLE_LABELS, Role
from fengdan.units.models import Unit
from fengdan.units.queries import active_on

# a mediator was chosen by the parties (人民调解法 Art. 23)
NEVER_STOOD_IN = ADMINISTRATORS | {Role.MEDIATOR}

StandIns = Mapping[int, int | None]

_day = Slot("day", DateField())
_away = Prepared(lambda: away(_day))
_answering_anywhere = Prepared(lambda: _in_office(Q()))
_answering_at = Prepared(lambda: _in_office(Q(unit=Slot("unit"))))


def away(day: date | Slot) -> QuerySet[Absence, tuple[int, int | None]]:
    """Everybody away on the day, and whoever stands in; the absence entered last comes last, and counts."""
    absences = Absence.objects.filter(called_off_at=None, from_day__lte=day, to_day__gte=day)
    return absences.order_by("pk").values_list("user_id", "stand_in_id")


def away_on(day: date) -> dict[int, int | None]:
    """User id → whoever stands in, or None, for everybody away on the day. The absence entered last counts."""
    return dict(_away.ask(day=day))


def out_of_office(days: Iterable[date], accounts: Collection[str], users: Collection[int]) -> dict[date, set[str]]:
    """Of these user names and user ids, the names of those whose offices have all ended by the day. One query."""
    grants = Grant.objects.filter(Q(user__username__in=accounts) | Q(user__in=users)).order_by()
    spans: dict[str, list[tuple[date, date]]] = {}
    for name, active, first, last in grants.values_list(
        "user__username", "user__is_active", "active_from", "active_to"
    ):
        spans.setdefault(name, []).extend([(first, last or date.max)] if active else [])
    return {
        day: {name for name, held in spans.items() if not any(first <= day <= last for first, last in held)}
        for day in days
    }


def stand_ins(user: int, away: StandIns) -> Iterator[int]:
    """Whoever stands in for this user, then for the stand-in if that one is away too, and so on; ends in a circle."""
    seen = {user}
    while (following := away.get(user)) is not None and following not in seen:
        seen.add(following)
        yield following
        user = following


def stood_in_by(user: int, away: StandIns) -> list[int]:
    """The people for whom this user stands in, directly or because the one who should is away as well."""
    return sorted(absent for absent in away if user in stand_ins(absent, away))


def reached(user: int, away: StandIns) -> int | None:
    """Who is there for this user today: themself, the first stand-in who is not away, or nobody."""
    return next((each for each in (user, *stand_ins(user, away)) if each not in away), None)


@dataclass(frozen=True)
class Office:
    """Who holds which role at some units on a day, and who of them is there: read once, asked as often as one likes."""

    held: Mapping[str, list[tuple[int, Role]]]
    away: StandIns
    names: Mapping[int, str]

    def there(self, roles: Iterable[Role], unit: str, *, only: Collection[str] = ()) -> int | None:
        """The user id of somebody who is there for one of these roles of the unit: in person or standing in.

        Mediators are chosen by name: of them `only` those (user ids) count, and nobody stands in for them.
        """
        wanted = set(roles)
        for user, role in self.held.get(unit, ()):
            if role not in wanted:
                continue
            if role is Role.MEDIATOR:
                if user not in self.away and str(user) in only:
                    return user
                continue
            there = reached(user, self.away)
            if there is not None and there in self.names:
                return there
        return None


def offices(units: Collection[str] | None, day: date) -> Office:
    """Of these units, or (None) of all. Two queries, a third when a stand-in comes from elsewhere."""
    grants = Grant.objects.filter(active_on(day), active_on(day, "unit__"), user__is_active=True)
    if units is not None:
        grants = grants.filter(unit__in=units)
    held: dict[str, list[tuple[int, Role]]] = {}
    people = []
    for unit, user, name, role in grants.order_by("pk").values_list("unit_id", "user_id", "user__name", "role"):
        held.setdefault(unit, []).append((user, Role(role)))
        people.append((unit, user, name))
    away = away_on(day)
    return Office(held, away, _names(people, away, day))


def _in_office(units: Q) -> QuerySet[Grant, tuple[str, int, str]]:
    """Who answers for units on `_day`: (unit, user, name)."""
    grants = Grant.objects.filter(
        units, active_on(_day), active_on(_day, "unit__"), role__in=[Role.LEADER, *LIAISONS], user__is_active=True
    )
    return grants.order_by("pk").values_list("unit_id", "user_id", "user__name")


def answering(day: date, unit: str = "") -> dict[str, list[tuple[str, str]]]:
    """Unit code → the people who can be reached there today as (name, for whom); of one unit or of all.

    Two queries, a third when a stand-in comes from elsewhere. A unit nobody answers for is not in it.
    """
    away = away_on(day)
    found: dict[str, list[tuple[str, str]]] = {}
    held = _answering_at.ask(day=day, unit=unit) if unit else _answering_anywhere.ask(day=day)
    names = _names(held, away, day)
    for code, user, name in held:
        there = reached(user, away)
        if there is not None and there in names:
            found.setdefault(code, []).append((names[there], "" if there == user else name))
    return found


def in_post(units: Collection[str], roles: Collection[Role], day: date) -> list[tuple[int, str]]:
    """Whoever is in office for these roles of these units: user id and 李测二，县综治中心值班领导. One query."""
    grants = Grant.objects.filter(
        active_on(day), active_on(day, "unit__"), unit__in=units, role__in=roles, user__is_active=True
    )
    found: dict[int, str] = {}
    for user, name, unit, role in grants.order_by("pk").values_list("user_id", "user__name", "unit__name", "role"):
        found.setdefault(user, f"{name}，{unit}{ROLE_LABELS[Role(role)]}")
    return list(found.items())


def _names(held: list[tuple[str, int, str]], away: StandIns, day: date) -> dict[int, str]:
    """Names of the people in office among those who hold a grant and those who stand in."""
    known = {user: name for _, user, name in held}
    others = {other for user in known if user in away for other in stand_ins(user, away)} - known.keys()
    if others:
        # whoever has left office stands in for nobody
        there = Grant.objects.filter(active_on(day), user__in=others, user__is_active=True)
        known |= dict(there.order_by("pk").values_list("user_id", "user__name"))
    return known


def unreachable(day: date) -> set[str]:
    """The units that can hold a matter and at which nobody can be reached today. Three or four queries."""
    holding = Unit.objects.exclude(kind__in=[Unit.Kind.CENTRE, Unit.Kind.COMMITTEE]).values_list("pk", flat=True)
    return set(holding) - answering(day).keys()
