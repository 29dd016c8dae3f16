"""作废协议: before it takes effect. Its number stays used, its text stays readable."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Agreement, Matter
from fengdan.rulebook.actor import Actor


def void_agreement(
    matter: Matter, *, reason: str, actor: Actor, at: datetime, seen: int | None = None, once: Once | None = None
) -> Matter:
    """Void the frozen agreement; a new text gets a new number. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        assert entry.before.agreement is not None
        agreement = Agreement.objects.get(pk=entry.before.agreement.id)
        entry.change(agreement, status=Agreement.Status.VOIDED, void_reason=said(reason, "reason", "作废理由"))
        entry.facts = {"agreement": agreement.pk}

    return record("void_agreement", matter, actor=actor, at=at, seen=seen, once=once, write=write)
