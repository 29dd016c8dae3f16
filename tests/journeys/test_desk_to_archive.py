from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fengdan.matters.models import Matter
from fengdan.matters.verify import verify

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def register(clerk):
    page = clerk.open("/register/")
    page.get_by_label("申请人姓名").fill("王测一")
    page.get_by_label("申请人电话").fill("138 0000 0001")
    page.get_by_label("对方姓名或单位").fill("李测二")
    page.get_by_label("事情经过和要求").fill("楼上漏水泡坏了我家天花板，邻居找了三次都不修。")
    page.get_by_label("发生在哪里").select_option(label="巩昌镇（不知道哪个村就选这个）")
    clerk.shoot("register")
    page.get_by_role("button", name="保存并打印回执").click()
    expect(page.get_by_role("heading", name="登记回执")).to_be_visible()
    clerk.shoot("slip")
    code, pin = page.locator(".fd-slip-code").all_inner_texts()
    return code.strip(), pin.strip()


def take_step(person, path, label):
    page = person.open(path)
    expect(page.get_by_role("heading", level=1, name=label)).to_be_visible()
    return page


def press(person, label):
    person.press(label)
    person.done(label)


def test_a_dispute_goes_from_the_desk_to_the_archive(person, javascript):
    def sit(username=""):
        return person(username, javascript=javascript)

    clerk = sit("clerk")
    code, pin = register(clerk)
    matter = f"/m/{code}/"

    duty = sit("duty")
    duty.shoot("home-duty")
    take_step(duty, f"{matter}accept/", "受理")
    press(duty, "受理")

    dispatcher = sit("dispatcher")
    page = take_step(dispatcher, f"{matter}assign/", "派单或交办")
    page.get_by_role("radio", name="邻里与相邻关系综合调解团队").first.check()
    page.get_by_label("为什么交给它").fill("漏水的事他们最熟")
    dispatcher.shoot("assign")
    dispatcher.press("派单或交办")
    dispatcher.done("派单")

    leader = sit("leader")
    leader.shoot("home-leader")
    page = take_step(leader, f"{matter}take/", "接单")
    page.get_by_role("radio", name="卫丙二").check()
    page.get_by_label("承办的人与双方都没有").check()
    leader.shoot("take")
    press(leader, "接单")

    mediator = sit("mediator")
    page = take_step(mediator, f"{matter}hold_session/", "记录调解会")
    expect(page.get_by_text("意愿没有记录为同意")).to_be_visible()
    page = take_step(mediator, f"{matter}record_consent/", "记录调解意愿")
    page.get_by_label("同意调解").check()
    page.get_by_label("电话", exact=True).check()
    mediator.shoot("record_consent")
    press(mediator, "记录调解意愿")
    page = take_step(mediator, f"{matter}hold_session/", "记录调解会")
    page.get_by_label("申请人 王测一", exact=True).check()
    page.get_by_label("被申请人 李测二", exact=True).check()
    page.get_by_label("调解地点").fill("县综治中心调解室")
    page.get_by_label("已告知双方权利和义务").check()
    page.get_by_label("调解记录").fill("双方到场，李测二认可漏水，愿意赔偿。")
    page.get_by_label("达成一致", exact=True).check()
    mediator.shoot("hold_session")
    press(mediator, "记录调解会")

    page = take_step(mediator, f"{matter}agree/", "协议定稿")
    page.get_by_label("主要事实、争议事项和各方责任").fill("双方对漏水事实无异议。")
    page.get_by_label("协议内容").fill("李测二赔偿王测一修复费 1200 元。")
    page.get_by_label("履行方式").fill("尽快付清")
    page.get_by_label("履行时限").fill("2026年12月1日前")
    page.get_by_label("履行地点").fill("小区物业办公室")
    page.locator("main").get_by_role("button", name="协议定稿").click()
    expect(page.locator(".fd-error")).to_contain_text("“尽快”说不清")
    mediator.shoot("agree-refused")
    expect(page.get_by_label("协议内容")).to_have_value("李测二赔偿王测一修复费 1200 元。")
    page.get_by_label("履行方式").fill("现金一次付清")
    press(mediator, "协议定稿")
    page.get_by_role("button", name="打印协议书").click()
    expect(page.get_by_role("heading", name="人民调解协议书")).to_be_visible()
    mediator.shoot("agreement")
    for manner in ("签名", "签名", "签名", "盖章"):
        page = take_step(mediator, f"{matter}sign/", "登记签字盖章")
        page.get_by_label(manner, exact=True).check()
        page.get_by_label("已核对当事人身份证件").check()
        mediator.shoot("sign")
        press(mediator, "登记签字盖章")
    expect(page.get_by_text("可在生效之日起三十日内")).to_be_visible()
    mediator.shoot("matter-mediator")
    page = take_step(mediator, f"{matter}conclude/", "办结")
    mediator.press("办结")
    mediator.refused("请填写以后要履行什么")
    page.get_by_label("第 1 项由谁来办").select_option(label="被申请人 李测二")
    page.get_by_label("第 1 项办什么").fill("赔修理费")
    page.get_by_label("第 1 项多少钱").fill("1,200")
    page.get_by_label("第 1 项最迟哪天").fill(f"{timezone.localdate() + timedelta(days=7)}")
    mediator.shoot("conclude")
    press(mediator, "办结")
    expect(page.locator("#obligations")).to_contain_text("还差 1,200.00 元")

    followup = sit("followup")
    followup.shoot("home-followup")
    page = take_step(followup, f"{matter}record_performance/", "登记履行情况")
    page.get_by_label("全部履行").check()
    followup.shoot("record_performance")
    press(followup, "登记履行情况")
    page = take_step(followup, f"{matter}follow_up/", "回访")
    expect(page.get_by_text("这是第 1 次")).to_be_visible()
    page.get_by_label("申请人 王测一").check()
    page.get_by_label("电话", exact=True).check()
    page.get_by_label("联系上了", exact=True).check()
    page.get_by_label("满意", exact=True).check()
    page.get_by_label("说了什么").fill("钱收到了，没有别的事。")
    followup.shoot("follow_up")
    press(followup, "回访")

    page = take_step(clerk, f"{matter}rate/", "评单")
    page.get_by_label("申请人 王测一").check()
    page.get_by_label("非常不满意").check()
    page.get_by_label("为什么（本人的话）").fill("等了太久")
    page.get_by_label("回执上的查询密码").fill(pin)
    clerk.shoot("rate")
    press(clerk, "评单")
    page = take_step(duty, f"{matter}handle_rating/", "处理低分评价")
    page.get_by_label("怎么处理的").fill("已说明原因，当面道歉。")
    press(duty, "处理低分评价")
    duty.shoot("matter-after")

    archivist = sit("archivist")
    page = take_step(archivist, f"{matter}archive/", "归档")
    for paper in page.get_by_role("checkbox").all():
        paper.check()
    page.get_by_label("卷宗页数").fill("12")
    page.get_by_label("存放位置").fill("甲柜三层")
    archivist.shoot("archive")
    press(archivist, "归档")
    archivist.shoot("matter-archived")

    villager = sit()
    page = villager.open("/")
    villager.shoot("front")
    page.get_by_role("link", name="查进度").click()
    page.get_by_label("查询码").fill(code.lower().replace("-", ""))
    page.get_by_label("查询密码").fill(pin)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("调解成功（书面协议）")
    villager.shoot("followed")

    assert Matter.objects.get(code=code).stage == "archived"
    assert verify()["problems"] == []
