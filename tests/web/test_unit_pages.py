"""What a responsible unit, the duty leader and the parties see of a matter that a unit has."""

import re
from dataclasses import replace

import pytest

from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.people.models import Absence, User
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import LI, QUARREL, WANG, Registration, actor
from tests.web.reader import read
from tests.web.scene import (
    ANSWERED,
    BASIS,
    EVERYBODY,
    LAND,
    NO_WATER,
    PROMISED,
    TOWN,
    WATER,
    brought,
    events,
    in_the_village,
    photo,
    screen,
)
from tests.web.test_follow import NEVER_SAID, NEVER_SHOWN

pytestmark = pytest.mark.django_db
PRESSING = Registration("walk_in", "02", QUARREL.area, QUARREL.story, (WANG, LI), QUARREL.place, risk="red")


def page_of(matter):
    return f"/m/{matter.code}/"


def name(username):
    return User.objects.get(username=username).name


def seen(who, matter):
    return read(screen(who).get(page_of(matter)))


def do(who, matter, verb, **types):
    """Fill in the form of a step from wherever its page offers it."""
    seat, address = screen(who), f"{page_of(matter)}{verb}/"
    return seat.post(address, read(seat.get(address)).form(address).filled(**types))


def away(username):
    """Nobody stands in for them today."""
    user = User.objects.get(username=username)
    return Absence.objects.create(
        user=user, from_day="2026-01-01", to_day="2099-01-01", set_by=user, set_at="2026-01-01T00:00+08:00"
    )


# the liaison


def test_the_liaison_signs_and_answers_on_the_page_of_the_matter_itself():
    matter = brought("given").matter
    seat, page = screen(WATER), page_of(matter)
    first = read(seat.get(page))
    assert "请签收" in first.text_of["task"]
    assert "提交答复" not in first.text_of["task"]
    assert seat.post(f"{page}take/", first.form(f"{page}take/").sends).status_code == 302
    second = read(seat.get(page))
    assert "办完了，请答复" in second.text_of["task"]
    box = second.form(f"{page}reply/")
    assert {"result", "basis", "attachment"} <= set(box.sends)
    assert seat.post(f"{page}reply/", box.filled(result=ANSWERED, basis=BASIS)).status_code == 302
    third = read(seat.get(f"{page}?done=reply"))
    assert "已答复" in third.words
    assert "task" not in third.text_of
    assert "已答复，待审核" in third.text_of["replies"]
    assert events(matter) == ["register", "accept", "assign", "take", "reply"]


def test_beside_the_box_stand_the_ways_out():
    page = seen(WATER, brought("given").matter)
    assert [word for word in ("退回交办", "求助", "上交") if word in page.text_of["task"]] == ["退回交办"]
    page = seen("town", brought("in the township").matter)
    assert [word for word in ("退回交办", "求助", "上交") if word in page.text_of["task"]] == [
        "退回交办",
        "求助",
        "上交",
    ]


def test_what_was_sent_back_is_shown_with_what_is_missing():
    page = seen(WATER, brought("replied").send_back().matter)
    assert "欠费怎么减的没有说。" in page.text_of["task"]
    assert "退回补充" in page.text_of["task"]
    assert "办完了，请答复" in page.text_of["task"]


@pytest.mark.parametrize("who", ["duty", "director", "clerk", "dispatcher"])
def test_only_the_unit_itself_finds_its_task_on_the_page(who):
    for scene in ("given", "signed for"):
        assert "task" not in seen(who, brought(scene).matter).text_of


def test_a_unit_that_helps_sees_and_may_remark_but_not_answer():
    matter = brought("accepted").give(WATER, (LAND,)).sign_for().matter
    home = read(screen("dept").get("/"))
    assert matter.code in home.text_of["helped"]
    assert "请您单位配合牵头单位办理" in home.text_of["letters"]
    page = seen("dept", matter)
    assert "配合单位：陇西县自然资源局" in page.words
    assert "task" not in page.text_of
    assert "“答复”只能由承办单位的联络员办理；该事项不在您手上。" in page.text_of["steps"]
    assert do("dept", matter, "note", text="资料已送到水务局。").status_code == 302


def test_the_words_of_the_stages_are_the_units_own():
    said = {"given": "已交办", "signed for": "已签收", "replied": "办理中", "assigned": "已派单", "taken": "已接单"}
    for scene, word in said.items():
        matter = brought(scene).matter
        assert f"· {word} ·" in read(screen("duty").get(f"{page_of(matter)}note/")).words, scene
        assert word in read(screen("duty").get(f"/matters/?stage={matter.stage}")).text_of["found"], scene


def test_the_liaisons_home_lists_what_waits_and_what_is_in_hand():
    waits, held = brought("given").matter, brought("signed for").matter
    home = read(screen(WATER).get("/"))
    assert waits.code in home.text_of["to_sign"]
    assert held.code not in home.text_of["to_sign"]
    assert held.code in home.text_of["unit"]
    assert "交给您单位办理，等待签收" in home.text_of["letters"]
    assert waits.code not in screen("dept").get("/").content.decode()


def test_what_was_ruled_may_be_given_back_once_more_and_what_a_conference_decided_may_not():
    page = seen("dept", brought("ruled").matter)
    assert "退回交办" in page.text_of["task"]
    assert "裁定由陇西县自然资源局牵头。三定职责在此" in page.text_of["history"]
    page = seen(WATER, brought("decided").matter)
    assert "职责争议会商已经裁定由谁牵头，不能再退回" in page.text_of["steps"]
    assert "会商裁定由陇西县水务局牵头，不再退回。供水管线归它" in page.text_of["history"]


@pytest.mark.parametrize(("scene", "who"), [("in hand", "village"), ("in the township", "town")])
def test_handing_up_promises_a_view_of_what_follows_only_where_there_is_one(scene, who):
    matter = brought(scene).matter
    promised = "您仍然看得到进展" in read(screen(who).get(f"{page_of(matter)}hand_up/")).words
    assert do(who, matter, "hand_up", reason="beyond", handover="劝不动").status_code == 302
    assert (screen(who).get(page_of(matter)).status_code == 200) is promised


# the duty leader and the dispatcher


def test_the_duty_leader_finds_returns_and_answers_on_the_work_page():
    empty = read(screen("duty").get("/")).text_of
    assert "returned" not in empty
    assert "没有等待审核的答复。" in empty["answered"]
    back, answered = brought("returned").matter, brought("replied").matter
    home = read(screen("duty").get("/"))
    assert "退回交办，待裁定" in home.text_of["returned"]
    assert back.code in home.text_of["returned"]
    assert back.code not in home.text_of["to_assign"]  # nobody dispatches past the ruling
    assert answered.code in home.text_of["answered"]
    assert "单位退回交办，等待裁定" in home.text_of["letters"]
    assert "责任单位已答复，等待审核" in home.text_of["letters"]


def test_what_waits_for_a_ruling_says_who_gave_it_back_and_whom_they_believe_responsible():
    matter = brought("returned").matter
    for text in (
        seen("duty", matter).text_of["return"],
        read(screen("duty").get(f"{page_of(matter)}rule_on_return/")).words,
    ):
        assert "陇西县水务局退回了交办，认为应由陇西县自然资源局负责。" in text
        assert "不是供水管线" in text
    page = read(screen("duty").get(f"{page_of(matter)}rule_on_return/"))
    assert page.offers("unit")[:2] == [LAND, WATER]
    assert "有单位退回了交办，要先由值班领导裁定由谁牵头。" in seen("dispatcher", matter).text_of["steps"]


def test_judging_an_answer_shows_it_and_can_end_the_matter_in_the_same_click():
    matter = brought("signed for").answer(file=photo()).matter
    seat, address = screen("duty"), f"{page_of(matter)}approve_reply/"
    page = read(seat.get(address))
    for said in (ANSWERED, BASIS, "附件：水表.jpg"):
        assert said in page.words
    assert page.form(address).sends["conclude_now"] == ["on"]
    first = seat.post(address, page.form(address).filled(comment="清楚"))
    assert events(matter)[-2:] == ["approve_reply", "conclude"]
    assert seat.post(address, page.form(address).filled(comment="清楚"))["Location"] == first["Location"]
    assert len(events(matter)) == 7
    matter.refresh_from_db()
    assert matter.conclusion == Conclusion.ANSWERED_BY_UNIT
    shown = seen(WATER, matter)
    assert "审核通过" in shown.text_of["replies"]
    assert "责任单位已办理答复" in shown.text_of["history"]


def test_an_answer_of_a_unit_that_had_it_before_waits_for_nobody():
    walk = brought("replied").recall().give(LAND).sign_for("dept").answer("dept").send_back()
    assert walk.matter.code not in read(screen("duty").get("/")).text_of["answered"]
    walk.answer("dept")
    assert walk.matter.code in read(screen("duty").get("/")).text_of["answered"]
    assert do("duty", walk.matter, "approve_reply").status_code == 302
    judged = dict(walk.matter.replies.filter(state="approved").values_list("assignment__unit_id", "state"))
    assert judged == {LAND: "approved"}
    assert verify()["problems"] == []


def test_an_errand_goes_to_its_department_and_is_answered_not_mediated():
    walk = brought("accepted", NO_WATER)
    page = read(screen("dispatcher").get(f"{page_of(walk.matter)}assign/"))
    address = f"{page_of(walk.matter)}assign/"
    assert page.form(address).sends["unit"] == ["dept-housing"]
    assert page.form(address).sends["supporting"] == [WATER]
    assert "便民事项不派调解团队，请交给责任单位。" in page.words
    assert do("dispatcher", walk.matter, "assign").status_code == 302
    walk.matter.refresh_from_db()
    assert walk.matter.unit_id == "dept-housing"
    page = seen("dept-housing", walk.matter)
    assert "便民事项" in page.words
    assert "待征求" not in page.text_of["parties"]
    assert "便民事项不用征求调解意愿。" in page.text_of["steps"]


def test_where_nobody_is_there_the_duty_leader_is_told_and_everybody_reads_it():
    matter = brought("accepted").matter
    away(WATER)
    offered = screen("dispatcher").get(f"{page_of(matter)}assign/").content.decode()
    assert "陇西县水务局（今天没有人在岗，会通知值班领导）" in offered
    given = do("dispatcher", matter, "assign", unit="other", other_unit=WATER, reason="管线归它")
    assert given.status_code == 302
    home = read(screen("duty").get("/"))
    assert "承办单位没有人在岗，请安排" in home.text_of["stranded"]
    assert matter.code in home.text_of["stranded"]
    assert "承办单位没有联系得上的人，请值班领导安排" in home.text_of["letters"]
    page = seen("duty", matter)
    assert "今天没有人在岗" in page.words
    assert "由值班领导代管" in page.words
    assert do("duty", matter, "recall", reason="没有人在").status_code == 302
    assert "stranded" not in read(screen("duty").get("/")).text_of
    assert Letter.objects.filter(template="unreachable").count() == 1


def test_where_somebody_is_there_their_name_and_the_units_telephone_stand_on_the_page():
    page = seen("duty", brought("given").matter)
    assert f"联络员 {name(WATER)}，电话 0932-0000218" in page.words
    assert "没有人在岗" not in page.words
    assert "stranded" not in read(screen("duty").get("/")).text_of


def test_red_that_a_village_keeps_is_before_the_duty_leader_at_once_and_no_visit_of_the_centres():
    walk = brought("registered")
    matter = walk.take_in(replace(in_the_village(), risk="red")).accept_itself().keep().sign_for("village").matter
    home = read(screen("duty").get("/"))
    assert matter.code in home.text_of["red"]
    assert "下级登记了红色风险，请立即处置" in home.text_of["letters"]
    assert matter.code not in home.text_of["received"]
    for who in ("director", "supervisor"):
        assert matter.code in read(screen(who).get("/")).text_of["red"], who
    assert "red" not in read(screen("dispatcher").get("/")).text_of


# why this unit


def test_the_card_says_which_rule_and_which_versions_decided():
    card = " ".join(seen("duty", brought("accepted").matter).text_of["route"].split())
    assert "为什么是这个单位" in card
    assert "按规则应由：陇西县巩昌镇社会治安综合治理中心" in card
    assert "按第 R11 条：邻里纠纷属地管理，由所在乡镇就近调解。" in card
    assert re.search(r"规则版本：分流表 \d+，日历 \d{4}\.\d+[^，]*，程序 \d+\.\d+\.\d+；\d+月\d+日", card), card


def test_another_type_is_another_rules_and_the_card_follows():
    matter = brought("accepted").matter
    told = {"field": "matter_type", "new_type": "08", "reason": "是征地的事"}
    assert do("clerk", matter, "correct", **told).status_code == 302
    card = seen("duty", matter).text_of["route"]
    assert "按第 R12 条" in card
    assert "按规则应由：陇西县住房和城乡建设局" in card


def test_the_proposal_is_chosen_beforehand_and_whoever_departs_from_it_says_why():
    matter = brought("accepted").matter
    seat, address = screen("dispatcher"), f"{page_of(matter)}assign/"
    form = read(seat.get(address)).form(address)
    assert form.sends["unit"] == [TOWN]
    assert "R11" in form.sends["reason"][0]
    answer = seat.post(address, form.filled(unit="other", other_unit=WATER))
    assert answer.status_code == 409
    page = read(answer)
    assert "没有按建议交给陇西县巩昌镇社会治安综合治理中心，请用自己的话写明为什么。" in page.explains("reason")
    assert page.form(address).sends["other_unit"] == [WATER]
    assert seat.post(address, page.form(address).filled(reason="主管断在供水管线")).status_code == 302
    history = seen("duty", matter).text_of["history"]
    assert "没有按建议，交给陇西县水务局。主管断在供水管线" in history


# never by colour alone


def test_every_badge_has_words_and_a_pressing_matter_says_so_everywhere():
    matter = brought("accepted", PRESSING).give().matter
    others = [brought(scene).matter for scene in ("replied", "returned", "in hand", "spoken", "frozen", "archived")]
    away("town")
    others.append(brought("in the township").matter)
    badges = 0
    for who in ("duty", "director", WATER, "village", "town"):
        for address in ("/", "/matters/", "/absences/", *map(page_of, [matter, *others])):
            html = screen(who).get(address).content.decode()
            shown = re.findall(r'<span class="fd-badge[^"]*">([^<]*)</span>', html)
            assert html.count('"fd-badge') == len(shown), address
            assert [text for text in shown if not re.search("[\u4e00-\u9fff]{2}", text)] == [], address
            badges += len(shown)
    assert badges > 20
    for address in (page_of(matter), "/", "/matters/"):
        assert "风险红（紧急）" in read(screen(WATER).get(address)).words


# the parties

UNIT_SCENES = {
    "given": "已交给责任单位，正在等它签收。",
    "signed for": "责任单位已签收，正在办理。",
    "replied": "责任单位正在办理，办完会答复您。",
    "approved": "责任单位正在办理，办完会答复您。",
    "returned": "中心正在安排由谁来办。",
    "ruled": "已交给责任单位，正在等它签收。",
    "answered": "责任单位已办理答复",
    "in the township": "巩昌镇社会治安综合治理中心",
    "in hand": "西街村人民调解委员会",
    "spoken": "西街村人民调解委员会",
    "handed up": "巩昌镇社会治安综合治理中心",
    "settled": "调解成功（口头协议）",
}


@pytest.mark.parametrize("scene", UNIT_SCENES)
def test_a_party_reads_where_it_is_and_nothing_of_risk_supervision_or_other_people(scene):
    matter = brought(scene, PRESSING).matter
    away(WATER)
    villager = screen()
    villager.get(f"/f/{matter.token}/")
    words = read(villager.get("/follow/mine/")).words
    assert UNIT_SCENES[scene] in words
    people = [*User.objects.values_list("name", flat=True), actor("duty").name]
    mine = (ANSWERED, BASIS, PROMISED, "欠费", "退回", "裁定", "扬言", "劝过", "没有人在岗", "紧急", matter.pin)
    assert [text for text in (*NEVER_SHOWN, *NEVER_SAID, *mine, *people) if text in words] == []


def test_the_party_finds_the_telephone_of_the_unit_that_has_it():
    villager = screen()
    villager.get(f"/f/{brought('given').matter.token}/")
    words = read(villager.get("/follow/mine/")).words
    assert "陇西县水务局" in words
    assert "0932-0000218" in words


def test_everybody_finds_their_days_away_in_the_navigation():
    for who in EVERYBODY:
        assert "请假与代理" in read(screen(who).get("/")).words, who
