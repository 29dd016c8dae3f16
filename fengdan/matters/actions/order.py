"""点单: a party names whom they want as mediator (人民调解法 Art. 19)."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Order, OrderChoice
from fengdan.matters.orders import check_mediators, check_team
from fengdan.rulebook.actor import Actor, party_of
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.needs import NEED_LABELS
from fengdan.rulebook.orders import OrderChannel
from fengdan.teams.models import Mediator


@dataclass(frozen=True)
class Ordered:
    """What was ordered: a `team` (code) or up to three `mediators` (codes) in order, and how.

    `needs` are codes of rulebook.orders.`words` when and where it suits; `people` came together.
    """

    channel: str
    team: str = ""
    mediators: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    words: str = ""
    people: int = 1


def order(
    matter: Matter,
    *,
    party: int,
    ordered: Ordered,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """The party (id) orders; the other side is asked. Nobody orders for the other side. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        speaks_for(entry, party)
        _check(ordered)
        chosen = _chosen(entry, ordered)
        row = Order(
            matter=entry.matter,
            party_id=party,
            channel=ordered.channel,
            placed_at=entry.at,
            people=ordered.people,
            team_id=ordered.team or None,
            needs=sorted(set(ordered.needs)),
            words=ordered.words,
            side=entry.before.sides[party],
        )
        entry.add(row)
        propose(entry, row, chosen)
        entry.facts |= {"order": row.pk, "party": party, "channel": ordered.channel, "needs": row.needs}

    return record("order", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def speaks_for(entry: Entry, party: int) -> None:
    """Raises Refused unless this is a party of the matter, and the one who acts, if a party does."""
    assert entry.before is not None
    if party not in entry.before.parties:
        raise Refused("请选择是哪一位当事人。", "party")
    if party_of(entry.actor) not in {None, party}:
        raise Refused("只能替自己这一方点单、答复；对方的要由对方自己说，或由窗口替对方记下。", "party")


def propose(entry: Entry, row: Order, mediators: list[Mediator]) -> None:
    """The mediators of the proposal that stands now."""
    for rank, mediator in enumerate(mediators, 1):
        entry.add(OrderChoice(order=row, turn=row.turn, rank=rank, mediator=mediator))
    entry.facts |= {"mediators": [mediator.pk for mediator in mediators]}


def _check(ordered: Ordered) -> None:
    one_of(OrderChannel, ordered.channel, "channel")
    if set(ordered.needs) - NEED_LABELS.keys():
        raise Refused("“要求”的选项已变化，请重新勾选。", "needs")
    if ordered.team and ordered.mediators:
        raise Refused("团队和调解员只能选一样：要团队就不填调解员，要调解员就不选团队。", "team")
    if not ordered.team and not ordered.mediators:
        raise Refused("请至少选一位调解员，或者选一个团队。", "choice1")
    if ordered.people < 1:
        raise Refused("“一起来了几个人”至少是 1。", "people")


def _chosen(entry: Entry, ordered: Ordered) -> list[Mediator]:
    if ordered.team:
        check_team(entry, ordered.team)
        return []
    return check_mediators(entry, ordered.mediators)
