"""What keeps mediators off a matter, as rows (回避): put on record, let be, lifted, found anew when parties change."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry
from fengdan.matters.models import Conflict, Matter
from fengdan.matters.screening import COUNTED, blocks
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conflicts import (
    WAIVABLE,
    Block,
    Found,
    Kind,
    Status,
)
from fengdan.rulebook.errors import Refused
from fengdan.teams.models import Mediator
from fengdan.teams.queries import eligible_mediators

LET_BE = (Status.WAIVED, Status.OVERRIDDEN)


def mediating(matter: Matter) -> list[Mediator]:
    """The mediator of record and those beside them."""
    if not matter.mediator_id:
        return []
    beside = matter.co_mediators.filter(ended_at=None).values("mediator")
    return list(Mediator.objects.filter(Q(pk=matter.mediator_id) | Q(pk__in=beside)).order_by("code"))


def possible(entry: Entry, code: str) -> Mediator:
    """Somebody of the team, or who mediates the matter. Raises Refused."""
    able = eligible_mediators(entry.matter.unit_id or "", entry.at.astimezone(ZONE).date()).filter(pk=code).first()
    found = able or next((row for row in mediating(entry.matter) if row.pk == code), None)
    if found is None:
        raise Refused("该调解员不在本团队，请重新选择。", "mediator")
    return found


def on_record(entry: Entry, code: str, kind: str) -> Conflict:
    """What keeps this mediator off by a relation that can be let be; put on record if only known. Raises Refused."""
    chosen = possible(entry, code)
    which = one_of(Kind, kind, "mediator")
    if which not in WAIVABLE:
        raise Refused("自己的事和已被支持的回避申请，谁也不能同意不回避；请改由别的调解员承办。", "mediator")
    row = entry.matter.conflicts.filter(mediator=chosen, kind=which, status=Status.STANDING).first()
    if row is not None:
        return row
    found = blocks(entry.matter, [chosen], entry.at.astimezone(ZONE).date()).get(chosen.pk, ())
    block = next((each for each in found if each.kind is which), None)
    if block is None:
        raise Refused(f"{chosen.name}没有这样的回避情形，请刷新页面。", "mediator")
    return note(entry, block)


def lapse(entry: Entry, chosen: Collection[str]) -> None:
    """These (codes) mediate from now on: what was applied for against somebody else is over.

    Raises Refused where it is one of them whom a party has applied against and nobody has decided.
    """
    for row in entry.matter.conflicts.filter(status=Status.RAISED).select_related("mediator"):
        if row.mediator_id in chosen:
            raise Refused(
                f"当事人申请{row.mediator}回避，还没有决定：请先决定回避申请，或者改由别的调解员承办。", "mediator"
            )
        entry.change(row, status=Status.LIFTED)


def newcomer(entry: Entry, day: date) -> list[int]:
    """A party joins whom nobody asked to agree to a mediator, and to whom one may be tied.

    What was let be stays as it was decided, and stands anew. The conflicts (ids) that now keep off somebody who
    mediates.
    """
    for row in entry.matter.conflicts.filter(status__in=LET_BE):
        entry.change(row, status=Status.LIFTED)
        put(entry, (row.mediator_id, Kind(row.kind), row.party_id), Found(row.found), Status.STANDING, row.ground)
    return screened(entry, day)


def screened(entry: Entry, day: date) -> list[int]:
    """Whoever mediates against the parties as they are now: the conflicts (ids) that keep somebody off."""
    now = mediating(entry.matter)
    held = entry.matter.conflicts.filter(status=Status.STANDING, mediator__in=[row.pk for row in now])
    standing = set(held.values_list("pk", flat=True))
    for found in blocks(entry.matter, now, day).values():
        standing |= {note(entry, block).pk for block in found if not block.conflict}
    return sorted(standing)


def note(entry: Entry, block: Block) -> Conflict:
    """Put what the screening found on record."""
    return put(entry, (block.mediator, block.kind, block.party), Found.SCREEN, Status.STANDING)


def put(entry: Entry, who: tuple[str, Kind, int], found: Found, status: Status, ground: str = "") -> Conflict:
    """Put on record whom (code) a kind of relation to which party (id) keeps off, or might."""
    mediator, kind, party = who
    row = Conflict(
        matter=entry.matter,
        mediator_id=mediator,
        party_id=party,
        kind=kind,
        found=found,
        status=status,
        ground=ground,
        found_by=entry.actor.id,
        found_at=entry.at,
    )
    entry.add(row)
    return row


def left(entry: Entry, party: int) -> list[int]:
    """A party was on the matter by mistake: what was in relation to them, or applied for by them, is lifted (ids)."""
    rows = list(entry.matter.conflicts.filter(status__in=(*COUNTED, Status.RAISED), party=party))
    for row in rows:
        entry.change(row, status=Status.LIFTED)
    return sorted(row.pk for row in rows)
