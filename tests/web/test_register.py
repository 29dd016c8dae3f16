"""接待登记 through its page: one save, every mistake told at its field, nothing typed lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fengdan.matters.models import Matter, OralAgreement
from fengdan.matters.verify import verify
from tests.endings import CALLED, Ending
from tests.web.reader import read
from tests.web.scene import (
    ID_NUMBER,
    PROMISED,
    QUARREL,
    WANG,
    WEST_STREET,
    Unchanged,
    brought,
    events,
    screen,
    withdrawn,
)

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
MEDIATED = {
    "way": "mediate",
    "mediator": "m1602",  # 卫丙二
    "content": PROMISED,
    "due": "12月1日前",
    "nothing_due": "on",
    "both_agree": "on",
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
        ("duty", {"way": "accept"}, ["register", "accept"]),
        ("small", {"way": "accept"}, ["register", "accept"]),
        ("small", {"way": "give", "assign_to": "team-16"}, ["register", "accept", "assign"]),
        ("duty", {"way": "give", "assign_to": "proposed"}, ["register", "accept", "assign"]),
        ("clerk", {"way": "answer", "text": "带户口簿到政务大厅。"}, ["register", "answer"]),
        ("clerk", MEDIATED, ["register", "record_consent", "agree_orally", "conclude"]),
        ("duty", MEDIATED, ["register", "record_consent", "agree_orally", "conclude"]),
    ],
)
def test_one_save_does_as_much_as_the_person_may_each_its_own_event(who, more, steps):
    seat = screen(who)
    assert save(seat, **more).status_code == 302
    assert events(newest()) == steps


def test_only_who_may_accept_or_assign_is_asked_about_it():
    assert read(screen("clerk").get(ADDRESS)).offers("way") == ["wait", "answer", "mediate"]
    assert "assign_to" not in blank(screen("clerk")).sends
    for who in ("duty", "small"):
        assert read(screen(who).get(ADDRESS)).offers("way") == ["wait", "accept", "give", "answer", "mediate"]
        assert "assign_to" in blank(screen(who)).sends
    with Unchanged():
        answer = save(screen("clerk"), way="give", assign_to="team-16")
    assert answer.status_code == 422
    assert "选项已变化" in read(answer).text_of["id_way"]


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
        ("way", "wish", "选项已变化"),
        ("contact_phone", "12345", "手机应为 11 位"),
        ("contact_relation", "长" * 21, "最多 20 个字"),
        ("people", "", "请填写“来了几个人”。"),
        ("people", "-1", "“来了几个人”至少是 0。"),
        ("people", "1000", "“来了几个人”最多是 999"),
        ("people", "三个", "“来了几个人”应为整数"),
        ("anonymous", "on", "匿名咨询不留姓名"),
        ("organ", "长" * 61, "最多 60 个字"),
        ("sent_on", "2026-02-30", "不是有效的日期"),
        ("happened_at", "2099-01-01T10:00", "不能晚于现在"),
        ("paper_slip", "9" * 41, "最多 40 个字"),
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
    assert says in (page.text_of[f"id_{field}"] if field in {"channel", "risk", "way"} else page.explains(field))
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
    save(seat, channel="hotline", organ="县 12345 热线", number="热 7 号", sent_on="2026-01-05", risk="red", people="0")
    assert (newest().channel, newest().risk) == ("hotline", "red")
    words = read(seat.get(f"/m/{newest().code}/")).words
    assert "12345 热线转来" in words
    assert "热 7 号" in words
    assert "2026年1月5日" in words
    assert "风险红（紧急）" in words


def test_who_registers_may_leave_the_choice_of_unit_to_the_rules():
    seat = screen("small")
    save(seat, way="give", assign_to="proposed")
    matter = newest()
    assert (matter.holder_id, matter.routes.get().unit_id) == ("town-621122100", "town-621122100")
    assert matter.routes.get().rule == "R11"
    save(seat, way="give", assign_to="proposed", risk="red")  # red is nobody's but the centre's to decide
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
    form = blank(seat).filled(**TOLD, way="give", assign_to="team-16")
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


def test_what_happened_this_morning_counts_from_then_and_says_when_it_was_typed():
    seat, then = screen("clerk"), (timezone.now() - timedelta(hours=5)).replace(second=0, microsecond=0)
    saved = save(seat, happened_at=f"{timezone.localtime(then):%Y-%m-%dT%H:%M}")
    assert newest().registered_at == then
    assert "补录" in read(seat.get(saved["Location"])).text_of["history"]
    assert newest().visits.get().visited_at == then
    save(seat)
    assert "补录" not in read(seat.get(f"/m/{newest().code}/")).text_of["history"]


def test_a_daughter_who_came_for_her_father_is_shown_masked_until_somebody_asks():
    seat = screen("clerk")
    told = {"contact_name": "王小花", "contact_phone": "138 0000 0009", "contact_relation": "女儿", "people": "2"}
    save(seat, applicant_phone="", **told)
    address = f"/m/{newest().code}/"
    page = read(seat.get(address))
    assert "王小花（女儿），电话 138****0009" in page.text_of["parties"]
    assert "1 批 2 人次" in page.words
    shown = read(seat.post(f"{address}reveal/", {"reason": "contact"})).text_of["parties"]
    assert "王小花（女儿），电话 13800000009" in shown


def test_an_anonymous_question_leaves_no_name():
    seat = screen("clerk")
    nobody = dict.fromkeys(("applicant_name", "applicant_phone", "applicant_id_number", "applicant_address"), "")
    nobody |= {"respondent_name": "", "anonymous": "on", "story": "户口簿丢了怎么补办？"}
    assert save(seat, **nobody, way="answer", text="带身份证到派出所，当天办。").status_code == 302
    assert [party.name for party in newest().parties.all()] == ["匿名群众"]
    assert (newest().service, newest().conclusion) == (True, "answered_on_spot")
    with Unchanged():
        quarrel = save(seat, **nobody | {"matter_type": "02"})
    assert quarrel.status_code == 409
    assert "匿名只用于咨询等便民事项" in read(quarrel).explains("anonymous")


def test_settled_at_the_desk_the_matter_is_over_with_its_number():
    seat = screen("clerk")
    page = read(seat.get(save(seat, **MEDIATED)["Location"]))
    said = OralAgreement.objects.get()
    assert said.number in page.text_of["oral"]
    assert PROMISED in page.text_of["oral"]
    assert "调解成功（口头协议）" in page.text_of["history"]
    assert verify()["problems"] == []


def test_what_remains_to_be_done_after_settling_at_the_desk_is_kept_as_owed():
    promised = {"nothing_due": None, "promise_party": "respondent", "promise_due_on": "2060-01-01"}
    seat = screen("clerk")
    assert save(seat, **MEDIATED | promised | {"promise_amount": "200"}).status_code == 302
    owed = newest().obligations.get()
    assert (owed.party.name, owed.amount) == ("李测二", 20000)
    assert events(newest())[-1] in {"conclude", "add_obligation"}
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("changed", "field", "says", "status"),
    [
        ({"way": "give", "assign_to": ""}, "assign_to", "请选择“交给谁”。", 422),
        ({"way": "answer", "text": " \n "}, "text", "请填写“怎么答复的”。", 422),
        (MEDIATED | {"mediator": ""}, "mediator", "请选择“谁调解的”。", 422),
        (MEDIATED | {"mediator": "m9999"}, "mediator", "选项已变化", 422),
        (MEDIATED | {"content": ""}, "content", "请写明“怎么说定的”。", 422),
        (MEDIATED | {"content": "李测二赔钱，王测一不得起诉。"}, "content", "不能写“不得起诉”", 409),
        (MEDIATED | {"due": "尽快"}, "due", "“尽快”说不清", 409),
        (MEDIATED | {"nothing_due": None}, "nothing_due", "请填写以后由谁来办、最迟哪天", 422),
        (MEDIATED | {"promise_due_on": "2060-01-01"}, "nothing_due", "请留其中一个", 422),
        (MEDIATED | {"both_agree": None}, "both_agree", "请确认双方都愿意、都同意，再勾选。", 422),
        (MEDIATED | {"matter_type": "B4"}, "matter_type", "便民事项，不算调解", 409),
        ({"channel": "court"}, "organ", "请填写“来件单位”。", 409),
        ({"organ": "县人民法院"}, "organ", "不是转来的事项", 409),
        ({"channel": "court", "organ": "县人民法院", "sent_on": "2099-01-01"}, "sent_on", "来件日期不能晚于", 409),
        ({"contact_phone": "13800000009"}, "contact_name", "请填写“联系人姓名”。", 409),
        ({"happened_at": "2025-12-31T10:00"}, "happened_at", "更早的事请不要补录", 409),
    ],
)
def test_what_a_way_needs_is_asked_for_at_its_field_and_nothing_is_half_saved(changed, field, says, status):
    seat = screen("duty")
    sent = blank(seat).filled(**TOLD | changed)
    with Unchanged():
        answer = seat.post(ADDRESS, sent)
    page = read(answer)
    assert answer.status_code == status
    assert says in page.explains(field)
    again = page.form(ADDRESS).typed()
    kept = (TOLD | changed).keys() - ({field} if changed.get(field) in {None, "m9999"} else set())
    assert {name: again.get(name) for name in kept} == {name: sent.get(name) for name in kept}


def test_what_is_seldom_filled_in_opens_where_something_stands_in_it():
    seat = screen("clerk")
    folded = [("open" in attrs) for tag, attrs in read(seat.get(ADDRESS)).tags if tag == "details"]
    assert folded == [False, False]
    answer = save(seat, story="", people="3")
    assert [("open" in attrs) for tag, attrs in read(answer).tags if tag == "details"] == [True, False]
    answer = save(seat, paper_slip="12")
    assert [("open" in attrs) for tag, attrs in read(answer).tags if tag == "details"] == [False, True]


def test_a_matter_still_open_is_offered_as_the_same_one():
    former, over = brought("registered").matter, withdrawn(brought("taken")).matter
    hinted = read(screen("clerk").post("/register/hints/", {"applicant_phone": WANG.phone}))
    links = {attrs.get("href") for tag, attrs in hinted.tags if tag == "a"}
    assert f"/m/{former.code}/visit/" in links
    assert f"/m/{over.code}/" in links
    assert f"/m/{over.code}/visit/" not in links
    assert screen("clerk").get(f"/m/{former.code}/visit/").status_code == 200
    hidden = read(screen("clerk").post("/register/hints/", {"applicant_phone": "13800000007"}))
    assert "是同一件事" not in hidden.words


SENT = {"channel": "court", "organ": "陇西县人民法院", "number": "（2026）甘委12号", "sent_on": "2026-01-05"}


def test_whoever_sent_it_hears_what_became_of_it():
    seat = screen("duty")
    save(seat, **SENT, way="accept")
    matter = newest()
    assert "打印来件办理回执" in read(seat.get(f"/m/{matter.code}/")).words
    page = read(seat.get(f"/m/{matter.code}/receipt/"))
    for said in ("陇西县人民法院", "（2026）甘委12号", "2026年1月5日", matter.code, "受理", "正在办理", "王测一"):
        assert said in page.words
    assert "天花板" not in page.words
    assert ID_NUMBER not in page.words
    save(seat, **SENT, way="answer", text="已当面说明，双方接受。")
    page = read(seat.get(f"/m/{newest().code}/receipt/"))
    assert "当场答复" in page.words
    assert "已当面说明，双方接受。" in page.words


def test_whoever_sent_it_hears_that_the_person_was_spoken_to_and_not_what_was_said():
    save(screen("clerk"), **SENT)
    address = f"/m/{newest().code}/receipt/"
    assert "回应当事人" not in read(screen("clerk").get(address)).words
    Ending(matter=newest(), at=timezone.now()).respond()
    page = read(screen("clerk").get(address))
    assert "回应当事人" in page.words
    assert CALLED not in page.words


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("dispatcher", 200), ("mediator", 404), ("auditor", 404)])
def test_only_the_desk_answers_the_sender(who, status):
    save(screen("clerk"), **SENT)
    assert screen(who).get(f"/m/{newest().code}/receipt/").status_code == status
    plain = brought("registered").matter
    assert screen(who).get(f"/m/{plain.code}/receipt/").status_code == 404
