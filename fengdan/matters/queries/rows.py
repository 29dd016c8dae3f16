"""A matter as lists show it: one line, frozen, in two queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from fengdan.database.prepared import Prepared, SlotList
from fengdan.matters.models import Matter, Party
from fengdan.rulebook.facts import Side
from fengdan.rulebook.sources import RISK_LABELS, Risk
from fengdan.rulebook.stages import Stage, stage_label

COLUMNS = (
    "id",
    "code",
    "stage",
    "matter_type__name",
    "area__name",
    "holder__short_name",
    "mediator__name",
    "next_due",
    "registered_at",
    "unit__kind",
    "risk",
)


@dataclass(frozen=True)
class MatterRow:
    """`who` reads 王某 与 李某; `risk` is empty for the ordinary.

    `next_due` is the earliest running clock, or what the list goes by: a moment, a day, or None.
    """

    code: str
    stage: str
    stage_label: str
    who: str
    matter_type: str
    area: str
    holder: str
    mediator: str
    next_due: datetime | date | None
    registered_at: datetime
    risk: str


def columns(matters: QuerySet[Matter], due: str = "next_due") -> QuerySet[Matter, tuple[Any, ...]]:
    """What `lines` needs of these matters. `due`: the column, or annotation, of what the list goes by."""
    return matters.values_list(*(due if column == "next_due" else column for column in COLUMNS))


def rows(matters: QuerySet[Matter], due: str = "next_due") -> list[MatterRow]:
    """The lines of these matters, in their order. Give it a slice: it reads all it is given."""
    return lines(list(columns(matters, due)))


def lines(found: list[tuple[Any, ...]]) -> list[MatterRow]:
    """The lines for what was read of them."""
    who = titles([values[0] for values in found])
    return [
        MatterRow(
            code=code,
            stage=stage,
            stage_label=stage_label(Stage(stage), kind or ""),
            who=who[pk],
            matter_type=matter_type,
            area=area,
            holder=holder,
            mediator=mediator or "",
            next_due=next_due,
            registered_at=registered_at,
            risk="" if risk == Risk.BLUE else RISK_LABELS[Risk(risk)],
        )
        for pk, code, stage, matter_type, area, holder, mediator, next_due, registered_at, kind, risk in found
    ]


def titles(matter_ids: Iterable[int]) -> dict[int, str]:
    """Matter id → 王某 与 李某, in one query."""
    names: defaultdict[int, dict[str, list[str]]] = defaultdict(lambda: {Side.APPLICANT: [], Side.RESPONDENT: []})
    ids = list(matter_ids)
    for matter_id, side, name in _parties.ask(matters=ids) if ids else ():
        names[matter_id][side].append(name)
    return {matter_id: title(sides[Side.APPLICANT], sides[Side.RESPONDENT]) for matter_id, sides in names.items()}


_parties = Prepared(
    lambda: (
        Party.objects.filter(matter_id__in=SlotList("matters"), removed=False)
        .order_by("id")
        .values_list("matter_id", "side", "name")
    )
)


def party_names(matter_ids: Iterable[int]) -> dict[int, list[str]]:
    """Matter id → the names of all its parties, in one query."""
    ids = list(matter_ids)
    found: dict[int, list[str]] = {matter_id: [] for matter_id in ids}
    for matter_id, _, name in _parties.ask(matters=ids) if ids else ():
        found[matter_id].append(name)
    return found


def title(applicants: list[str], respondents: list[str]) -> str:
    """王某等2人 与 李某."""
    return " 与 ".join(_first(side) for side in (applicants, respondents) if side)


def _first(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}人"
