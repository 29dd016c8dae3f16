"""A service item as a page or a sheet shows it: the whole of one version, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.centre import Centre, centre
from fengdan.catalogue.items.models import ItemVersion
from fengdan.catalogue.models import MatterType
from fengdan.catalogue.rules import rules_in_force
from fengdan.rulebook.file_check import PAPER_LABELS, Paper
from fengdan.rulebook.items import CLASS_LABELS, FORMS, LIMIT_OF, RELATIVE, STEP_LABELS, ItemClass
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.routing import DEPARTMENT, TEAM
from fengdan.units.models import Unit

FREE = "不收任何费用（《中华人民共和国人民调解法》第四条）。"
WORK = ("hold_session", "reply")  # the step people wait for


@dataclass(frozen=True)
class StepShown:
    """`within`: how soon, in words, e.g. 1个工作日内; empty where it ends with the step before.

    `phone` is the unit's or else the centre's; empty where the unit hangs on the place of a matter.
    """

    step: str
    label: str
    unit: str
    phone: str
    within: str
    basis: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class MaterialShown:
    name: str
    form: str
    copies: str
    required: bool
    note: str


@dataclass(frozen=True)
class ItemShown:
    """One version. `number` is nought for a draft; `live`: it is in force; `others` are the numbers of the rest.

    `within` is how soon the thing itself is done. `disputes` are codes of the types it covers that mediators
    are chosen for, `words` what people call such things.
    """

    code: str
    number: int
    live: bool
    ended: bool
    others: tuple[int, ...]
    published_at: datetime | None
    name: str
    kind: str
    disputes: tuple[str, ...]
    words: tuple[str, ...]
    applicants: str
    conditions: str
    refusals: tuple[str, ...]
    basis: tuple[str, ...]
    within: str
    steps: tuple[StepShown, ...]
    materials: tuple[MaterialShown, ...]
    papers: tuple[str, ...]
    free: str
    centre: Centre | None


def item_shown(code: str, number: int | None = None) -> ItemShown | None:
    """The version with this number, else the one in force; None without such a one. Half a dozen queries."""
    rows = list(ItemVersion.objects.filter(item=code, version__gt=0).order_by("-version").select_related("item"))
    chosen = next((row for row in rows if number in {None, row.version}), None)
    return shown(chosen, rows) if chosen else None


def items_shown() -> list[ItemShown]:
    """Every item in force, by code. As many queries as for one."""
    rows = ItemVersion.objects.filter(item__active_to=None, version__gt=0).order_by("version").select_related("item")
    newest = {row.item_id: row for row in rows}
    known = _Known(list(newest.values()))
    return [_shown(row, [row], known) for _, row in sorted(newest.items())]


def shown(row: ItemVersion, versions: list[ItemVersion]) -> ItemShown:
    """`versions` are all published ones of the item, the newest first; `row` may be the draft."""
    return _shown(row, versions, _Known([row]))


class _Known:
    """What versions are told with, read once for all of them: rules, types by item, the units that answer."""

    def __init__(self, rows: list[ItemVersion]) -> None:
        self.rules, self.centre = rules_in_force(), centre()
        self.types: dict[str, list[MatterType]] = {row.item_id: [] for row in rows}
        for kind in MatterType.objects.filter(item__in=self.types).order_by("code"):
            self.types[kind.item_id or ""].append(kind)
        codes = {code for row in rows for line in row.steps for code in _of(line["unit"], self.types[row.item_id])}
        self.units = Unit.objects.select_related("successor").in_bulk(codes)


def _shown(row: ItemVersion, versions: list[ItemVersion], known: _Known) -> ItemShown:
    texts, types, ours = row.texts, known.types[row.item_id], known.centre
    steps = _steps(row, known)
    return ItemShown(
        code=row.item_id,
        number=row.version,
        live=bool(versions) and row.version == versions[0].version,
        ended=row.item.active_to is not None,
        others=tuple(each.version for each in versions if each.version != row.version),
        published_at=row.set_at,
        name=texts["name"],
        kind=CLASS_LABELS[ItemClass(row.item.kind)],
        disputes=tuple(kind.pk for kind in types if kind.kind == MatterType.Kind.DISPUTE),
        words=tuple(word for kind in types for word in kind.keywords),
        applicants=texts["applicants"],
        conditions=texts["conditions"],
        refusals=_sentences(texts["refusals"]),
        basis=_sentences(texts["basis"]),
        within=next((step.within for step in steps if step.step in WORK), ""),
        steps=steps,
        materials=tuple(map(_material, row.materials)),
        papers=tuple(dict.fromkeys(paper for step in steps for paper in step.papers)),
        free=FREE,
        centre=ours,
    )


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("；") if part.strip())


def _material(line: Mapping[str, str]) -> MaterialShown:
    form = FORMS.get(line["form"], line["form"])
    return MaterialShown(line["name"], form, line["copies"], line["required"] == "是", line["note"])


def _steps(row: ItemVersion, known: _Known) -> tuple[StepShown, ...]:
    """A unit that has ended is followed to the one that took its duties over."""
    types, units, phone = known.types[row.item_id], known.units, known.centre.phone if known.centre else ""
    found = []
    for line in row.steps:
        named = [units[code] for code in _of(line["unit"], types) if code in units]
        answering = [unit.successor or unit for unit in named]
        code = _limit(line["step"], types)
        limit = parse_limit(line["limit"]) if line["limit"] else known.rules.limits.get(code)
        step = StepShown(
            step=line["step"],
            label=STEP_LABELS[line["step"]],
            unit="、".join(unit.short_name for unit in answering) or RELATIVE.get(line["unit"], ""),
            phone=next((unit.phone for unit in answering if unit.phone), phone if answering else ""),
            within=limit.within if limit else "",
            basis=line["basis"],
            papers=tuple(PAPER_LABELS[Paper(paper)] for paper in line["papers"].split(";") if paper),
        )
        found.append(step)
    return tuple(found)


def _of(unit: str, types: list[MatterType]) -> list[str]:
    """The codes of the units a cell names; none for what hangs on the place."""
    if unit == TEAM:
        return list(dict.fromkeys(kind.team for kind in types if kind.team))
    if unit == DEPARTMENT:
        return list(dict.fromkeys(kind.department_id for kind in types if kind.department_id))
    return [] if unit in RELATIVE else [unit]


def _limit(step: str, types: list[MatterType]) -> str:
    """The county's limit for a step; mediation has a period of its own for some types."""
    period = types[0].period if types else ""
    return period if step == "hold_session" and period else LIMIT_OF.get(step, "")
