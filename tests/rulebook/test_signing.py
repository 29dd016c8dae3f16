from datetime import datetime, timedelta

import pytest

from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import AgreementFacts
from fengdan.rulebook.signing import SignatureRecord, check_signature

FROZEN = datetime(2026, 11, 23, 9, 0, 30, tzinfo=ZONE)
NOW = FROZEN + timedelta(hours=1)
PAPER = AgreementFacts(1, required_signers([1, 2]), frozenset({"party:2"}))


def check(**changed):
    typed = {"signer": "party:1", "manner": "signed", "signed_at": NOW, "identity_checked": True}
    check_signature(PAPER, SignatureRecord(**typed | changed), frozen_at=FROZEN, at=NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"manner": "stamped"},
        {"manner": "fingerprint", "witness": "见证人甲"},
        {"signer": "mediator", "identity_checked": False},
        {"signer": "seal", "manner": "stamped", "identity_checked": False},
        {"signed_at": FROZEN.replace(second=0)},
    ],
)
def test_signature_that_stands(changed):
    check(**changed)


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"signer": "party:3"}, "signer", "不在协议的签署名单里"),
        ({"signer": ""}, "signer", "不在协议的签署名单里"),
        ({"signer": "party:2"}, "signer", "已经登记过"),
        ({"signer": "seal", "manner": "signed"}, "manner", "只能盖章"),
        ({"signer": "mediator", "manner": "fingerprint", "witness": "见证人甲"}, "manner", "调解员应当签名"),
        ({"signer": "mediator", "manner": "stamped"}, "manner", "调解员应当签名"),
        ({"manner": "by telephone"}, "manner", "应当签名"),
        ({"signed_at": NOW + timedelta(seconds=1)}, "signed_at", "不能晚于现在"),
        ({"signed_at": FROZEN - timedelta(minutes=1)}, "signed_at", "早于协议定稿"),
        ({"manner": "fingerprint"}, "witness", "见证人"),
        ({"identity_checked": False}, "identity_checked", "核对当事人身份证件"),
    ],
)
def test_signature_that_cannot_stand(changed, field, says):
    with pytest.raises(Refused, match=says) as no:
        check(**changed)
    assert no.value.field == field
