"""五级九天: nobody touches it, and in nine working days a quarrel in a village is before the county, level by level."""

from dataclasses import replace
from datetime import datetime

from playwright.sync_api import expect

from fengdan.matters.actions.report import Outcome, Reported, report
from fengdan.matters.models import Matter
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.calendars import ZONE
from tests.cast import actor
from tests.journeys.conftest import PHONE
from tests.units import AT_THE_DOOR, TOWN, VILLAGE
from tests.web.scene import brought

THURSDAY = datetime(2026, 2, 12, 9, 0, tzinfo=ZONE)
# 14 and 28 February are worked, 15 to 23 are the Spring Festival: when each level's time is used up
USED_UP = [
    datetime(2026, 2, 13, 18, 0, tzinfo=ZONE),
    datetime(2026, 2, 24, 18, 0, tzinfo=ZONE),
    datetime(2026, 2, 26, 18, 0, tzinfo=ZONE),
    datetime(2026, 2, 28, 18, 0, tzinfo=ZONE),  # seven working days: the county has it
    datetime(2026, 3, 3, 18, 0, tzinfo=ZONE),  # nine: the county has decided
]
# who reads what after each sweep: (account, letter)
READ = [
    [("village", "下一级到期没有办成，已逐级上报到您这一级"), ("grid", "在您这一级到期没有办成，已逐级上报")],
    [("town", "下一级到期没有办成，已逐级上报到您这一级"), ("village", "在您这一级到期没有办成，已逐级上报")],
    [("town", "下一级到期没有办成，已逐级上报到您这一级"), ("supervisor", "已逐级上报到乡镇领导包案一级")],
    [("duty", "已逐级上报到县，请在本级期限内决定去向"), ("dispatcher", "已逐级上报到县，请在本级期限内决定去向")],
]
LANDS = [(2, VILLAGE, "assigned"), (3, TOWN, "assigned"), (4, TOWN, "assigned"), (5, "centre", "accepted")]
LEFT = ["首次调解情况（口头亦可）", "受理登记表、调解记录", "调解记录、法律意见", "会商纪要"]


def due(matter: Matter) -> datetime:
    return matter.clocks.get(name="ladder", stopped_at=None).due_at


def test_a_village_matter_nobody_touches_reaches_the_county(person):
    told = Reported(replace(AT_THE_DOOR, level="grid"), Outcome.OURS)
    matter = report(told, actor=actor("grid"), at=THURSDAY)
    assert (matter.tier, due(matter)) == (1, USED_UP[0])
    for number, used_up in enumerate(USED_UP[:4]):
        tick(used_up)
        tick(used_up)
        matter = Matter.objects.get()
        assert (matter.tier, matter.holder_id, matter.stage) == LANDS[number]
        assert due(matter) == USED_UP[number + 1]
        for who, words in READ[number]:
            page = person(who, size=PHONE if who in {"village", "grid"} else {"width": 1280, "height": 800}).page
            expect(page.locator("#letters li", has_text=words).first).to_be_attached()
        paper = person("duty").open(f"/m/{matter.code}/paper/handover/")
        for told_of in (f"第 {number + 1} 级", f"第 {number + 2} 级", LEFT[number], "到期没有办成，系统逐级上报"):
            expect(paper.locator("main, body").first).to_contain_text(told_of)
    assert [event.step for event in matter.events.filter(step="climb")] == ["climb"] * 4
    assert Letter.objects.filter(template="climb_left").count() == 4

    duty = person("duty")
    page = duty.open(f"/m/{matter.code}/")
    expect(page.locator(".fd-holder")).to_contain_text("陇西县社会治安综合治理中心")
    expect(page.locator("main")).to_contain_text("现在是第 5 级")
    expect(page.locator("#history")).to_contain_text(
        "网格员、社（村民小组）长：2月12日09:00 到本级，2月13日18:00 到期没有办成"
    )
    duty.shoot("matter-climbed")
    duty.open(f"/m/{matter.code}/clocks/")
    duty.shoot("clocks-ladder")
    page = duty.open("/ladder/?span=year")
    page.locator("#moved").get_by_role("link", name="1 件").click()
    expect(page.locator("#found")).to_contain_text(matter.code)
    duty.open("/ladder/?span=year")
    duty.shoot("ladder")
    assert verify()["problems"] == []


def test_a_party_objects_to_being_sent_to_the_township(person):
    matter = brought("in the township").matter
    villager = person(size=PHONE)
    page = villager.open(f"/f/{matter.token}/")
    villager.shoot("followed-sent-down")
    page.get_by_role("link", name="不同意，提出异议").click()
    villager.press("提出异议")
    villager.refused("请填写“为什么不同意”。")
    page.get_by_label("为什么不同意").fill("镇上的人和对方是亲戚。")
    villager.shoot("object")
    villager.press("提出异议")
    expect(page.locator("main")).to_contain_text("您的异议已经收到")

    duty = person("duty")
    duty.open_matter(matter.code)
    expect(duty.page.locator("#objection")).to_contain_text("镇上的人和对方是亲戚。")
    duty.choose("裁定异议")
    duty.page.get_by_label("异议成立，收回县级重新安排").check()
    duty.page.get_by_label("理由").fill("由县里安排调解团队。")
    duty.shoot("rule_on_objection")
    duty.press("裁定异议")
    duty.done("裁定异议")
    expect(duty.page.locator(".fd-holder")).to_contain_text("陇西县社会治安综合治理中心")
    expect(villager.open("/follow/mine/").locator("main")).to_contain_text("异议成立，已收回县级重新安排")
    assert verify()["problems"] == []
