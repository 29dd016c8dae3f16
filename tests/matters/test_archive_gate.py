"""归档: what keeps a file open, and what does not."""

import pytest

from fengdan.matters.actions.archive import archive
from fengdan.matters.actions.record_performance import Performed, record_performance
from fengdan.matters.actions.record_receipt import record_receipt
from fengdan.matters.actions.transfer import transfer
from fengdan.matters.verify import verify
from fengdan.rulebook.file_check import Paper
from tests.cast import Walk, actor
from tests.matters.watch import refused

pytestmark = pytest.mark.django_db


def close(walk: Walk) -> None:
    by = {"actor": actor("archivist"), "at": walk._tick()}
    walk.matter = archive(walk.matter, pages=12, shelf="甲柜三层", papers=list(Paper), **by)


def test_nobody_has_been_asked_yet():
    walk = Walk().to_settled()
    with refused("还没有回访到当事人"):
        close(walk)
    for _ in range(2):
        walk.follow_up(reached=False)
        with refused("联系 3 次都没有联系上，才能归档"):
            close(walk)
    walk.follow_up(reached=False)
    close(walk)
    assert walk.matter.stage == "archived"


def test_what_is_owed_keeps_it_open_and_what_is_paid_does_not():
    walk = Walk().to_settled().follow_up().owe().owe(None)
    with refused("还有 2 项协议约定没有履行完"):
        close(walk)
    walk.perform()
    with refused("还有 1 项协议约定没有履行完"):
        close(walk)
    first = walk.matter.obligations.first()
    assert first.status == "open"
    walk = _pay(walk, first.pk, "part", 200_00)
    with refused("还有 1 项协议约定没有履行完"):
        close(walk)
    walk = _pay(walk, first.pk, "whole")
    close(walk)
    assert verify()["problems"] == []


def _pay(walk: Walk, owed: int, kind: str, amount: int | None = None) -> Walk:
    at = walk._tick()
    told = Performed(kind, at.date(), amount)
    walk.matter = record_performance(walk.matter, obligation=owed, report=told, actor=actor("clerk"), at=at)
    return walk


def test_a_default_is_the_court_s_and_does_not_keep_it_open():
    walk = Walk().to_settled().follow_up().owe().perform("default")
    close(walk)
    assert walk.matter.stage == "archived"


def test_silence_does_not_keep_it_open():
    walk = Walk().to_settled().follow_up()
    assert not walk.matter.ratings.exists()
    close(walk)
    assert walk.matter.stage == "archived"


def test_a_good_word_does_not_keep_it_open_and_a_bad_one_does_until_somebody_saw_to_it():
    walk = Walk().to_settled().follow_up().rate(3)
    close(walk)
    assert walk.matter.stage == "archived"
    bad = Walk().to_settled().follow_up().rate(2)
    with refused("还有低分评价没有处理"):
        close(bad)
    bad.handle_rating()
    close(bad)
    assert bad.matter.stage == "archived"


def test_without_the_receipt_of_the_other_organ_it_stays_open():
    walk = Walk().register().accept()
    by = {"actor": actor("duty"), "at": walk._tick()}
    walk.matter = transfer(walk.matter, kind="forward", organ="县人社局", reason="劳动保障监察", **by)
    with refused("还没有收到对方机关的回执"):
        close(walk)
    got = {"received_by": "张科", "received_on": walk.at.date(), "number": "回〔2026〕1号"}
    walk.matter = record_receipt(walk.matter, **got, actor=actor("clerk"), at=walk._tick())
    close(walk)
    assert walk.matter.stage == "archived"
