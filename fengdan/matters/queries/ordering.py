"""What a page shows of an order: who is wanted, what is needed, what the other side said, and how it ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fengdan.matters.models import Matter, Order, OrderAnswer, OrderChoice, Party
from fengdan.matters.orders import STANDS, latest, teams_of
from fengdan.matters.queries.written import Written
from fengdan.rulebook.facts import SIDE_LABELS, MatterFacts, Side
from fengdan.rulebook.needs import NEED_LABELS
from fengdan.rulebook.orders import (
    CHANNEL_LABELS,
    SAID_LABELS,
    STATE_LABELS,
    OrderChannel,
    OrderFacts,
    OrderSaid,
    OrderState,
    unanswered,
)
from fengdan.teams.models import Card, TeamMember


@dataclass(frozen=True)
class ChoiceShown:
    """A mediator of the proposal that stands; `number` is theirs in the booklet, or None when taken off the menu."""

    rank: int
    code: str
    name: str
    number: int | None
    teams: str

    @property
    def said(self) -> str:
        return f"{self.number} 号 {self.name}" if self.number else self.name


@dataclass(frozen=True)
class AnswerShown:
    """`what` is in words: 同意由…调解. `party` is an id."""

    party: int
    name: str
    turn: int
    what: str
    how: str
    at: datetime


@dataclass(frozen=True)
class OrderShown:
    """The last order of the round. `side` proposes, `waiting` are the ids of those who have still to answer.

    `follows` are the codes of the teams that it may be given to as ordered; `stands`: it may still be followed.
    """

    party: str
    channel: str
    placed_at: datetime
    people: int
    team: str
    choices: Sequence[ChoiceShown]
    needs: Sequence[str]
    words: str
    state: OrderState
    label: str
    side: str
    own_side: str
    turn: int
    waiting: frozenset[int]
    answers: Sequence[AnswerShown]
    mediator: str
    mediator_name: str
    reason: str
    decided_at: datetime | None
    follows: frozenset[str]
    stands: bool

    @property
    def side_label(self) -> str:
        return SIDE_LABELS[Side(self.side)]

    @property
    def by_team(self) -> bool:
        """Whether what stands is a team."""
        return bool(self.team) and self.turn == 1

    @property
    def offered(self) -> list[tuple[str, str]]:
        """What can be agreed with: rank and words."""
        return [("0", self.team)] if self.by_team else [(str(each.rank), each.said) for each in self.choices]


def order_of(matter: Matter, facts: MatterFacts, rows: Written, day: date) -> OrderShown | None:
    """For the matter's page, out of the rows it has read. Two queries more when there is an order."""
    mine = [row for row in rows.rows("order") if row.round == matter.round]
    if not mine:
        return None
    order = mine[-1]
    choices = [row for row in rows.rows("mediators") if row.order_id == order.pk]
    answers = [row for row in rows.rows("order_answer") if row.order_id == order.pk]
    return _shown(order, _Read(choices, answers, rows.parties), facts, day)


def last_order(matter: Matter, facts: MatterFacts, day: date) -> OrderShown | None:
    """The same by itself. Six queries, one when there is no order."""
    order = latest(matter)
    if order is None:
        return None
    choices = list(order.choices.select_related("mediator"))
    parties = {party.pk: party for party in matter.parties.all()}
    return _shown(order, _Read(choices, list(order.answers.all()), parties), facts, day)


@dataclass(frozen=True)
class _Read:
    """What hangs on an order."""

    choices: list[OrderChoice]
    answers: list[OrderAnswer]
    parties: Mapping[int, Party]


def _shown(order: Order, read: _Read, facts: MatterFacts, day: date) -> OrderShown:
    parties = read.parties
    live = facts.order if facts.order and facts.order.id == order.pk else None
    return OrderShown(
        party=parties[order.party_id].name,
        channel=CHANNEL_LABELS[OrderChannel(order.channel)],
        placed_at=order.placed_at,
        people=order.people,
        team=order.team.name if order.team else "",
        choices=_choices([row for row in read.choices if row.turn == order.turn]),
        needs=[NEED_LABELS[code] for code in order.needs],
        words=order.words,
        state=OrderState(order.status),
        label=STATE_LABELS[OrderState(order.status)],
        side=order.side,
        own_side=parties[order.party_id].side,
        turn=order.turn,
        waiting=_waiting(live, facts),
        answers=[_answer(row, read.choices, parties) for row in read.answers],
        mediator=order.mediator_id or "",
        mediator_name=order.mediator.name if order.mediator else "",
        reason=order.reason,
        decided_at=order.decided_at,
        follows=frozenset(teams_of(order, day)),
        stands=order.status in STANDS,
    )


def _waiting(live: OrderFacts | None, facts: MatterFacts) -> frozenset[int]:
    return frozenset(unanswered(live, facts.sides))


def _choices(rows: Sequence[OrderChoice]) -> list[ChoiceShown]:
    codes = [row.mediator_id for row in rows]
    if not codes:
        return []
    numbers = dict(Card.objects.filter(pk__in=codes, published=True).values_list("pk", "number"))
    teams: dict[str, list[str]] = {}
    places = TeamMember.objects.filter(mediator__in=codes, active_to=None).order_by("team")
    for code, name in places.values_list("mediator_id", "team__unit__name"):
        teams.setdefault(code, []).append(name)
    return [
        ChoiceShown(
            row.rank,
            row.mediator_id,
            row.mediator.name,
            numbers.get(row.mediator_id),
            "、".join(teams.get(row.mediator_id, [])),
        )
        for row in sorted(rows, key=lambda row: row.rank)
    ]


def _answer(row: OrderAnswer, choices: Iterable[OrderChoice], parties: Mapping[int, Party]) -> AnswerShown:
    said = OrderSaid(row.said)
    what = SAID_LABELS[said]
    if said is OrderSaid.AGREE and row.rank:
        agreed = next(each for each in choices if (each.turn, each.rank) == (row.turn, row.rank))
        what = f"同意由{agreed.mediator}调解"
    elif said is OrderSaid.OTHERS:
        others = sorted((each for each in choices if each.turn == row.turn + 1), key=lambda each: each.rank)
        what = f"想换成{'、'.join(str(each.mediator) for each in others)}"
    name = parties[row.party_id].name
    return AnswerShown(row.party_id, name, row.turn, what, CHANNEL_LABELS[OrderChannel(row.how)], row.answered_at)
