"""接待登记 through its page: one save, every mistake told at its field, nothing typed lost."""

import pytest
from django.urls import reverse

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from tests.web.reader import read
from tests.web.scene import ID_NUMBER, QUARREL, WEST_STREET, Unchanged, brought, events, screen

pytestmark = pytest.mark.django_db
ADDRESS = "/register/"
TOLD = {
    "applicant_name": "王测一",
    "applicant_phone": "138 0000 0001",
    "applicant_id_number": ID_NUMBER.lower(),
    "applicant_address": "巩昌镇某小区",
    "respondent_name": "李测二",
    "story": "楼上漏水泡坏了我家天花板，\n邻居找了三次都不修。",
    "area": QUARREL.area,
    "place": "某小区三号楼",
}


def blank(seat):
    return read(seat.get(ADDRESS)).form(ADDRESS)


def save(seat, **changes):
    return seat.post(ADDRESS, blank(seat).filled(**TOLD | changes))


def newest():
    return Matter.objects.order_by("-id").first()


def test_the_clerk_saves_and_gets_the_slip_or_the_matter():
    seat = screen("clerk")
    saved = save(seat, then="slip")
    assert saved["Location"] == reverse("slip", args=[newest().code])
    assert save(seat)["Location"] == f"{reverse('matter', args=[newest().code])}?done=register"
    matter = newest()
    applicant, respondent = matter.parties.order_by("id")
    assert (applicant.name, applicant.phone, applicant.id_number) == ("王测一", "13800000001", ID_NUMBER)
    assert (respondent.name, respondent.phone) == ("李测二", "")
    assert (matter.story, matter.place, matter.channel) == (TOLD["story"], TOLD["place"], "walk_in")
    assert verify()["problems"] == []


def test_the_type_is_guessed_from_the_story_and_a_chosen_one_stands():
    seat = screen("clerk")
    save(seat)
    assert newest().matter_type_id == "02"
    save(seat, matter_type="11")
    assert newest().matter_type_id == "11"
    save(seat, story="说不清是什么事")
    assert newest().matter_type_id == "18"


@pytest.mark.parametrize(
    ("who", "more", "steps"),
    [
        ("clerk", {}, ["register"]),
        ("duty", {}, ["register"]),
        ("duty", {"accept_now": "on"}, ["register", "accept"]),
        ("small", {"accept_now": "on"}, ["register", "accept"]),
        ("small", {"accept_now": "on", "assign_to": "team-16"}, ["register", "accept", "assign"]),
        ("duty", {"accept_now": "on", "assign_to": "proposed"}, ["register", "accept", "assign"]),
    ],
)
def test_one_save_does_as_much_as_the_person_may_each_its_own_event(who, more, steps):
    seat = screen(who)
    assert save(seat, **more).status_code == 302
    assert events(newest()) == steps


def test_only_who_may_accept_or_assign_is_asked_about_it():
    assert not {"accept_now", "assign_to"} & set(offered("clerk"))
    assert offered("duty") >= {"accept_now", "assign_to"}
    assert offered("small") >= {"accept_now", "assign_to"}
    seat = screen("clerk")
    assert save(seat, accept_now="on", assign_to="team-16").status_code == 302
    assert events(newest()) == ["register"]


def offered(who):
    return {attrs.get("name") for _, attrs in read(screen(who).get(ADDRESS)).tags}


@pytest.mark.parametrize("who", ["dispatcher", "leader", "mediator", "archivist", "director", "admin"])
def test_nobody_else_registers(who):
    seat, clerk = screen(who), screen("clerk")
    form = blank(clerk).filled(**TOLD)
    with Unchanged():
        assert seat.get(ADDRESS).status_code == 404
        assert seat.post(ADDRESS, form).status_code == 404
        assert seat.post("/register/hints/", form).status_code == 404
        expired = screen().post(ADDRESS, form)
        assert expired.status_code == 403
        assert TOLD["place"] in read(expired).words  # nothing typed is lost


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("applicant_name", "", "请填写“申请人姓名”。"),
        ("applicant_name", "  　", "请填写“申请人姓名”。"),
        ("applicant_name", "长" * 61, "最多 60 个字，现有 61 个字"),
        ("applicant_name", "王\x00五", "无法识别的字符"),
        ("applicant_name", "王\u202e五", "改变文字方向"),
        ("applicant_phone", "12345", "手机应为 11 位"),
        ("applicant_phone", "999999999999999", "电话号码不对"),
        ("applicant_id_number", "110105194912310021", "校验位不符"),
        ("applicant_id_number", "11010519491231", "应为 18 位，现有 14 位"),
        ("story", "", "请填写“事情经过和要求”。"),
        ("story", "长" * 5001, "最多 5000 个字，现有 5001 个字"),
        ("story", "前\x00后", "无法识别的字符"),
        ("place", "长" * 121, "最多 120 个字"),
        ("area", "", "请选择“发生在哪里”。"),
        ("area", "000000", "选项已变化"),
        ("matter_type", "99", "选项已变化"),
        ("assign_to", "team-16", "请先勾选“当场受理”"),
        ("channel", "fax", "选项已变化"),
        ("risk", "purple", "选项已变化"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_all_typing_is_kept(field, typed, says):
    seat = screen("small")
    sent = blank(seat).filled(**TOLD | {field: typed})
    with Unchanged():
        answer = seat.post(ADDRESS, sent)
    page = read(answer)
    assert answer.status_code == 422
    assert says in (page.text_of[f"id_{field}"] if field in {"channel", "risk"} else page.explains(field))
    assert ("a", {"href": f"#id_{field}"}) in page.tags
    again = page.form(ADDRESS).typed()
    lost = {name for name in sent if name in TOLD and again.get(name) != sent[name]}
    assert lost <= ({field} if field == "area" else set())  # a choice that is none cannot stand in a list


def test_a_quarrel_needs_somebody_on_the_other_side_a_service_does_not():
    seat = screen("clerk")
    with Unchanged():
        answer = save(seat, respondent_name="")
    assert answer.status_code == 409
    page = read(answer)
    assert "请填写对方姓名或单位；如果是办事，请把类型选成便民事项。" in page.explains("respondent_name")
    assert page.form(ADDRESS).sends["story"] == [TOLD["story"]]
    assert save(seat, respondent_name="", matter_type="B4", story="家里停水三天了。").status_code == 302
    assert newest().service
    assert [party.name for party in newest().parties.all()] == ["王测一"]


def test_where_it_happened_is_a_township_or_one_of_its_villages():
    page = read(screen("clerk").get(ADDRESS))
    groups = [attrs["label"] for tag, attrs in page.tags if tag == "optgroup"]
    assert {"巩昌镇", "文峰镇"} <= set(groups)
    places = {attrs["value"] for tag, attrs in page.tags if tag == "option"}
    assert {"621122100", WEST_STREET} <= places
    assert "621122" not in places  # the county as a whole is no place
    seat = screen("clerk")
    assert save(seat, area=WEST_STREET).status_code == 302
    assert newest().area_id == WEST_STREET
    assert "巩昌镇西街村" in read(seat.get(f"/m/{newest().code}/")).words


def test_where_it_comes_from_and_how_pressing_it_is_are_kept_and_said():
    seat = screen("clerk")
    save(seat, channel="hotline", risk="red")
    assert (newest().channel, newest().risk) == ("hotline", "red")
    words = read(seat.get(f"/m/{newest().code}/")).words
    assert "12345 热线转来" in words
    assert "风险红（紧急）" in words


def test_who_registers_may_leave_the_choice_of_unit_to_the_rules():
    seat = screen("small")
    save(seat, accept_now="on", assign_to="proposed")
    matter = newest()
    assert (matter.holder_id, matter.routes.get().unit_id) == ("town-621122100", "town-621122100")
    assert matter.routes.get().rule == "R11"
    save(seat, accept_now="on", assign_to="proposed", risk="red")  # red is nobody's but the centre's to decide
    assert events(newest()) == ["register", "accept"]
    assert newest().holder_id == "centre"


@pytest.mark.parametrize("name", ["䶮", "𠮷田", "买买提·吾守尔", "家👨‍👩‍👧", 'O\'Brien "Li"', "<b>王</b>"])
def test_names_as_people_have_them_are_kept_and_shown(name):
    seat = screen("clerk")
    save(seat, applicant_name=name)
    assert newest().parties.order_by("id")[0].name == name
    assert f"{name} 与 李测二" in read(seat.get(f"/m/{newest().code}/")).words


def test_the_same_form_twice_is_one_matter():
    seat = screen("small")
    form = blank(seat).filled(**TOLD, accept_now="on", assign_to="team-16")
    first = seat.post(ADDRESS, form)
    with Unchanged():
        assert seat.post(ADDRESS, form)["Location"] == first["Location"]
    assert Matter.objects.count() == 1


def test_going_back_and_editing_a_saved_form_is_refused_with_its_code():
    seat = screen("clerk")
    form = blank(seat).filled(**TOLD)
    seat.post(ADDRESS, form)
    with Unchanged():
        answer = seat.post(ADDRESS, form | {"applicant_name": ["王测三"]})
    page = read(answer)
    assert answer.status_code == 409
    assert f"这张表已经保存过（{newest().code}）" in page.words
    assert page.form(ADDRESS).sends["applicant_name"] == ["王测三"]


@pytest.mark.parametrize("once", [None, "", "x", "g" * 32])
def test_a_form_without_a_proper_nonce_is_not_saved(once):
    seat = screen("clerk")
    with Unchanged():
        answer = save(seat, once=once)
    assert answer.status_code == 409
    assert "这次提交没有保存" in read(answer).words
    assert read(answer).form(ADDRESS).sends["story"] == [TOLD["story"]]


def test_while_typing_the_page_hints_at_the_type_and_at_former_visits():
    seat = screen("clerk")
    empty = read(seat.post("/register/hints/", {}))
    assert empty.words.strip() == ""
    former = brought("registered").matter
    hinted = read(seat.post("/register/hints/", {"story": "拖欠我三个月工资", "applicant_phone": "138-0000-0001"}))
    assert "劳动" in hinted.words
    assert "以前来过" in hinted.words
    assert f"/m/{former.code}/" in {attrs.get("href") for tag, attrs in hinted.tags if tag == "a"}
    assert "以前来过" not in read(seat.post("/register/hints/", {"applicant_phone": "13800000009"})).words
