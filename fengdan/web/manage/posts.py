"""The forms of posts: which role, for which unit, from when, until when."""

from itertools import groupby
from typing import Any

from fengdan.rulebook.actor import POSTS, ROLE_LABELS, Role
from fengdan.units.models import Unit
from fengdan.units.queries import lasting_on
from fengdan.web.shared.fields import Choice, Day
from fengdan.web.shared.forms import Form

Groups = list[tuple[str, list[tuple[str, str]]]]


def unit_choices(today: Any) -> Groups:
    """A group a kind: the centre, departments, townships, villages, teams. One query."""
    order = list(Unit.Kind)
    rows = Unit.objects.filter(lasting_on(today)).exclude(kind=Unit.Kind.COMMITTEE)
    sorted_rows = sorted(rows, key=lambda unit: (order.index(Unit.Kind(unit.kind)), unit.code))
    return [
        (Unit.Kind(kind).label, [(unit.code, unit.short_name) for unit in units])
        for kind, units in groupby(sorted_rows, key=lambda unit: unit.kind)
    ]


class GiveForm(Form):
    role = Choice("岗位", [(role.value, ROLE_LABELS[role]) for role in POSTS])
    unit = Choice("单位")
    from_day = Day("从哪天")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [("", "请选择"), *unit_choices(self.at.date())]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "role": Role(said["role"]),
            "unit": Unit.objects.get(pk=said["unit"]),
            "from_day": said["from_day"],
        }


class EndForm(Form):
    last_day = Day("最后一天")
