"""附上扫描件: the signed paper at its place in the file."""

import pytest

from fengdan.files.check import Checked
from fengdan.files.models import StoredFile
from fengdan.files.store import read
from fengdan.matters.actions.attach import attach
from fengdan.matters.models import Scan
from fengdan.matters.verify import verify
from fengdan.rulebook.file_check import Paper
from tests.cast import Walk, actor
from tests.matters.watch import STRANGERS, check_event, letters, refused
from tests.units import given_to

pytestmark = pytest.mark.django_db
SCANNED = Checked("协议.pdf", "application/pdf", b"%PDF-1.4 %%EOF")


def do(walk, who="mediator", paper=Paper.AGREEMENT, file=SCANNED):
    walk.matter = attach(walk.matter, paper=paper, file=file, actor=actor(who), at=walk._tick())


def test_the_signed_paper_is_kept_at_its_place_and_its_digest_stands_in_the_event():
    walk = Walk().to_underway().agree()
    told = letters(walk.matter)
    do(walk)
    row, kept = walk.matter.scans.get(), StoredFile.objects.get()
    check_event(
        walk.matter,
        "attach",
        by=("mediator", "mediator"),
        stages=("underway", "underway"),
        facts={"scan": row.pk, "paper": "agreement", "attachment": kept.digest},
    )
    assert (row.paper, row.round, row.file, row.attached_at) == ("agreement", 1, kept, walk.at)
    assert kept.subject == f"matter:{walk.matter.pk}"
    assert read(kept) == SCANNED.data
    assert letters(walk.matter) == told
    assert verify()["problems"] == []


def test_a_second_scan_of_a_paper_stands_beside_the_first():
    walk = Walk().to_underway()
    do(walk, paper=Paper.SESSION_RECORD)
    do(walk, paper=Paper.SESSION_RECORD)
    assert list(walk.matter.scans.values_list("paper", flat=True)) == ["session_record"] * 2
    assert verify()["problems"] == []


@pytest.mark.parametrize("paper", ["", "nothing", "agreement\x00", "../agreement"])
def test_a_paper_nobody_knows_is_refused_and_no_file_is_kept(paper):
    walk = Walk().to_underway()
    with refused("请从列表里选择。", "paper"):
        do(walk, paper=paper)
    assert not Scan.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "duty", "leader", "mediator"])
def test_whoever_works_on_it_may_attach(who):
    walk = Walk().to_underway()
    do(walk, who)
    assert walk.matter.events.last().actor_id == actor(who).id


def test_a_unit_attaches_to_what_it_has():
    walk = given_to("dept-water")
    do(walk, "dept-water", Paper.IDENTITY)
    assert walk.matter.scans.get().paper == "identity"


@pytest.mark.parametrize("who", [name for name in STRANGERS if name != "director"])
def test_not_for_others(who):
    walk = Walk().to_underway()
    with refused("“附上扫描件”"):
        do(walk, who)


def test_not_once_the_file_is_closed():
    walk = Walk().to_settled().archive()
    with refused("该事项已归档，不能再附上扫描件。"):
        do(walk, "archivist")


def test_somebody_elses_step_meanwhile_does_not_keep_a_scan_out():
    walk = Walk().to_underway()
    seen = walk.matter.version
    do(walk, "clerk", Paper.IDENTITY)
    by = {"actor": actor("mediator"), "at": walk._tick()}
    walk.matter = attach(walk.matter, paper=Paper.AGREEMENT, file=SCANNED, seen=seen, **by)
    assert walk.matter.scans.count() == 2
