"""回避 on the pages: who is greyed out, who reads why, and a party that applies without an account."""

from random import Random

import pytest

from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.models import Conflict
from fengdan.matters.verify import verify
from fengdan.rulebook.conflicts import GROUNDS, SAFE
from tests.cast import actor
from tests.matters.recusing import LEADER, MEDIATOR, THIRD, Recusing, assigned, taken, tie
from tests.web.reader import read
from tests.web.scene import Unchanged, events, screen

pytestmark = pytest.mark.django_db
MINE, CHALLENGE = "/follow/mine/", "/follow/challenge/"
FULL = ("duty", "director", "leader")
SOME = ("clerk", "dispatcher", "supervisor")
LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def slip(walk: Recusing):
    """The applicant at their telephone, let in by the slip."""
    villager = screen()
    villager.get(f"/f/{walk.matter.token}/")
    return villager


def page_of(who: str, walk: Recusing, verb: str = ""):
    return read(screen(who).get(f"/m/{walk.matter.code}/{verb}{'/' if verb else ''}"))


@pytest.mark.parametrize("verb", ["take", "change_mediator"])
def test_whoever_is_kept_off_is_greyed_out_and_the_leader_may_read_why(verb):
    tie()
    walk = assigned() if verb == "take" else assigned().name(LEADER)
    page = page_of("leader", walk, verb)
    form = page.form(f"/m/{walk.matter.code}/{verb}/")
    assert MEDIATOR not in page.offers("mediator")
    assert MEDIATOR not in page.offers("assistants")
    assert f"卫丙二{SAFE}" in " ".join(page.text_of["kept-off"].split())
    assert "与被申请人李测二：近亲属" in page.text_of["kept-off"]
    words = " ".join(page.words.split())
    assert all(ground.plain in words for ground in GROUNDS.values())
    links = {attrs.get("href") for tag, attrs in page.tags if tag == "a"}
    assert f"/m/{walk.matter.code}/declare_conflict/" in links
    with Unchanged():
        answer = screen("leader").post(form.action, form.filled(mediator=MEDIATOR, no_conflict="on", reason="换人"))
    assert answer.status_code == 422
    assert "“由谁承办”的选项已变化" in read(answer).explains("mediator")


def test_what_became_known_while_the_form_lay_open_is_told_without_the_reason():
    walk = assigned()
    seat, address = screen("leader"), f"/m/{walk.matter.code}/take/"
    form = read(seat.get(address)).form(address)
    walk.declare("leader")
    answer = seat.post(address, form.filled(mediator=MEDIATOR, no_conflict="on"))
    assert answer.status_code == 422
    assert f"卫丙二{SAFE}" in " ".join(read(answer).text_of["kept-off"].split())


def test_nobody_to_let_be_is_said():
    walk = assigned()
    for verb in ("waive_conflict", "ask_override"):
        assert "本团队没有可以这样办的回避情形" in page_of("leader", walk, verb).words


def test_whoever_may_not_know_learns_nothing_from_a_form_either():
    tie()
    walk = assigned().ask().name(LEADER).challenge()
    for who in SOME:
        for verb in ("override_conflict", "rule_on_challenge", "waive_conflict", "ask_override", "change_mediator"):
            seat, address = screen(who), f"/m/{walk.matter.code}/{verb}/"
            for answer in (seat.get(address), seat.post(address, {"decision": "yes", "ruling": "好"})):
                words = read(answer).words
                assert not [each for each in ("近亲属（", "只有他懂", "一起吃饭") if each in words], (who, verb)


@pytest.mark.parametrize("seed", range(12))
def test_what_was_said_is_on_no_page_of_a_party_or_of_whoever_may_not_know(seed):
    """Whatever was declared, applied for, decided, let be, in words found nowhere else."""
    dice = Random(seed)
    said = {name: "".join(dice.choices(LETTERS, k=12)) for name in ("a", "b", "c", "d", "e", "f", "g")}
    related = GROUNDS["adviser"].label
    tie(LEADER, "advised", "李测二", phone="13912345678")
    tie(MEDIATOR, "lives_in", "巩昌镇甲家村三社")
    walk = assigned().ask("duty", LEADER, kind="adviser", reason=said["a"])
    walk.override("director", approved=dice.random() < 0.5)
    walk.declare("leader", "m1604", kind="adviser", ground=said["b"])
    if dice.random() < 0.5:
        walk.waive("duty", "m1604", kind="adviser", waiver=said["c"])
    walk.name(MEDIATOR, "m1603").challenge(ground=said["d"])
    if dice.random() < 0.7:
        walk.rule(upheld=dice.random() < 0.5, ruling=said["e"])
    if dice.random() < 0.5:
        walk.declare("mediator", kind="adviser", ground=said["f"])
    secrets = [*said.values(), related, "13912345678", "甲家村"]
    villager = slip(walk)
    seen = [villager.get(MINE), villager.get(CHALLENGE)]
    told = " ".join(read(answer).words for answer in seen)
    assert not [each for each in secrets if each in told and each != said["e"]]  # the decision is for who applied
    links = [f"/m/{walk.matter.code}/", "/", f"/m/{walk.matter.code}/clocks/"]
    for who in (*SOME, "leader06", "auditor", "archivist", ""):
        words = " ".join(read(screen(who).get(address, follow=True)).words for address in links)
        assert not [each for each in secrets if each in words], (who, seed)
    for who in FULL:
        shown = read(screen(who).get(links[0])).text_of["conflicts"]
        rows = Conflict.objects.filter(matter=walk.matter)
        assert all(row.ground in shown and row.ruling in shown and row.waiver in shown for row in rows), (who, seed)


def test_a_party_applies_on_the_telephone_reads_that_it_waits_and_what_was_decided():
    walk = taken()
    villager = slip(walk)
    assert CHALLENGE in {attrs.get("href") for tag, attrs in read(villager.get(MINE)).tags if tag == "a"}
    page = read(villager.get(CHALLENGE))
    form = page.form(CHALLENGE)
    for wrong in ("", "\u202e"):
        answer = villager.post(CHALLENGE, form.filled(ground=wrong))
        assert answer.status_code == 422
    sent = form.filled(ground="他是对方的舅舅。")
    for _ in range(2):  # a double tap
        assert villager.post(CHALLENGE, sent)["Location"] == MINE
    assert events(walk.matter)[-1] == "challenge_mediator"
    assert Conflict.objects.get().found_by == f"party:{walk.parties()[0].pk}"
    mine = read(villager.get(MINE)).words
    assert "您的回避申请：已经收到，正在等决定。" in mine
    assert "舅舅" not in mine
    assert "正在等决定" in read(villager.get(CHALLENGE)).words
    with Unchanged():
        assert villager.post(CHALLENGE, form.filled(ground="再说一次", once="f" * 32)).status_code == 409
    walk.at = walk.matter.events.last().at
    walk.rule(ruling="是亲戚，换人。")
    mine = " ".join(read(villager.get(MINE)).words.split())
    assert "您的回避申请：申请成立，换一位调解员。是亲戚，换人。" in mine
    assert "有一位调解员按回避规定不承办您的事项，团队正在换一位" in mine
    assert verify()["problems"] == []


def test_there_is_nobody_to_apply_against_before_somebody_mediates():
    walk = assigned()
    villager = slip(walk)
    assert CHALLENGE not in {attrs.get("href") for tag, attrs in read(villager.get(MINE)).tags if tag == "a"}
    assert "现在不能申请回避" in read(villager.get(CHALLENGE)).words
    with Unchanged():
        assert villager.post(CHALLENGE, {"ground": "x", "once": "a" * 32}).status_code == 409
    assert screen().get(CHALLENGE)["Location"] == "/follow/"


def test_a_leader_reads_on_the_matter_what_waits_and_the_history_stays():
    walk = taken().challenge()
    shown = page_of("leader", walk).text_of["conflicts"]
    assert "等待决定" in shown
    walk.rule("leader", upheld=False, ruling="没有往来。")
    assert "已经了结的（1）" in page_of("leader", walk).text_of["conflicts"]
    clerk = page_of("clerk", walk)
    assert "conflicts" not in clerk.text_of
    assert "回避申请不成立，仍由卫丙二承办" in clerk.text_of["history"]


def test_what_waits_for_a_decision_is_on_the_work_list_of_whoever_decides():
    walk = taken().challenge()
    for who in ("leader", "duty"):
        assert walk.matter.code in read(screen(who).get("/")).text_of["challenged"]
    assert "申请回避（当事人申请" in page_of("leader", walk).text_of["conflicts"]
    assert "已被支持" not in page_of("leader", walk).text_of["conflicts"]
    assert "challenged" not in read(screen("mediator").get("/")).text_of
    tie()
    asked = assigned().ask("duty")
    assert asked.matter.code in read(screen("director").get("/")).text_of["overriding"]
    assert "overriding" not in read(screen("duty").get("/")).text_of


def test_where_whoever_mediates_has_to_step_aside_the_leader_finds_it_until_somebody_else_does():
    walk = taken().challenge()
    assert "to_replace" not in read(screen("leader").get("/")).text_of
    walk.rule("duty", upheld=True, ruling="是表兄弟。")
    for who, there in (("leader", True), ("leader06", False), ("mediator", False)):
        assert ("to_replace" in read(screen(who).get("/")).text_of) == there
    assert walk.matter.code in read(screen("leader").get("/")).text_of["to_replace"]
    told = {"mediator": THIRD, "reason": "回避。", "no_conflict": True}
    change_mediator(walk.matter, **told, actor=actor("leader"), at=walk._tick())
    assert "to_replace" not in read(screen("leader").get("/")).text_of
