"""点单: who was wanted, what the other side said, how it ended."""

from fengdan.matters.models import OrderAnswer
from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.needs import NEED_LABELS
from fengdan.rulebook.orders import CHANNEL_LABELS, SAID_LABELS, OrderChannel, OrderSaid, OrderState


def how_ended(facts: Facts, written: Written) -> str:
    """What a step said of the order it ended; nothing where there was none."""
    ended = facts.get("order_ended", "")
    if ended == OrderState.FOLLOWED:
        return "按双方点单。"
    return f"没有按点单：{written.row('order', facts).reason}" if ended == OrderState.ARRANGED else ""


def _wanted(order: int, turn: int, written: Written) -> str:
    rows = [row for row in written.rows("mediators") if (row.order_id, row.turn) == (order, turn)]
    return "，其次".join(str(row.mediator) for row in sorted(rows, key=lambda row: row.rank))


def _order(facts: Facts, written: Written) -> str:
    row = written.row("order", facts)
    wanted = f"团队 {row.team}" if row.team else _wanted(row.pk, 1, written)
    needs = f"要求：{'、'.join(NEED_LABELS[code] for code in row.needs)}。" if row.needs else ""
    name = written.parties[row.party_id].name
    return f"{name}（{CHANNEL_LABELS[OrderChannel(row.channel)]}）想请：{wanted}。{needs}{row.words}"


def _answer(facts: Facts, written: Written) -> str:
    row = written.row("order_answer", facts)
    said = OrderSaid(row.said)
    what = SAID_LABELS[said]
    if said is OrderSaid.OTHERS:
        what = f"想换成：{_wanted(row.order_id, row.turn + 1, written)}"
    elif said is OrderSaid.AGREE and row.rank:
        what = f"同意由{_agreed(row, written)}调解"
    return f"{written.parties[row.party_id].name}（{CHANNEL_LABELS[OrderChannel(row.how)]}）{what}。"


def _agreed(row: OrderAnswer, written: Written) -> str:
    at = (row.order_id, row.turn, row.rank)
    return next(str(each.mediator) for each in written.rows("mediators") if (each.order_id, each.turn, each.rank) == at)


def _withdraw(facts: Facts, written: Written) -> str:
    return f"{written.parties[facts['party']].name}撤回点单。"


def _arrange(facts: Facts, written: Written) -> str:
    row = written.row("order", facts)
    picked = f"由{row.mediator}调解。" if facts["mediators"] else ""
    return f"{picked}{row.reason}"


ORDERS: dict[str, Tell] = {
    "order": _order,
    "answer_order": _answer,
    "withdraw_order": _withdraw,
    "arrange_order": _arrange,
}
