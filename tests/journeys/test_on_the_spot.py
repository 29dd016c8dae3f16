"""当场调解: both sides are here, it is settled at the desk, and one save keeps all of it."""

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Matter, OralAgreement
from fengdan.matters.verify import verify
from tests.web.scene import events

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def test_two_neighbours_settle_at_the_desk(person, javascript):
    clerk = person("clerk", javascript=javascript)
    page = clerk.open("/register/")
    page.get_by_label("申请人姓名").fill("王测一")
    page.get_by_label("对方姓名或单位").fill("李测二")
    page.get_by_label("事情经过和要求").fill("楼道堆杂物，吵起来了。")
    page.get_by_label("发生在哪里").select_option(label="巩昌镇（不知道哪个村就选这个）")
    page.get_by_role("radio", name="当场调解").check()
    page.get_by_label("谁调解的").select_option(label="卫丙二")
    page.get_by_label("怎么说定的").fill("李测二今天把杂物搬走。")
    page.get_by_label("当场已经办完").check()
    clerk.shoot("register-mediate")
    page.get_by_role("button", name="只保存").click()
    clerk.refused("请确认双方都愿意、都同意，再勾选。")
    expect(page.get_by_label("怎么说定的")).to_have_value("李测二今天把杂物搬走。")
    page.get_by_label("双方都愿意由这位调解员当场调解").check()
    page.get_by_role("button", name="只保存").click()
    clerk.done("登记")
    clerk.shoot("matter-on-the-spot")
    matter, said = Matter.objects.get(), OralAgreement.objects.get()
    expect(page.locator("#oral")).to_contain_text(said.number)
    assert matter.conclusion == "settled_orally"
    assert [step for step in events(matter) if step != "record_consent"] == ["register", "agree_orally", "conclude"]
    assert verify()["problems"] == []
