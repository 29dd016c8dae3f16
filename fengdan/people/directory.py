"""The accounts as the administrator sees them: who, which posts, in use or not; what was asked for, what was done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from fengdan.journal.models import Entry
from fengdan.people.models import Grant, GrantRequest, User
from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.units.models import Unit
from fengdan.units.queries import active_on, lasting_on

SHOWN = 100
RECENT = timedelta(days=30)
ACTS = {"grant": "授予岗位", "grant_ended": "结束岗位", "leave_office": "离岗"}


@dataclass(frozen=True)
class Row:
    """An account and the posts it holds today."""

    id: int
    username: str
    name: str
    active: bool
    waits: bool  # has not signed in with the password that was handed out
    posts: list[str]


@dataclass(frozen=True)
class Accounts:
    total: int
    rows: list[Row]


@dataclass(frozen=True)
class Done:
    """A post given or ended of late, for the security administrator to look through."""

    at: datetime
    act: str
    by: str
    whose: str
    what: str


def accounts(text: str, day: date) -> Accounts:
    """Those whose user name, name or unit contains the text. Three queries."""
    found = User.objects.order_by("username")
    if text:
        units = Q(unit__short_name__icontains=text) | Q(unit__name__icontains=text)
        there = Grant.objects.filter(active_on(day), units).values("user")
        found = found.filter(Q(username__icontains=text) | Q(name__icontains=text) | Q(pk__in=there))
    shown = list(found[:SHOWN])
    posts: dict[int, list[str]] = {}
    for grant in Grant.objects.filter(active_on(day), user__in=shown).select_related("unit").order_by("pk"):
        posts.setdefault(grant.user_id, []).append(post(grant.role, grant.unit))
    rows = [
        Row(user.pk, user.username, user.name, user.is_active, user.must_change_password, posts.get(user.pk, []))
        for user in shown
    ]
    return Accounts(found.count(), rows)


def post(role: str, unit: Unit) -> str:
    """窗口受理员（县综治中心）."""
    return f"{ROLE_LABELS[Role(role)]}（{unit.short_name}）"


def posts_of(user: User, day: date) -> list[Grant]:
    """Those in force and those to come."""
    return list(Grant.objects.filter(lasting_on(day), user=user).select_related("unit").order_by("active_from", "pk"))


def open_requests() -> list[GrantRequest]:
    return list(GrantRequest.objects.filter(agreed=None).select_related("user", "unit", "asked_by").order_by("pk"))


def open_requests_about(user: User) -> list[GrantRequest]:
    return [asked for asked in open_requests() if asked.user_id == user.pk]


def lately(at: datetime) -> list[Done]:
    """What became of posts in the last thirty days, the newest first. Three queries."""
    entries = list(Entry.objects.filter(act__in=ACTS, at__gte=at - RECENT).order_by("-seq")[:SHOWN])
    ids = {int(each) for entry in entries for each in (entry.actor_id, entry.subject) if each.isdigit()}
    names = {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}
    units = Unit.objects.in_bulk({entry.facts["unit"] for entry in entries if "unit" in entry.facts})
    return [
        Done(
            entry.at,
            ACTS[entry.act],
            names.get(entry.actor_id, "系统命令"),
            names.get(entry.subject, entry.subject),
            _what(entry, units),
        )
        for entry in entries
    ]


def _what(entry: Entry, units: dict[str, Unit]) -> str:
    facts = entry.facts
    said = post(facts["role"], units[facts["unit"]]) if "unit" in facts else f"{facts['roles']} 个岗位"
    return f"{said}，从 {facts['from']}" if "from" in facts else f"{said}，到 {facts['last_day']}"
