"""记录调解意愿: what a party answered when asked whether they are willing to mediate."""

from datetime import datetime

from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Consent, Matter
from fengdan.rulebook.actor import Actor, party_of
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Answer


def record_consent(
    matter: Matter,
    *,
    party: int,
    answer: Answer,
    how: str,
    asked_at: datetime,
    words: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record who was asked, how, when, and the answer (人民调解法 Art. 17). Raises Refused.

    `asked_at` is not after `at`, nor before registration.
    """

    def write(entry: Entry) -> None:
        asked = entry.matter.parties.filter(pk=party, removed=False).first()
        if asked is None:
            raise Refused("没有这名当事人，请重新选择。", "party")
        if asked_at > at:
            raise Refused("征求意愿的时间不能晚于现在。", "asked_at")
        if asked_at < entry.matter.registered_at.replace(second=0, microsecond=0):
            raise Refused("征求意愿的时间早于登记时间，请核对。", "asked_at")
        way = one_of(Consent.How, how, "how")
        if party_of(actor) != (party if way is Consent.How.ONLINE else None):
            raise Refused("网上的答复只能由本人作出；问到的请选“当面”“电话”或“书面”。", "how")
        consent = Consent(party=asked, answer=answer, how=way, asked_at=asked_at, words=words)
        entry.add(consent)
        entry.change(asked, consent=answer)
        entry.facts = {"consent": consent.pk, "party": party, "answer": answer, "how": how}

    return record("record_consent", matter, actor=actor, at=at, seen=seen, once=once, write=write)
