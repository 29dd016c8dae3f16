"""What goes wrong on an ordinary day, in a real browser: two at once, a refusal, a team that cannot, no mouse."""

import re

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Stale
from tests.journeys.conftest import PHONE
from tests.web.scene import brought, events

NEIGHBOURS = "邻里与相邻关系综合调解团队"


def open_step(person, matter, verb, label):
    page = person.open(f"/m/{matter.code}/{verb}/")
    expect(page.get_by_role("heading", level=1, name=label)).to_be_visible()
    return page


def test_two_dispatchers_at_once_the_second_reads_it_and_keeps_the_typing(person):
    matter = brought("accepted").matter
    first, second = person("dispatcher"), person("small")
    _page, late = (open_step(each, matter, "assign", "派单或交办") for each in (first, second))
    late.get_by_role("radio", name=NEIGHBOURS).first.check()
    late.get_by_label("为什么交给它").fill("离当事人最近，熟悉这个小区")
    first.press("派单或交办")
    first.done("交办")
    second.press("派单或交办")
    second.refused(Stale().reason)
    expect(late.get_by_label("为什么交给它")).to_have_value("离当事人最近，熟悉这个小区")
    second.shoot("assign-too-late")
    late.get_by_role("link", name="返回").click()
    expect(late.locator("main")).to_contain_text("已交办")
    assert events(matter) == ["register", "accept", "assign"]


def test_the_other_side_refuses_and_the_mediator_ends_it_after_telling_the_remedies(person):
    matter = brought("taken").matter
    mediator = person("mediator")
    page = open_step(mediator, matter, "record_consent", "记录调解意愿")
    page.get_by_label("明确拒绝").check()
    page.get_by_label("电话", exact=True).check()
    page.get_by_label("原话或说明").fill("不谈，法院见")
    mediator.press("记录调解意愿")
    mediator.done("记录调解意愿")
    expect(page.get_by_text("有当事人明确拒绝调解，不得再调解").first).to_be_visible()
    mediator.shoot("matter-refused")
    page = open_step(mediator, matter, "conclude", "办结")
    page.get_by_role("radio", name="调解不成").check()
    mediator.press("办结")
    mediator.refused("请先告知当事人可以仲裁")
    expect(page.get_by_role("radio", name="调解不成")).to_be_checked()
    page.get_by_label("已告知当事人可以仲裁").check()
    page.get_by_label("情况说明").fill("对方不愿意调解")
    mediator.press("办结")
    mediator.done("办结")
    assert Matter.objects.get(pk=matter.pk).conclusion == "not_settled"
    assert verify()["problems"] == []


def test_the_leader_gives_it_back_and_the_dispatcher_finds_another_team(person):
    matter = brought("assigned").matter
    leader, dispatcher = person("leader"), person("dispatcher")
    page = open_step(leader, matter, "give_back", "退单")
    page.get_by_label("需要回避").check()
    page.get_by_label("具体情况和依据").fill("团队里有当事人的亲戚")
    leader.press("退单")
    expect(page.get_by_role("status")).to_contain_text("该事项不在您手上了")
    assert leader.open(f"/m/{matter.code}/").get_by_role("heading", level=1).inner_text() == "没有找到这个页面"
    page = dispatcher.open("/")
    expect(page.locator("#letters")).to_contain_text("团队退单，等待重新派单")
    page = open_step(dispatcher, matter, "assign", "派单或交办")
    expect(page.locator(".fd-refused").first).to_contain_text("退过这件事项")
    dispatcher.shoot("assign-again")
    page.get_by_text("其他调解团队").click()
    page.get_by_role("radio", name="物业纠纷综合调解团队").last.check()
    page.get_by_label("为什么交给它").fill("邻里团队有人要回避")
    dispatcher.press("派单或交办")
    dispatcher.done("派单")
    assert Matter.objects.get(pk=matter.pk).unit_id == "team-05"
    assert verify()["problems"] == []


def test_a_villager_follows_on_a_telephone_from_the_qr(person):
    matter = brought("taken").matter
    villager = person()
    villager.page.set_viewport_size(PHONE)
    page = villager.open(f"/f/{matter.token}/")
    expect(page).to_have_url(re.compile("/follow/mine/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("已接单")
    expect(page.locator("main")).to_contain_text("卫丙二")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sizes = page.locator("main button, main a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 44
    page.get_by_role("button", name="大字版").click()
    expect(page.get_by_role("button", name="标准字号")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="看完了，退出").click()
    villager.open("/follow/mine/")
    expect(page).to_have_url(re.compile("/follow/$"))
    assert matter.token not in page.content()


def test_the_clerk_registers_with_the_keyboard_alone(person):
    clerk = person("clerk")
    page, keys = clerk.open("/register/"), clerk.page.keyboard

    def tab_to(label):
        for _ in range(40):
            keys.press("Tab")
            if page.evaluate(
                "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"
            ).startswith(label):
                return
        pytest.fail(f"the keyboard does not reach {label}")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "跳到正文"
    keys.press("Enter")
    for label, text in (
        ("申请人姓名", "王测一"),
        ("申请人电话", "13800000001"),
        ("对方姓名或单位", "李测二"),
        ("事情经过和要求", "楼上漏水，找了三次都不修。"),
    ):
        tab_to(label)
        keys.insert_text(text)
    tab_to("发生在哪里")
    keys.press("ArrowDown")
    shows = page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow"
    )
    assert shows != "nonenone"
    tab_to("保存并打印回执")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="登记回执")).to_be_visible()
    assert Matter.objects.count() == 1


def test_while_typing_a_hint_comes_and_it_is_the_fragment_the_server_gives_anybody(person):
    former = brought("registered").matter
    clerk = person("clerk")
    page = clerk.open("/register/")
    page.get_by_label("申请人电话").fill("13800000001")
    page.keyboard.press("Tab")
    hints = page.locator("#hints")
    expect(hints).to_contain_text("这位申请人以前来过")
    with page.expect_response("**/register/hints/") as sent:
        page.get_by_label("事情经过和要求").fill("拖欠工资三个月")
        page.keyboard.press("Tab")
    expect(hints).to_contain_text("看起来")
    fragment = page.evaluate(
        "text => { const box = document.createElement('div'); box.innerHTML = text; return box.innerText }",
        sent.value.text(),
    )
    assert re.sub(r"\s", "", hints.inner_text()) == re.sub(r"\s", "", fragment)
    link = hints.get_by_role("link").first
    expect(link).to_have_attribute("href", f"/m/{former.code}/")
    clerk.shoot("register-hints")
    plain = person("clerk", javascript=False).open("/register/")
    expect(plain.locator("#hints")).to_be_empty()
    plain.get_by_label("类型", exact=False).select_option(value="11")
    expect(plain.get_by_role("button", name="保存并打印回执")).to_be_enabled()
