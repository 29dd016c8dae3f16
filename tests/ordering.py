"""A matter of which somebody orders the mediators."""

from dataclasses import dataclass, replace
from typing import Any

from fengdan.matters.actions.answer_order import OrderAnswered, answer_order
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Side
from tests.cast import QUARREL, TEAM, Walk, actor

WEI, JIANG, SHEN, ZHENG = "m1602", "m1603", "m1604", "m0602"  # three of team-16, one of team-06
NUMBERS = {WEI: "62", JIANG: "63", SHEN: "64"}
ANOTHER = PartyDetails(Side.RESPONDENT, "赵测三", "13800000003")


@dataclass
class OrderWalk(Walk):
    """As Walk, five minutes a step, with orders."""

    def order(self, *mediators: str, party: int = 0, by: Actor | None = None, **told: Any) -> "OrderWalk":
        wanted = Ordered(**{"channel": "telephone", "mediators": mediators, **told})
        who = party or self.of_side(Side.APPLICANT)[0]
        self.matter = order(self.matter, party=who, ordered=wanted, actor=by or actor("clerk"), at=self._tick())
        return self

    def of_side(self, side: str) -> list[int]:
        return [party.pk for party in self.parties() if party.side == side]

    def answer(
        self,
        said: str,
        *,
        rank: int = 0,
        mediators: tuple[str, ...] = (),
        side: str = "respondent",
        n: int = 0,
        turn: int | None = None,
        how: str = "telephone",
        by: Actor | None = None,
    ) -> "OrderWalk":
        told = OrderAnswered(said, how, rank=rank, mediators=mediators, turn=turn)
        who = self.of_side(side)[n]
        self.matter = answer_order(self.matter, party=who, answer=told, actor=by or actor("clerk"), at=self._tick())
        return self

    def assign(self, team: str = TEAM, order_reason: str = "") -> "OrderWalk":
        by = {"actor": actor("dispatcher"), "at": self._tick()}
        self.matter = assign(self.matter, unit=team, reason="专门", order_reason=order_reason, **by)
        return self

    def withdraw_matter(self) -> Matter:
        by = {"actor": actor("duty"), "at": self._tick()}
        return conclude(self.matter, conclusion=Conclusion.WITHDRAWN, reason="双方自己说好了。", **by)

    def remove_other(self, n: int = 0) -> "OrderWalk":
        by = {"actor": actor("clerk"), "at": self._tick()}
        self.matter = remove_party(self.matter, party=self.of_side("respondent")[n], reason="登错了", **by)
        return self


def ordered(*mediators: str, others: int = 1, **told: Any) -> OrderWalk:
    """Registered, and the applicant has ordered by telephone."""
    story = replace(QUARREL, parties=(*QUARREL.parties, ANOTHER)) if others > 1 else QUARREL
    walk = OrderWalk()
    walk.register(story)
    return walk.order(*mediators, **told)
