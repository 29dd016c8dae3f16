"""The county's routing data in force, as the rulebook wants it."""

from datetime import date

from fengdan.catalogue.models import MatterType, RoutingTable
from fengdan.rulebook.routing import Case, Routing, Rule, TypeFacts, UnitFacts
from fengdan.rulebook.sources import Level, Risk, Source
from fengdan.units.models import Area, Unit
from fengdan.units.queries import serves


def routing_on(day: date) -> Routing:
    """The newest published rules over the units that serve on the day. Three queries."""
    table = RoutingTable.objects.order_by("-version").first()
    units = list(Unit.objects.exclude(kind=Unit.Kind.COMMITTEE).defer("phone", "source"))
    units.sort(key=lambda unit: serves(unit, day))  # of two units of one area the one that serves answers
    return Routing(
        rules=tuple(map(rule_of, table.rows)) if table else (),
        types={row.pk: _type(row) for row in MatterType.objects.all()},
        units={unit.pk: UnitFacts(unit.name, serves(unit, day), unit.successor_id or "") for unit in units},
        townships={unit.area_id: unit.pk for unit in units if unit.kind == Unit.Kind.TOWNSHIP},
        villages={unit.area_id: unit.pk for unit in units if unit.kind == Unit.Kind.VILLAGE},
        version=str(table.version) if table else "0",
    )


def case_of(type_code: str, area: Area, level: Level, source: Source, risk: Risk) -> Case:
    """What the rules look at. `area` is a township or a village."""
    inner = area.kind in {Area.Kind.VILLAGE, Area.Kind.COMMUNITY}
    township, village = (area.parent_id or "", area.pk) if inner else (area.pk, "")
    return Case(type_code, township, level, source, risk, village)


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
