"""回避 in a real browser: the wanted mediator is the other side's uncle; later a party applies for somebody else."""

from playwright.sync_api import expect

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE
from tests.web.scene import brought, events

UNCLE = "李测二是卫丙二的外甥"
FRIENDS = "听说调解员和对方是老战友。"


def test_the_uncle_of_the_other_side_is_kept_off_another_takes_it_and_is_changed_later(person):
    matter = brought("assigned").matter
    director, leader, villager = person("director"), person("leader"), person()
    villager.page.set_viewport_size(PHONE)

    page = director.open("/manage/pool/m1602/")
    page.get_by_text("登记关系").first.click()
    form = page.locator("details#tie")
    form.get_by_label("哪一种关系").select_option("kin")
    form.get_by_label("是谁、是哪里").fill("李测二")
    form.get_by_role("button", name="登记关系").click()
    expect(page.get_by_role("status")).to_contain_text("关系已登记")
    director.shoot("ties")

    page = leader.open(f"/m/{matter.code}/take/")
    expect(page.get_by_role("radio", name="卫丙二")).to_have_count(0)
    expect(page.locator("#kept-off .fd-refused")).to_have_text("卫丙二因回避规定不能承办这件事项")
    page.get_by_text("为什么（只有您").click()
    expect(page.locator("#kept-off")).to_contain_text("与被申请人李测二：近亲属（按登记的关系）")
    leader.shoot("take-kept-off")
    page.get_by_role("radio", name="褚丙一").check()
    page.get_by_label("没有需要回避的关系").check()
    leader.press("接单")
    leader.done("接单")

    page = villager.open(f"/f/{matter.token}/")
    expect(page.locator("main")).to_contain_text("褚丙一")
    assert not [word for word in ("卫丙二", "近亲属", UNCLE) if word in page.content()]
    page.get_by_role("link", name="申请回避").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请调解员褚丙一回避")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("为什么要换人").fill(FRIENDS)
    villager.shoot("challenge")
    page.get_by_role("button", name="申请回避").click()
    expect(page.locator("main")).to_contain_text("已经收到，正在等决定")

    page = leader.open(f"/m/{matter.code}/rule_on_challenge/")
    expect(page.locator("main")).to_contain_text("被申请回避的人不能自己决定")
    duty = person("duty")
    page = duty.open(f"/m/{matter.code}/rule_on_challenge/")
    expect(page.locator(".fd-intro")).to_contain_text(FRIENDS)
    page.get_by_label("申请成立").check()
    page.get_by_label("理由").fill("往来属实，换人办理。")
    duty.press("决定回避申请")
    expect(page.get_by_role("status")).to_contain_text("已作出决定")
    duty.shoot("matter-recused")

    page = leader.open(f"/m/{matter.code}/change_mediator/")
    expect(page.locator("#kept-off .fd-refused")).to_have_count(2)
    page.get_by_role("radio", name="蒋丙三").check()
    page.get_by_label("没有需要回避的关系").check()
    page.get_by_label("为什么更换").fill("按回避规定更换")
    leader.press("更换调解员")
    leader.done("更换调解员")
    expect(page.locator("#history")).to_contain_text("回避申请成立，褚丙一不再承办。")
    leader.shoot("matter-changed")

    page = villager.open("/follow/mine/")
    expect(page.locator("main")).to_contain_text("蒋丙三")
    expect(page.locator("main")).to_contain_text("申请成立，换一位调解员。往来属实，换人办理。")
    villager.shoot("followed-after-change")
    assert events(matter)[-4:] == ["take", "challenge_mediator", "rule_on_challenge", "change_mediator"]
    assert Matter.objects.get(pk=matter.pk).mediator_id == "m1603"
    assert verify()["problems"] == []
