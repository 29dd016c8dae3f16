"""评单: a party says how it was, once a round."""

from datetime import datetime

from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Rating
from fengdan.matters.pins import same_pin
from fengdan.people import throttle
from fengdan.rulebook.actor import Actor, Role, party_of
from fengdan.rulebook.errors import Refused

WRONG = "查询密码不对，请对照这位当事人手里的回执再输一次；没有本人的回执，不能在窗口代评。"


def rate(
    matter: Matter,
    *,
    party: int,
    score: int,
    words: str = "",
    pin: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Keep what a party (id) thinks, 1 to 5. Raises Refused.

    Staff do not rate. A party comes in by the slip or a link; at the desk the `pin` of the slip shows they are there.
    """
    if actor.has(Role.CLERK):
        _show_slip(matter, pin, actor, at)

    def write(entry: Entry) -> None:
        row = entry.matter.parties.filter(pk=party, removed=False).first()
        if row is None:
            raise Refused("没有这名当事人，请重新选择。", "party")
        if party_of(actor) not in {None, party}:
            raise Refused("只能为自己评价。", "party")
        assert entry.before is not None
        if party in entry.before.rated:
            raise Refused("这一位已经评过，谢谢。", "party")
        if score not in Rating.Score.values:
            raise Refused("请在五个表情里选一个。", "score")
        via = Rating.Via.LINK if actor.has(Role.PARTY) else Rating.Via.DESK
        rating = Rating(matter=entry.matter, party=row, score=score, words=words, via=via, rated_at=entry.at)
        entry.add(rating)
        entry.facts = {"rating": rating.pk, "party": party, "score": score, "low": score <= Rating.LOW}

    return record("rate", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _show_slip(matter: Matter, pin: str, actor: Actor, at: datetime) -> None:
    """Refuse without the slip's PIN. Wrong ones count against the matter and against whoever types them."""
    keys = [throttle.key("slip", matter.code), throttle.key("slip-desk", actor.id)]
    try:
        throttle.check(keys, at)
    except Refused as no:
        raise Refused(no.reason, "pin") from no
    if not same_pin(matter.pin, pin):
        throttle.failed(keys, at)
        raise Refused(WRONG, "pin")
    throttle.succeeded(keys[:1])
