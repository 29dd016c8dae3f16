"""An errand is answered, not mediated; and whoever is away is stood in for, by name."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from fengdan.people.models import User
from tests.web.scene import TOWN, events

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
POLICE, NEXT_DOOR = "dept-police", "town-621122101"


def register(small, story, other=""):
    """Taken in, accepted and given as the rules propose, in one save."""
    page = small.open("/register/")
    page.get_by_label("申请人姓名").fill("王测一")
    page.get_by_label("对方姓名或单位").fill(other)
    page.get_by_label("事情经过和要求").fill(story)
    page.get_by_label("发生在哪里").select_option(label="巩昌镇（不知道哪个村就选这个）")
    page.get_by_label("受理并交给承办单位").check()
    page.get_by_label("交给谁").select_option(label="按规则建议的单位")
    small.press("只保存")
    small.done("登记")
    return Matter.objects.latest("pk")


def test_a_lost_residence_booklet_goes_to_the_police_and_back(person, javascript):
    small = person("small", javascript=javascript)
    matter = register(small, "户口簿丢了，外出打工急用，想补办。")
    page = small.page
    expect(page.locator("main")).to_contain_text("便民事项")
    expect(page.locator(".fd-holder")).to_contain_text("陇西县公安局")
    expect(page.locator("#parties")).not_to_contain_text("待征求")
    small.shoot("errand")

    police = person(POLICE, javascript=javascript)
    police.open_matter(matter.code)
    police.press("签收")
    police.done("签收")
    police.page.get_by_label("办理结果").fill("已补办，本人凭身份证到户籍窗口领取。")
    police.page.get_by_label("依据").fill("《户口登记条例》第五条")
    police.press("提交答复")
    police.done("答复")

    duty = person("duty", javascript=javascript)
    duty.open_matter(matter.code)
    duty.choose("审核答复")
    duty.page.get_by_label("审核意见").fill("答复清楚")
    duty.press("审核答复")
    duty.done("审核答复")
    expect(duty.page.locator("[aria-current=step]")).to_have_text("已办结")
    expect(police.open(f"/m/{matter.code}/").locator("#replies")).to_contain_text("审核通过")

    matter.refresh_from_db()
    assert (matter.conclusion, matter.unit_id) == ("answered_by_unit", POLICE)
    assert events(matter) == ["register", "accept", "assign", "take", "reply", "approve_reply", "conclude"]
    assert verify()["problems"] == []


def test_a_liaison_is_away_and_the_stand_in_signs(person, javascript):
    matter = register(person("small", javascript=javascript), "隔壁排水流进我家院子。", other="李测二")
    assert matter.unit_id == TOWN
    other = person(NEXT_DOOR, javascript=javascript)
    expect(other.page.locator("#to_sign")).to_contain_text("没有等待签收的事项")

    town = person("town", javascript=javascript)
    page = town.go_to("请假与代理")
    today = timezone.localdate()
    page.get_by_label("从哪天").fill(f"{today}")
    page.get_by_label("到哪天").fill(f"{today + timedelta(days=2)}")
    page.get_by_label("谁代签").fill("nobody-here")
    town.press("登记请假")
    town.refused("没有用户名为“nobody-here”的在用账号，请核对。")
    expect(page.get_by_label("从哪天")).to_have_value(f"{today}")
    page.get_by_label("谁代签").fill(NEXT_DOOR)
    town.press("登记请假")
    expect(page.locator("main")).to_contain_text("请假中")
    town.shoot("absences")

    other.open_matter(matter.code)
    page = other.page
    name = User.objects.get(username=NEXT_DOOR).name
    expect(page.locator("main")).to_contain_text(f"{name}（代何丁五）")
    other.shoot("matter-stood-in-for")
    other.press("签收")
    other.done("签收")
    expect(page.locator("#history li").first).to_contain_text(f"{name}（代何丁五签）")

    town.go_to("请假与代理")
    town.press("取消（销假）")
    expect(town.page.locator("main")).to_contain_text("没有登记的请假")
    expect(other.open(f"/m/{matter.code}/").locator("h1")).to_have_text("没有找到这个页面")
    expect(town.open(f"/m/{matter.code}/").locator("#task")).to_contain_text("办完了，请答复")
    assert events(matter) == ["register", "accept", "assign", "take"]
    assert verify()["problems"] == []
