"""How an order stands, for the parties: whom somebody asked for, what the other side said, until when, what next.

Names of mediators, who are public, and of nobody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.models import Matter
from fengdan.matters.queries.ordering import OrderShown, last_order
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.orders import ORDER, OrderState
from fengdan.rulebook.powers import why_not


@dataclass(frozen=True)
class OrderProgress:
    """`wanted` are the mediators or the team of the proposal that stands, `mine`: the reader's side made it.

    `ask`: it is for the reader to answer, out of `offered` (rank and words); `withdraw`: they may take it back.
    `due`: until when they have a common choice. `needs` are for the side that asked for them.
    `said` are the answers so far, in words; `turn` is the proposal they see.
    """

    wanted: Sequence[str]
    mine: bool
    ask: bool
    withdraw: bool
    offered: Sequence[tuple[str, str]]
    said: Sequence[str]
    turn: int
    state: OrderState
    label: str
    mediator: str
    reason: str
    needs: Sequence[str]
    due: datetime | None
    next: str


def progress_of_order(matter: Matter, facts: MatterFacts, party: int | None, at: datetime) -> OrderProgress | None:
    """For this party; without one, for whoever ordered. None when nobody did. Eight queries, one without an order."""
    order = last_order(matter, facts, at.astimezone(ZONE).date())
    if order is None or order.state is OrderState.WITHDRAWN:
        return None
    side = facts.sides.get(party or 0, order.own_side)
    ask = party in order.waiting and why_not("answer_order", facts, party_actor(party or 0, ""), at) is None
    clock = matter.clocks.filter(name=ORDER, stopped_at=None).values_list("due_at", flat=True).first()
    return OrderProgress(
        wanted=[label for _, label in order.offered],
        mine=side == order.side,
        ask=ask,
        withdraw=_may_withdraw(order, facts, party, at),
        offered=order.offered,
        said=_said(order, facts, side),
        turn=order.turn,
        state=order.state,
        label="等您答复" if ask else order.label,
        mediator=order.mediator_name,
        reason=order.reason,
        needs=order.needs if side == order.own_side else (),
        due=clock,
        next=_next(order, mine=side == order.side, ask=ask),
    )


def _may_withdraw(order: OrderShown, facts: MatterFacts, party: int | None, at: datetime) -> bool:
    if party is None or facts.sides.get(party) != order.own_side:
        return False
    return why_not("withdraw_order", facts, party_actor(party, ""), at) is None


def _said(order: OrderShown, facts: MatterFacts, side: str) -> list[str]:
    """Each answer as the reader may know it: 对方同意由…调解. Nobody's name but the mediators'."""
    return [
        f"{'您这一方' if facts.sides.get(answer.party) == side else '对方'}{answer.what}"
        for answer in order.answers
        if answer.party in facts.sides
    ]


def _next(order: OrderShown, *, mine: bool, ask: bool) -> str:
    if ask:
        return "请您答复：同意、换人，或者请中心安排。"
    return {
        OrderState.OPEN: "正在问对方同不同意；到时候没有共同人选的，由中心安排并说明理由。"
        if mine
        else "您已经答复，正在等其他人答复。",
        OrderState.AGREED: "双方已经选定，中心会照着安排。",
        OrderState.CENTRE: "由中心安排，安排好会告诉您理由。",
        OrderState.FOLLOWED: "已按双方的选择安排。",
        OrderState.ARRANGED: "中心已经安排。",
    }.get(order.state, "")
