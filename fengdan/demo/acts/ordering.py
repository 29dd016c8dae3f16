"""点单: who is wanted, what the other side says to it, what the centre arranges; and another team asked instead."""

from fengdan.demo.telling import Telling
from fengdan.matters.actions.answer_order import OrderAnswered, answer_order
from fengdan.matters.actions.arrange_order import arrange_order
from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.actions.reassign import reassign
from fengdan.matters.actions.withdraw_order import withdraw_order
from fengdan.matters.models import Matter


def _order(tell: Telling) -> Matter:
    """`order LETTER CHANNEL MEDIATOR… | when and where`, or `order LETTER CHANNEL TEAM`."""
    letter, channel, *wanted = tell.line.arguments
    team = wanted[0] if wanted[0].startswith("team-") else ""
    said = Ordered(channel, team=team, mediators=() if team else tuple(wanted), words=tell.words())
    return order(tell.matter, party=tell.parties[letter], ordered=said, **tell.by("clerk"))


def _answer(tell: Telling) -> Matter:
    """`answer_order LETTER agree RANK`, `answer_order LETTER others MEDIATOR…`, `answer_order LETTER centre`."""
    letter, said, *more = tell.line.arguments
    rank = int(more[0]) if said == "agree" else 0
    answer = OrderAnswered(said, "telephone", rank=rank, mediators=tuple(more) if said == "others" else ())
    return answer_order(tell.matter, party=tell.parties[letter], answer=answer, **tell.by("clerk"))


def _withdraw(tell: Telling) -> Matter:
    return withdraw_order(tell.matter, party=tell.parties[tell.argument(0)], **tell.by("clerk"))


ACTS = {
    "order": _order,
    "answer_order": _answer,
    "withdraw_order": _withdraw,
    "arrange_order": lambda tell: arrange_order(
        tell.matter, reason=tell.words(), mediator=tell.argument(0), **tell.by("dispatcher")
    ),
    "reassign": lambda tell: reassign(tell.matter, unit=tell.argument(0), reason=tell.words(), **tell.by("dispatcher")),
}
