"""网上登记: somebody without an account tells what happened, in six fields, and takes code and PIN along."""

import pytest
from django.urls import reverse

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from fengdan.web.public.apply import PER_ADDRESS
from tests.cast import LI, WANG
from tests.web.reader import read
from tests.web.scene import QUARREL, Unchanged, brought, events, screen

pytestmark = pytest.mark.django_db
ADDRESS, DONE = "/apply/", "/apply/done/"
TOLD = {
    "name": WANG.name,
    "phone": "138 0000 0001",
    "story": QUARREL.story,
    "other": LI.name,
    "town": "621122100",
    "agreed": "on",
}


def blank(villager):
    return read(villager.get(ADDRESS)).form(ADDRESS)


def send(villager, **changes):
    return villager.post(ADDRESS, blank(villager).filled(**TOLD | changes))


def newest():
    return Matter.objects.order_by("-id").first()


def test_six_fields_and_no_account():
    page = read(screen().get(ADDRESS))
    asked = page.form(ADDRESS).typed().keys() | {"agreed"}
    assert asked == TOLD.keys()
    assert len(asked) <= 6
    assert "110" in page.words
    assert "陇西县社会治安综合治理中心收下" in page.text_of["main"]


def test_what_is_told_is_registered_at_the_centre_and_waits_for_the_duty_leader():
    villager = screen()
    sent = send(villager)
    matter = newest()
    assert (sent.status_code, sent["Location"]) == (302, DONE)
    assert (matter.channel, matter.stage, matter.holder_id, matter.origin_id) == (
        "online",
        "registered",
        "centre",
        "centre",
    )
    assert (matter.matter_type_id, matter.area_id) == ("02", "621122100")
    applicant, respondent = matter.parties.order_by("id")
    assert (applicant.name, applicant.phone, applicant.consent) == (WANG.name, WANG.phone, "agreed")
    assert (respondent.name, respondent.consent) == (LI.name, "pending")
    assert not matter.visits.exists()
    page = read(screen("duty").get(f"/m/{matter.code}/"))
    assert "网上提交 · 当事人本人" in page.text_of["history"]
    assert matter.code in read(screen("duty").get("/")).words
    assert verify()["problems"] == []


def test_code_and_pin_are_shown_once_taken_down_they_are_away():
    villager = screen()
    answer = villager.get(send(villager)["Location"])
    matter, page = newest(), read(answer)
    assert matter.code in page.words
    assert matter.pin in "".join(page.words.split())
    assert [attrs["alt"] for tag, attrs in page.tags if tag == "img"] == ["查进度的二维码"]
    assert matter.token not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert read(villager.get(DONE)).words == page.words  # a reload loses nothing
    assert villager.post("/follow/", {"code": matter.code, "pin": matter.pin})["Location"] == "/follow/mine/"
    villager.post(DONE, page.form(DONE).filled())
    assert villager.get(DONE)["Location"] == ADDRESS


def test_nobody_elses_code_or_pin_is_ever_shown():
    other = brought("registered").matter
    stranger = screen()
    assert stranger.get(DONE)["Location"] == ADDRESS
    stranger.get(f"/f/{other.token}/")  # whoever follows a matter has not told it here
    assert stranger.get(DONE)["Location"] == ADDRESS
    stranger.cookies["applied"] = str(other.pk)
    assert stranger.get(DONE)["Location"] == ADDRESS
    stranger.cookies["applied"] = stranger.cookies["slip"].value
    assert stranger.get(DONE)["Location"] == ADDRESS


def test_what_the_same_telephone_told_before_is_not_hinted_at():
    brought("registered")
    villager = screen()
    page = read(villager.get(send(villager)["Location"]))
    assert "以前来过" not in page.words
    assert "/m/" not in str(page.tags)


def test_sent_twice_it_is_one_matter():
    villager = screen()
    form = blank(villager).filled(**TOLD)
    first = villager.post(ADDRESS, form)
    code = newest().code
    with Unchanged():
        assert villager.post(ADDRESS, form)["Location"] == first["Location"]
    assert (Matter.objects.count(), newest().code) == (1, code)
    with Unchanged():
        other = villager.post(ADDRESS, form | {"story": ["另一件事"]})
    assert other.status_code == 409
    assert events(newest()) == ["register"]


@pytest.mark.parametrize("once", [None, "", "x"])
def test_a_form_without_a_proper_nonce_is_not_saved(once):
    with Unchanged():
        answer = send(screen(), once=once)
    assert answer.status_code == 409
    assert read(answer).form(ADDRESS).sends["story"] == [TOLD["story"]]


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", " ", "请填写“您怎么称呼”。"),
        ("name", "王\u202e五", "改变文字方向"),
        ("phone", "", "请填写“您的电话”。"),
        ("phone", "12345", "手机应为 11 位"),
        ("story", "", "请填写“什么事，想怎么解决”。"),
        ("story", "长" * 2001, "最多 2000 个字，现有 2001 个字"),
        ("story", "前\x00后", "无法识别的字符"),
        ("other", "", "请写上和谁有矛盾；不知道名字的，写您知道的，比如“楼上邻居”。"),
        ("other", "长" * 61, "最多 60 个字"),
        ("town", "", "请选择“在哪个乡镇”。"),
        ("town", "621122", "选项已变化"),
        ("town", "621122100201", "选项已变化"),
        ("agreed", None, "请勾选“我看过上面的说明，同意这样使用我写的内容”。"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_all_typing_is_kept(field, typed, says):
    villager = screen()
    with Unchanged():
        answer = send(villager, **{field: typed})
    page = read(answer)
    assert answer.status_code == 422
    assert says in page.explains(field)
    again = page.form(ADDRESS).typed()
    kept = TOLD.keys() - {field}
    assert {name: again.get(name) for name in kept} == {name: [TOLD[name]] for name in kept}


def test_an_errand_needs_nobody_on_the_other_side():
    assert send(screen(), other="", story="户口簿丢了，怎么补办？").status_code == 302
    assert newest().service


def test_too_many_from_one_address_wait_calmly_and_keep_what_they_wrote():
    villager = screen()
    for _ in range(PER_ADDRESS):
        assert send(villager).status_code == 302
    with Unchanged():
        answer = send(villager)
    page = read(answer)
    assert answer.status_code == 409
    assert "刚才从这里提交的比较多，请在" in page.words
    assert "输入错误" not in page.words
    assert page.form(ADDRESS).sends["story"] == [TOLD["story"]]
    elsewhere = screen()
    assert elsewhere.post(ADDRESS, blank(elsewhere).filled(**TOLD), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_village_behind_one_address_is_not_shut_out_of_asking():
    villager = screen()
    for _ in range(PER_ADDRESS):
        send(villager)
    matter = newest()
    assert villager.post("/follow/", {"code": matter.code, "pin": matter.pin})["Location"] == "/follow/mine/"


def test_nothing_told_here_is_reachable_without_its_slip():
    send(screen())
    for stranger in (screen(), screen("mediator"), screen("town")):
        assert stranger.get(DONE)["Location"] == ADDRESS
        assert stranger.get(reverse("matter", args=[newest().code])).status_code in {302, 404}
