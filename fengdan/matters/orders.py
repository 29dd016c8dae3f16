"""点单: who may be chosen for a matter, and how an order ends when somebody is given it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.candidates import candidates
from fengdan.matters.entry import Entry
from fengdan.matters.models import Matter, Order
from fengdan.matters.parties import names_of
from fengdan.matters.screening import blocked
from fengdan.rulebook.actor import Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.orders import LIVE, MOST, TEAM_RANK, OrderFacts, OrderState, decided
from fengdan.teams.models import Mediator
from fengdan.teams.queries import eligible_mediators, on_the_menu

STANDS = LIVE | {OrderState.FOLLOWED}
ANOTHER = "请另选一位，或者请中心安排。"
WHY = "没有按点单安排，请用自己的话写明为什么，双方会看到。"

_latest = Prepared(
    lambda: (
        Order.objects.filter(matter=Slot("matter"), round=Slot("round"))
        .select_related("team", "mediator", "party")
        .order_by("-pk")[:1]
    )
)


def latest(matter: Matter) -> Order | None:
    """The last order of this round, whatever became of it."""
    return _latest.first(matter=matter.pk, round=matter.round)


def standing(matter: Matter) -> Order | None:
    """The order by which the matter is to be given, or was."""
    order = latest(matter)
    return order if order and order.status in STANDS else None


def check_team(entry: Entry, team: str) -> None:
    """Raises Refused for a team that could not be given the matter."""
    assert entry.before is not None
    fits = candidates(entry.matter, entry.before, _day(entry))
    found = next((fit for fit in fits if fit.team.code == team), None)
    if found is None:
        raise Refused("没有这个团队，请从列表里选择。", "team")
    if found.refusal:
        raise Refused(found.refusal, "team")


def check_mediators(entry: Entry, codes: Sequence[str]) -> list[Mediator]:
    """Those with these codes, in order. Raises Refused naming the choice and what to do instead."""
    if len(codes) > MOST:
        raise Refused(f"最多选 {MOST} 位调解员，请减少后再提交。", f"choice{MOST}")
    for place, code in enumerate(codes):
        if code in codes[:place]:
            first = codes.index(code) + 1
            raise Refused(f"第 {place + 1} 选和第 {first} 选是同一位，请换一位或者留空。", f"choice{place + 1}")
    known = {card.pk: card.mediator for card in on_the_menu(_day(entry)).filter(pk__in=codes)}
    teams = _teams(entry)
    names, off = set(names_of(entry.matter)), blocked(entry.matter, known.values(), _day(entry))
    for place, code in enumerate(codes):
        if reason := _why_not(known.get(code), teams, names, off, open_to_staff=not entry.actor.has(Role.PARTY)):
            raise Refused(f"第 {place + 1} 选：{reason}", f"choice{place + 1}")
    return [known[code] for code in codes]


def _why_not(
    mediator: Mediator | None,
    teams: Collection[str],
    names: Collection[str],
    off: Collection[str],
    *,
    open_to_staff: bool,
) -> str | None:
    """Why this one cannot be had. Who is tied to whom the public learns from no answer (人民调解法 Art. 23)."""
    if mediator is None:
        return f"不在调解员菜单上，可能编号看错了，也可能已经不在菜单上。{ANOTHER}"
    if not open_to_staff and (mediator.name in names or mediator.pk in off or mediator.pk not in teams):
        return f"{mediator.name}现在不能调解这件事。{ANOTHER}"
    if mediator.name in names:
        return f"当事人里有人与{mediator.name}同名，自己的事不能自己调解。{ANOTHER}"
    if mediator.pk in off:  # why is for those who may see the people of the matter
        return f"{mediator.name}按回避规定不能调解这件事。{ANOTHER}"
    if mediator.pk not in teams:
        return f"{mediator.name}现在不在可以派单的调解团队里。{ANOTHER}"
    return None


def _teams(entry: Entry) -> set[str]:
    """Mediators of the teams that could be given the matter."""
    assert entry.before is not None
    day = _day(entry)
    able = [fit.team.code for fit in candidates(entry.matter, entry.before, day) if fit.refusal is None]
    return {code for team in able for code in eligible_mediators(team, day).values_list("pk", flat=True)}


def _day(entry: Entry) -> date:
    return entry.at.astimezone(ZONE).date()


def teams_of(order: Order, day: date) -> set[str]:
    """The teams by which an agreed order is followed: the one ordered, or those of the mediator it came to."""
    if order.status not in {OrderState.AGREED, OrderState.FOLLOWED}:
        return set()
    if order.mediator_id is None:
        return {order.team_id} if order.team_id else set()
    return {
        str(place.team_id)
        for place in order.mediator.memberships.filter(active_to=None)  # type: ignore[union-attr]
        if eligible_mediators(place.team_id, day).filter(pk=order.mediator_id).exists()
    }


def end(entry: Entry, order: Order, state: OrderState, reason: str = "", mediator: Mediator | None = None) -> None:
    """It waits for nobody any more; `reason` is what both sides read, `mediator` whom it came to instead."""
    if state is OrderState.FOLLOWED:
        mediator = order.mediator
    entry.change(order, status=state, reason=reason, decided_at=entry.at, mediator=mediator)
    entry.facts |= {"order": order.pk, "order_ended": str(state)}


def given(entry: Entry, unit: str, reason: str) -> None:
    """The dispatcher gives the matter to a unit: as ordered, or with a reason of their own. Raises Refused."""
    order = standing(entry.matter)
    if order is not None:
        _resolve(entry, order, reason, followed=unit in teams_of(order, _day(entry)))


def taken(entry: Entry, lead: Mediator, reason: str) -> None:
    """The team names who mediates: whom both sides chose, or somebody else for a reason. Raises Refused."""
    order = standing(entry.matter)
    if order is not None:
        agreed = order.status in {OrderState.AGREED, OrderState.FOLLOWED}
        same = order.mediator_id == lead.pk if order.mediator_id else order.team_id == entry.matter.unit_id
        _resolve(entry, order, reason, followed=agreed and same, mediator=lead)


def overtaken(entry: Entry, state: OrderState, reason: str = "") -> None:
    """Something else has become of the matter; the live order ends with it."""
    order = latest(entry.matter) if entry.before and entry.before.order else None
    if order is not None and order.status in LIVE:
        end(entry, order, state, reason)


def _resolve(entry: Entry, order: Order, reason: str, *, followed: bool, mediator: Mediator | None = None) -> None:
    if followed:
        end(entry, order, OrderState.FOLLOWED)
    elif reason.strip():
        end(entry, order, OrderState.ARRANGED, reason, mediator)
    else:
        raise Refused(WHY, "order_reason")


def settle(entry: Entry, order: Order, after: OrderFacts) -> None:
    """Agreed on one, or left to the centre; while others are still to answer nothing is decided."""
    if after.state is OrderState.OPEN:
        return
    rank = next(iter(after.agreed.values()), TEAM_RANK)
    agreed = order.choices.filter(turn=order.turn, rank=rank).first() if after.state is OrderState.AGREED else None
    entry.change(order, status=after.state, mediator=agreed.mediator if agreed else None, decided_at=entry.at)


def without(entry: Entry, party: int) -> None:
    """A party is taken off the matter: if the others have agreed, it is agreed."""
    facts = entry.before
    if facts is None or facts.order is None:
        return
    sides = {each: side for each, side in facts.sides.items() if each != party}
    after = decided(facts.order, sides)
    if after != facts.order:
        kept = {each: rank for each, rank in after.agreed.items() if each != party}
        settle(entry, Order.objects.get(pk=after.id), replace(after, agreed=kept))
