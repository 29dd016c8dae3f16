"""谁看过: who looked at what is masked or attached, of which matter, when and why; read from the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from fengdan.journal.models import Entry
from fengdan.people.away import NEVER_STOOD_IN, stood_in_by
from fengdan.people.models import Absence, Grant, User
from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.calendars import ZONE

# the acts of the journal that are looks
LOOKS = {"reveal": "看完整号码", "attachment": "打开附件"}
SHOWN = 50
RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Look:
    """`hats` are those the account held that day, `behalf` the people it stood in for then."""

    seq: int
    at: datetime
    act: str
    code: str
    reason: str
    username: str
    name: str
    hats: str
    behalf: str


@dataclass(frozen=True)
class Looks:
    """The newest `rows` of `total`, older than where the last page ended."""

    total: int
    rows: list[Look]


@dataclass(frozen=True)
class Looker:
    """How often somebody looked of late."""

    username: str
    name: str
    hats: str
    count: int


def looks(code: str = "", who: User | None = None, since: datetime | None = None, before: int = 0) -> Looks:
    """Looks at one matter, by one account, since a moment; all that are not asked for are left open."""
    found = _entries(since)
    if code:
        found = found.filter(subject=code)
    if who:
        found = found.filter(actor_id=str(who.pk))
    page = found.filter(seq__lt=before) if before else found
    return Looks(found.count(), _rows(list(page.order_by("-seq")[:SHOWN])))


def lookers(at: datetime) -> list[Looker]:
    """Everybody who looked in the last thirty days, the most frequent first."""
    counted = _entries(at - RECENT).order_by().values("actor_id").annotate(count=Count("pk"))
    counts = dict(counted.values_list("actor_id", "count"))
    people, held, today = _accounts(counts), _Held(counts), at.astimezone(ZONE).date()
    rows = [Looker(*people.get(who, ("", who)), held.on(who, today), count) for who, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.count, row.username))


def _entries(since: datetime | None) -> QuerySet[Entry]:
    found = Entry.objects.filter(act__in=LOOKS)
    return found.filter(at__gte=since) if since else found


def _rows(entries: list[Entry]) -> list[Look]:
    """Four queries, however many entries."""
    who = {entry.actor_id for entry in entries}
    people, held, absences = _accounts(who), _Held(who), _absences(entries)
    return [
        Look(
            entry.seq,
            entry.at,
            LOOKS[entry.act],
            entry.subject,
            entry.facts.get("reason", ""),
            *people.get(entry.actor_id, ("", entry.actor_id)),
            held.on(entry.actor_id, _day(entry)),
            _behalf(entry, absences),
        )
        for entry in entries
    ]


def _day(entry: Entry) -> date:
    return entry.at.astimezone(ZONE).date()


def _accounts(ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Account → its user name and the name shown at work."""
    found = User.objects.filter(pk__in=[int(each) for each in ids if each.isdigit()])
    return {str(pk): (username, name) for pk, username, name in found.values_list("pk", "username", "name")}


class _Held:
    """The roles of some accounts, read once, asked for day by day."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.grants = list(Grant.objects.filter(user__in=[int(each) for each in ids if each.isdigit()]).order_by("pk"))

    def on(self, who: str, day: date) -> str:
        held = [
            ROLE_LABELS[Role(grant.role)]
            for grant in self.grants
            if str(grant.user_id) == who
            and grant.active_from <= day
            and not (grant.active_to and grant.active_to < day)
        ]
        return "、".join(dict.fromkeys(held))


def _absences(entries: list[Entry]) -> list[Absence]:
    if not entries:
        return []
    days = [_day(entry) for entry in entries]
    rows = Absence.objects.filter(from_day__lte=max(days), to_day__gte=min(days)).select_related("user")
    stood_in = Grant.objects.exclude(role__in=NEVER_STOOD_IN).values("user")
    return list(rows.filter(user__in=stood_in).order_by("pk"))


def _behalf(entry: Entry, absences: list[Absence]) -> str:
    """Whoever the account stood in for on the day; an absence called off later counted until then."""
    if not entry.actor_id.isdigit():
        return ""
    then = [
        row
        for row in absences
        if row.from_day <= _day(entry) <= row.to_day and (row.called_off_at is None or row.called_off_at > entry.at)
    ]
    away = {row.user_id: row.stand_in_id for row in then}
    names = {row.user_id: row.user.name for row in then}
    return "、".join(names[user] for user in stood_in_by(int(entry.actor_id), away))
