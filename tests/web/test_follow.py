"""A villager follows their matter: by the slip's QR or its code and PIN. Nobody else's name, nothing of the story."""

import time

import pytest
from django.core import signing
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client
from django.utils import timezone

from fengdan.matters.actions.guide import Guided, guide
from fengdan.matters.actions.handle_rating import handle_rating
from fengdan.matters.actions.reject import reject
from fengdan.matters.actions.transfer import transfer
from fengdan.matters.verify import verify
from fengdan.web.public.follow import WRONG
from fengdan.web.public.holder import MINUTES, SLIP
from tests.cast import LI, QUARREL, TERMS, WANG, actor
from tests.web.reader import read
from tests.web.scene import NO_WATER, Unchanged, brought, screen, withdrawn

pytestmark = pytest.mark.django_db
MINE = "/follow/mine/"
NEVER_SHOWN = (WANG.name, WANG.phone, LI.name, LI.phone, QUARREL.story[:6], QUARREL.place, TERMS.content, "天花板")
NEVER_SAID = ("风险", "督办", "民转刑", "重复访", "红色", "拒绝", "被申请人", "案件", "信访人")


def ask(villager, code, pin):
    return villager.post("/follow/", {"code": code, "pin": pin})


@pytest.fixture
def matter():
    return brought("registered").matter


def wrong_pin(matter):
    return "".join(str(9 - int(digit)) for digit in matter.pin)


def fullwidth(text):
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def test_the_qr_leads_to_the_matter_and_its_token_stays_nowhere(matter):
    villager = screen()
    with Unchanged():
        led = villager.get(f"/f/{matter.token}/")
        page = villager.get(MINE)
    assert (led.status_code, led["Location"]) == (302, MINE)
    assert matter.code in read(page).words
    assert matter.token not in page.content.decode()
    assert matter.token not in str(villager.cookies)
    assert villager.cookies[SLIP.cookie]["httponly"]
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "typing",
    [
        lambda code: code,
        lambda code: code.replace("-", ""),
        lambda code: code.lower().replace("-", " "),
        lambda code: f"  {code}\u200b ",
        lambda code: fullwidth(code.replace("-", "")),
    ],
)
def test_code_and_pin_are_taken_however_they_are_typed(matter, typing):
    for pin in (matter.pin, f" {matter.pin} ", f"{matter.pin[:3]} {matter.pin[3:]}", fullwidth(matter.pin)):
        villager = screen()
        assert ask(villager, typing(matter.code), pin)["Location"] == MINE, pin
        assert matter.code in read(villager.get(MINE)).words


def test_wrong_pin_unknown_code_and_no_code_read_the_same(matter):
    other = brought("registered").matter
    tries = [
        (matter.code, wrong_pin(matter)),
        (other.code, matter.pin),
        ("621122-20260101-000001-Q", matter.pin),
        ("不是编号", matter.pin),
    ]
    answers = [ask(screen(), code, pin) for code, pin in tries if pin != other.pin]
    assert {answer.status_code for answer in answers} == {422}
    assert {read(answer).text_of["main"].replace("\n", "") for answer in answers} == {
        read(answers[0]).text_of["main"].replace("\n", "")
    }
    assert WRONG in read(answers[0]).words
    assert all(SLIP.cookie not in answer.cookies for answer in answers)


def test_a_typed_code_stays_and_mistakes_are_told_at_their_field(matter):
    page = read(ask(screen(), matter.code, ""))
    assert "请填写“查询密码”。" in page.explains("pin")
    assert page.form("/follow/").sends["code"] == [matter.code]
    assert "无法识别" in read(ask(screen(), "621122\x00", matter.pin)).explains("code")
    assert "最多 20 个字" in read(ask(screen(), matter.code, "1" * 21)).explains("pin")


@pytest.mark.parametrize("token", ["x", "0" * 32, "%00", "䶮", "a" * 5000, "..%2f"])
def test_a_token_nobody_was_given_leads_nowhere(matter, token):
    assert screen().get(f"/f/{token}/").status_code == 404


class LongAgo(TimestampSigner):
    def timestamp(self):
        return b62_encode(int(time.time()) - MINUTES * 60 - 5)


def test_a_forged_or_expired_cookie_leads_back_to_the_question(matter):
    signer = signing.get_cookie_signer(salt=SLIP.cookie + SLIP.salt)
    other_salt = signing.get_cookie_signer(salt=SLIP.cookie + "other").sign(str(matter.pk))
    expired = LongAgo(key=signer.key, salt=signer.salt).sign(str(matter.pk))
    good = signer.sign(str(matter.pk))
    for value in (
        str(matter.pk),
        f"{matter.pk}:x:y",
        expired,
        other_salt,
        good[:-1],
        good.replace("6", "7", 1),
        "\x00",
    ):
        villager = screen()
        villager.cookies[SLIP.cookie] = value
        assert villager.get(MINE)["Location"] == "/follow/", value
    villager.cookies[SLIP.cookie] = good
    assert matter.code in read(villager.get(MINE)).words


@pytest.mark.parametrize(
    ("scene", "says"),
    [
        ("registered", "已登记"),
        ("accepted", "正在安排由谁来办"),
        ("assigned", "等调解团队接单"),
        ("taken", "卫丙二"),
        ("frozen", "正在调解"),
        ("concluded", "调解成功（书面协议）"),
        ("archived", "已办结并归档"),
    ],
)
def test_the_page_says_where_it_is_and_never_who_or_what(scene, says):
    matter = brought(scene).matter
    villager = screen()
    villager.get(f"/f/{matter.token}/")
    with Unchanged():
        words = read(villager.get(MINE)).words
    assert says in words
    assert [text for text in (*NEVER_SHOWN, *NEVER_SAID, matter.pin) if text in words] == []


def test_a_withdrawn_matter_is_told_as_withdrawn():
    matter = withdrawn(brought("taken")).matter
    villager = screen()
    villager.get(f"/f/{matter.token}/")
    assert "申请人撤回" in read(villager.get(MINE)).words


def test_leaving_takes_the_page_away_and_needs_a_post(matter):
    villager = screen()
    villager.get(f"/f/{matter.token}/")
    assert villager.get("/follow/leave/").status_code == 405
    assert villager.post("/follow/leave/")["Location"] == "/"
    assert villager.get(MINE)["Location"] == "/follow/"


def test_one_slip_opens_one_matter_only(matter):
    other = brought("registered").matter
    villager = screen()
    villager.get(f"/f/{matter.token}/")
    assert villager.get(f"/m/{matter.code}/")["Location"].startswith("/signin/")
    villager.get(f"/f/{other.token}/")
    assert other.code in read(villager.get(MINE)).words
    assert matter.code not in read(villager.get(MINE)).words


@pytest.fixture
def followed():
    """A villager's screen on their matter at a scene, and the matter."""

    def at(scene, told=QUARREL):
        made = brought(scene, told).matter
        villager = screen()
        villager.get(f"/f/{made.token}/")
        return villager, made

    return at


WITHDRAW, RATE = "/follow/withdraw/", "/follow/rate/"


def withdraw(villager, reason="我们自己说好了", **more):
    return villager.post(WITHDRAW, read(villager.get(WITHDRAW)).form(WITHDRAW).filled(reason=reason, **more))


@pytest.mark.parametrize("scene", ["registered", "accepted", "taken", "underway", "signed for", "in hand"])
def test_withdrawing_is_explained_asked_once_more_and_then_done(followed, scene):
    villager, matter = followed(scene)
    assert WITHDRAW in links(villager.get(MINE))
    with Unchanged():
        told = read(villager.get(WITHDRAW)).words
        again = withdraw(villager)
    for said in ("仲裁", "法院起诉", "再来登记"):
        assert said in told
    page = read(again)
    assert (again.status_code, "确定撤回吗" in page.words, "我们自己说好了" in page.words) == (200, True, True)
    assert again["Cache-Control"] == "no-store"
    done = villager.post(WITHDRAW, page.form(WITHDRAW).filled(then="sure"))
    assert (done.status_code, done["Location"]) == (302, MINE)
    matter.refresh_from_db()
    assert (matter.stage, matter.conclusion, matter.conclusion_reason) == ("concluded", "withdrawn", "我们自己说好了")
    event = matter.events.last()
    assert (event.step, event.role, event.actor_id) == ("conclude", "party", f"party:{applicant(matter).pk}")
    assert "我们自己说好了" not in str(event.facts)
    assert "申请人撤回" in read(villager.get(MINE)).words
    assert verify()["problems"] == []


def applicant(matter):
    return matter.parties.filter(side="applicant").first()


def links(response):
    return [attrs.get("href") for tag, attrs in read(response).tags if tag == "a"]


def test_the_same_withdrawal_sent_twice_is_one(followed):
    villager, matter = followed("taken")
    sent = read(withdraw(villager)).form(WITHDRAW).filled(then="sure")
    assert [villager.post(WITHDRAW, sent)["Location"] for _ in range(2)] == [MINE, MINE]
    assert matter.events.filter(step="conclude").count() == 1


def test_without_a_reason_nothing_is_withdrawn_and_a_long_one_stays_in_the_form(followed):
    villager, _ = followed("taken")
    with Unchanged():
        empty, long = withdraw(villager, " "), withdraw(villager, "长" * 201, then="sure")
    assert (empty.status_code, long.status_code) == (422, 422)
    assert "请填写“为什么不办了”" in read(empty).explains("reason")
    assert read(long).form(WITHDRAW).sends["reason"] == ["长" * 201]


def test_an_agreement_in_the_meantime_refuses_and_keeps_what_was_typed(followed):
    villager, _ = followed("frozen")
    assert WITHDRAW not in links(villager.get(MINE))
    assert "协议已经定下来了" in read(villager.get(MINE)).words
    with Unchanged():
        page = read(villager.get(WITHDRAW))
        assert [form for form in page.forms if form.action == WITHDRAW] == []
        sent = {"reason": "不要了", "once": "0" * 32, "then": "sure"}
        refused = villager.post(WITHDRAW, sent)
    assert refused.status_code == 409
    assert read(refused).form(WITHDRAW).sends["reason"] == ["不要了"]


@pytest.mark.parametrize("address", [WITHDRAW, RATE])
def test_nothing_is_done_without_the_slip_or_after_leaving(followed, address):
    villager, matter = followed("taken")
    villager.post("/follow/leave/")
    sent = {"reason": "不要了", "score": "1", "then": "sure", "once": "0" * 32}
    with Unchanged():
        for seat in (screen(), villager, screen("clerk")):
            assert seat.get(address)["Location"] == "/follow/"
            assert seat.post(address, sent)["Location"] == "/follow/"
    matter.refresh_from_db()
    assert matter.stage == "taken"


def test_a_post_from_another_site_is_refused(followed):
    _, matter = followed("taken")
    strict = Client(enforce_csrf_checks=True)
    strict.get(f"/f/{matter.token}/")
    with Unchanged():
        for address in (WITHDRAW, RATE, "/follow/leave/", "/reply/", "/reply/rate/", "/reply/leave/"):
            answer = strict.post(address, {"reason": "x", "score": "1", "then": "sure", "once": "0" * 32})
            assert answer.status_code == 403, address


@pytest.mark.parametrize("once", ["", "x", "0" * 31])
def test_a_form_without_its_nonce_saves_nothing(followed, once):
    villager, _ = followed("taken")
    with Unchanged():
        answer = villager.post(WITHDRAW, {"reason": "不要了", "then": "sure", "once": once})
    assert (answer.status_code, "页面已失效" in read(answer).words) == (409, True)


def score(villager, value, words=""):
    return villager.post(RATE, read(villager.get(RATE)).form(RATE).filled(score=value, words=words))


def test_rating_says_who_reads_it_and_is_given_once(followed):
    villager, matter = followed("concluded")
    assert RATE in links(villager.get(MINE))
    told = read(villager.get(RATE))
    assert told.offers("score") == ["5", "4", "3", "2", "1"]
    for said in ("承办的人和综治中心的人能看到", "另一方看不到", "3个工作日内", "不能改"):
        assert said in told.words
    done = score(villager, "5", "跑得勤")
    assert (done.status_code, done["Location"]) == (302, MINE)
    (given,) = matter.ratings.all()
    assert (given.score, given.words, given.via, given.party) == (5, "跑得勤", "link", applicant(matter))
    page = villager.get(MINE)
    assert "您评的是“非常满意”" in read(page).words
    assert RATE not in links(page)
    with Unchanged():
        assert "已经评过" in read(villager.get(RATE)).words
        again = villager.post(RATE, {"score": "1", "once": "0" * 32})
    assert again.status_code == 409
    assert verify()["problems"] == []


def test_a_low_rating_is_promised_an_answer_and_told_when_it_was_given(followed):
    villager, matter = followed("concluded")
    score(villager, "2", "等了太久")
    assert "3个工作日内处理，并给您一个答复" in read(villager.get(MINE)).words
    rating = matter.ratings.get()
    handle_rating(matter, rating=rating.pk, handling="李测二那边也问过了。", actor=actor("duty"), at=timezone.now())
    words = read(villager.get(MINE)).words
    assert "处理。" in words
    assert "李测二那边" not in words


@pytest.mark.parametrize("scene", ["registered", "taken", "frozen"])
def test_nobody_rates_before_the_end(followed, scene):
    villager, _ = followed(scene)
    assert RATE not in links(villager.get(MINE))
    with Unchanged():
        assert "现在还不能评价" in read(villager.get(RATE)).words
        assert villager.post(RATE, {"score": "5", "once": "0" * 32}).status_code == 409


@pytest.mark.parametrize("value", ["", "0", "6", "-1", "x", "5.0"])
def test_only_the_five_faces_count_and_the_words_stay(followed, value):
    villager, _ = followed("concluded")
    with Unchanged():
        answer = villager.post(RATE, {"score": value, "words": "还行", "once": "0" * 32})
    assert answer.status_code == 422
    assert read(answer).form(RATE).sends["words"] == ["还行"]


def test_whoever_was_sent_elsewhere_is_told_where_and_with_what():
    by = {"actor": actor("duty"), "at": timezone.now()}
    told = Guided("陇西县人民法院", "巩昌镇北大街", "身份证、借条原件", "标的大，要判决", "0932-0000202", "三年内起诉")
    guided = guide(brought("registered").matter, told=told, **by)
    rejected = reject(brought("registered").matter, code="administrative", explanation="罚款决定", **by)
    to = {"kind": "refer", "organ": "陇西县公安局", "reason": "涉嫌犯罪"}
    moved = transfer(brought("registered").matter, **to, **by)
    for matter, says in (
        (guided, ("已引导到其他途径", "陇西县人民法院", "巩昌镇北大街", "借条原件", "0932-0000202", "三年内起诉")),
        (rejected, ("不予受理", "行政行为不服", "行政复议机关")),
        (moved, ("已移送", "陇西县公安局", "等待对方回执")),
    ):
        villager = screen()
        villager.get(f"/f/{matter.token}/")
        words = read(villager.get(MINE)).words
        assert [said for said in says if said not in words] == []
        assert [said for said in (*NEVER_SHOWN, *NEVER_SAID, "涉嫌犯罪", "罚款决定") if said in words] == []


def test_an_errand_speaks_of_no_mediation(followed):
    villager, _ = followed("signed for", NO_WATER)
    words = read(villager.get(MINE)).words
    assert "撤回，不再办了" in words
    assert "调解员" not in words


def test_while_nobody_has_taken_it_the_page_says_when_it_can_be_withdrawn(followed):
    villager, matter = followed("assigned")
    assert WITHDRAW not in links(villager.get(MINE))
    for page in (MINE, WITHDRAW):
        assert "接手以后就可以在网上撤回" in read(villager.get(page)).words
    with Unchanged():
        assert villager.post(WITHDRAW, {"reason": "不要了", "then": "sure", "once": "0" * 32}).status_code == 409
    assert matter.stage == "assigned"
