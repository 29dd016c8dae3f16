"""A leader on the phone: what it is about, one tap to take it, the plan in mind, and the tasks done."""

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Matter, Preparation, Task
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE
from tests.journeys.test_needs import come_to_the_desk

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
TALL = 44  # pixels: what a thumb hits


def test_prepared_and_taken_on_the_phone(person, javascript):
    code, _ = come_to_the_desk(person("small", javascript=javascript))
    leader = person("leader", javascript=javascript, size=PHONE)
    page = leader.open(f"/m/{code}/")
    page.get_by_role("link", name="写调解预案").click()
    expect(page.locator("#background")).to_contain_text("邻居盖房把我家院墙挖塌了")
    expect(page.locator("#articles")).to_contain_text("第二百八十八条")
    page.get_by_label("打算怎么调").fill("先看墙，再单独谈，最后坐到一起。")
    page.get_by_label("要问什么").fill("墙是哪天塌的？\n挖之前说过没有？")
    leader.shoot("prepare-before-taking")
    leader.press("写调解预案")
    leader.done("写好调解预案")
    page = leader.open(f"/m/{code}/prepare/")
    expect(page.locator("#plan")).to_contain_text("先看墙，再单独谈，最后坐到一起。")
    take = page.get_by_role("button", name="我声明没有要回避的，接单")
    assert take.bounding_box()["height"] >= TALL
    take.click()
    leader.done("接单")
    task = page.locator("#tasks .fd-why").filter(has_text="收齐材料")
    leader.shoot("matter-with-tasks")
    task.get_by_role("link", name="办完了").click()
    page.get_by_label("办了什么").fill("身份证看过，墙拍了照片。")
    leader.press("完成任务")
    leader.done("完成任务")
    leader.open(f"/m/{code}/prepare/")
    leader.shoot("prepare-taken")
    matter = Matter.objects.get(code=code)
    assert (matter.stage, matter.mediator.name) == ("taken", matter.mediator.name)
    assert Preparation.objects.get(matter=matter).round == 1
    assert Task.objects.get(matter=matter, status="done").evidence == "身份证看过，墙拍了照片。"
    assert verify()["problems"] == []
