"""Choosing a unit out of three hundred: the likely ones first, then the rest by kind."""

from typing import Any

from fengdan.matters.queries.page import MatterPage
from fengdan.matters.targets import unit_targets
from fengdan.rulebook.assigning import UnitTarget
from fengdan.rulebook.calendars import ZONE
from fengdan.units.models import Area, Unit
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Several

OTHER = "other"
GROUPS = {Unit.Kind.DEPARTMENT: "县直部门", Unit.Kind.TOWNSHIP: "乡镇", Unit.Kind.VILLAGE: "村（社区）"}


class PickUnit(StepForm):
    """`unit` offers the likely ones as radio buttons, `other_unit` all that serve, `supporting` who may help."""

    template = "matter/pick_unit.html"
    at_once: int = 2  # so many of the likely ones are in sight, the rest behind a line

    unit = Choice("交给谁", radio=True)
    other_unit = Choice("其他单位", required=False, hint="上面选了“其他单位”时在这里选。")
    supporting = Several("请谁配合", required=False, hint="不用配合的不选。")

    def fill(self, page: MatterPage, likely: list[tuple[str, str]]) -> None:
        day = self.at.astimezone(ZONE).date()
        able = [unit for unit in unit_targets(day) if unit.serves and _near(unit, page.matter.area)]
        self.offer("unit", [*likely, (OTHER, "其他单位（在下面选）")])
        self.offer("other_unit", grouped(able))
        self.offer("supporting", [(unit.code, unit.name) for unit in able if unit.kind != Unit.Kind.VILLAGE])
        self.fields["unit"].initial = likely[0][0] if likely else OTHER

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("unit") == OTHER and not said.get("other_unit") and "other_unit" not in self.errors:
            self.add_error("other_unit", "请选择“其他单位”是哪一个。")
        return said

    def chosen(self) -> str:
        said = self.cleaned_data
        return str(said["other_unit"] if said["unit"] == OTHER else said["unit"])


def _near(unit: UnitTarget, area: Area) -> bool:
    """All departments and townships, but only the villages of the matter's own township."""
    return unit.kind != Unit.Kind.VILLAGE or unit.township == area.township_code


def grouped(units: list[UnitTarget]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The units as a select shows them, under the names of their kinds."""
    return [
        (label, [(unit.code, _said(unit)) for unit in units if unit.kind == kind])
        for kind, label in GROUPS.items()
        if any(unit.kind == kind for unit in units)
    ]


def _said(unit: UnitTarget) -> str:
    return unit.name if unit.reachable else f"{unit.name}（今天没有人在岗，会通知值班领导）"
