"""The county in force as its owner reads it: how much of everything, which versions, from where, and what it lacks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fengdan.catalogue.county import labels, spans
from fengdan.catalogue.county.check import shortfalls
from fengdan.catalogue.county.export import in_force
from fengdan.catalogue.county.files import County, Row
from fengdan.catalogue.models import CalendarYear, Ladder, Limit, ProposingTable, RoutingTable, SupervisionTable
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.routing import DISPUTE, SERVICE
from fengdan.rulebook.sources import LEVEL_LABELS, RISK_LABELS, SOURCE_LABELS, Level
from fengdan.units.models import DirectoryEntry

Pairs = list[tuple[str, str]]
RELATIVE_LABELS = {
    "team": "主管的调解团队（没有的由主管部门）",
    "department": "主管部门",
    "township": "所在乡镇",
    "village": "所在村（社区）",
    "centre": "中心分流台",
}
KIND_LABELS = {DISPUTE: "全部矛盾纠纷", SERVICE: "全部便民事项"}


@dataclass(frozen=True)
class Rung:
    """A line of the ladder, in words. `verified` is false while nobody has confirmed it."""

    code: str
    name: str
    level: str
    budget: str
    auto: bool
    handover: str
    verified: bool


@dataclass(frozen=True)
class RuleLine:
    """A line of the routing table, in words; an empty condition reads 不限."""

    code: str
    types: str
    levels: str
    sources: str
    risks: str
    lead: str
    why: str


@dataclass(frozen=True)
class Origin:
    """How many rows of a file are published facts (原文) and how many our assumption (假定)."""

    label: str
    published: int
    assumed: int


@dataclass(frozen=True)
class Overview:
    counts: Pairs
    versions: Pairs
    ladder: list[Rung]
    supervision: Pairs
    proposing: Pairs
    routing: list[RuleLine]
    directory: Pairs
    origins: list[Origin]
    assumed_share: str
    shortfalls: list[str]


def overview(today: date) -> Overview:
    """As of a day. Two dozen queries, whatever the size of the county."""
    county = in_force()
    origins = [_origin(name, rows) for name, rows in county.all_files()]
    assumed, total = sum(each.assumed for each in origins), sum(each.published + each.assumed for each in origins)
    return Overview(
        counts=_counts(county, today),
        versions=_versions(),
        ladder=[_rung(row) for row in county["ladder.csv"]],
        supervision=[_supervising(row) for row in county["supervision.csv"]],
        proposing=[(row["name"], f"{row['weight']} 分") for row in county["proposing.csv"]],
        routing=_routing(county),
        directory=_directory(county),
        origins=origins,
        assumed_share=f"{assumed} 行，占 {round(100 * assumed / total)}%" if total else "",
        shortfalls=[problem.sentence for problem in shortfalls(county, today)],
    )


def _counts(county: County, today: date) -> Pairs:
    kinds = Counter(row["kind"] for row in county["units.csv"] if spans.serves(row, today))
    townships = sum(row["kind"] == "township" for row in county["areas.csv"])
    mediators = sum(spans.serves(row, today) for row in county["mediators.csv"])
    liaisons = sum(spans.serves(row, today) for row in county["liaisons.csv"])
    return [
        ("乡镇", f"{townships} 个"),
        ("村（社区）", f"{len(county['villages.csv'])} 个"),
        ("县直部门", f"{kinds['department']} 个"),
        ("调解团队", f"{kinds['team']} 个"),
        ("县级调委会", f"{len(county['committees.csv'])} 个"),
        ("窗口", f"{len(county['windows.csv'])} 个"),
        ("值班安排", f"{sum(spans.serves(row, today) for row in county['duty.csv'])} 行"),
        ("在任调解员", f"{mediators} 人"),
        ("在任联络员", f"{liaisons} 人"),
        ("事项类型", f"{len(county['types.csv'])} 种"),
        ("清单事项", f"{len(county['items.csv'])} 项"),
    ]


def _versions() -> Pairs:
    whole = (RoutingTable, Ladder, SupervisionTable, ProposingTable)
    routing, ladder, supervision, proposing = (model.objects.order_by("version").last() for model in whole)
    years = dict(CalendarYear.objects.order_by("version").values_list("year", "version"))
    changed = dict(Limit.objects.filter(version__gt=1).order_by("version").values_list("name", "version"))
    limits = "、".join(f"{name}第 {version} 版" for name, version in changed.items())
    return [
        ("分流规则", f"第 {routing.version} 版" if routing else "没有"),
        ("五级九天", f"第 {ladder.version} 版" if ladder else "没有"),
        ("督办", f"第 {supervision.version} 版" if supervision else "没有"),
        ("派单建议分值", f"第 {proposing.version} 版" if proposing else "没有"),
        ("时限", f"{limits}，其余第 1 版" if limits else "均为第 1 版"),
        ("工作日历", "、".join(f"{year} 年第 {version} 版" for year, version in sorted(years.items()))),
    ]


def _rung(row: Row) -> Rung:
    level, budget = LEVEL_LABELS[Level(row["level"])], parse_limit(row["budget"]).words
    return Rung(row["code"], row["name"], level, budget, row.yes("auto"), row["handover"], row.yes("verified"))


def _supervising(row: Row) -> tuple[str, str]:
    return row["name"], f"{parse_limit(row['reply']).words}内回复" if row["reply"] else "由系统发出"


def _routing(county: County) -> list[RuleLine]:
    types = KIND_LABELS | {row["code"]: row["name"] for row in county["types.csv"]}
    units = {row["code"]: row["name"] for row in county["units.csv"]} | RELATIVE_LABELS
    words: dict[str, Mapping[str, str]] = {
        "types": types,
        "levels": {str(level): label for level, label in LEVEL_LABELS.items()},
        "sources": {str(source): label for source, label in SOURCE_LABELS.items()},
        "risks": {str(risk): label for risk, label in RISK_LABELS.items()},
    }
    return [
        RuleLine(
            code=row["code"],
            lead=units.get(row["lead"], row["lead"]),
            why=row["why"],
            **{column: _condition(row, column, known) for column, known in words.items()},
        )
        for row in county["routing.csv"]
    ]


def _condition(row: Row, column: str, words: Mapping[str, str]) -> str:
    return "、".join(words.get(value, value) for value in row.values(column)) or "不限"


def _directory(county: County) -> Pairs:
    return [
        (label, "、".join(row["name"] for row in county["directory.csv"] if row["part"] == part))
        for part, label in DirectoryEntry.Part.choices
    ]


def _origin(name: str, rows: list[Row]) -> Origin:
    published = sum(row["source"] == "原文" for row in rows)
    return Origin(labels.file(name), published, len(rows) - published)
