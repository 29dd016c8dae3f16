"""一页上报: a village or township tells what happened and what became of it in one save, from a telephone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengdan.matters.models import Consent, Matter, OralAgreement
from fengdan.matters.verify import verify
from fengdan.units.models import Area
from tests.cast import LI, QUARREL, WANG
from tests.web.reader import read
from tests.web.scene import PROMISED, TOWN, VILLAGE, WEST_STREET, Unchanged, events, screen

pytestmark = pytest.mark.django_db
ADDRESS = "/report/"
TOLD = {
    "applicant_name": WANG.name,
    "applicant_phone": "138 0000 0001",
    "respondent_name": LI.name,
    "story": f"{QUARREL.story}\n今早又漏。",
    "place": QUARREL.place,
}
OURS = {"outcome": "ours"}
SETTLED = {"outcome": "settled", "content": PROMISED, "due": "12月1日前", "both_agree": "on", "nothing_due": "on"}
UP = {"outcome": "up", "up_because": "risk", "handover": "劝过两次，\n扬言要动手。"}
TAKEN_IN = ["register", "accept"]
IN_HAND = [*TAKEN_IN, "assign", "take"]


def blank(seat):
    return read(seat.get(ADDRESS)).form(ADDRESS)


def save(seat, **changes):
    return seat.post(ADDRESS, blank(seat).filled(**TOLD | changes))


def newest():
    return Matter.objects.order_by("-id").first()


def local(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_settled_at_the_door_is_one_save_and_seven_steps():
    seat = screen("village")
    saved = save(seat, **SETTLED)
    matter = newest()
    assert (saved.status_code, saved["Location"]) == (302, f"/m/{matter.code}/?done=register")
    assert events(matter) == [*IN_HAND, "record_consent", "agree_orally", "conclude"]
    assert (matter.stage, matter.conclusion) == ("concluded", "settled_orally")
    assert (matter.origin_id, matter.unit_id, matter.level) == (VILLAGE, VILLAGE, "village")
    assert (matter.area_id, matter.story, matter.place) == (WEST_STREET, TOLD["story"], TOLD["place"])
    said = OralAgreement.objects.get(matter=matter)
    assert said.number == f"（{said.year}）巩昌镇西街村口调字第1号"
    assert (said.content, said.due, said.performed, said.mediator) == (PROMISED, "12月1日前", False, "吕丁六")
    page = read(seat.get(saved["Location"]))
    assert "已登记" in page.words
    assert said.number in page.text_of["oral"]
    assert PROMISED in page.text_of["oral"]
    assert "调解成功（口头协议）" in page.text_of["history"]
    assert verify()["problems"] == []


def test_numbers_run_on_within_the_village():
    seat = screen("village")
    for _ in range(2):
        save(seat, **SETTLED)
    numbers = list(OralAgreement.objects.order_by("id").values_list("number", flat=True))
    assert [number[number.index("口调字") :] for number in numbers] == ["口调字第1号", "口调字第2号"]


def test_done_on_the_spot_needs_no_day():
    assert save(screen("village"), **SETTLED | {"due": "", "performed": "on"}).status_code == 302
    assert OralAgreement.objects.get().performed
    assert "已经办完" in read(screen("village").get(f"/m/{newest().code}/")).text_of["oral"]


def test_what_the_village_goes_on_with_stands_on_its_work_page():
    seat = screen("village")
    saved = save(seat, **OURS)
    matter = newest()
    assert events(matter) == IN_HAND
    assert (matter.stage, matter.holder_id) == ("taken", VILLAGE)
    assert "已签收" in read(seat.get(saved["Location"])).words
    assert matter.code in read(seat.get("/")).text_of["unit"]
    assert matter.code in read(screen("town").get("/")).text_of["villages"]


def test_what_is_passed_up_waits_for_the_township_and_stays_in_sight():
    seat = screen("village")
    saved = save(seat, **UP)
    matter = newest()
    assert events(matter) == [*TAKEN_IN, "hand_up"]
    assert (matter.stage, matter.holder_id) == ("assigned", TOWN)
    history = read(seat.get(saved["Location"])).text_of["history"]
    assert "有激化的风险：劝过两次" in history
    assert "扬言要动手" in history
    assert matter.code in read(seat.get("/")).text_of["passed_on"]
    town = read(screen("town").get("/"))
    assert matter.code in town.text_of["to_sign"]
    assert "下级上交，等待签收" in town.text_of["letters"]
    assert screen("village-621122100202").get(f"/m/{matter.code}/").status_code == 404


def test_what_a_township_passes_up_waits_at_the_centre():
    assert save(screen("town"), area="621122100", **UP).status_code == 302
    matter = newest()
    assert (matter.stage, matter.holder_id, matter.level) == ("accepted", "centre", "township")
    page = read(screen("duty").get("/"))
    assert matter.code in page.text_of["to_assign"]
    assert "乡镇上交，等待派单或交办" in page.text_of["letters"]


def test_what_happened_days_ago_counts_from_then_and_says_when_it_was_typed():
    seat, then = screen("village"), (timezone.now() - timedelta(days=2)).replace(second=0, microsecond=0)
    saved = save(seat, happened_at=local(then), **SETTLED)
    matter = newest()
    assert matter.registered_at == then
    assert matter.code.split("-")[1] == f"{timezone.localtime(then):%Y%m%d}"
    assert OralAgreement.objects.get().reached_at == then
    assert {event.at for event in matter.events.all()} == {then}
    history = read(seat.get(saved["Location"])).text_of["history"]
    assert history.count("补录") == len(events(matter))
    assert verify()["problems"] == []


@pytest.mark.parametrize("outcome", [OURS, UP], ids=["ours", "up"])
def test_a_day_before_the_county_was_loaded_is_not_told_as_a_unit_out_of_service(outcome):
    answer = save(screen("village"), happened_at="2025-12-31T10:00", **outcome)
    assert "已停用" not in read(answer).words


def test_what_happens_now_wears_no_such_badge():
    seat = screen("village")
    assert "补录" not in read(seat.get(save(seat, **SETTLED)["Location"])).text_of["history"]


def test_whoever_was_found_on_patrol_has_yet_to_be_asked():
    seat = screen("village")
    save(seat, channel="patrol", **OURS)
    assert set(newest().parties.values_list("consent", flat=True)) == {"pending"}
    assert not Consent.objects.exists()
    save(seat, channel="patrol", **SETTLED)
    assert events(newest()).count("record_consent") == 2
    assert set(newest().parties.values_list("consent", flat=True)) == {"agreed"}


def test_a_grid_worker_reports_for_the_village_at_the_level_of_the_grid():
    save(screen("grid"), **OURS)
    assert (newest().origin_id, newest().level) == (VILLAGE, "grid")


def test_a_township_picks_one_of_its_own_villages():
    seat = screen("town")
    page = read(seat.get(ADDRESS))
    offered = {attrs["value"] for tag, attrs in page.tags if tag == "option"}
    inside = set(Area.objects.filter(parent_id="621122100").values_list("code", flat=True)) | {"621122100"}
    assert offered & set(Area.objects.values_list("code", flat=True)) == inside
    assert WEST_STREET in inside
    assert save(seat, area=WEST_STREET, **OURS).status_code == 302
    assert (newest().origin_id, newest().area_id, newest().level) == (TOWN, WEST_STREET, "township")
    elsewhere = Area.objects.filter(parent_id="621122101").first().pk
    with Unchanged():
        answer = save(seat, area=elsewhere, **OURS)
    assert answer.status_code == 422
    assert "选项已变化" in read(answer).explains("area")


@pytest.mark.parametrize("origin", ["village-621122100202", TOWN, "centre", "dept-water", "", "x\x00", "9" * 200])
def test_a_village_cannot_report_for_anybody_else(origin):
    seat = screen("village")
    with Unchanged():
        answer = save(seat, origin=origin, **OURS)
    assert answer.status_code == 422
    assert "“以哪个单位上报”" in read(answer).words
    assert read(answer).form(ADDRESS).sends["story"] == [TOLD["story"]]


def test_a_village_cannot_put_it_in_another_village():
    seat = screen("village")
    with Unchanged():
        answer = save(seat, area="621122100202", **OURS)
    assert answer.status_code == 422
    assert "“在哪个村（社区）”的选项已变化" in read(answer).words


def test_an_errand_is_no_settled_dispute():
    seat = screen("village")
    with Unchanged():
        answer = save(seat, matter_type="B4", **SETTLED)
    page = read(answer)
    assert answer.status_code == 409
    assert "这类是便民事项，不算调解" in page.explains("matter_type")
    assert page.form(ADDRESS).sends["content"] == [PROMISED]
    assert save(seat, matter_type="B4", respondent_name="", **OURS).status_code == 302
    assert newest().service


MISTAKES = [
    (OURS, "outcome", None, "请选择“怎么样了”。", 422),
    (OURS, "outcome", "vanished", "选项已变化", 422),
    (OURS, "applicant_name", "　", "请填写“谁”。", 422),
    (OURS, "applicant_phone", "12345", "手机应为 11 位", 422),
    (OURS, "respondent_name", "", "请填写对方姓名或单位", 409),
    (OURS, "story", "", "请填写“什么事”。", 422),
    (OURS, "story", "长" * 2001, "最多 2000 个字，现有 2001 个字", 422),
    (OURS, "story", "前\x00后", "无法识别的字符", 422),
    (OURS, "channel", "hotline", "选项已变化", 422),
    (OURS, "risk", "purple", "选项已变化", 422),
    (OURS, "matter_type", "99", "选项已变化", 422),
    (OURS, "happened_at", "2099-01-01T10:00", "不能晚于现在", 422),
    (OURS, "happened_at", "昨天", "不是有效的日期和时间", 422),
    (SETTLED, "content", "", "请写明“怎么说定的”。", 422),
    (SETTLED, "content", "李测二赔 200 元，王测一不得起诉。", "不能写“不得起诉”", 409),
    (SETTLED, "due", "", "请写明哪天以前办", 409),
    (SETTLED, "due", "尽快", "“尽快”说不清", 409),
    (SETTLED, "both_agree", None, "请确认双方都愿意、都同意，再勾选。", 422),
    (UP, "up_because", "", "请选择“为什么上交”。", 422),
    (UP, "up_because", "tired", "选项已变化", 422),
    (UP, "handover", "", "请填写“交接说明”，一两句就行。", 422),
    (UP, "handover", " \n ", "请填写“交接说明”，一两句就行。", 422),
]


@pytest.mark.parametrize(("outcome", "field", "typed", "says", "status"), MISTAKES)
def test_a_mistake_is_told_at_its_field_and_all_typing_is_kept(outcome, field, typed, says, status):
    seat = screen("village")
    sent = blank(seat).filled(**TOLD | outcome | {field: typed})
    with Unchanged():
        answer = seat.post(ADDRESS, sent)
    page = read(answer)
    assert answer.status_code == status
    radio = field in {"outcome", "channel"}
    assert says in (page.text_of[f"id_{field}"] if radio else page.explains(field))
    assert ("a", {"href": f"#id_{field}"}) in page.tags
    again = page.form(ADDRESS).typed()
    kept = (TOLD | outcome).keys() - ({field} if typed in {None, "vanished", "tired"} else set())
    assert {name: again.get(name) for name in kept} == {name: sent.get(name) for name in kept}


def test_the_same_form_twice_is_one_matter_and_another_content_is_refused():
    seat = screen("village")
    form = blank(seat).filled(**TOLD, **SETTLED)
    first = seat.post(ADDRESS, form)
    with Unchanged():
        assert seat.post(ADDRESS, form)["Location"] == first["Location"]
        other = seat.post(ADDRESS, form | {"content": ["李测二赔 300 元。"]})
    assert Matter.objects.count() == 1
    assert other.status_code == 409
    assert f"这张表已经保存过（{newest().code}）" in read(other).words


@pytest.mark.parametrize("once", [None, "", "x", "g" * 32])
def test_a_form_without_a_proper_nonce_is_not_saved(once):
    with Unchanged():
        answer = save(screen("village"), once=once, **UP)
    assert answer.status_code == 409
    assert "这次提交没有保存" in read(answer).words
    assert read(answer).form(ADDRESS).sends["handover"] == [UP["handover"]]


@pytest.mark.parametrize("who", ["clerk", "duty", "dept", "leader", "mediator", "court", "auditor", "admin"])
def test_nobody_else_reports(who):
    form = blank(screen("village")).filled(**TOLD, **OURS)
    with Unchanged():
        assert screen(who).get(ADDRESS).status_code == 404
        assert screen(who).post(ADDRESS, form).status_code == 404
        expired = screen().post(ADDRESS, form)
    assert expired.status_code == 403
    assert QUARREL.place in read(expired).words  # nothing typed is lost


def test_a_big_button_leads_there_from_the_work_page():
    for who, there in (("village", True), ("grid", True), ("town", True), ("dept", False), ("clerk", False)):
        assert ("上报一件事" in read(screen(who).get("/")).words) is there, who
