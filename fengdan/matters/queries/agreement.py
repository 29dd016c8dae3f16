"""A frozen agreement with its signature list, as its page and its paper show it."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Agreement, Party, Signature
from fengdan.rulebook.agreements import SIGNER_LABELS
from fengdan.rulebook.facts import SIDE_LABELS, MatterFacts, Side


@dataclass(frozen=True)
class SignatureShown:
    """One line of the signature list; `manner` empty means still missing."""

    signer: str
    label: str
    manner: str
    signed_at: datetime | None
    witness: str


@dataclass(frozen=True)
class AgreementShown:
    row: Agreement
    digest: str
    signatures: list[SignatureShown]

    @property
    def missing(self) -> list[SignatureShown]:
        return [line for line in self.signatures if not line.manner]


def agreement_shown(row: Agreement, facts: MatterFacts, parties: list[Party]) -> AgreementShown:
    assert facts.agreement is not None
    put = {signature.signer: signature for signature in _signatures.ask(agreement=row.pk)}
    names = {f"party:{party.pk}": f"{SIDE_LABELS[Side(party.side)]} {party.name}" for party in parties} | SIGNER_LABELS
    order = [signer for signer in names if signer in facts.agreement.required]
    signatures = [_signature(signer, names[signer], put.get(signer)) for signer in order]
    return AgreementShown(row, _groups(row.text_digest()[:16]), signatures)


_signatures = Prepared(lambda: Signature.objects.filter(agreement=Slot("agreement")))


def _groups(digest: str) -> str:
    """1a2b 3c4d …: for comparing by eye."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def _signature(signer: str, label: str, row: Signature | None) -> SignatureShown:
    if row is None:
        return SignatureShown(signer, label, "", None, "")
    return SignatureShown(signer, label, Signature.Manner(row.manner).label, row.signed_at, row.witness)
