"""What a mediator still has in hand, for whoever keeps the pool: which matter, and where it stands."""

from dataclasses import dataclass

from fengdan.matters.mediators import in_hand
from fengdan.matters.queries.reach import reach
from fengdan.rulebook.actor import Actor


@dataclass(frozen=True)
class InHand:
    """A matter by its code, and the team that answers for it."""

    code: str
    team: str


def mediated(actor: Actor, mediator: str) -> list[InHand]:
    """The open matters of a mediator (code) that this actor may see. One query."""
    rows = reach(actor).filter(pk__in=in_hand(mediator).order_by().values("pk")).order_by("code")
    return [InHand(code, team or "") for code, team in rows.values_list("code", "unit__name")]
