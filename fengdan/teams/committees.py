"""The committees, their members and what changed: for the justice bureau and the court (人民调解法 Art. 10)."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from fengdan.journal.models import Entry
from fengdan.rulebook.memberships import HAPPENED_LABELS, Change, Happened, Place, changes, held
from fengdan.rulebook.pool import BY_LAW, REMIND_DAYS, committee_lacks
from fengdan.teams.models import Committee, CommitteeMember, Mediator
from fengdan.units.models import Area, Unit
from fengdan.units.queries import lasting_on

EXPORT = "committees"  # the subject of the journal's entry


@dataclass(frozen=True)
class Member:
    """Somebody in a committee on a day."""

    code: str
    name: str
    gender: str
    post: str
    since: date
    background: str
    full_time: bool


@dataclass(frozen=True)
class Told:
    """A change in words. `left` says whether somebody left or was dismissed, not for what."""

    day: date
    name: str
    code: str
    what: str
    post: str
    left: str


@dataclass(frozen=True)
class CommitteeRoster:
    """A committee on the last day asked for, what changed in it since the first, and what it lacks by law."""

    code: str
    name: str
    term_ends: date
    term_over: bool
    term_soon: bool
    members: tuple[Member, ...]
    changes: tuple[Told, ...]
    lacks: tuple[str, ...]


def roster(first: date, last: date) -> list[CommitteeRoster]:
    """Every committee that serves on `last` or changed since `first`, both days included. Two queries."""
    places, people = _places()
    of: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes(places, first, last):
        of[change.committee].append(change)
    seats: defaultdict[str, list[Place]] = defaultdict(list)
    for own in _by_person(places).values():
        if place := held(own, last):
            seats[place.committee].append(place)
    rows = Committee.objects.select_related("unit").order_by("pk")
    return [
        _committee(row, seats[row.pk], of[row.pk], people, last)
        for row in rows
        if of[row.pk] or (row.unit.active_from <= last and (row.unit.active_to is None or last <= row.unit.active_to))
    ]


def _places() -> tuple[list[Place], dict[str, Mediator]]:
    """Every place there ever was, and whose."""
    rows = list(CommitteeMember.objects.select_related("mediator").order_by("pk"))
    places = [
        Place(
            row=row.pk,
            committee=row.committee_id,
            mediator=row.mediator_id,
            director=row.director,
            since=row.active_from,
            until=row.active_to,
            reason=row.ended_for,
        )
        for row in rows
    ]
    return places, {row.mediator_id: row.mediator for row in rows}


def _by_person(places: list[Place]) -> dict[tuple[str, str], list[Place]]:
    of: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        of[place.committee, place.mediator].append(place)
    return of


def _committee(
    row: Committee, places: list[Place], changed: list[Change], people: dict[str, Mediator], last: date
) -> CommitteeRoster:
    ordered = sorted(places, key=lambda place: (not place.director, place.mediator))
    lacks = committee_lacks(
        size=len(ordered),
        women=sum(people[place.mediator].female for place in ordered),
        directors=sum(place.director for place in ordered),
        term_ends=row.term_ends,
        today=last,
    )
    return CommitteeRoster(
        code=row.pk,
        name=row.unit.name,
        term_ends=row.term_ends,
        term_over=row.term_ends < last,
        term_soon=0 <= (row.term_ends - last).days <= REMIND_DAYS,
        members=tuple(_member(place, people[place.mediator]) for place in ordered),
        changes=tuple(_told(change, people[change.mediator]) for change in changed),
        lacks=tuple(lack.wrong for lack in lacks),
    )


def _member(place: Place, person: Mediator) -> Member:
    return Member(
        code=person.code,
        name=person.name,
        gender="女" if person.female else "男",
        post=place.post,
        since=place.since,
        background=Mediator.Background(person.background).label,
        full_time=person.full_time,
    )


def _told(change: Change, person: Mediator) -> Told:
    post = f"{change.before}改任{change.after}" if change.happened is Happened.POST else change.after or change.before
    left = ("罢免或解聘" if change.reason in BY_LAW else "离任") if change.reason else ""
    what = HAPPENED_LABELS[change.happened]
    return Told(day=change.day, name=person.name, code=person.code, what=what, post=post, left=left)


HEADINGS = ("类别", "调委会", "姓名", "性别", "职务", "日期", "说明")


def as_table(rosters: list[CommitteeRoster]) -> list[list[str]]:
    """The roster as it goes out, a line a member, then a line a change. Headings are HEADINGS."""
    members = [
        ["组成人员", row.name, each.name, each.gender, each.post, f"{each.since} 起", each.background]
        for row in rosters
        for each in row.members
    ]
    changed = [
        [each.what, row.name, each.name, "", each.post, str(each.day), each.left]
        for row in rosters
        for each in row.changes
    ]
    return members + changed


def set_up(day: date) -> list[tuple[str, list[str]]]:
    """The committees there are on a day, by where: the county's trades, the townships, the villages. One query."""
    kinds = (Unit.Kind.COMMITTEE, Unit.Kind.VILLAGE)
    rows = Unit.objects.filter(lasting_on(day), kind__in=kinds, active_from__lte=day).select_related("area")
    where: dict[str, list[str]] = {"行业性、专业性": [], "乡镇": [], "村（社区）": []}
    for row in rows.order_by("code"):
        at_county = row.area.kind == Area.Kind.COUNTY
        place = "村（社区）" if row.kind == Unit.Kind.VILLAGE else "行业性、专业性" if at_county else "乡镇"
        where[place].append(row.name)
    return list(where.items())


def last_export() -> tuple[datetime, dict[str, str]] | None:
    """When the roster was last handed out, and for which days."""
    row = Entry.objects.filter(act="export", subject=EXPORT).order_by("-seq").first()
    return (row.at, row.facts) if row else None


def counted(rosters: list[CommitteeRoster]) -> Counter[str]:
    """How often what happened, over all committees."""
    return Counter(each.what for row in rosters for each in row.changes)
