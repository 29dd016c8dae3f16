"""我遇到了……: plain words, a place and with whom → the item, and where to go. Nothing of it is kept."""

from dataclasses import dataclass
from datetime import date

from fengdan.catalogue.centre import Centre, reached_at
from fengdan.catalogue.items.shown import ItemShown, item_shown
from fengdan.catalogue.models import MatterType
from fengdan.catalogue.routing import case_of, routing_on
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.guess import OTHER, guess_type
from fengdan.rulebook.routing import TOWNSHIP, VILLAGE, route
from fengdan.rulebook.sources import Level, Risk, Source
from fengdan.units.models import Area, Unit, Window

# with whom → the type it is where the words say nothing: the 18 types are those of the 司法部 statistics
BY_WHOM = {
    "family": "01",
    "neighbour": "02",
    "employer": "11",
    "seller": "14",
    "hospital": "15",
    "driver": "16",
    "estate": "17",
}
GOVERNMENT = "government"
WHO_LABELS = {
    "family": "家里人、亲戚",
    "neighbour": "邻居",
    "employer": "老板、单位",
    "seller": "商家、网店",
    "hospital": "医院、诊所",
    "driver": "开车的人",
    "estate": "物业、小区",
    GOVERNMENT: "政府部门",
}


@dataclass(frozen=True)
class Place:
    """Somewhere to go or to ring up. `phone` is empty where none is published."""

    name: str
    phone: str


@dataclass(frozen=True)
class Found:
    """`item` fits; `guessed` is false when neither words nor person told anything. `lead` has it in the end, `why` so.

    `near` are the village and the township, nearest first; `window` is the window at the centre. `against_government`:
    against an act of an organ there is 行政复议 or a lawsuit (domain.md §2.6).
    """

    item: ItemShown
    type_name: str
    guessed: bool
    lead: Place
    why: str
    near: tuple[Place, ...]
    window: str
    against_government: bool

    @property
    def centre(self) -> Centre | None:
        return self.item.centre


def find(words: str, place: str, who: str, today: date) -> Found | None:
    """None when the type the words lead to is in no item. `place` is the code of a township or a village, or empty."""
    types = {row.code: row for row in MatterType.objects.all()}
    said = guess_type(words, {code: row.keywords for code, row in types.items()})
    code = BY_WHOM.get(who, said) if said == OTHER else said
    kind = types.get(code)
    item = item_shown(kind.item_id) if kind and kind.item_id else None
    if kind is None or item is None:
        return None
    area = Area.objects.filter(pk=place).exclude(kind=Area.Kind.COUNTY).first() if place else None
    units = Unit.objects.in_bulk()
    lead, why, near = _ways(kind, area, today, units)
    return Found(
        item=item,
        type_name=kind.full_name,
        guessed=code != OTHER or any(word in words for word in kind.keywords),
        lead=lead,
        why=why,
        near=near,
        window=_window(kind),
        against_government=who == GOVERNMENT,
    )


def _ways(
    kind: MatterType, area: Area | None, today: date, units: dict[str, Unit]
) -> tuple[Place, str, tuple[Place, ...]]:
    """Who has it when it is told at the centre, and the way nearer by. Without a place only what needs none is said."""
    rules = routing_on(today)
    somewhere = area or Area.objects.filter(kind=Area.Kind.TOWNSHIP).order_by("code").first()
    if somewhere is None:
        return Place("", ""), "", ()
    case = case_of(kind.pk, somewhere, Level.COUNTY, Source.WALK_IN, Risk.BLUE)
    way = route(case, rules)
    lead = units[way.unit]
    if area is None and lead.kind in {TOWNSHIP, VILLAGE}:
        return Place("您所在乡镇的综治中心", ""), "", ()
    near = [rules.villages.get(case.village, ""), rules.townships.get(case.township, "")] if area else []
    places = tuple(Place(units[code].short_name, units[code].phone) for code in near if code)
    why = next((rule.why for rule in rules.rules if rule.code == way.rule), "")
    return Place(lead.name, reached_at(lead)), why, places


def _window(kind: MatterType) -> str:
    """The window of the department that answers for it by trade, if it is there every day, else the centre's own."""
    units = [kind.department_id or "", CENTRE]
    windows = Window.objects.filter(unit__in=units, kind=Window.Kind.STANDING).order_by("code")
    own = [window for window in windows if window.unit_id == kind.department_id]
    return next((window.name for window in [*own, *windows]), "")
