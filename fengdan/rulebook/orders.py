"""点单: the parties choose who mediates (人民调解法 Art. 19).

One side names up to three mediators in order, or a team; the other agrees with one of them, names others, or leaves it
to the centre. With no common choice within the limit the centre arranges it, and says why (domain.md §11, row 6).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from fengdan.rulebook.actor import Role
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.step import row

ORDER = "order"  # the clock: until then the sides have a common choice, or the centre arranges it
MOST = 3  # mediators in one proposal
TEAM_RANK = 0  # a proposal that is a team has this one choice


class OrderState(StrEnum):
    """`CENTRE`: nobody was agreed on, or somebody asked the centre to arrange it. The last four are over."""

    OPEN = "open"
    AGREED = "agreed"
    CENTRE = "centre"
    FOLLOWED = "followed"
    ARRANGED = "arranged"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


STATE_LABELS = {
    OrderState.OPEN: "等对方答复",
    OrderState.AGREED: "双方选定",
    OrderState.CENTRE: "请中心安排",
    OrderState.FOLLOWED: "已按点单派单",
    OrderState.ARRANGED: "由中心安排",
    OrderState.WITHDRAWN: "已撤回",
    OrderState.CLOSED: "随事项办结",
}
LIVE = frozenset({OrderState.OPEN, OrderState.AGREED, OrderState.CENTRE})


class OrderChannel(StrEnum):
    """How somebody ordered, or answered an order."""

    DESK = "desk"
    TELEPHONE = "telephone"
    BOOKLET = "booklet"
    ONLINE = "online"


CHANNEL_LABELS = {
    OrderChannel.DESK: "当面",
    OrderChannel.TELEPHONE: "电话",
    OrderChannel.BOOKLET: "按手册编号",
    OrderChannel.ONLINE: "网上",
}


class OrderSaid(StrEnum):
    """What a party of the other side says to a proposal."""

    AGREE = "agree"
    OTHERS = "others"
    CENTRE = "centre"


SAID_LABELS = {OrderSaid.AGREE: "同意", OrderSaid.OTHERS: "换人", OrderSaid.CENTRE: "请中心安排"}


@dataclass(frozen=True)
class OrderFacts:
    """A live order. `side` made the proposal that stands, the `turn`-th; `agreed` are those of the other who agreed.

    `agreed` is party → rank of the choice they agreed with.
    """

    id: int
    state: OrderState
    side: str
    turn: int = 1
    agreed: Mapping[int, int] = field(default_factory=dict)


def asked(order: OrderFacts, sides: Mapping[int, str]) -> set[int]:
    """The parties that have to say yes to the proposal that stands: all of the other side."""
    return {party for party, side in sides.items() if side != order.side}


def unanswered(order: OrderFacts | None, sides: Mapping[int, str]) -> set[int]:
    """Those of them who have not answered yet; nobody once it is decided."""
    if order is None or order.state is not OrderState.OPEN:
        return set()
    return asked(order, sides) - order.agreed.keys()


def answered(order: OrderFacts, sides: Mapping[int, str], party: int, said: str, rank: int) -> OrderFacts:
    """After one party of the other side has answered. 换人 turns it round: now their side proposes."""
    if said == OrderSaid.CENTRE:
        return replace(order, state=OrderState.CENTRE)
    if said == OrderSaid.OTHERS:
        return OrderFacts(order.id, OrderState.OPEN, sides[party], order.turn + 1)
    return decided(replace(order, agreed={**order.agreed, party: rank}), sides)


def decided(order: OrderFacts, sides: Mapping[int, str]) -> OrderFacts:
    """Once all of the other side agreed: with the same one, that is it; with several, it is for the centre."""
    if order.state is not OrderState.OPEN or unanswered(order, sides):
        return order
    common = len({order.agreed[each] for each in asked(order, sides)}) == 1
    return replace(order, state=OrderState.AGREED if common else OrderState.CENTRE)


def waits(order: OrderFacts | None) -> bool:
    """Whether somebody still has to say who mediates: the other side, or the centre."""
    return order is not None and order.state in {OrderState.OPEN, OrderState.CENTRE}


def over(step: str, order: OrderFacts | None) -> list[str]:
    """The clock of an order, where a step has ended what it waited for."""
    return [ORDER] if step in RESOLVES and not waits(order) else []


# the steps after which an order may wait no longer
RESOLVES: Collection[str] = frozenset(
    {
        *("answer_order", "remove_party", "assign", "reassign", "take", "rule_on_return", "decide_conference"),
        *("give_back", "agree_orally"),
    }
)
_NOT_TAKEN = frozenset({Stage.REGISTERED, Stage.ACCEPTED, Stage.ASSIGNED})
_FOR_A_PARTY = (Role.PARTY, Role.CLERK, Role.DUTY)
_BASIS = "人民调解法 19 条"
ORDERING = [
    row("order", "点单", _NOT_TAKEN, None, _FOR_A_PARTY, _BASIS, additive=True),
    row("answer_order", "回应点单", _NOT_TAKEN, None, _FOR_A_PARTY, _BASIS, additive=True),
    row("withdraw_order", "撤回点单", _NOT_TAKEN, None, _FOR_A_PARTY, "中心机制", additive=True),
    row("arrange_order", "由中心安排", _NOT_TAKEN, None, (Role.DISPATCHER, Role.DUTY), "中心机制", additive=True),
]
