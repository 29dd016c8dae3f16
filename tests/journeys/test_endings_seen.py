"""The short ends and further rounds in a browser: reached by clicking, and no barrier that axe can find."""

from playwright.sync_api import expect

from tests.endings import Ending
from tests.journeys.test_accessibility import look, nothing, opened, submitted
from tests.web.scene import brought


def test_duty_guides_somebody_to_the_court_by_picking_it(person):
    matter = brought("accepted").matter
    duty = person("duty")
    page = duty.open(f"/m/{matter.code}/")
    duty.shoot("ending-buttons")
    duty.choose("引导")
    page.get_by_role("link", name="县人民法院诉讼服务中心").click()
    expect(page.get_by_label("去哪个机关")).to_have_value("县人民法院诉讼服务中心")
    page.get_by_label("地址").fill("巩昌镇某路 1 号一楼")
    page.get_by_label("为什么不在这里办").fill("双方不愿再谈，要起诉。")
    duty.shoot("ending-guide")
    duty.press("引导")
    duty.done("引导")
    expect(page.locator("#guidance")).to_contain_text("诉讼时效一般是三年")
    duty.shoot("ending-guided")
    duty.choose("恢复办理")
    page.get_by_label("为什么恢复办理").fill("法院劝双方先来调解。")
    duty.press("恢复办理")
    duty.done("恢复办理")
    expect(page.locator("#rounds")).to_contain_text("第 1 轮：已引导到其他途径")
    duty.shoot("ending-reopened")


def test_no_barrier_on_the_forms_and_the_page_of_what_has_ended(person):
    new, accepted = brought("registered").matter, brought("accepted").matter
    sent = Ending().register().transfer().matter
    refused = Ending().register().reject().matter
    merged = Ending().register().merge(new.code).matter
    twice = Ending().to_settled().archive().reopen().visit(people=4, words="又来问").matter
    look(
        person("duty"),
        {
            "buttons": (f"/m/{accepted.code}/", opened),
            "answer": (f"/m/{new.code}/answer/", submitted("当场答复")),
            "guide": (f"/m/{accepted.code}/guide/", nothing),
            "guide, picked": (f"/m/{accepted.code}/guide/?pick=labour", opened),
            "guide, mistaken": (f"/m/{accepted.code}/guide/", submitted("引导")),
            "transfer, mistaken": (f"/m/{accepted.code}/transfer/", submitted("转送、移送")),
            "reject, mistaken": (f"/m/{new.code}/reject/", submitted("不予受理")),
            "merge, mistaken": (f"/m/{new.code}/merge/", submitted("并案")),
            "visit": (f"/m/{new.code}/visit/", nothing),
            "receipt": (f"/m/{sent.code}/record_receipt/", submitted("登记回执")),
            "reopen": (f"/m/{refused.code}/reopen/", submitted("恢复办理")),
            "sent": (f"/m/{sent.code}/", opened),
            "refused": (f"/m/{refused.code}/", opened),
            "merged": (f"/m/{merged.code}/", opened),
            "merged here": (f"/m/{new.code}/", opened),
            "second round": (f"/m/{twice.code}/", opened),
        },
    )
