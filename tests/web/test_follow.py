"""A villager follows their matter: by the slip's QR or its code and PIN. Nobody else's name, nothing of the story."""

import time

import pytest
from django.core import signing
from django.core.signing import TimestampSigner, b62_encode

from fengdan.web.public.follow import COOKIE, MINUTES, SALT, WRONG
from tests.cast import LI, QUARREL, TERMS, WANG
from tests.web.reader import read
from tests.web.scene import Unchanged, brought, screen, withdrawn

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
    assert villager.cookies[COOKIE]["httponly"]
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
    assert all(COOKIE not in answer.cookies for answer in answers)


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
    signer = signing.get_cookie_signer(salt=COOKIE + SALT)
    other_salt = signing.get_cookie_signer(salt=COOKIE + "other").sign(str(matter.pk))
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
        villager.cookies[COOKIE] = value
        assert villager.get(MINE)["Location"] == "/follow/", value
    villager.cookies[COOKIE] = good
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
