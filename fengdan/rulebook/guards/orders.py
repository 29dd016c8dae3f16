"""点单: when one may be placed, answered, withdrawn, and arranged by the centre instead."""

from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.guards.guard import Guard
from fengdan.rulebook.orders import OrderState


def _order_guard(facts: MatterFacts) -> str | None:
    if facts.service:
        return "便民事项不调解，不用点调解员。"
    if facts.refused_by():
        return "有当事人明确拒绝调解，不能再点单（人民调解法第十七条）。"
    if facts.holder != CENTRE and not facts.with_team:
        return "事项在承办单位手上；点单由县综治中心安排，请先上交或撤回交办。"
    if facts.returned or facts.conference:
        return "有单位退回，正在等待裁定；裁定以后才能点单。"
    return "已经点过单了；要改的，先撤回点单。" if facts.order else None


def _answer_guard(facts: MatterFacts) -> str | None:
    if facts.order is None:
        return "没有等待答复的点单。"
    if facts.order.state is OrderState.AGREED:
        return "双方已经选定，不用再答复。"
    return "已经请中心安排，不用再答复。" if facts.order.state is OrderState.CENTRE else None


def _withdraw_guard(facts: MatterFacts) -> str | None:
    return None if facts.order else "没有可以撤回的点单。"


def _arrange_guard(facts: MatterFacts) -> str | None:
    return None if facts.order else "没有等待安排的点单。"


ORDERS: dict[str, Guard] = {
    "order": _order_guard,
    "answer_order": _answer_guard,
    "withdraw_order": _withdraw_guard,
    "arrange_order": _arrange_guard,
}
