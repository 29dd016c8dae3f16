"""Every mediator with how far their card is: for whoever looks after the menu."""

from dataclasses import dataclass
from datetime import date

from fengdan.rulebook.menu import gaps
from fengdan.teams.models import Card, CommitteeMember, Mediator
from fengdan.units.queries import active_on

SHOWN, HIDDEN, WAITING, GAPS, NONE = "shown", "hidden", "waiting", "gaps", "none"
STATE_LABELS = {
    SHOWN: "已公布",
    WAITING: "等本人同意",
    HIDDEN: "同意了，没有公布",
    GAPS: "内容没有填全",
    NONE: "没有名片",
}


@dataclass(frozen=True)
class Line:
    """`missing` are the fields of Art. 5 still empty; `off` says why a published card is not to be seen."""

    code: str
    name: str
    number: int | None
    state: str
    label: str
    missing: tuple[str, ...]
    off: str


def card_lines(day: date) -> list[Line]:
    """Mediators in office and those with a published card, by code. Two queries."""
    appointed = set(CommitteeMember.objects.filter(active_to=None).values_list("mediator_id", flat=True))
    serving = Mediator.objects.filter(active_on(day)).order_by("code").select_related("card")
    return [_line(mediator, appointed=mediator.pk in appointed) for mediator in serving]


def _line(mediator: Mediator, *, appointed: bool) -> Line:
    card: Card | None = getattr(mediator, "card", None)
    missing = tuple(missing_of(mediator, card)) if card else ()
    state = state_of(card, missing)
    off = "不在任何调委会任职，菜单上看不到" if state == SHOWN and not appointed else ""
    return Line(mediator.pk, mediator.name, card.number if card else None, state, STATE_LABELS[state], missing, off)


def missing_of(mediator: Mediator, card: Card) -> list[str]:
    return gaps(card, invited=mediator.background == Mediator.Background.INVITED)


def state_of(card: Card | None, missing: tuple[str, ...]) -> str:
    if card is None:
        return NONE
    if card.published:
        return SHOWN
    if missing:
        return GAPS
    return HIDDEN if card.consented_on else WAITING
