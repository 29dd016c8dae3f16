"""回避 step by step: declared, applied for, decided, let be by both sides or by two people; who reads what of it."""

import json
from dataclasses import replace

import pytest

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.challenge_mediator import challenge_mediator
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.envelopes import deliver_once
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Party
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.outbox.models import Delivery
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.conflicts import SAFE
from fengdan.rulebook.errors import Refused
from tests.cast import LI, WANG, actor
from tests.matters.recusing import (
    FOURTH,
    LEADER,
    MEDIATOR,
    THIRD,
    UNCLE,
    UNFAIR,
    Recusing,
    assigned,
    taken,
    tie,
)
from tests.matters.watch import OTHER_TEAMS, check_event, letters, refused

pytestmark = pytest.mark.django_db
KEPT_OFF = f"卫丙二{SAFE}，请改由别的调解员承办。"


def change(walk: Recusing, code: str = LEADER, *beside: str) -> None:
    told = {"mediator": code, "assistants": beside, "reason": "按回避规定换人", "no_conflict": True}
    walk.matter = change_mediator(walk.matter, **told, actor=actor("leader"), at=walk._tick())


def said(who: str, walk: Recusing) -> str:
    """All that the page of a matter tells somebody of what happened."""
    return " ".join(f"{each.title} {each.text}" for each in matter_page(actor(who), walk.matter.code, walk.at).history)


def test_the_team_names_another_before_anybody_has_begun():
    walk = assigned().declare("leader")
    row = walk.conflict()
    facts = {"conflict": row.pk, "mediator": MEDIATOR, "mediates": False}
    check_event(walk.matter, "declare_conflict", by=("leader", "leader"), stages=("assigned", "assigned"), facts=facts)
    assert (row.kind, row.found, row.status, row.ground) == ("kin", "declared", "standing", UNCLE)
    with refused(KEPT_OFF, "mediator"):
        walk.name(MEDIATOR)
    with refused(KEPT_OFF, "assistants"):
        walk.name(LEADER, MEDIATOR)
    walk.name(LEADER)
    assert not matter_page(actor("leader"), walk.matter.code, walk.at).facts.recusal.aside
    assert verify()["problems"] == []


def test_whoever_mediates_steps_aside_and_nothing_goes_on_until_another_does():
    walk = taken().consent()
    walk.declare()
    assert letters(walk.matter) == [("team-16", "leader")]
    assert inbox(actor("leader"))[0].text == "有调解员声明回避，请看由谁承办"
    with pytest.raises(Refused, match="请团队负责人先更换调解员"):
        walk.session()
    with refused(KEPT_OFF, "mediator"):
        change(walk, MEDIATOR)
    with refused(KEPT_OFF, "assistants"):
        change(walk, LEADER, MEDIATOR)
    change(walk, THIRD, LEADER)
    assert matter_page(actor("leader"), walk.matter.code, walk.at).facts.recusal.aside == frozenset()
    assert [each for each in ("声明回避", "更换调解员") if each in said("leader", walk)] == ["声明回避", "更换调解员"]
    assert verify()["problems"] == []


def test_somebody_beside_the_lead_steps_aside_as_well():
    walk = taken(LEADER, THIRD).consent()
    walk.declare("leader", THIRD)
    with pytest.raises(Refused, match="请团队负责人先更换调解员"):
        walk.session()
    change(walk, MEDIATOR, LEADER)
    walk.session()
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("who", "changed", "says", "field"),
    [
        ("leader", {"ground": " "}, "请填写“是什么关系”", "ground"),
        ("leader", {"kind": "upheld"}, "请从列表里选择是什么关系", "kind"),
        ("leader", {"kind": "friend"}, "请从列表里选择", "kind"),
        ("leader", {"party": 1_000_000}, "请选择是与哪一位当事人", "party"),
        ("leader", {"code": "m0101"}, "不在本团队", "mediator"),
        ("mediator", {"code": THIRD}, "只能声明自己要回避", "mediator"),
        ("dispatcher", {}, "“声明回避”由", ""),
        ("mediator06", {}, "“声明回避”", ""),
    ],
)
def test_it_is_said_of_oneself_by_the_leader_of_anybody_and_completely(who, changed, says, field):
    walk = taken()
    with refused(says, field):
        walk.declare(who, **changed)


def test_it_is_declared_once_and_not_after_an_agreement_is_in_effect():
    walk = taken().consent().declare()
    with refused("已经登记要回避", "mediator"):
        walk.declare("leader")
    change(walk, LEADER)
    done = Recusing(matter=assigned().name(MEDIATOR).consent().session().agree().sign().matter, at=walk.at)
    done.at = done.matter.last_at
    with refused("协议已经生效"):
        done.declare()


@pytest.mark.parametrize("who", ["clerk", "duty", "party"])
def test_a_party_applies_and_duty_upholds_it(who):
    walk = taken()
    (one, _) = walk.parties()
    actor_id = actor(who).id if who != "party" else f"party:{one.pk}"
    if who == "party":
        by = {"actor": party_actor(one.pk, ""), "at": walk._tick()}
        walk.matter = challenge_mediator(walk.matter, party=one.pk, ground=UNFAIR, **by)
    else:
        walk.challenge(who)
    row = walk.conflict()
    assert (row.status, row.found, row.party_id, row.found_by) == ("raised", "challenged", one.pk, actor_id)
    assert letters(walk.matter) == [("centre", "duty"), ("team-16", "leader")]
    walk.consent()  # meanwhile the work goes on
    with refused("正在等决定"):
        walk.challenge()
    walk.rule()
    facts = {"conflict": row.pk, "upheld": True}
    check_event(walk.matter, "rule_on_challenge", by=("duty", "duty"), stages=("taken", "taken"), facts=facts)
    with pytest.raises(Refused, match="请团队负责人先更换调解员"):
        walk.session()
    with refused("谁也不能同意不回避", "mediator"):
        walk.waive(kind="upheld")
    with refused("谁也不能同意不回避", "mediator"):
        walk.ask(kind="upheld")
    with refused("已经决定要回避", "mediator"):
        walk.challenge()
    change(walk)
    walk.challenge(ground="他也一样。")
    assert walk.conflict().mediator_id == LEADER
    assert verify()["problems"] == []


def test_turned_down_the_mediator_goes_on_and_the_party_may_apply_anew():
    walk = taken().consent().challenge().rule(upheld=False, ruling="核对过，没有往来。")
    assert (walk.conflict().status, walk.conflict().ruling) == ("dismissed", "核对过，没有往来。")
    walk.session()
    walk.challenge()
    change(walk)  # the leader needs no ruling to name another: then there is nothing left to decide
    assert [row.status for row in walk.matter.conflicts.all()] == ["dismissed", "lifted"]
    with refused("没有等待决定的回避申请"):
        walk.rule()
    assert verify()["problems"] == []


def test_who_is_applied_against_does_not_decide_and_nobody_applies_for_the_other_side():
    walk = assigned().name(LEADER).challenge()
    with refused("被申请回避的人不能自己决定"):
        walk.rule("leader")
    walk.rule("duty", upheld=False)
    mine, other = walk.parties()
    by = {"actor": party_actor(mine.pk, ""), "at": walk._tick()}
    with refused("请选择是哪一位当事人", "party"):
        challenge_mediator(walk.matter, party=other.pk, ground=UNFAIR, **by)


@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"ground": ""}, "请填写“为什么要换人”", "ground"),
        ({"party": 9_000_000}, "请选择是哪一位当事人", "party"),
        ({"mediator": THIRD}, "请选择现在承办", "mediator"),
    ],
)
def test_an_application_says_who_against_whom_and_why(changed, says, field):
    walk = taken()
    with refused(says, field):
        walk.challenge(**changed)


def test_the_uncle_of_the_other_side_is_kept_off_until_every_party_agrees():
    tie()
    walk = assigned()
    with refused(KEPT_OFF, "mediator"):
        walk.name(MEDIATOR)
    one, other = walk.parties()
    for agreed in ([], [one.pk], [other.pk]):
        with refused("名当事人没有同意", "agreed"):
            walk.waive(agreed=agreed)
    with refused("请填写“怎么同意的”", "waiver"):
        walk.waive(waiver="")
    with refused("没有这样的回避情形", "mediator"):
        walk.waive(kind="adviser")
    walk.waive()
    row = walk.conflict()
    facts = {"conflict": row.pk, "agreed": sorted([one.pk, other.pk])}
    check_event(walk.matter, "waive_conflict", by=("leader", "leader"), stages=("assigned", "assigned"), facts=facts)
    assert (row.found, row.status, row.kind) == ("screen", "waived", "kin")
    walk.name(MEDIATOR).consent().session()
    assert verify()["problems"] == []


def test_a_newcomer_agreed_to_nothing_and_may_be_a_relative():
    tie()
    tie(THIRD, value="新来者")
    walk = assigned().waive().name(MEDIATOR, THIRD)
    newcomer = replace(LI, name="新来者", phone="")
    walk.matter = add_party(walk.matter, details=newcomer, actor=actor("clerk"), at=walk._tick())
    rows = list(walk.matter.conflicts.values_list("mediator", "status", "found"))
    assert rows == [
        (MEDIATOR, "lifted", "screen"),  # with what was agreed to, by whom
        (MEDIATOR, "standing", "screen"),
        (THIRD, "standing", "screen"),
    ]
    shown = matter_page(actor("leader"), walk.matter.code, walk.at)
    assert len(shown.facts.recusal.aside) == sum(row.live for row in shown.conflicts) == 2
    assert verify()["problems"] == []
    gone = walk.parties()[-1].pk
    walk.matter = remove_party(walk.matter, party=gone, reason="登记错了", actor=actor("clerk"), at=walk._tick())
    assert list(walk.matter.conflicts.values_list("status", flat=True)) == ["lifted", "standing", "lifted"]
    walk.waive().consent().session()
    assert verify()["problems"] == []


def joined(walk, name="新来者"):
    walk.matter = add_party(
        walk.matter, details=replace(LI, name=name, phone=""), actor=actor("clerk"), at=walk._tick()
    )
    return walk


def aside(walk):
    """The mediators (codes) who have to step aside by the facts, which are those the ledger tells."""
    assert verify()["problems"] == []
    rows = walk.matter.conflicts.filter(pk__in=facts_of(walk.matter).recusal.aside)
    return sorted(set(rows.values_list("mediator", flat=True)))


def test_what_two_people_decided_is_decided_anew_when_somebody_joins():
    tie()
    walk = assigned().ask().override("duty").name(MEDIATOR)
    assert aside(walk) == []
    assert aside(joined(walk)) == [MEDIATOR]
    old, new = walk.matter.conflicts.order_by("pk")
    assert (old.status, old.ruling, new.status, new.asked_by) == ("lifted", "情况属实。", "standing", "")
    walk.ask("duty").override("director")
    assert aside(walk) == []


def test_an_exception_asked_for_before_both_sides_agreed_is_not_asked_for_again_by_whoever_joins():
    tie()
    tie(THIRD)
    walk = assigned().ask().waive().ask("duty", THIRD)
    facts = facts_of(joined(walk).matter)
    assert verify()["problems"] == []
    assert facts.recusal.override == walk.matter.conflicts.get(mediator=THIRD).pk


def test_who_turns_out_to_be_a_relative_once_the_name_is_put_right_is_kept_off():
    tie(value="李测贰")
    walk = taken().consent()
    assert aside(walk) == []
    told = {"field": "name", "new": "李测贰", "reason": "写错了字", "party": walk.parties()[1].pk}
    walk.matter = correct(walk.matter, **told, actor=actor("clerk"), at=walk._tick())
    assert aside(walk) == [MEDIATOR]
    with refused("回避"):
        walk.session()


def test_kin_to_two_stays_kin_to_the_one_who_is_left():
    tie()
    tie(value="新来者")
    walk = assigned().waive().name(MEDIATOR)
    assert aside(joined(walk)) == [MEDIATOR]
    first = walk.matter.conflicts.get(status="standing").party_id
    walk.matter = remove_party(walk.matter, party=first, reason="登错了", actor=actor("clerk"), at=walk._tick())
    assert aside(walk) == [MEDIATOR]
    assert walk.matter.conflicts.get(status="standing").party.name == "新来者"


def test_what_a_party_applied_for_who_was_there_by_mistake_waits_for_no_decision():
    walk = joined(taken())
    newest = walk.parties()[-1].pk
    walk.challenge(party=newest)
    assert facts_of(walk.matter).recusal.challenge
    walk.matter = remove_party(walk.matter, party=newest, reason="登错了", actor=actor("clerk"), at=walk._tick())
    assert not facts_of(walk.matter).recusal.challenge
    assert verify()["problems"] == []


def test_nobody_names_again_whom_a_party_has_applied_against_before_it_is_decided():
    walk = taken().challenge()
    told = {"reason": "加一个人", "no_conflict": True, "actor": actor("leader")}
    for lead, beside in ((MEDIATOR, [THIRD]), (THIRD, [MEDIATOR])):
        with refused("还没有决定", "mediator"):
            change_mediator(walk.matter, mediator=lead, assistants=beside, **told, at=walk._tick())
    walk.rule(upheld=False)
    walk.matter = change_mediator(walk.matter, mediator=MEDIATOR, assistants=[THIRD], **told, at=walk._tick())
    assert verify()["problems"] == []


def test_whoever_leads_records_no_agreement_about_themselves():
    tie(LEADER)
    walk = assigned()
    with refused("请值班领导来记", "mediator"):
        walk.waive(code=LEADER)
    walk.waive("duty", LEADER).name(LEADER)


def test_only_whoever_applied_is_told_what_was_decided():
    walk = taken()
    Party.objects.filter(matter=walk.matter).update(consent="agreed")
    for side in (0, 1):
        walk.challenge(party=walk.parties()[side].pk).rule(upheld=False)
        deliver_once(walk.at)
        told = Delivery.objects.filter(letter__template="party_challenge", letter__matter_seq=walk.matter.version)
        assert list(told.values_list("to_party", flat=True)) == [walk.parties()[side].pk]


def test_two_people_with_reasons_let_somebody_mediate_in_spite_of_it():
    tie()
    walk = assigned().ask()
    row = walk.conflict()
    facts = {"conflict": row.pk, "by": actor("leader").id, "mediates": False}
    check_event(walk.matter, "ask_override", by=("leader", "leader"), stages=("assigned", "assigned"), facts=facts)
    assert letters(walk.matter) == [("centre", "director"), ("centre", "duty")]
    with refused("正在等另一人决定"):
        walk.ask("duty")
    with refused("“决定破例承办”由"):
        walk.override("leader")
    walk.override("duty", approved=False)
    with refused(KEPT_OFF, "mediator"):
        walk.name(MEDIATOR)
    with refused("已经决定过不同意破例", "mediator"):
        walk.ask()
    tie(FOURTH)
    walk.ask("duty", FOURTH)
    with refused("破例承办要两个人"):
        walk.override("duty")
    walk.override("director")
    assert [(row.mediator_id, row.status) for row in walk.matter.conflicts.all()] == [
        (MEDIATOR, "standing"),
        (FOURTH, "overridden"),
    ]
    walk.name(FOURTH)
    assert verify()["problems"] == []


def test_nobody_asks_for_an_exception_for_oneself():
    tie(LEADER)
    walk = assigned()
    with refused("自己要回避的，不能自己申请破例", "mediator"):
        walk.ask(code=LEADER)
    walk.ask("duty", LEADER).override("director").name(LEADER)
    assert verify()["problems"] == []


def test_an_exception_wanted_for_whoever_mediates_makes_them_wait():
    walk = taken().consent()
    tie()  # it becomes known while the work is under way
    walk.ask()
    with pytest.raises(Refused, match="请团队负责人先更换调解员"):
        walk.session()
    walk.override("director")
    walk.session()
    assert verify()["problems"] == []


def test_what_both_sides_let_be_whoever_it_is_about_need_not():
    walk = taken().declare().waive().consent()
    walk.declare(ground="还是回避好。")
    assert [row.status for row in walk.matter.conflicts.all()] == ["lifted", "standing"]
    assert verify()["problems"] == []


@pytest.mark.parametrize("leaves", ["recall", "give_back"])
def test_away_and_back_again_what_keeps_somebody_off_still_does(leaves):
    walk = taken().declare().challenge("duty")
    if leaves == "recall":
        walk.matter = recall(walk.matter, reason="另行安排", actor=actor("dispatcher"), at=walk._tick())
    else:
        walk = assigned().declare("leader")
        told = {"code": "overload", "reason": "忙不过来"}
        walk.matter = give_back(walk.matter, **told, actor=actor("leader"), at=walk._tick())
    assert verify()["problems"] == []
    if leaves == "recall":
        walk.assign()
        with refused(KEPT_OFF, "mediator"):
            walk.name(MEDIATOR)
        walk.name(THIRD)
        assert set(walk.matter.conflicts.values_list("status", flat=True)) == {"standing", "lifted"}
        walk.challenge()
    assert verify()["problems"] == []


def test_at_the_desk_nobody_mediates_for_their_own_kin():
    tie()
    walk = Recusing().register().accept().consent_by_desk("agreed")
    terms = OralTerms("李测二赔 100 元。", walk.at, due="2026年12月1日前", performance="现金", mediator=MEDIATOR)
    with refused(KEPT_OFF, "mediator"):
        agree_orally(walk.matter, terms=terms, both_agree=True, actor=actor("clerk"), at=walk._tick())


def secrets(walk: Recusing) -> list[str]:
    """What is for few: the words that were said, and which relation it is."""
    words = [UNCLE, UNFAIR, "当面告知，双方签字。", "只有他懂这个行当。", "往来属实，换人办理。", "情况属实。"]
    return [*words, "近亲属", "外甥", "舅"]


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "supervisor", "mediator", "duty", "director", "leader"])
def test_which_relation_it_is_few_read_and_a_mediator_what_is_about_themselves(who):
    tie()
    walk = assigned().ask().override().name(MEDIATOR, LEADER).challenge().rule(upheld=False)
    walk.declare("leader", LEADER, ground="我和李测二同年。", kind="same_employer")
    page = matter_page(actor(who), walk.matter.code, walk.at)
    whose = [row.mediator for row in page.conflicts]
    everybody = ["褚丙一", "卫丙二", "卫丙二"]
    assert whose == {"mediator": everybody[1:], "clerk": [], "dispatcher": [], "supervisor": []}.get(who, everybody)
    assert not [word for word in [*secrets(walk), "同年", "同单位"] if word in said(who, walk)]
    full = who in {"duty", "director", "leader"}
    assert all(bool(row.why) == full for row in page.able.kept_off)
    assert bool(page.able.kept_off)


def test_no_event_and_no_plain_column_holds_what_was_said():
    tie(phone=LI.phone)
    walk = assigned().waive().name(MEDIATOR, THIRD).challenge(ground=UNFAIR).rule()
    change(walk, THIRD)
    walk.declare("leader", FOURTH).ask(code=FOURTH).override()
    written = json.dumps([[e.facts, e.digests, e.versions] for e in walk.matter.events.all()], ensure_ascii=False)
    assert not [word for word in [*secrets(walk), WANG.name, LI.name, '"kin"'] if word in written]


@pytest.mark.parametrize("who", [*OTHER_TEAMS, "followup", "archivist", "auditor", "admin", "court"])
def test_others_do_nothing_about_it(who):
    walk = taken()
    for act in (walk.declare, walk.challenge, walk.waive, walk.ask):
        with refused("“(声明回避|申请回避|双方同意不回避|申请破例承办)”"):
            act(who)
    walk.challenge()
    with refused("“决定回避申请”"):
        walk.rule(who)


def test_a_side_is_named_by_its_word():
    walk = taken().declare()
    (row,) = matter_page(actor("leader"), walk.matter.code, walk.at).conflicts
    assert (row.party, row.kind, row.found, row.status) == (f"被申请人{LI.name}", "近亲属", "声明", "要回避")
