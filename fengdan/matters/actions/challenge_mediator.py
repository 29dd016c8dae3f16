"""申请回避: a party does not want somebody who mediates (人民调解法 Art. 23; 特邀调解规定 Art. 15)."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.conflicts import mediating, put
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor, party_of
from fengdan.rulebook.conflicts import Found, Kind, Status
from fengdan.rulebook.errors import Refused
from fengdan.teams.models import Mediator


def challenge_mediator(
    matter: Matter,
    *,
    party: int,
    ground: str,
    mediator: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """The party (id) says in words why not; without a code the mediator of record is meant. Raises Refused.

    Meanwhile the work goes on: the law makes nobody stop who is only applied against.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        if party not in entry.before.parties or party_of(entry.actor) not in {None, party}:
            raise Refused("请选择是哪一位当事人提出的。", "party")
        against = _against(entry, mediator)
        words = said(ground, "ground", "为什么要换人")
        row = put(entry, (against.pk, Kind.UPHELD, party), Found.CHALLENGED, Status.RAISED, words)
        entry.facts = {
            "conflict": row.pk,
            "party": party,
            "mediator": against.pk,
            "mediator_user": str(against.user_id or ""),
        }

    return record("challenge_mediator", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _against(entry: Entry, code: str) -> Mediator:
    """Somebody who mediates now and is not to step aside already. Raises Refused."""
    now = {row.pk: row for row in mediating(entry.matter)}
    against = now.get(code or entry.matter.mediator_id or "")
    if against is None:
        raise Refused("请选择现在承办这件事项的调解员。", "mediator")
    if entry.matter.conflicts.filter(mediator=against, kind=Kind.UPHELD, status=Status.STANDING).exists():
        raise Refused(f"{against.name}已经决定要回避，不用再申请。", "mediator")
    return against
