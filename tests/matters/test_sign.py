from datetime import datetime, timedelta

import pytest

from fengdan.matters.actions.sign import sign
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import Answer
from fengdan.rulebook.signing import SignatureRecord
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=ZONE)


def do(walk: Walk, signer: str = "mediator", who: str = "mediator", manner: str = "signed", **changed) -> None:
    at = walk._tick()
    put = {"signed_at": at, "identity_checked": True}
    walk.matter = sign(
        walk.matter,
        signature=SignatureRecord(signer, manner, **put | changed),
        actor=actor(who),
        at=at,
        seen=walk.matter.version,
    )


def frozen() -> Walk:
    return Walk().to_underway().agree()


@pytest.mark.parametrize("who", ["mediator", "leader"])
def test_party_signs_under_the_frozen_text(who):
    walk = frozen()
    party = walk.matter.parties.first()
    do(walk, f"party:{party.pk}", who, "fingerprint", witness="见证人甲")
    agreement = walk.matter.agreements.get()
    row = agreement.signatures.get()
    check_event(
        walk.matter,
        "sign",
        by=(who, who),
        stages=("underway", "underway"),
        facts={
            "agreement": agreement.pk,
            "signer": f"party:{party.pk}",
            "manner": "fingerprint",
            "identity_checked": True,
        },
    )
    assert (row.party_id, row.witness, row.text_digest) == (party.pk, "见证人甲", agreement.text_digest())
    assert last(walk.matter).digests == {f"signature:{row.pk}": row.seal()}
    assert (agreement.status, agreement.effective_at) == ("frozen", None)
    assert "confirmation" not in running(walk.matter)
    assert letters(walk.matter) == []


@pytest.mark.parametrize("missing", range(4))
def test_not_in_effect_while_one_is_missing_whichever_comes_last(missing):
    walk = frozen()
    signers = walk.signers()
    final = signers.pop(missing)
    walk.sign(*signers)
    assert walk.matter.agreements.get().status == "frozen"
    walk.sign(final)
    agreement = walk.matter.agreements.get()
    assert (agreement.status, agreement.effective_at) == ("effective", walk.at)


def test_in_effect_from_the_latest_signature_not_from_the_typing():
    walk = Walk(at=THURSDAY).to_underway().agree()
    frozen_at = walk.at
    *others, seal = walk.signers()
    do(walk, seal, manner="stamped", signed_at=walk.at + timedelta(minutes=5))
    latest = walk.at
    walk.at += timedelta(days=1)
    for signer in others:
        do(walk, signer, signed_at=frozen_at)
    assert walk.matter.agreements.get().effective_at == latest
    # thirty days from 11-26 is a Saturday: the day to ask a court by is not rolled, the mediation period was
    assert running(walk.matter) == {"confirmation": "12-26 18:00", "mediation": "12-28 18:00"}


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "underway"])
def test_only_while_mediating(stage):
    walk = brought_to(stage)
    with refused("不能再登记签字盖章" if stage == "archived" else "要在“化解中”时才能登记签字盖章"):
        do(walk)


def test_only_under_a_frozen_text_and_not_once_in_effect():
    walk = Walk().to_underway()
    with refused("还没有定稿的协议"):
        do(walk)
    walk.agree().sign()
    with refused("协议已生效"):
        do(walk)


def test_not_against_somebodys_will():
    walk = frozen().sign("mediator").consent(Answer.REFUSED)
    with refused("明确拒绝调解"):
        do(walk, "seal", manner="stamped")


@pytest.mark.parametrize("who", ["clerk", "dispatcher", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = frozen()
    with refused("办理"):
        do(walk, who=who)


@pytest.mark.parametrize(
    ("signer", "changed", "says", "field"),
    [
        ("party:999999999", {}, "不在协议的签署名单里", "signer"),
        ("seal", {}, "只能盖章", "manner"),
        ("mediator", {"manner": "stamped"}, "调解员应当签名", "manner"),
        ("applicant", {"manner": "fingerprint"}, "见证人", "witness"),
        ("applicant", {"identity_checked": False}, "核对当事人身份证件", "identity_checked"),
        ("mediator", {"signed_at": THURSDAY}, "不能晚于现在", "signed_at"),
        ("mediator", {"signed_at": THURSDAY - timedelta(days=9)}, "早于协议定稿", "signed_at"),
    ],
)
def test_refused_signature(signer, changed, says, field):
    walk = frozen()
    applicant = walk.signers()[0]
    with refused(says, field):
        do(walk, applicant if signer == "applicant" else signer, **changed)


def test_nobody_signs_twice():
    walk = frozen().sign("mediator")
    with refused("已经登记过", "signer"):
        do(walk)


def test_all_sign_the_same_text_whatever_has_become_of_the_paper_meanwhile():
    walk = frozen().sign()
    agreement = walk.matter.agreements.get()
    assert set(agreement.signatures.values_list("text_digest", flat=True)) == {agreement.text_digest()}
