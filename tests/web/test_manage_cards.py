"""Looking after the menu: what is lacking, editing, photo, consent, publishing; and the mediator's own page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fengdan.files import portrait
from fengdan.files.models import StoredFile
from fengdan.files.store import read as content
from fengdan.teams.models import Card, CardConsent, Mediator
from tests.files import make
from tests.web.reader import read
from tests.web.scene import brought, screen, withdrawn

pytestmark = pytest.mark.django_db
WAITING, GAPS, BARE = "m0603", "m0804", "m1600"  # agreed to by nobody yet; not filled in; no card at all


def page_of(code):
    return f"/manage/cards/{code}/"


def form_of(client, code):
    return read(client.get(page_of(code))).form(page_of(code))


@pytest.fixture
def owner():
    return screen("director")


def test_the_list_says_of_everybody_how_far_their_card_is(owner):
    words = read(owner.get("/manage/cards/")).text_of["cards"]
    rows = [row for row in words.split("\n") if row.strip()]
    assert len([row for row in rows if row.strip() in {"已公布", "等本人同意", "内容没有填全", "没有名片"}]) > 80
    assert "擅长、简介" in words
    assert "周甲四" not in read(owner.get("/manage/cards/?state=none")).text_of["cards"]
    assert "李甲三" in read(owner.get("/manage/cards/?state=waiting")).text_of["cards"]
    assert "薛丑四" in read(owner.get("/manage/cards/?state=gaps")).text_of["cards"]
    assert "陈丙零" in read(owner.get("/manage/cards/?state=none")).text_of["cards"]


def test_from_nothing_to_the_menu_and_off_it(owner):
    sent = form_of(owner, BARE).filled(
        since="2012",
        types=["02", "18"],
        strengths=["邻里排水"],
        languages=["普通话", "手语"],
        seat="县综治中心",
        introduction="一句一句慢慢说。",
    )
    assert owner.post(page_of(BARE), sent).status_code == 302
    assert owner.post(f"{page_of(BARE)}consent/", {"given_on": str(timezone.localdate())}).status_code == 302
    assert owner.post(f"{page_of(BARE)}publish/", publish_form(owner, BARE)).status_code == 302
    number = Card.objects.get(pk=BARE).number
    assert "一句一句慢慢说。" in read(screen().get(f"/menu/{number}/")).words
    assert owner.post(f"{page_of(BARE)}unpublish/", {}).status_code == 302
    assert screen().get(f"/menu/{number}/").status_code == 404
    assert "同意了，没有公布" in read(owner.get("/manage/cards/?state=hidden")).text_of["cards"]
    assert owner.post(f"{page_of(BARE)}withdraw/", {}).status_code == 302
    assert "撤回" in read(owner.get(page_of(BARE))).text_of["consents"]


def publish_form(client, code):
    return read(client.get(page_of(code))).form(f"{page_of(code)}publish/").filled()


def test_what_is_missing_is_named_on_the_page_and_stops_publishing(owner):
    owner.post(f"{page_of(GAPS)}consent/", {"given_on": str(timezone.localdate())})
    page = owner.get(page_of(GAPS))
    assert "还缺：擅长、简介" in read(page).text_of["state"]
    refused = owner.post(f"{page_of(GAPS)}publish/", publish_form(owner, GAPS))
    assert refused.status_code == 409
    assert "名片还缺擅长、简介，不能公布" in read(refused).words
    assert not Card.objects.get(pk=GAPS).published


def test_publishing_without_consent_is_refused(owner):
    refused = owner.post(f"{page_of(WAITING)}publish/", {"seen": str(Card.objects.get(pk=WAITING).changes)})
    assert refused.status_code == 409
    assert "还没有同意公布" in read(refused).words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"since": "1890"}, "至少是 1950"),
        ({"since": "2090"}, "不能晚于今年"),
        ({"number": "0"}, "至少是 1"),
        ({"number": "十"}, "应为整数"),
        ({"introduction": "长" * 201}, "最多 200 个字"),
        ({"types": ["99"]}, "选项已变化"),
        ({"languages": ["火星话"]}, "选项已变化"),
        ({"seat": "中心\u202e反"}, "隐藏符号"),
    ],
)
def test_what_is_mistyped_is_told_at_its_field_and_everything_typed_is_kept(owner, typed, says):
    before = Card.objects.filter(pk=WAITING).values().get()
    sent = form_of(owner, WAITING).filled(court="渭源县人民法院", **typed)
    answer = owner.post(page_of(WAITING), sent)
    assert answer.status_code == 422
    assert says in read(answer).words
    assert 'value="渭源县人民法院"' in answer.content.decode()
    assert Card.objects.filter(pk=WAITING).values().get() == before


def test_a_number_that_is_somebody_elses_is_told_and_everything_typed_is_kept(owner):
    sent = form_of(owner, WAITING).filled(number="1", seat="文峰镇综治中心")
    answer = owner.post(page_of(WAITING), sent)
    assert answer.status_code == 409
    assert "1 号是邹己一的手册编号" in read(answer).words
    assert 'value="文峰镇综治中心"' in answer.content.decode()


def test_of_two_owners_at_once_the_second_is_told_and_keeps_what_they_typed(owner):
    first, second = (form_of(client, WAITING) for client in (owner, screen("dispatcher")))
    assert owner.post(page_of(WAITING), first.filled(seat="首阳镇综治中心")).status_code == 302
    answer = screen("dispatcher").post(page_of(WAITING), second.filled(seat="云田镇综治中心"))
    assert answer.status_code == 409
    assert "别人刚刚改过" in read(answer).words
    assert 'value="云田镇综治中心"' in answer.content.decode()
    assert Card.objects.get(pk=WAITING).seat == "首阳镇综治中心"


def sent_photo(client, code, data, name="我.jpg"):
    seen = str(Card.objects.get(pk=code).changes)
    return client.post(f"{page_of(code)}photo/", {"seen": seen, "photo": SimpleUploadedFile(name, data)})


def test_a_photo_is_kept_small_and_without_where_it_was_taken(owner):
    assert sent_photo(owner, WAITING, make.jpeg(size=(900, 700), exif=make.exif())).status_code == 302
    stored = StoredFile.objects.get(subject=f"card:{WAITING}")
    kept = content(stored)
    assert b"canary" not in kept
    assert make.opened(kept).size == portrait.SIZE
    assert owner.get(f"{page_of(WAITING)}photo/").content == kept
    assert f'src="{page_of(WAITING)}photo/"' in owner.get(page_of(WAITING)).content.decode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html>", "只收 JPG、PNG"),
        (make.PDF, "只收 JPG、PNG"),
        (make.jpeg(size=(800, 600))[:900], "照片已损坏"),
        (make.flood(20_000, 15_000), "照片太大"),
        (make.jpeg() + bytes(11 * 1024 * 1024), "太大"),
        (b"", "是空文件"),
    ],
)
def test_what_is_no_photo_is_told_in_a_clear_sentence(owner, data, says):
    answer = sent_photo(owner, WAITING, data)
    assert answer.status_code in {409, 422}
    assert says in read(answer).words
    assert Card.objects.get(pk=WAITING).photo is None


def test_no_photo_at_all(owner):
    answer = owner.post(f"{page_of(WAITING)}photo/", {"seen": "1"})
    assert answer.status_code == 422
    assert "请选择“照片”" in read(answer).words


@pytest.mark.parametrize("day", ["", "2026-13-01", "2999-01-01"])
def test_a_day_that_is_none_or_still_to_come_is_told(owner, day):
    answer = owner.post(f"{page_of(WAITING)}consent/", {"given_on": day})
    assert answer.status_code in {409, 422}
    assert not CardConsent.objects.filter(mediator=WAITING).exists()


def test_the_mediator_sees_their_card_takes_it_back_and_agrees_again():
    mine = screen("mediator")
    assert "卫丙二" in read(mine.get("/card/")).words
    assert "现在菜单上能看到您" in read(mine.get("/card/")).text_of["consent"]
    assert mine.post("/card/", {"do": "withdraw"}).status_code == 302
    assert "现在菜单上看不到您" in read(mine.get("/card/")).text_of["consent"]
    unread = mine.post("/card/", {"do": "agree"})
    assert unread.status_code == 422
    assert "请先看过上面的内容" in read(unread).words
    assert mine.post("/card/", {"do": "agree", "read": "1"}).status_code == 302
    assert CardConsent.objects.get(mediator="m1602", withdrawn_at=None).how == "account"


def test_a_mediator_without_a_card_is_told_what_comes_next():
    Mediator.objects.filter(pk="m1602").update(user=None)
    assert "还没有您的名片" in read(screen("mediator").get("/card/")).words
    assert screen("mediator").post("/card/", {"do": "withdraw"}).status_code == 200
    assert screen("mediator").get("/card/photo/").status_code == 404


def test_a_mediator_sees_their_own_portrait_before_it_is_published(owner):
    sent_photo(owner, "m1602", make.jpeg())
    screen("mediator").post("/card/", {"do": "withdraw"})
    assert screen("mediator").get("/card/photo/")["Content-Type"] == "image/jpeg"
    assert screen().get(f"/menu/{Card.objects.get(pk='m1602').number}/photo/").status_code == 404


def test_the_numbers_lead_to_the_matters_they_count():
    settled, withdrawn_ = brought("concluded").matter, withdrawn(brought("taken")).matter
    for who, page in (("director", page_of("m1602")), ("mediator", "/card/")):
        client = screen(who)
        links = [attrs["href"] for tag, attrs in read(client.get(page)).tags if "list=card." in attrs.get("href", "")]
        assert links == ["/matters/?list=card.m1602", "/matters/?list=card.m1602.settled"]
        done, of_them = (client.get(link).content.decode() for link in links)
        assert settled.code in done
        assert withdrawn_.code in done
        assert settled.code in of_them
        assert withdrawn_.code not in of_them
    assert settled.code not in screen("mediator06").get("/matters/?list=card.m1602").content.decode()
    assert "list=card." not in screen("dispatcher").get(page_of("m1602")).content.decode()
