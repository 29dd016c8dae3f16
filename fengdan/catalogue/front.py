"""What the front page tells strangers, all of it county data: what is taken in, where, when, how soon."""

from dataclasses import dataclass
from datetime import date

from fengdan.catalogue.centre import Centre, centre
from fengdan.catalogue.models import MatterType
from fengdan.catalogue.rules import rules_in_force
from fengdan.rulebook.facts import CENTRE
from fengdan.units.models import Unit, Window
from fengdan.units.queries import active_on

EXAMPLES = 4


@dataclass(frozen=True)
class TakenIn:
    """A kind of matter, with what people call it and the code of its service item, if it is in one."""

    name: str
    words: str
    item: str


@dataclass(frozen=True)
class Front:
    """`today` says whether the office is open today and why; `near` are the centres of the townships."""

    disputes: list[TakenIn]
    services: list[TakenIn]
    centre: Centre
    window: str
    hours: str
    today: str
    near: list[Unit]
    limits: dict[str, str]


def front(today: date) -> Front | None:
    """The front page's data as of a day; None before a county has been loaded."""
    ours = centre()
    if ours is None:
        return None
    rules = rules_in_force()
    towns = Unit.objects.filter(active_on(today), kind=Unit.Kind.TOWNSHIP)
    kinds = list(MatterType.objects.order_by("code"))
    day = rules.calendar.day(today)
    spans = rules.calendar.hours_in(today.year)
    window = Window.objects.filter(unit_id=CENTRE).order_by("code").first()
    return Front(
        disputes=[_taken_in(kind) for kind in kinds if kind.kind == MatterType.Kind.DISPUTE],
        services=[_taken_in(kind) for kind in kinds if kind.kind == MatterType.Kind.SERVICE],
        centre=ours,
        window=window.name if window else "",
        hours=ours.hours or "工作日 " + "、".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans),
        today="今天上班" if day.counts else f"今天不上班（{day.why}）",
        near=list(towns.exclude(phone="").order_by("code")),
        limits={name: rules.limits[name].within for name in ("accept", "mediation", "service_reply")},
    )


def _taken_in(kind: MatterType) -> TakenIn:
    return TakenIn(kind.full_name, "、".join(examples(kind.name, kind.keywords)), kind.item_id or "")


def examples(name: str, words: list[str]) -> list[str]:
    """The first few of the words people use that are no mere variants of the name or of each other."""
    found: list[str] = []
    for word in words:
        if not any(_alike(word, other) for other in (name, *found)):
            found.append(word)
    return found[:EXAMPLES]


def _alike(one: str, other: str) -> bool:
    """Whether two words share two characters in a row."""
    return any(one[start : start + 2] in other for start in range(len(one) - 1))
