"""The papers of a matter: every label on every copy, what is known filled in, and who printed what written down."""

import re

import pytest

from fengdan.files.check import check
from fengdan.journal.models import Entry
from fengdan.matters.actions.attach import attach
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.guide import Guided, guide
from fengdan.matters.actions.protect import protect
from fengdan.matters.actions.reject import reject
from fengdan.matters.actions.reopen import reopen
from fengdan.paperwork.kinds import KINDS
from fengdan.people.actor import actor_of
from fengdan.people.models import User
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Answer
from tests.cast import LI, TERMS, WANG, Registration, actor
from tests.supervised import DEMAND, FACTS, SAID, answered, away, drafted, issued, judged
from tests.web.reader import read
from tests.web.scene import (
    ANSWERED,
    AT_HOME,
    ID_NUMBER,
    PROMISED,
    QUARREL,
    STRANGERS,
    WANG_AT_HOME,
    WATER,
    Unchanged,
    brought,
    photo,
    screen,
)

pytestmark = pytest.mark.django_db
STARTED = ["acceptance_receipt", "application", "acceptance_form", "rights_notice"]
MEDIATED = [*STARTED, "task_list", "session_record"]
# scene → who prints, and every paper that makes sense there
SHEETS = {
    "registered": ("clerk", STARTED[1:]),
    "accepted": ("clerk", STARTED),
    "assigned": ("leader", [*STARTED, "task_list"]),
    "underway": ("mediator", MEDIATED),
    "effective": ("mediator", [*MEDIATED, "agreement"]),
    "archived": ("archivist", [*MEDIATED, "agreement", "follow_up_record"]),
    "given": (WATER, [*STARTED, "task_list"]),
    "supervised": ("supervisor", [*STARTED, "task_list", "supervision_order"]),
    "settled": ("village", [*STARTED, "task_list", "oral_agreement", "follow_up_record"]),
}


def sheet(who, matter, kind, **more):
    """The paper as this person gets it."""
    seat, address = screen(who), f"/m/{matter.code}/paper/{kind}/"
    return seat.post(address, more) if KINDS[kind].parties else seat.get(address, more)


def labels_missing(answer, kind):
    words = read(answer).words
    return [label for label in (KINDS[kind].title, *KINDS[kind].labels, *KINDS[kind].statements) if label not in words]


def says(answer, *texts):
    words = "".join(read(answer).words.split())
    return [text for text in texts if "".join(text.split()) not in words] == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_has_every_label_and_nothing_else(kind):
    answer = screen("mediator").get(f"/papers/{kind}/")
    assert answer.status_code == 200
    assert labels_missing(answer, kind) == []
    assert not re.search("None|未填写|621122", read(answer).words)
    assert "☑" not in read(answer).words


def test_the_empty_forms_are_listed_and_for_nobody_outside():
    page = read(screen("village").get("/papers/"))
    leads = [attrs["href"] for tag, attrs in page.tags if tag == "a" and attrs["href"].startswith("/papers/")]
    assert leads[-len(KINDS) :] == [f"/papers/{kind}/" for kind in KINDS]
    assert screen().get("/papers/").status_code == screen().get("/papers/agreement/").status_code == 302
    for nothing in ("identity", "reply", "nothing"):
        assert screen("clerk").get(f"/papers/{nothing}/").status_code == 404


@pytest.mark.parametrize("scene", SHEETS)
def test_every_paper_of_a_scene_prints_all_its_labels_and_the_others_are_not_there(scene):
    who, kinds = SHEETS[scene]
    matter = brought(scene, AT_HOME).matter
    offered = read(screen(who).get(f"/m/{matter.code}/")).text_of["printing"]
    for kind in KINDS:
        answer = sheet(who, matter, kind)
        assert answer.status_code == (200 if kind in kinds else 404), kind
        assert (f"打印{KINDS[kind].title}" in offered) is (kind in kinds), kind
        if kind in kinds:
            assert labels_missing(answer, kind) == [], kind
            assert says(answer, matter.code) or KINDS[kind].number != "事项编号"
            assert not re.search("None|未填写", read(answer).words), kind


def test_a_party_stands_there_with_all_that_is_known():
    """Sex and age come from the ID number; what nobody asked for stays empty."""
    matter = brought("effective", AT_HOME).matter
    for kind in ("application", "acceptance_form", "agreement"):
        answer = sheet("mediator", matter, kind)
        assert says(answer, ID_NUMBER, WANG_AT_HOME.address, WANG.phone, LI.name, LI.phone), kind
        assert re.search("王测一\\s*女\\s*76\\s*13800000001", read(answer).words), read(answer).words


def test_each_paper_says_what_was_written_into_the_matter():
    matter = brought("archived", AT_HOME).matter
    said = {
        "acceptance_receipt": [WANG.name, LI.name, "邻里"],
        "application": [QUARREL.story],
        "acceptance_form": [QUARREL.story, "☑①当事人申请", "被申请人 李测二：同意调解"],
        "task_list": [QUARREL.story, "专门"],
        "session_record": ["第 1 次", "中心调解室", "双方陈述，调解员劝导。", "☑成功", "☑是"],
        "agreement": [TERMS.facts, TERMS.content, TERMS.performance, TERMS.due, TERMS.place, "一式 3 份"],
        "follow_up_record": ["按协议付了。", "电话，王测一"],
    }
    for kind, texts in said.items():
        assert says(sheet("archivist", matter, kind), *texts), kind
    row = matter.agreements.get()
    for kind in ("agreement", "follow_up_record"):
        assert says(sheet("archivist", matter, kind), row.number), kind
    assert says(sheet("archivist", matter, "agreement"), row.mediator_name, row.committee_name)


def test_what_a_stand_in_issued_says_on_paper_for_whom_they_signed():
    walk = brought("drafted")
    away("director", "duty", walk.at)
    standing = actor_of(User.objects.get(username="duty"), walk.at.date())
    matter = issued(walk.matter, walk._tick(), by=standing)
    director = User.objects.get(username="director").name
    answer = sheet("leader", matter, "supervision_order")
    assert says(answer, f"督办编号：{matter.code}督1", "督办单", FACTS, DEMAND, f"{standing.name}（代{director}签发）")
    assert sheet("leader06", matter, "supervision_order").status_code == 404


def test_of_several_each_is_printed_and_a_draft_is_not():
    walk = brought("supervised")
    answered(walk.matter, walk._tick())
    judged(walk.matter, walk._tick())
    matter = drafted(walk.matter, walk._tick(), kind="talk")
    assert sheet("supervisor", matter, "supervision_order", n=2).status_code == 404
    issued(matter, walk._tick())
    assert says(sheet("supervisor", matter, "supervision_order", n=1), "督1", SAID)
    assert says(sheet("supervisor", matter, "supervision_order", n=2), "督2", "提请约谈")


def test_an_oral_agreement_and_its_number():
    matter = brought("settled").matter
    answer = sheet("village", matter, "oral_agreement")
    assert says(answer, matter.oral_agreements.get().number, PROMISED, "12月1日前", "☑否")


def test_what_is_not_taken_in_or_sent_elsewhere_says_where_to_go():
    walk = brought("registered")
    by = {"actor": actor("duty"), "at": walk._tick()}
    refused = reject(walk.matter, code="administrative", explanation="对处罚不服。", **by)
    answer = sheet("clerk", refused, "rejection_notice")
    assert says(answer, "对处罚不服。", "行政复议", WANG.name)
    assert labels_missing(answer, "rejection_notice") == []
    other = brought("registered")
    told = Guided(
        "陇西县劳动人事争议仲裁院", "巩昌镇某街 1 号", "身份证、劳动合同", "劳动争议先仲裁。", limits="一年以内"
    )
    guided = guide(other.matter, told=told, actor=actor("duty"), at=other._tick())
    answer = sheet("clerk", guided, "guidance_notice")
    assert says(answer, told.organ, told.address, told.materials, told.reason, told.limits)
    assert labels_missing(answer, "guidance_notice") == []


def test_the_notice_that_mediation_is_over_can_be_printed_as_soon_as_somebody_refused():
    walk = brought("taken").consent(Answer.REFUSED)
    answer = sheet("mediator", walk.matter, "termination_notice")
    assert says(answer, "李测二明确拒绝调解", "仲裁", "起诉")
    walk.conclude(Conclusion.NOT_SETTLED, told=True)
    assert labels_missing(sheet("mediator", walk.matter, "termination_notice"), "termination_notice") == []


def test_the_second_session_and_the_first():
    walk = brought("willing").session("continue").session()
    first, last = (sheet("mediator", walk.matter, "session_record", **n) for n in ({"n": 1}, {}))
    assert says(first, "第 1 次", "☑有待继续")
    assert says(last, "第 2 次", "☑成功")
    assert "打印调解记录（第 2 次）" in read(screen("mediator").get(f"/m/{walk.matter.code}/")).words
    for n in ("3", "-1", "x", "99999", "²"):
        assert sheet("mediator", walk.matter, "session_record", n=n).status_code == 404


def test_a_new_round_begins_without_the_papers_of_the_last():
    walk = brought("effective", AT_HOME).conclude()
    old = walk.matter.agreements.get().number
    said = {"paper": "agreement", "file": check(photo("旧协议.jpg"))}
    walk.matter = attach(walk.matter, **said, actor=actor("mediator"), at=walk._tick())
    walk.matter = reopen(walk.matter, reason="又漏了", actor=actor("duty"), at=walk._tick())
    for kind in ("agreement", "session_record", "task_list", "follow_up_record"):
        assert sheet("duty", walk.matter, kind).status_code == 404, kind
    assert not says(sheet("duty", walk.matter, "acceptance_form"), old)
    assert "旧协议.jpg" not in read(screen("duty").get(f"/m/{walk.matter.code}/")).text_of["printing"]


@pytest.mark.parametrize("kind", ["agreement", "acceptance_form", "application"])
def test_an_address_kept_from_the_other_side_is_on_no_paper(kind):
    told = Registration(
        "walk_in", "02", QUARREL.area, f"他找到{WANG_AT_HOME.address}来闹。", (WANG_AT_HOME, LI), QUARREL.place
    )
    walk = brought("effective", told)
    kept = {"confidential": False, "protected": [walk.parties()[0].pk], "reason": "怕被找到"}
    walk.matter = protect(walk.matter, **kept, actor=actor("duty"), at=walk._tick())
    answer = sheet("duty", walk.matter, kind)
    assert says(answer, "依法保密")
    assert WANG_AT_HOME.address not in answer.content.decode()


def test_the_agreement_keeps_the_number_it_was_frozen_with():
    walk = brought("frozen", AT_HOME)
    change = {"field": "phone", "new": "13911112222", "reason": "换了号", "party": walk.parties()[0].pk}
    walk.matter = correct(walk.matter, **change, actor=actor("clerk"), at=walk._tick())
    assert says(sheet("mediator", walk.matter, "application"), "13911112222")
    agreement = sheet("mediator", walk.matter, "agreement")
    assert says(agreement, WANG.phone)
    assert not says(agreement, "13911112222")


def test_nothing_of_another_matter_is_on_it():
    there = Registration("walk_in", "02", QUARREL.area, "另一件事", (WANG_AT_HOME, LI), "别处")
    other, matter = brought("effective", there).matter, brought("effective").matter
    for kind in SHEETS["effective"][1]:
        answer = sheet("mediator", matter, kind)
        assert other.code not in answer.content.decode()
        assert not says(answer, "另一件事")
        assert not says(answer, other.agreements.get().number)


def test_printing_the_parties_data_is_written_down_and_takes_a_press_of_a_button():
    matter = brought("effective", AT_HOME).matter
    seat = screen("mediator")
    for kind in SHEETS["effective"][1]:
        answer = sheet("mediator", matter, kind)
        assert (ID_NUMBER in answer.content.decode()) is KINDS[kind].parties, kind
        assert (WANG.phone in answer.content.decode()) is KINDS[kind].parties, kind
        assert "no-store" in answer["Cache-Control"]
    looks = list(Entry.objects.filter(act="reveal").values_list("actor_id", "subject", "facts"))
    assert looks == [(actor("mediator").id, matter.code, {"reason": "paper"})] * 3
    with Unchanged():
        assert seat.get(f"/m/{matter.code}/paper/agreement/").status_code == 405
        assert seat.post(f"/m/{matter.code}/paper/session_record/").status_code == 405


@pytest.mark.parametrize("kind", ["agreement", "session_record", "task_list"])
def test_who_may_not_see_the_matter_finds_no_paper(kind):
    matter = brought("effective").matter
    with Unchanged():
        for who in STRANGERS:
            assert sheet(who, matter, kind).status_code == 404, who
        answer = screen().get(f"/m/{matter.code}/paper/{kind}/")
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/signin/")


def test_a_paper_carries_the_way_to_its_place_for_the_scan():
    matter = brought("effective").matter
    assert "data:image/svg+xml" in sheet("mediator", matter, "session_record").content.decode()
    assert "data:image/svg+xml" not in screen("mediator").get("/papers/session_record/").content.decode()


def test_a_convenience_matter_is_not_mediated_on_paper():
    errand = Registration("walk_in", "B4", QUARREL.area, "家里停水三天了。", (WANG,))
    walk = brought("answered", errand)
    for kind in ("application", "rights_notice", "termination_notice"):
        assert sheet("duty", walk.matter, kind).status_code == 404
    assert says(sheet("duty", walk.matter, "acceptance_form"), "家里停水三天了。")
    assert ANSWERED not in read(sheet("duty", walk.matter, "acceptance_form")).words
