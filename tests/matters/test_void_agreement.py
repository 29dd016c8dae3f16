import pytest

from fengdan.matters.actions.void_agreement import void_agreement
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "mediator") -> None:
    walk.matter = void_agreement(
        walk.matter, reason="李测二要求改金额", actor=actor(who), at=walk._tick(), seen=walk.matter.version
    )


@pytest.mark.parametrize("who", ["mediator", "leader"])
def test_text_not_yet_in_effect_is_voided_and_stays_readable(who):
    walk = Walk().to_underway().agree().sign("mediator", "seal")
    clocks = running(walk.matter)
    do(walk, who)
    row = walk.matter.agreements.get()
    check_event(
        walk.matter, "void_agreement", by=(who, who), stages=("underway", "underway"), facts={"agreement": row.pk}
    )
    assert (row.status, row.void_reason, row.sequence) == ("voided", "李测二要求改金额", 1)
    assert row.signatures.count() == 2
    assert last(walk.matter).digests == {f"agreement:{row.pk}": row.seal()}
    assert (running(walk.matter), letters(walk.matter)) == (clocks, [])


def test_new_text_is_signed_by_everybody_anew():
    walk = Walk().to_underway().agree().sign("mediator", "seal")
    do(walk)
    walk.agree().sign()
    old, new = walk.matter.agreements.all()
    assert (old.status, new.status) == ("voided", "effective")
    assert (old.signatures.count(), new.signatures.count()) == (2, 4)
    walk.conclude()
    assert walk.matter.conclusion == "settled_in_writing"


@pytest.mark.parametrize("reason", ["", " "])
def test_not_without_saying_why(reason):
    walk = Walk().to_underway().agree()
    with refused("请填写“作废理由”", "reason"):
        void_agreement(walk.matter, reason=reason, actor=actor("mediator"), at=walk._tick())


def test_not_once_in_effect():
    walk = Walk().to_underway().agree().sign()
    with refused("协议已经生效，不能作废"):
        do(walk)


def test_not_without_a_text_nor_twice():
    walk = Walk().to_underway()
    with refused("没有可以作废的协议"):
        do(walk)
    walk.agree()
    do(walk)
    with refused("没有可以作废的协议"):
        do(walk)


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "underway"])
def test_only_while_mediating(stage):
    walk = brought_to(stage)
    with refused("不能再作废协议" if stage == "archived" else "要在“化解中”时才能作废协议"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "dispatcher", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = Walk().to_underway().agree()
    with refused("办理"):
        do(walk, who)
