"""The draft of an item's next version: saved, checked, published or given up by the director."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from fengdan.catalogue.items.gaps import Gap, gaps
from fengdan.catalogue.items.models import ItemVersion, ServiceItem
from fengdan.journal import write as journal
from fengdan.people.models import User
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.errors import Refused

DRAFT = 0
ENDED = "这个事项已不在清单里，不能再改。"
SAID = ("texts", "steps", "materials")


@dataclass(frozen=True)
class Said:
    """What an owner wrote: the texts by column of items.csv, steps and materials as lines of their files."""

    texts: Mapping[str, str]
    steps: list[dict[str, str]]
    materials: list[dict[str, str]]


class Gaps(Refused):
    """Refused because something is missing or wrong: each with the place where it stands."""

    def __init__(self, found: list[Gap]) -> None:
        super().__init__("还有没写好的地方，没有发布，请先改正。")
        self.found = found


def live(code: str) -> ItemVersion | None:
    """The version in force. One query."""
    return _of(code).filter(version__gt=DRAFT).order_by("-version").first()


def draft(code: str) -> ItemVersion | None:
    """The version that is being written, if one is. One query."""
    return _of(code).filter(version=DRAFT).first()


def _of(code: str) -> QuerySet[ItemVersion]:
    return ItemVersion.objects.filter(item=code).select_related("item", "set_by")


@transaction.atomic
def save(code: str, said: Said, *, seen: int, actor: Actor, at: datetime) -> ItemVersion:
    """Keep what was written; it may have gaps. `seen` is the revision the page showed, 0 without a draft.

    Raises Refused, also for the one who comes second of two.
    """
    item = _held(code, actor)
    row, base = draft(code), live(code)
    _not_overtaken(row, seen)
    row = row or ItemVersion(item=item, version=DRAFT)
    row.texts, row.steps, row.materials = dict(said.texts), said.steps, said.materials
    row.based_on, row.revision = base.version if base else DRAFT, seen + 1
    row.set_by, row.set_at = User.objects.get(pk=int(actor.id)), at
    row.save()
    return row


@transaction.atomic
def publish(code: str, *, seen: int, actor: Actor, at: datetime) -> ItemVersion:
    """Make the draft the version in force. Matters that run keep theirs. Raises Refused, Gaps for what is not ready."""
    _held(code, actor)
    row, base = draft(code), live(code)
    if row is None:
        raise Refused("没有待发布的草稿，可能已由别人发布，请刷新页面。")
    _not_overtaken(row, seen)
    number = base.version if base else DRAFT
    if row.based_on != number:
        raise Refused(f"起草以后现行版本已变成第 {number} 版。请对照现行内容再保存一次，然后发布。")
    if base and all(getattr(base, name) == getattr(row, name) for name in SAID):
        raise Refused("草稿和现行版本一样，没有可发布的改动。")
    if found := gaps(code, row.texts, row.steps, row.materials):
        raise Gaps(found)
    said = {"version": number + 1, "revision": 0, "set_by": int(actor.id), "set_at": at}
    ItemVersion.objects.filter(pk=row.pk).update(**said)
    journal.enter(act="item", actor_id=actor.id, at=at, subject=code, facts={"version": number + 1})
    row.refresh_from_db()
    return row


@transaction.atomic
def discard(code: str, *, seen: int, actor: Actor, at: datetime) -> None:
    """Give the draft up; what is in force stays. Raises Refused."""
    _held(code, actor)
    row = draft(code)
    if row is None:
        raise Refused("没有草稿，可能已由别人发布或放弃，请刷新页面。")
    _not_overtaken(row, seen)
    row.delete()
    journal.enter(act="item_discard", actor_id=actor.id, at=at, subject=code)


def _held(code: str, actor: Actor) -> ServiceItem:
    """The item, held until the transaction ends: of two at once the second waits and reads what the first did."""
    if not actor.has(Role.DIRECTOR):
        raise Refused("清单事项由综治中心主任修改和发布。")
    item = ServiceItem.objects.select_for_update().filter(pk=code).first()
    if item is None or item.active_to is not None:
        raise Refused(ENDED)
    return item


def _not_overtaken(row: ItemVersion | None, seen: int) -> None:
    if (row.revision if row else 0) == seen:
        return
    if row is None:
        raise Refused("这份草稿刚刚已由别人发布或放弃，您这次没有保存；您写的还在本页，请看过现行内容再改。")
    who = row.set_by.name if row.set_by else "别人"
    raise Refused(f"{who}刚刚改过这份草稿，您这次没有保存；您写的还在本页，请另开一页看过新的内容再改。")
