"""登记签字盖章: what was put on the paper, by whom, when, before which witness."""

from datetime import datetime

from fengdan.matters.clocks import new_clock
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Agreement, Matter, Signature
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.deadlines import CONFIRMATION
from fengdan.rulebook.signing import SignatureRecord, check_signature


def sign(
    matter: Matter,
    *,
    signature: SignatureRecord,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record one signature. The one that completes them makes the agreement effective, as of the latest of all."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        assert entry.before.agreement is not None
        agreement = Agreement.objects.get(pk=entry.before.agreement.id)
        check_signature(entry.before.agreement, signature, frozen_at=agreement.frozen_at, at=at)
        kind, _, party = signature.signer.partition(":")
        entry.add(
            Signature(
                agreement=agreement,
                signer=signature.signer,
                party_id=int(party) if kind == "party" else None,
                manner=signature.manner,
                signed_at=signature.signed_at,
                witness=signature.witness,
                text_digest=agreement.text_digest(),
            )
        )
        entry.facts = {
            "agreement": agreement.pk,
            "signer": signature.signer,
            "manner": signature.manner,
            "identity_checked": signature.identity_checked,
        }
        if entry.before.agreement.missing == {signature.signer}:
            _take_effect(entry, agreement)

    return record("sign", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _take_effect(entry: Entry, agreement: Agreement) -> None:
    effective_at = max(agreement.signatures.values_list("signed_at", flat=True))
    entry.change(agreement, status=Agreement.Status.EFFECTIVE, effective_at=effective_at)
    entry.clocks.append(new_clock(CONFIRMATION, entry.matter, effective_at, entry.rules))
