from dataclasses import replace

import pytest

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.models import Counter
from fengdan.matters.parties import PartyDetails
from fengdan.matters.verify import verify
from fengdan.rulebook.agreements import Terms
from fengdan.rulebook.facts import Answer, Side
from fengdan.teams.models import Mediator
from fengdan.units.models import Unit
from tests.cast import MORNING, TERMS, Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "mediator", terms: Terms = TERMS, *, told: bool = False) -> None:
    by = {"actor": actor(who), "at": walk._tick(), "seen": walk.matter.version}
    walk.matter = agree(walk.matter, terms=terms, confirmation_told=told, **by)


@pytest.mark.parametrize("who", ["mediator", "leader"])
def test_text_is_frozen_and_numbered(who):
    walk = Walk().to_underway()
    clocks = running(walk.matter)
    do(walk, who)
    row = walk.matter.agreements.get()
    check_event(
        walk.matter,
        "agree",
        by=(who, who),
        stages=("underway", "underway"),
        facts={
            "agreement": row.pk,
            "committee": "committee-petition",
            "year": 2026,
            "sequence": 1,
            "confirmation_told": False,
        },
    )
    assert (row.number, row.status, row.effective_at, row.copies) == ("（2026）陇访调人调字第1号", "frozen", None, 3)
    assert (row.facts, row.content, row.performance, row.due, row.place) == (
        TERMS.facts,
        TERMS.content,
        TERMS.performance,
        TERMS.due,
        TERMS.place,
    )
    assert (row.committee_name, row.mediator_name) == (row.committee.unit.name, "卫丙二")
    assert row.parties == "申请人：王测一，电话 13800000001\n被申请人：李测二，电话 13800000002"
    assert last(walk.matter).digests == {f"agreement:{row.pk}": row.seal()}
    assert running(walk.matter) == clocks
    assert letters(walk.matter) == []


def test_numbers_run_on_and_a_voided_one_stays_used():
    first, second = Walk().to_underway(), Walk().to_underway()
    do(first)
    first.matter = void_agreement(first.matter, reason="金额写错", actor=actor("mediator"), at=first._tick())
    do(second)
    do(first)
    assert [row.sequence for walk in (first, second) for row in walk.matter.agreements.all()] == [1, 3, 2]
    assert Counter.objects.get(series="agreement:committee-petition:2026").last == 3


def test_only_one_text_at_a_time():
    walk = Walk().to_underway().agree()
    with refused("协议已经定稿，正在签字"):
        do(walk)
    walk.sign()
    with refused("协议已经生效"):
        do(walk)


def test_no_text_after_a_refusal():
    walk = Walk().to_underway().consent(Answer.REFUSED)
    with refused("明确拒绝调解"):
        do(walk)


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "underway"])
def test_only_while_mediating(stage):
    walk = brought_to(stage)
    with refused("不能再协议定稿" if stage == "archived" else "要在“化解中”时才能协议定稿"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "dispatcher", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = Walk().to_underway()
    with refused("办理"):
        do(walk, who)


@pytest.mark.parametrize(
    ("part", "text", "says"),
    [
        ("performance", "李测二尽快赔偿 1200 元。", "“尽快”说不清"),
        ("performance", "有钱时付清", "“有钱时”说不清"),
        ("due", "年底前", "没有日期"),
        ("content", "王测一不得起诉。", "不得限制当事人的诉讼权利"),
        ("performance", "另付调解费 50 元", "人民调解不收取任何费用"),
    ],
)
def test_refused_text_uses_up_no_number(part, text, says):
    walk = Walk().to_underway()
    with refused(says, part):
        do(walk, terms=replace(TERMS, **{part: text}))
    do(walk)
    assert walk.matter.agreements.get().sequence == 1


def test_what_no_court_confirms_needs_the_parties_to_have_been_told():
    walk = Walk().to_underway()
    terms = replace(TERMS, content="双方同意离婚，房屋产权归王测一。")
    with refused("法院不予司法确认.*请向双方说明后勾选", "confirmation_told"):
        do(walk, terms=terms)
    do(walk, terms=terms, told=True)
    assert walk.matter.agreements.get().content == terms.content
    assert last(walk.matter).facts["confirmation_told"] is True


def test_names_on_the_paper_are_those_of_the_day():
    walk = Walk().to_underway()
    do(walk)
    row = walk.matter.agreements.select_related("committee__unit", "mediator").get()
    names, digest = (row.committee_name, row.mediator_name), row.text_digest()
    Unit.objects.filter(pk=row.committee_id).update(name="改名后的调委会")
    Mediator.objects.filter(pk=row.mediator_id).update(name="改名后的调解员")
    row = walk.matter.agreements.get()
    assert (row.committee_name, row.mediator_name) == names
    assert row.text_digest() == digest
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    "changed",
    [
        *({part: "别的内容"} for part in ("facts", "content", "performance", "due", "place", "parties", "number")),
        {"committee_name": "别的调委会"},
        {"mediator_name": "别人"},
        {"copies": 9},
    ],
)
def test_everything_on_the_paper_is_in_the_digest_that_is_signed(changed):
    walk = Walk().to_underway()
    do(walk)
    row = walk.matter.agreements.get()
    text, whole = row.text_digest(), row.seal()
    for name, value in changed.items():
        setattr(row, name, value)
    assert row.text_digest() != text
    assert row.seal() != whole


@pytest.mark.parametrize(
    "changed", [{"status": "voided"}, {"void_reason": "错"}, {"mediator_id": "m1601"}, {"effective_at": MORNING}]
)
def test_what_becomes_of_the_paper_is_sealed_and_leaves_what_was_signed(changed):
    walk = Walk().to_underway()
    do(walk)
    row = walk.matter.agreements.get()
    text, whole = row.text_digest(), row.seal()
    for name, value in changed.items():
        setattr(row, name, value)
    assert row.text_digest() == text
    assert row.seal() != whole


def test_who_was_removed_is_not_on_the_paper():
    walk = Walk().register()
    extra = PartyDetails(Side.RESPONDENT, "赵测三", "13800000003")
    walk.matter = add_party(walk.matter, details=extra, actor=actor("clerk"), at=walk._tick())
    walk.matter = remove_party(
        walk.matter, party=walk.matter.parties.last().pk, reason="认错人", actor=actor("clerk"), at=walk._tick()
    )
    walk.accept().assign().take().consent().session()
    do(walk)
    row = walk.matter.agreements.get()
    assert row.parties == "申请人：王测一，电话 13800000001\n被申请人：李测二，电话 13800000002"
    assert row.copies == 3
    walk.sign()
    assert walk.matter.agreements.get().status == "effective"
