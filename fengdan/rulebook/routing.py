"""属地管理、谁主管谁负责 (信访工作条例 Art. 22): exactly one unit answers for a matter, or the centre's desk.

The rules are county data (routing.csv), read from the top: the first that fits decides. This says how they are read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.sources import LEVEL_LABELS, RISK_LABELS, SOURCE_LABELS, Level, Risk, Source

DISPUTE, SERVICE = "dispute", "service"
TEAM, DEPARTMENT, TOWNSHIP, VILLAGE = "team", "department", "township", "village"
RELATIVE = frozenset({TEAM, DEPARTMENT, TOWNSHIP, VILLAGE, CENTRE})  # leads that depend on type or territory
NOBODY = "没有哪条规则适用，由中心分流台确定。"


@dataclass(frozen=True)
class Case:
    """What routing knows of a matter. `village` is an area code, or empty when only the township is known."""

    type: str
    township: str
    level: Level
    source: Source
    risk: Risk
    village: str = ""


@dataclass(frozen=True)
class Rule:
    """A line of routing.csv. An empty condition fits everything; `lead` is a unit code or one of RELATIVE."""

    code: str
    lead: str
    why: str
    types: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TypeFacts:
    """A type of matter and who answers for it by trade. `team` is empty where no team mediates such matters."""

    name: str
    kind: str
    department: str
    supporting: tuple[str, ...] = ()
    team: str = ""


@dataclass(frozen=True)
class UnitFacts:
    """`serves` says whether the unit is in service on the day; `successor` took its duties over, or is empty."""

    name: str
    serves: bool
    successor: str = ""


@dataclass(frozen=True)
class Routing:
    """The county's data for routing on one day. `units` by code; `townships` and `villages` map areas to units."""

    rules: tuple[Rule, ...]
    types: Mapping[str, TypeFacts]
    units: Mapping[str, UnitFacts]
    townships: Mapping[str, str]
    villages: Mapping[str, str]
    version: str


@dataclass(frozen=True)
class Route:
    """The answer: `unit` leads, `supporting` help, `rule` is the line that decided (empty: none), `reason` in words."""

    unit: str
    supporting: tuple[str, ...]
    rule: str
    reason: str


def route(case: Case, routing: Routing) -> Route:
    """Exactly one unit in service, or the centre's own desk when no rule fits or nobody it names is left."""
    kind = routing.types.get(case.type)
    found = next((rule for rule in routing.rules if fits(rule, case, kind.kind if kind else "")), None)
    if kind is None or found is None:
        return Route(CENTRE, (), "", NOBODY)
    wanted = _named(found, case, kind, routing)
    unit = in_service(wanted, routing.units)
    helpers = dict.fromkeys(in_service(each, routing.units) for each in kind.supporting)
    supporting = tuple(each for each in helpers if each not in {unit, CENTRE}) if found.lead != CENTRE else ()
    what = _told(found, case, kind.name)
    return Route(unit, supporting, found.code, what if unit == wanted else f"{what}{_instead(wanted, unit, routing)}")


def fits(rule: Rule, case: Case, kind: str) -> bool:
    """Whether the rule's conditions hold. `types` may name single types, or a kind (dispute, service) whole."""
    return (
        (not rule.types or case.type in rule.types or kind in rule.types)
        and (not rule.levels or case.level in rule.levels)
        and (not rule.sources or case.source in rule.sources)
        and (not rule.risks or case.risk in rule.risks)
    )


def in_service(unit: str, units: Mapping[str, UnitFacts]) -> str:
    """The unit itself, else the first of its successors that serves, else the centre. A cycle ends at the centre."""
    seen = set()
    while unit and unit not in seen:
        seen.add(unit)
        facts = units.get(unit)
        if facts is None:
            break
        if facts.serves:
            return unit
        unit = facts.successor
    return CENTRE


def hidden(rules: Iterable[Rule], types: Mapping[str, TypeFacts]) -> Iterator[tuple[Rule, list[Rule]]]:
    """Rules that can never decide anything, each with the earlier ones that always come first."""
    rules = tuple(rules)
    winners: dict[str, Rule] = {}
    hiding: dict[str, dict[str, Rule]] = {rule.code: {} for rule in rules}
    for code, level, source, risk in product(types, Level, Source, Risk):
        case = Case(code, "", level, source, risk)
        fitting = [rule for rule in rules if fits(rule, case, types[code].kind)]
        for place, rule in enumerate(fitting):
            if place:
                hiding[rule.code][fitting[0].code] = fitting[0]
            else:
                winners[rule.code] = rule
    yield from ((rule, [*hiding[rule.code].values()]) for rule in rules if rule.code not in winners)


def _named(rule: Rule, case: Case, kind: TypeFacts, routing: Routing) -> str:
    """The unit a rule means for this case, whether or not it serves."""
    match rule.lead:
        case "team":
            return kind.team or kind.department
        case "department":
            return kind.department
        case "township":
            return routing.townships.get(case.township, "")
        case "village":
            return routing.villages.get(case.village) or routing.townships.get(case.township, "")
    return rule.lead


def _told(rule: Rule, case: Case, type_name: str) -> str:
    level, source, risk = LEVEL_LABELS[case.level], SOURCE_LABELS[case.source], RISK_LABELS[case.risk]
    return f"{type_name}，{level}一级受理，{source}，风险{risk}。按第 {rule.code} 条：{rule.why}。"


def _instead(wanted: str, unit: str, routing: Routing) -> str:
    """Why it is not the unit the rule means."""
    name = routing.units[wanted].name if wanted in routing.units else "规则指向的单位"
    after = f"由{routing.units[unit].name}承接" if unit != CENTRE else "没有承接单位，由中心分流台确定"
    return f"{name}不在办理，{after}。"
