"""The parties of a matter against what is known of mediators and what is on record (回避): one query each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from fengdan.database.prepared import Prepared, SlotList
from fengdan.matters.models import Conflict, Matter, Party
from fengdan.rulebook.conflicts import (
    Block,
    Found,
    Kept,
    Kind,
    MediatorFacts,
    PartyFacts,
    Status,
    TieFacts,
    screen,
)
from fengdan.rulebook.facts import SIDE_LABELS, Side
from fengdan.rulebook.ties import TieKind, counts_on, employer_key, group_key, person_key
from fengdan.teams.models import Mediator, Tie
from fengdan.teams.terms import COUNTS
from fengdan.teams.ties import mark
from fengdan.units.models import Area

COUNTED = (Status.STANDING, Status.WAIVED, Status.OVERRIDDEN)
UNREAD = ("story", "place", "pin", "token", "conclusion_reason")  # of the matter: encrypted, and not looked at here
_parties = Prepared(
    lambda: (
        Party.objects.filter(matter__in=SlotList("matters"), removed=False)
        .select_related("matter__area__parent")
        .defer(*(f"matter__{field}" for field in UNREAD))
    )
)
_on_record = Prepared(
    lambda: Conflict.objects.filter(matter__in=SlotList("matters"), status__in=COUNTED).defer(
        "ground", "reason", "ruling", "waiver"
    )
)


def _near() -> QuerySet[Tie, tuple[Any, ...]]:
    marks = SlotList("marks", "text")
    rows = Tie.objects.filter(COUNTS).filter(Q(value_index__in=marks) | Q(phone_index__in=marks))
    return rows.values_list("mediator_id", "kind", "value_index", "phone_index", "since", "until")


_tied: Prepared[tuple[Any, ...]] = Prepared(_near)


def blocks(matter: Matter, mediators: Iterable[Mediator], day: date) -> dict[str, tuple[Block, ...]]:
    """Code → every reason that keeps this mediator off the matter today; those kept off alone. Three queries."""
    return blocks_of([matter.pk], mediators, day)[matter.pk]


def blocked(matter: Matter, mediators: Iterable[Mediator], day: date) -> dict[str, Block]:
    """Code → the gravest reason that keeps this mediator off the matter today. Three queries."""
    return {code: found[0] for code, found in blocks(matter, mediators, day).items()}


def blocks_of(
    matters: Collection[int], mediators: Iterable[Mediator], day: date
) -> dict[int, dict[str, tuple[Block, ...]]]:
    """The same for each of these matters, by id; as many queries as for one."""
    parties: dict[int, list[PartyFacts]] = {pk: [] for pk in matters}
    for row in _parties.ask(matters=matters):
        parties[row.matter_id].append(_party(row))
    kept: dict[int, list[Kept]] = {pk: [] for pk in matters}
    for known in _on_record.ask(matters=matters):
        said = Kind(known.kind), Found(known.found), Status(known.status)
        kept[known.matter_id].append(Kept(known.pk, known.mediator_id, *said, known.party_id))
    able = {each.pk: mark(TieKind.KIN, person_key(each.name)) for each in mediators}
    ties = _ties(able.keys(), [each for those in parties.values() for each in those], day)
    return {
        pk: {
            code: found
            for code, name in able.items()
            if (found := screen(MediatorFacts(code, name, ties[code]), parties[pk], kept[pk]))
        }
        for pk in matters
    }


def _ties(able: Collection[str], parties: list[PartyFacts], day: date) -> defaultdict[str, tuple[TieFacts, ...]]:
    """The ties of these mediators (codes) that some party's mark is among."""
    marks = {each for party in parties for found in party.marks.values() for each in found}
    found: defaultdict[str, tuple[TieFacts, ...]] = defaultdict(tuple)
    for code, kind, value, phone, since, until in _tied.ask(marks=sorted(marks)):
        if code in able and counts_on(TieKind(kind), since, until, day):
            found[code] += (TieFacts(TieKind(kind), frozenset({value, phone} - {""})),)
    return found


def _party(row: Party) -> PartyFacts:
    person = mark(TieKind.KIN, person_key(row.name))
    people = frozenset({person, row.phone_index} - {""})
    lives_in = mark(TieKind.LIVES_IN, group_key(row.address, _township(row.matter)))
    return PartyFacts(
        id=row.pk,
        said=f"{SIDE_LABELS[Side(row.side)]}{row.name}",
        name=person,
        marks={
            TieKind.KIN: people,
            TieKind.ADVISED: people,
            TieKind.EMPLOYER: frozenset({mark(TieKind.EMPLOYER, employer_key(row.name))}),
            TieKind.LIVES_IN: frozenset({lives_in} - {""}),
        },
    )


def _township(matter: Matter) -> str:
    """Where an address lies that names no township: where it happened."""
    town = matter.area.parent if matter.area.inner else matter.area
    return town.name if town is not None and town.kind == Area.Kind.TOWNSHIP else ""
