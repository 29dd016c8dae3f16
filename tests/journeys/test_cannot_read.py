"""An old man who cannot read and has no telephone: his daughter is the contact, his thumb signs, the village asks."""

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Contact, Matter, Signature
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def come_to_the_desk(small):
    page = small.open("/register/")
    page.get_by_label("申请人姓名").fill("王测一")
    page.get_by_text("联系人、来了几个人、匿名咨询").click()
    page.get_by_label("联系人姓名").fill("王测女")
    page.get_by_label("联系人电话").fill("13800000009")
    page.get_by_label("和申请人的关系").fill("女儿")
    page.get_by_label("来了几个人").fill("2")
    page.get_by_label("对方姓名或单位").fill("李测二")
    page.get_by_label("事情经过和要求").fill("邻居盖房把我家院墙挖塌了，要他修好。")
    page.get_by_label("发生在哪里").select_option(label="巩昌镇（不知道哪个村就选这个）")
    page.get_by_role("radio", name="受理并交给承办单位").check()
    page.get_by_label("交给谁").select_option(label="邻里与相邻关系综合调解团队")
    small.shoot("register-daughter")
    page.get_by_role("button", name="保存并打印回执").click()
    code, pin = (text.strip() for text in page.locator(".fd-slip-code").all_inner_texts())
    return code, pin


def mediate(mediator, matter):
    page = mediator.open(f"{matter}record_consent/")
    page.get_by_label("同意调解").check()
    page.get_by_label("当面", exact=True).check()
    mediator.press("记录调解意愿")
    page = mediator.open(f"{matter}hold_session/")
    for party in ("申请人 王测一", "被申请人 李测二"):
        page.get_by_label(party, exact=True).check()
    page.get_by_label("调解地点").fill("王测一家里")
    page.get_by_label("已告知双方权利和义务").check()
    page.get_by_label("调解记录").fill("上门调解，逐条念给王测一听，女儿在场。")
    page.get_by_label("达成一致", exact=True).check()
    mediator.press("记录调解会")
    page = mediator.open(f"{matter}agree/")
    page.get_by_label("主要事实、争议事项和各方责任").fill("李测二施工挖塌院墙，双方无异议。")
    page.get_by_label("协议内容").fill("李测二把院墙修好。")
    page.get_by_label("履行方式").fill("自己出工出料")
    page.get_by_label("履行时限").fill("2026年12月20日前")
    page.get_by_label("履行地点").fill("王测一家")
    mediator.press("协议定稿")
    mediator.done("协议定稿")


def sign(mediator, matter, manner, witness=""):
    page = mediator.open(f"{matter}sign/")
    page.get_by_label(manner, exact=True).check()
    page.get_by_label("已核对当事人身份证件").check()
    mediator.press("登记签字盖章") if manner == "按指印" else page.get_by_label("见证人").fill(witness)
    if manner == "按指印":
        mediator.refused("按指印的请填写见证人姓名")
        page.get_by_label("见证人").fill(witness)
    mediator.press("登记签字盖章")
    mediator.done("登记签字盖章")


def test_an_old_man_who_cannot_read_and_has_no_telephone(person, javascript):
    code, pin = come_to_the_desk(person("small", javascript=javascript))
    matter = f"/m/{code}/"
    leader = person("leader", javascript=javascript)
    page = leader.open(f"{matter}take/")
    page.get_by_role("radio", name="卫丙二").check()
    page.get_by_label("已确认：承办的人与双方都没有").check()
    leader.press("接单")
    mediator = person("mediator", javascript=javascript, size=PHONE)
    expect(mediator.open(matter).locator("#parties")).to_contain_text("女儿")
    mediator.shoot("matter-contact")
    mediate(mediator, matter)
    sign(mediator, matter, "按指印", "王测女")
    sign(mediator, matter, "签名")
    sign(mediator, matter, "签名")
    sign(mediator, matter, "盖章")
    assert Signature.objects.get(manner="fingerprint").witness == "王测女"
    page = mediator.open(f"{matter}conclude/")
    page.get_by_label("由谁").first.select_option(index=2)
    page.get_by_label("办什么").first.fill("修好院墙")
    page.get_by_label("最迟哪天").first.fill("2026-12-20")
    mediator.press("办结")
    mediator.done("办结")

    # the village secretary asks for him, with the slip he was given
    secretary = person(javascript=javascript, size=PHONE)
    page = secretary.open("/follow/")
    page.get_by_label("查询码").fill(code)
    page.get_by_label("查询密码").fill(pin)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("调解成功（书面协议）")
    for name in ("王测一", "王测女", "李测二", "13800000009"):
        expect(page.locator("main")).not_to_contain_text(name)
    secretary.shoot("followed-by-the-secretary")
    done = Matter.objects.get(code=code)
    assert Contact.objects.get(party__matter=done).relation == "女儿"
    assert (done.visits.get().people, done.obligations.get().what) == (2, "修好院墙")
    assert verify()["problems"] == []
