"""What the county has, by the words a register uses: types, places, units that can have a matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from fengdan.catalogue.models import MatterType
from fengdan.oldbook.columns import plain
from fengdan.rulebook.assigning import RESPONSIBLE, fit
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.stages import TEAM
from fengdan.teams.queries import team_facts
from fengdan.units.models import Area, Unit
from fengdan.units.queries import place_name, serves


@dataclass(frozen=True)
class County:
    """Words → code; `types` also whether it is a service. A word that means several things has several codes.

    `refusals` say why a unit may not be given a matter today, by code; `teams` are the codes of teams.
    """

    types: Mapping[str, tuple[str, bool]]
    areas: Mapping[str, frozenset[str]]
    units: Mapping[str, str]
    refusals: Mapping[str, str]
    teams: frozenset[str]
    type_names: tuple[str, ...]
    area_names: tuple[str, ...]
    unit_names: tuple[str, ...]

    def type_of(self, text: str) -> tuple[str, bool]:
        """The type's code, and whether it is a service. Raises Refused naming the nearest."""
        if found := self.types.get(plain(text)):
            return found
        raise Refused(f"没有“{text[:20]}”这个类型。{_nearest(text, self.type_names, '请从模板的列表里选')}")

    def area_of(self, text: str) -> str:
        """The code of a township or village. Raises Refused naming the nearest."""
        found = self.areas.get(plain(text).translate(dict.fromkeys(map(ord, "/-、,，()（）"))), frozenset())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise Refused(f"有 {len(found)} 个乡镇有“{text[:20]}”，请在前面写上乡镇。")
        raise Refused(f"没有“{text[:20]}”这个乡镇或村（社区）。{_nearest(text, self.area_names, '请核对全称')}")

    def unit_of(self, text: str, *, service: bool) -> str:
        """The code of a unit that can be given a matter today; the centre's own is empty. Raises Refused."""
        code = self.units.get(plain(text))
        if code is None:
            raise Refused(f"没有“{text[:30]}”这个单位。{_nearest(text, self.unit_names, '请写全称或简称')}")
        if code in self.refusals:
            raise Refused(self.refusals[code])
        if service and code in self.teams:
            raise Refused("便民事项不派调解团队，请写责任单位。")
        return "" if code == CENTRE else code


def _nearest(text: str, names: Iterable[str], else_: str) -> str:
    near = get_close_matches(text, list(names), n=3, cutoff=0.4) or [name for name in names if name[:2] == text[:2]][:3]
    return f"是不是{'、'.join(f'“{name}”' for name in near)}？" if near else f"{else_}。"


def county_on(day: date, judged: MatterFacts) -> County:
    """The county today; `judged` is a matter about which nothing speaks against any team. Six queries."""
    types = list(MatterType.objects.order_by("code"))
    areas = list(Area.objects.exclude(kind=Area.Kind.COUNTY).select_related("parent"))
    units = list(Unit.objects.exclude(kind=Unit.Kind.COMMITTEE))
    refusals = {team.code: fit(team, "", judged).refusal for team in team_facts(day, {})}
    for unit in units:
        if unit.kind in RESPONSIBLE and not serves(unit, day):
            refusals[unit.pk] = f"{unit.name}已停用，请写现在承办的单位。"
    return County(
        types={plain(word): (row.pk, row.kind == "service") for row in types for word in (row.name, row.full_name)},
        areas=_areas(areas),
        units={plain(word): unit.pk for unit in units for word in (unit.short_name, unit.name)},
        refusals={code: said for code, said in refusals.items() if said},
        teams=frozenset(unit.pk for unit in units if unit.kind == TEAM),
        type_names=tuple(row.name for row in types),
        area_names=tuple(map(place_name, areas)),
        unit_names=tuple(unit.name for unit in units),
    )


def _areas(areas: list[Area]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for area in areas:
        words = {area.name}
        if area.parent and area.kind != Area.Kind.TOWNSHIP:
            words.add(place_name(area))
        for word in words:
            found.setdefault(plain(word), set()).add(area.pk)
    return {word: frozenset(codes) for word, codes in found.items()}
