"""权责: which window, department and township answers for what – from the types of matters and the routing rules."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from fengdan.catalogue.models import MatterType, RoutingTable
from fengdan.catalogue.routing import rule_of
from fengdan.duty.board import open_days
from fengdan.duty.roster import turns
from fengdan.rulebook.routing import DISPUTE, SERVICE
from fengdan.units.models import Area, Unit, Window
from fengdan.units.queries import active_on

TOWNSHIP = "township"
IN_WORDS = {DISPUTE: "矛盾纠纷", SERVICE: "便民事项"}


@dataclass(frozen=True)
class WindowDuties:
    """A window: whose it is, on which days, by which telephone, and what its unit answers for."""

    code: str
    name: str
    kind: str
    unit: str
    phone: str
    days: str
    leads: list[str]


@dataclass(frozen=True)
class DepartmentDuties:
    """A department: kinds of matters it answers for (主管) and helps with (协同), and its windows."""

    code: str
    name: str
    phone: str
    leads: list[str]
    supports: list[str]
    windows: list[str]


@dataclass(frozen=True)
class TownshipDuties:
    """A township's centre and how many villages and communities stand under it."""

    code: str
    name: str
    phone: str
    villages: int


@dataclass(frozen=True)
class Duties:
    """`local` says in the county's own words what townships answer for: the rules that lead to them."""

    windows: list[WindowDuties]
    departments: list[DepartmentDuties]
    townships: list[TownshipDuties]
    local: list[str]


def duties(day: date) -> Duties:
    """The frozen rows of the page and of what is printed from it. Seven queries."""
    leads, supports = _by_unit()
    windows = list(Window.objects.select_related("unit").order_by("code"))
    known = turns()
    of_unit: dict[str, list[str]] = defaultdict(list)
    for window in windows:
        of_unit[window.unit_id].append(window.name)
    units = Unit.objects.filter(active_on(day)).order_by("code")
    return Duties(
        windows=[
            WindowDuties(
                code=window.pk,
                name=window.name,
                kind=Window.Kind(window.kind).label,
                unit=window.unit.short_name,
                phone=window.phone or window.unit.phone,
                days=open_days(window.pk, known, day),
                leads=leads[window.unit_id],
            )
            for window in windows
        ],
        departments=[
            DepartmentDuties(unit.pk, unit.name, unit.phone, leads[unit.pk], supports[unit.pk], of_unit[unit.pk])
            for unit in units.filter(kind=Unit.Kind.DEPARTMENT)
        ],
        townships=_townships(list(units.filter(kind=Unit.Kind.TOWNSHIP))),
        local=_local(),
    )


def _by_unit() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Unit → the kinds of matters it answers for, and those it helps with."""
    leads: dict[str, list[str]] = defaultdict(list)
    supports: dict[str, list[str]] = defaultdict(list)
    for kind in MatterType.objects.order_by("code"):
        leads[kind.department_id or ""].append(kind.full_name)
        for unit in kind.supporting:
            if unit != kind.department_id:
                supports[unit].append(kind.full_name)
    return leads, supports


def _townships(units: list[Unit]) -> list[TownshipDuties]:
    under: dict[str, int] = defaultdict(int)
    for parent in Area.objects.filter(kind__in=[Area.Kind.VILLAGE, Area.Kind.COMMUNITY]).values_list(
        "parent", flat=True
    ):
        under[parent or ""] += 1
    return [TownshipDuties(unit.pk, unit.name, unit.phone, under[unit.area_id]) for unit in units]


def _local() -> list[str]:
    """便民事项：便民事项就近办，由所在乡镇综治中心承办. Of risk nothing is said to the public."""
    table = RoutingTable.objects.order_by("-version").first()
    names = {kind.pk: kind.full_name for kind in MatterType.objects.all()} | IN_WORDS
    rules = [rule_of(row) for row in table.rows] if table else []
    said = [
        f"{'、'.join(names.get(code, code) for code in sorted(rule.types)) or '各类事项'}：{rule.why}"
        for rule in rules
        if rule.lead == TOWNSHIP and not rule.risks
    ]
    return list(dict.fromkeys(said))
