"""The centre as it calls itself and is reached: what its director set, else what the county's files say."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import IntegrityError, transaction

from fengdan.catalogue.models import CentreSetting
from fengdan.journal import write as journal
from fengdan.people.models import User
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE
from fengdan.units.models import Unit

KEY = "centre"
REMEMBERED = 60  # seconds: other processes hear of a change that soon
FIELDS = ("name", "letterhead", "phone", "supervision_phone", "address", "hours")


@dataclass(frozen=True)
class Centre:
    """`version` 0: nobody has set anything. `hours` empty: say those of the calendar."""

    version: int
    name: str
    letterhead: str
    phone: str
    supervision_phone: str
    address: str
    hours: str


def centre() -> Centre | None:
    """One or two queries, then remembered for a minute. None before a county has been loaded. Raises DatabaseError."""
    known = cache.get(KEY)
    if known is None:
        known = _read()
        if known is not None:
            cache.set(KEY, known, REMEMBERED)
    return known if isinstance(known, Centre) else None


def reached_at(unit: Unit) -> str:
    """The telephone at which a citizen reaches somebody about what the unit has: its own, else the centre's."""
    if unit.phone and unit.pk != CENTRE:
        return unit.phone
    known = centre()
    return known.phone if known else ""


def _read() -> Centre | None:
    row = CentreSetting.objects.order_by("-version").first()
    if row is not None:
        return Centre(row.version, *(getattr(row, field) for field in FIELDS))
    unit = Unit.objects.filter(pk=CENTRE).values_list("name", "phone").first()
    return Centre(0, unit[0], unit[0], unit[1], "", "", "") if unit else None


def change(*, seen: int, said: dict[str, str], actor: Actor, at: datetime) -> Centre:
    """The next version, by the director. `seen` is the version the page showed. Raises Refused."""
    if not actor.has(Role.DIRECTOR):
        raise Refused("中心的设置由综治中心主任修改。")
    before = _read()
    if before is None:
        raise Refused("还没有载入县数据，请先运行 bin/fengdan init。")
    if before.version != seen:
        raise Refused(_overtaken(before.version))
    changed = [field for field in FIELDS if getattr(before, field) != said[field]]
    if not changed:
        return before
    try:
        with transaction.atomic():
            CentreSetting.objects.create(version=seen + 1, set_by=User.objects.get(pk=int(actor.id)), set_at=at, **said)
            journal.enter(
                act="centre_setting", actor_id=actor.id, at=at, facts={"version": seen + 1, "fields": changed}
            )
    except IntegrityError as error:
        raise Refused(_overtaken(seen + 1)) from error
    cache.delete(KEY)
    return Centre(seen + 1, *(said[field] for field in FIELDS))


def _overtaken(version: int) -> str:
    row = CentreSetting.objects.filter(version=version).select_related("set_by").first()
    who = f"{row.set_by.name}刚刚" if row else "别人刚刚"
    return f"{who}改过中心设置，您这次没有保存。请刷新页面，看过新的内容再改。"
