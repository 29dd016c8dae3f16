"""The county's routing data in force, as the rulebook wants it."""

from datetime import date

from fengdan.catalogue.models import MatterType, RoutingTable
from fengdan.database.prepared import Prepared
from fengdan.rulebook.routing import Case, Routing, Rule, TypeFacts, UnitFacts
from fengdan.rulebook.sources import Level, Risk, Source
from fengdan.units.models import Area, Unit

UNIT_COLUMNS = ("code", "name", "kind", "area_id", "successor_id", "active_from", "active_to")

_newest = Prepared(lambda: RoutingTable.objects.order_by("-version")[:1])
_units = Prepared(  # hundreds: no models
    lambda: Unit.objects.exclude(kind=Unit.Kind.COMMITTEE).values_list(*UNIT_COLUMNS)
)
_types = Prepared(MatterType.objects.all)


def routing_on(day: date) -> Routing:
    """The newest published rules over the units that serve on the day. Three queries."""
    table = _newest.first()
    units: dict[str, UnitFacts] = {}
    of_area: dict[str, dict[str, str]] = {Unit.Kind.TOWNSHIP: {}, Unit.Kind.VILLAGE: {}}
    for code, name, kind, area, successor, first, last in _units.ask():
        serves = first <= day and (last is None or day <= last)
        units[code] = UnitFacts(name, serves, successor or "")
        if kind in of_area and (serves or area not in of_area[kind]):  # of two of one area the one that serves
            of_area[kind][area] = code
    return Routing(
        rules=tuple(map(rule_of, table.rows)) if table else (),
        types={row.pk: _type(row) for row in _types.ask()},
        units=units,
        townships=of_area[Unit.Kind.TOWNSHIP],
        villages=of_area[Unit.Kind.VILLAGE],
        version=str(table.version) if table else "0",
    )


def case_of(type_code: str, area: Area, level: Level, source: Source, risk: Risk) -> Case:
    """What the rules look at. `area` is a township or a village."""
    return Case(type_code, area.township_code, level, source, risk, area.pk if area.inner else "")


def rule_of(row: dict[str, str]) -> Rule:
    """A line of routing.csv."""

    def several(column: str) -> frozenset[str]:
        return frozenset(value.strip() for value in row[column].split(";") if value.strip())

    return Rule(
        row["code"],
        row["lead"],
        row["why"],
        types=several("types"),
        levels=several("levels"),
        sources=several("sources"),
        risks=several("risks"),
    )


def _type(row: MatterType) -> TypeFacts:
    return TypeFacts(row.full_name, row.kind, row.department_id or "", tuple(row.supporting), row.team)
