"""派单建议: asking the rulebook whom to propose, and keeping the answer with the assignment it led to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F

from fengdan import __version__
from fengdan.catalogue.proposing import weights_in_force
from fengdan.database.prepared import Prepared, SlotList
from fengdan.matters.entry import Entry
from fengdan.matters.models import Assignment, Matter, Order, OrderChoice, Proposal
from fengdan.matters.parties import names_of
from fengdan.matters.roster import Roster, TurnedDown, roster, turned_down
from fengdan.matters.screening import blocks_of
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.orders import OrderState
from fengdan.rulebook.proposing import Asked, Ranking, propose
from fengdan.rulebook.proposing_kept import again, inputs_of, result_of
from fengdan.teams.models import Mediator


@dataclass(frozen=True)
class Wanted:
    """What is asked of whoever takes it, beside the matter: needs and the mediators wanted, in codes."""

    needs: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    blocked: frozenset[str] = frozenset()


NOTHING_WANTED = Wanted()
_orders = Prepared(  # those of the round, the oldest first
    lambda: (
        Order.objects.filter(matter__in=SlotList("matters"), round=F("matter__round"))
        .only("matter", "status", "needs", "mediator", "turn")
        .order_by("pk")
    )
)
_choices = Prepared(
    lambda: (
        OrderChoice.objects.filter(order__in=SlotList("orders"), turn=F("order__turn"))
        .order_by("rank")
        .values_list("order_id", "mediator_id")
    )
)


@dataclass(frozen=True)
class Proposed:
    """A ranking with what it rests on."""

    asked: Asked
    roster: Roster
    weights: Mapping[str, int]
    version: int
    ranking: Ranking

    def inputs(self) -> dict[str, Any]:
        return inputs_of(self.asked, self.roster.people, self.roster.teams, self.weights)


def wanted_of(matter: Matter, roster: Roster, needs: Collection[str], day: date) -> Wanted:
    """What its parties ordered, what is ticked besides, and whom 回避 keeps off (人民调解法 Art. 19). Five queries."""
    ordered = wanted_of_each([matter.pk], roster, day)[matter.pk]
    return replace(ordered, needs=tuple(sorted({*needs, *ordered.needs})))


def wanted_of_each(matters: Collection[int], roster: Roster, day: date) -> dict[int, Wanted]:
    """The same by the id of each matter, nothing ticked besides; as many queries as for one."""
    newest = {row.matter_id: row for row in _orders.ask(matters=matters)}
    choices: defaultdict[int, list[str]] = defaultdict(list)
    if newest:
        for order, mediator in _choices.ask(orders=[row.pk for row in newest.values()]):
            choices[order].append(mediator)
    off = blocks_of(matters, [Mediator(code=code, name=name) for code, name in roster.names.items()], day)
    wanted = {}
    for pk in matters:
        placed = newest.get(pk)
        if placed is None or placed.status == OrderState.WITHDRAWN:
            wanted[pk] = Wanted(blocked=frozenset(off[pk]))
            continue
        # whom both sides chose, or whom the proposal that stands names
        people = [str(placed.mediator_id)] if placed.mediator_id else choices[placed.pk]
        wanted[pk] = Wanted(tuple(sorted(placed.needs)), tuple(people), frozenset(off[pk]))
    return wanted


class Proposer:
    """Proposals for one matter or many on a day: two queries, and one more for which teams turned them down."""

    def __init__(self, day: date, matters: Collection[int]) -> None:
        self.roster = roster(day)
        self.edition, self.weights = weights_in_force()
        self.turned_down = turned_down(matters)

    def propose(self, matter: Matter, parties: Collection[str], wanted: Wanted = NOTHING_WANTED) -> Proposed:
        """`parties` are the names of its parties: whoever bears one keeps out."""
        asked = asked_of(matter, self.turned_down[matter.pk], self.roster.called(parties), wanted)
        ranking = propose(asked, self.roster.people, self.roster.teams, self.weights)
        return Proposed(asked, self.roster, self.weights, self.edition, ranking)


def asked_of(matter: Matter, turned_down: TurnedDown, namesakes: frozenset[str], wanted: Wanted) -> Asked:
    """The matter in codes."""
    return Asked(
        type=matter.matter_type_id,
        town=matter.area.township_code,
        needs=wanted.needs,
        wanted=wanted.people,
        blocked=wanted.blocked | namesakes,
        gave_back=frozenset(turned_down.now),
        conflicted=frozenset(turned_down.conflicted),
    )


def mediates(facts: MatterFacts) -> bool:
    """Whether a team may be proposed at all: a convenience matter is answered, a clear refusal ends mediation."""
    return not facts.service and not facts.refused_by()


def keep(entry: Entry, assignment: Assignment, *, mediator: str, needs: Collection[str]) -> Proposal:
    """Compute the proposal as of the step that gives the matter to a team, and keep it with what was chosen."""
    matter = entry.matter
    day = entry.at.astimezone(ZONE).date()
    proposer = Proposer(day, [matter.pk])
    proposed = proposer.propose(matter, names_of(matter), wanted_of(matter, proposer.roster, needs, day))
    row = Proposal(
        matter=matter,
        assignment=assignment,
        made_at=entry.at,
        versions={
            "program": __version__,
            "calendar": entry.rules.versions.get("calendar", ""),
            "weights": str(proposed.version),
        },
        inputs=proposed.inputs(),
        ranking=result_of(proposed.ranking),
        rank=proposed.ranking.place(assignment.unit_id, mediator),
    )
    entry.add(row)
    entry.facts |= {"proposal": row.pk, "rank": row.rank}
    return row


def same_today(proposal: Proposal) -> bool:
    """Whether what was kept still gives the answer that was kept."""
    return bool(result_of(again(proposal.inputs)) == proposal.ranking)
