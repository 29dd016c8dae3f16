"""What may stand under an agreement (人民调解法 Art. 29)."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.rulebook.agreements import MEDIATOR, SEAL
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import AgreementFacts

SIGNED, FINGERPRINT, STAMPED = "signed", "fingerprint", "stamped"
MANNERS = {SEAL: {STAMPED}, MEDIATOR: {SIGNED}}


@dataclass(frozen=True)
class SignatureRecord:
    """`signer` is `party:<id>`, `mediator` or `seal`; `identity_checked` says a party's papers were seen."""

    signer: str
    manner: str
    signed_at: datetime
    witness: str = ""
    identity_checked: bool = False


def check_signature(agreement: AgreementFacts, put: SignatureRecord, *, frozen_at: datetime, at: datetime) -> None:
    """Raise Refused when this signature cannot stand: wrong person, manner or moment, no witness, papers not seen."""
    if put.signer not in agreement.required:
        raise Refused("这个人不在协议的签署名单里，请重新选择。", "signer")
    if put.signer in agreement.signed:
        raise Refused("这一处已经登记过签字或盖章。", "signer")
    if put.manner not in MANNERS.get(put.signer, {SIGNED, FINGERPRINT, STAMPED}):
        raise Refused("调委会只能盖章，调解员应当签名。", "manner")
    if put.signed_at > at:
        raise Refused("签署时间不能晚于现在。", "signed_at")
    if put.signed_at < frozen_at.replace(second=0, microsecond=0):
        raise Refused("签署时间早于协议定稿时间，请核对。", "signed_at")
    if put.manner == FINGERPRINT and not put.witness:
        raise Refused("按指印的请填写见证人姓名。", "witness")
    if put.signer.startswith("party:") and not put.identity_checked:
        raise Refused("请先核对当事人身份证件，再勾选“已核对”。", "identity_checked")
