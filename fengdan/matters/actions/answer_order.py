"""回应点单: the other side agrees with one of the mediators, names others, or leaves it to the centre."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.actions.order import propose, speaks_for
from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Order, OrderAnswer
from fengdan.matters.orders import check_mediators, settle
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.orders import TEAM_RANK, OrderChannel, OrderSaid, answered, asked


@dataclass(frozen=True)
class OrderAnswered:
    """What a party says: `rank` of the choice agreed with (0 for a team), or their own `mediators` (codes) in order.

    `turn` is the proposal it answers, as they saw it; None: the one that stands.
    """

    said: str
    how: str
    rank: int = TEAM_RANK
    mediators: tuple[str, ...] = ()
    turn: int | None = None


def answer_order(
    matter: Matter,
    *,
    party: int,
    answer: OrderAnswered,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """A party of the side that is asked answers, once to each proposal. Raises Refused."""

    def write(entry: Entry) -> None:
        facts = entry.before
        assert facts is not None
        assert facts.order is not None
        speaks_for(entry, party)
        row = Order.objects.get(pk=facts.order.id)
        said = _check(facts, party, answer, row)
        after = answered(facts.order, facts.sides, party, said, answer.rank)
        if said is OrderSaid.OTHERS:
            _turn_round(entry, row, answer, after.side)
        given = OrderAnswer(
            order=row,
            turn=facts.order.turn,
            party_id=party,
            said=said,
            rank=answer.rank if said is OrderSaid.AGREE else TEAM_RANK,
            how=one_of(OrderChannel, answer.how, "how"),
            answered_at=entry.at,
        )
        entry.add(given)
        settle(entry, row, after)
        entry.facts |= {"order": row.pk, "order_answer": given.pk, "party": party, "said": said, "rank": given.rank}

    return record("answer_order", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _check(facts: MatterFacts, party: int, answer: OrderAnswered, row: Order) -> OrderSaid:
    assert facts.order is not None
    said = one_of(OrderSaid, answer.said, "said")
    if answer.turn not in {None, facts.order.turn}:
        raise Refused("对方刚刚换了人选，请看新的人选再答复。", "said")
    if party not in asked(facts.order, facts.sides):
        raise Refused("人选是这一方提出的，现在等的是对方的答复。", "party")
    if party in facts.order.agreed:
        raise Refused("这位当事人已经答复过这次的人选，正在等其他人答复。", "party")
    if said is OrderSaid.AGREE and not _offered(row, answer.rank):
        raise Refused("请选择同意哪一位。", "rank")
    return said


def _offered(row: Order, rank: int) -> bool:
    by_team = row.turn == 1 and row.team_id is not None
    return rank == TEAM_RANK if by_team else row.choices.filter(turn=row.turn, rank=rank).exists()


def _turn_round(entry: Entry, row: Order, answer: OrderAnswered, side: str) -> None:
    """The side that was asked proposes now."""
    if not answer.mediators:
        raise Refused("换人的，请写明想换成哪一位；没有人选的，请选“请中心安排”。", "choice1")
    chosen = check_mediators(entry, answer.mediators)
    known = set(row.choices.filter(turn=row.turn).values_list("mediator_id", flat=True))
    for place, mediator in enumerate(chosen, 1):
        if mediator.pk in known:
            raise Refused(f"第 {place} 选：{mediator.name}对方已经提出，同意的请直接选“同意”。", f"choice{place}")
    entry.change(row, side=side, turn=row.turn + 1)
    propose(entry, row, chosen)
