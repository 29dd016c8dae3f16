"""The county's data in force, as the rulebook wants it."""

from datetime import date, time
from functools import lru_cache
from itertools import pairwise

from fengdan import __version__
from fengdan.catalogue.limits import OF_LAW
from fengdan.catalogue.models import CalendarYear, Ladder, Limit
from fengdan.database.prepared import Prepared
from fengdan.rulebook.deadlines import Rules
from fengdan.rulebook.ladder import LADDER, LADDER_NAME, Tier
from fengdan.rulebook.limits import Extend, Provision, Since
from fengdan.rulebook.risk import RISK_RESPONSE
from fengdan.rulebook.sources import Level
from fengdan.rulebook.waiting import SUPERVISION
from fengdan.rulebook.workdays import Calendar, Year, parse_limit

_limits = Prepared(
    lambda: Limit.objects.order_by("code", "version").values_list(
        "code", "version", "value", "since", "rolls", "pauses", "extend", "longest", "source"
    )
)
_limit_names = Prepared(lambda: Limit.objects.order_by("version").values_list("code", "name"))
_limit_bases = Prepared(lambda: Limit.objects.order_by("version").values_list("code", "basis"))
_years = Prepared(
    lambda: CalendarYear.objects.order_by("year", "version").values_list("year", "version", "off", "work", "hours")
)

_ladder = Prepared(lambda: Ladder.objects.order_by("-version").values_list("version", "rows")[:1])

Days = tuple[str, ...]
Published = tuple[int, int, Days, Days, Days]
Line = tuple[str, int, str, str, bool, bool, str, str, str]
Rung = tuple[tuple[str, str], ...]  # a line of ladder.csv: (column, cell)
Ladders = tuple[tuple[int, tuple[Rung, ...]], ...]  # version and lines; none or one of them


def rules_in_force() -> Rules:
    """The newest version of every limit, calendar year and the ladder. Three queries; parsed once while they stay."""
    limits = tuple(_limits.ask())
    return _parsed(
        limits,
        tuple(
            (year, version, tuple(off), tuple(work), tuple(moment for span in hours for moment in span))
            for year, version, off, work, hours in _years.ask()
        ),
        _ladders(),
    )


def limit_bases() -> dict[str, str]:
    """Limit code → the article or the county's own rule it rests on. One query."""
    return {LADDER: LADDER_NAME + "，未核实", **dict(_limit_bases.ask())}


def limit_names() -> dict[str, str]:
    """Limit code → the county's name for it, e.g. 接单. One query."""
    ours = {LADDER: LADDER_NAME, SUPERVISION: "督办回复", RISK_RESPONSE: "风险处置"}
    return {**ours, **dict(_limit_names.ask())}


@lru_cache(maxsize=8)
def _parsed(limits: tuple[Line, ...], years: tuple[Published, ...], ladders: Ladders) -> Rules:
    newest = {line[0]: line for line in limits}
    published = {row[0]: row for row in years}
    calendar = ",".join(f"{year}.{row[1]}" for year, row in published.items())
    return Rules(
        calendar=Calendar(years={year: _year(row) for year, row in published.items()}, version=calendar),
        limits={code: parse_limit(line[2]) for code, line in newest.items()},
        versions={
            "program": __version__,
            "calendar": calendar,
            "limits": ",".join(f"{code}.{line[1]}" for code, line in newest.items()),
            "ladder": ",".join(str(version) for version, _ in ladders),
        },
        # what a level of the ladder has stands still with the rest
        provisions={LADDER: Provision(pauses=True)} | {code: _provision(line) for code, line in newest.items()},
        ladder=_tiers(ladders),
    )


def _provision(line: Line) -> Provision:
    _, version, _, since, rolls, pauses, extend, longest, source = line
    most = parse_limit(longest) if longest else None
    return Provision(version, Since(since), rolls, pauses, Extend(extend), most, of_law=source == OF_LAW)


def ladder_in_force() -> tuple[Tier, ...]:
    """The newest version of the ladder alone, empty without one. One query."""
    return _tiers(_ladders())


def _ladders() -> Ladders:
    return tuple((version, tuple(tuple(sorted(row.items())) for row in rows)) for version, rows in _ladder.ask())


@lru_cache(maxsize=8)
def _tiers(ladders: Ladders) -> tuple[Tier, ...]:
    return tuple(_tier(number, dict(row)) for _, rows in ladders for number, row in enumerate(rows, start=1))


def _tier(number: int, row: dict[str, str]) -> Tier:
    """A line of ladder.csv. Published before a level said whether it is left by itself, it is."""
    level, budget = Level(row["level"]), parse_limit(row["budget"])
    return Tier(number, row["code"], row["name"], level, budget, row.get("auto", "是") == "是", row["handover"])


def _year(row: Published) -> Year:
    _, _, off, work, hours = row
    moments = [time.fromisoformat(moment) for moment in hours]
    return Year(
        off=frozenset(map(date.fromisoformat, off)),
        work=frozenset(map(date.fromisoformat, work)),
        hours=tuple(list(pairwise(moments))[::2]),
    )
