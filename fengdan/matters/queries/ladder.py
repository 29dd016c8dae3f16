"""五级办理: where matters were settled, where they stand now, and how they got higher; each number with its matters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet

from fengdan.catalogue.rules import ladder_in_force
from fengdan.matters.models import HandUp, Matter
from fengdan.matters.queries.reach import reach
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import SETTLED
from fengdan.rulebook.ladder import UNIT_LEVELS, Tier
from fengdan.rulebook.sources import Level
from fengdan.rulebook.stages import OPEN

MAY_LOOK = (Role.DIRECTOR, Role.SUPERVISOR, Role.DUTY)
WHOLE = 1000  # how long the longest bar is
PREFIX = "ladder-"


class Span(StrEnum):
    """The calendar month, quarter or year a moment falls in, up to that moment."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


SPAN_LABELS = {Span.MONTH: "本月", Span.QUARTER: "本季度", Span.YEAR: "今年"}
SETTLED_AT = {Level.VILLAGE: "村（社区）化解", Level.TOWNSHIP: "乡镇化解", Level.COUNTY: "县级化解"}
MOVED = {"by_clock": "到期逐级上报", "by_hand": "人工上交"}


@dataclass(frozen=True)
class Bar:
    """One line: `key` opens its matters as a list (`picked`), `width` is its bar in a picture as wide as WHOLE."""

    key: str
    label: str
    count: int
    width: float


@dataclass(frozen=True)
class Shares:
    """`settled`, `moved` within the span; `now` as it stands."""

    settled: list[Bar]
    now: list[Bar]
    moved: list[Bar]


def ladder_shares(actor: Actor, span: Span, at: datetime) -> Shares:
    """Three queries, and the county's data in force."""
    settled = _by(_settled(actor, span, at), "unit__kind")
    at_level = {level: sum(n for kind, n in settled.items() if _level(kind) == level) for level in SETTLED_AT}
    now = _by(_open(actor), "tier")
    ups = HandUp.objects.filter(_when("handed_at", span, at), matter__in=reach(actor).values("pk"))
    moved = ups.aggregate(**{name: Count("matter", distinct=True, filter=_how(name)) for name in MOVED})
    return Shares(
        settled=_bars((f"settled_{level}-{span}", label, at_level[level]) for level, label in SETTLED_AT.items()),
        now=_bars((f"on_{each.number}-now", _named(each), now.get(each.number, 0)) for each in _tiers()),
        moved=_bars((f"{name}-{span}", label, moved[name]) for name, label in MOVED.items()),
    )


def ladder_list(actor: Actor, key: str, at: datetime) -> tuple[str, QuerySet[Matter]] | None:
    """The title and matters behind one of the bars; None for what is none of them, or for nobody's eyes."""
    what, _, when = key.removeprefix(PREFIX).partition("-")
    if not key.startswith(PREFIX) or not actor.has(*MAY_LOOK):
        return None
    if when == "now":
        return next(
            ((_named(each), _open(actor, each.number)) for each in _tiers() if what == f"on_{each.number}"), None
        )
    if when not in set(Span):
        return None
    span = Span(when)
    if what in MOVED:
        ups = HandUp.objects.filter(_when("handed_at", span, at), _how(what))
        return f"{SPAN_LABELS[span]}{MOVED[what]}", reach(actor).filter(pk__in=ups.values("matter"))
    level = what.removeprefix("settled_")
    if level not in set(SETTLED_AT):
        return None
    return f"{SPAN_LABELS[span]}{SETTLED_AT[Level(level)]}", _settled(actor, span, at).filter(_at_level(level))


def _settled(actor: Actor, span: Span, at: datetime) -> QuerySet[Matter]:
    """办结 is not 化解: only what was settled counts (domain.md §2.7)."""
    return reach(actor).filter(_when("concluded_at", span, at), conclusion__in=SETTLED)


def _at_level(level: str) -> Q:
    """By the unit that settled it; what no village or township did, the county's teams, departments or desk did."""
    kinds = [kind for kind, its_level in UNIT_LEVELS.items() if its_level == level]
    return Q(unit__kind__in=kinds) if kinds else Q(unit=None) | ~Q(unit__kind__in=list(UNIT_LEVELS))


def _level(kind: str | None) -> Level:
    return UNIT_LEVELS.get(kind or "", Level.COUNTY)


def _open(actor: Actor, number: int | None = None) -> QuerySet[Matter]:
    matters = reach(actor).filter(stage__in=OPEN)
    return matters.filter(tier__gt=0) if number is None else matters.filter(tier=number)


def _how(name: str) -> Q:
    by_clock = Q(reason=HandUp.Reason.TIMED_OUT)
    return by_clock if name == "by_clock" else ~by_clock


def _when(column: str, span: Span, at: datetime) -> Q:
    local = at.astimezone(ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    first = {Span.MONTH: local.month, Span.QUARTER: (local.month - 1) // 3 * 3 + 1, Span.YEAR: 1}[span]
    return Q(**{f"{column}__gte": local.replace(month=first), f"{column}__lte": at})


def _by(matters: QuerySet[Matter], column: str) -> dict[Any, int]:
    return dict(matters.order_by().values_list(column).annotate(n=Count("pk")))


def _tiers() -> tuple[Tier, ...]:
    return ladder_in_force()


def _named(each: Tier) -> str:
    return f"第 {each.number} 级 {each.name}"


def _bars(lines: Iterator[tuple[str, str, int]]) -> list[Bar]:
    told = list(lines)
    longest = max((count for _, _, count in told), default=0) or 1
    return [Bar(f"{PREFIX}{key}", label, count, round(WHOLE * count / longest, 1)) for key, label, count in told]
