"""预编号登记单: printed while there is power, handed out without, typed in when it is back."""

import re

import pytest

from fengdan.matters.models import Matter, PaperSlip
from fengdan.matters.verify import verify
from tests.web.reader import read
from tests.web.scene import Unchanged, brought, screen
from tests.web.test_register import TOLD
from tests.web.test_register import save as register
from tests.web.test_slip import dots

pytestmark = pytest.mark.django_db
ADDRESS = "/slips/"


def ask_for(seat, how_many="2", **changes):
    return seat.post(ADDRESS, read(seat.get(ADDRESS)).form(ADDRESS).filled(how_many=how_many, **changes))


def printed(how_many="2"):
    ask_for(screen("clerk"), how_many)
    return list(PaperSlip.objects.order_by("code"))


def sheet(seat, slip):
    return seat.get(f"/slips/{slip.code}/")


def test_a_sheet_has_what_is_written_by_hand_and_what_is_torn_off():
    seat = screen("clerk")
    made = ask_for(seat)
    slips = list(PaperSlip.objects.order_by("code"))
    assert (made.status_code, made["Location"]) == (302, f"/slips/{slips[0].code}/")
    answer = seat.get(made["Location"])
    page = read(answer)
    for slip in slips:
        assert page.words.count(slip.code) == 2  # one half stays, one goes
        assert slip.pin in "".join(page.words.split())
        assert slip.token not in answer.content.decode()
    for field in ("姓名", "电话", "和谁", "什么事", "在哪里", "什么时候来的", "签字", "几个人"):
        assert page.words.count(field) >= 2
    images = [attrs["src"] for tag, attrs in page.tags if tag == "img"]
    assert len({dots(image) for image in images}) == 2


def test_it_is_reached_from_the_registration():
    page = read(screen("clerk").get("/register/"))
    assert ("a", "/slips/") in [(tag, attrs.get("href")) for tag, attrs in page.tags]


@pytest.mark.parametrize("who", ["dispatcher", "mediator", "leader", "village", "director", "auditor", "admin"])
def test_nobody_else_prints(who):
    (slip,) = printed("1")
    form = read(screen("clerk").get(ADDRESS)).form(ADDRESS).filled(how_many="1")
    with Unchanged():
        assert screen(who).get(ADDRESS).status_code == 404
        assert screen(who).post(ADDRESS, form).status_code == 404
        assert sheet(screen(who), slip).status_code == 404
        assert screen().post(ADDRESS, form).status_code == 403


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填写“打印几张”。"),
        ("0", "“打印几张”至少是 1。"),
        ("51", "“打印几张”最多是 50，请核对。"),
        ("1.5", "“打印几张”应为整数"),
        ("两张", "“打印几张”应为整数"),
    ],
)
def test_how_many(typed, says):
    with Unchanged():
        answer = ask_for(screen("clerk"), typed)
    assert answer.status_code == 422
    assert says in read(answer).explains("how_many")
    assert not PaperSlip.objects.exists()


def test_sent_twice_it_leads_to_the_same_sheets():
    seat = screen("clerk")
    form = read(seat.get(ADDRESS)).form(ADDRESS).filled(how_many="2")
    first = seat.post(ADDRESS, form)
    with Unchanged():
        assert seat.post(ADDRESS, form)["Location"] == first["Location"]
    assert PaperSlip.objects.count() == 2


@pytest.mark.parametrize("once", [None, "", "x"])
def test_a_form_without_a_proper_nonce_prints_nothing(once):
    with Unchanged():
        answer = ask_for(screen("clerk"), once=once)
    assert answer.status_code == 409
    assert not PaperSlip.objects.exists()


def test_what_is_typed_in_gets_the_slips_own_number_and_is_printed_no_more():
    first, second = printed()
    seat = screen("clerk")
    saved = register(seat, paper_slip=first.code.replace("-", " "), then="slip")
    assert saved["Location"] == f"/m/{first.code}/slip/"
    matter = Matter.objects.get()
    assert (matter.code, matter.pin, matter.token) == (first.code, first.pin, first.token)
    words = read(sheet(seat, first)).words
    assert second.code in words
    assert first.code not in words
    register(seat, paper_slip=second.code)
    assert sheet(seat, first).status_code == 404
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("621122-20260102-000001-0", "登记单的编号不对"),
        ("王测一", "登记单的编号不对"),
        ("621122-20260101-000001-A\u202e", "隐藏符号"),
    ],
)
def test_a_number_that_is_none_keeps_what_was_typed(typed, says):
    printed("1")
    with Unchanged():
        answer = register(screen("clerk"), paper_slip=typed)
    page = read(answer)
    assert answer.status_code in {409, 422}
    assert says in page.explains("paper_slip")
    assert page.form("/register/").sends["story"] == [TOLD["story"]]
    assert ("details", True) in [(tag, "open" in attrs) for tag, attrs in page.tags]  # the mistake is in sight


def test_the_same_slip_twice_is_told_with_its_number():
    (slip,) = printed("1")
    register(screen("clerk"), paper_slip=slip.code)
    with Unchanged():
        answer = register(screen("duty"), paper_slip=slip.code)
    assert answer.status_code == 409
    assert f"这张登记单已经录入过（{slip.code}）" in read(answer).explains("paper_slip")


def test_the_person_asks_before_it_is_typed_in_and_after():
    (slip,) = printed("1")
    villager = screen()
    with Unchanged():
        early = villager.get(f"/f/{slip.token}/")
    assert early.status_code == 200
    assert "这张登记单还没有录入，请过一会儿再查，或打电话" in read(early).words
    by_pin = villager.post("/follow/", {"code": slip.code, "pin": slip.pin})
    assert "还没有录入" in read(by_pin).words
    register(screen("clerk"), paper_slip=slip.code)
    assert villager.get(f"/f/{slip.token}/")["Location"] == "/follow/mine/"
    assert villager.post("/follow/", {"code": slip.code, "pin": slip.pin})["Location"] == "/follow/mine/"
    assert slip.code in read(villager.get("/follow/mine/")).words


def test_a_wrong_pin_for_a_slip_reads_as_for_any_code():
    (slip,) = printed("1")
    wrong = "".join(str(9 - int(digit)) for digit in slip.pin)
    matter = brought("registered").matter
    said = [read(screen().post("/follow/", {"code": code, "pin": wrong})).words for code in (slip.code, matter.code)]
    assert ["还没有录入" in words for words in said] == [False, False]
    assert len({re.sub(r"\s", "", words) for words in said}) == 1
    assert screen().get("/f/no-such-token/").status_code == 404
