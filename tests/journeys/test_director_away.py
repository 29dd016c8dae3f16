"""The director is away: a limit is not kept, the stand-in issues the 督办单 (代签), it is replied to and judged."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fengdan.matters.models import Clock, Matter
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.people.models import User
from tests.web.scene import LAND, brought, events

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def left_alone():
    """Given to a department long ago, and nobody has signed for it: the sweep has done what a machine does."""
    matter = brought("accepted", began=timedelta(days=12)).give(LAND).matter
    tick(timezone.now())
    assert Clock.objects.get(matter=matter, name="take").rung == ""
    return matter


def away_with_a_stand_in(director):
    page = director.go_to("请假与代理")
    today = timezone.localdate()
    page.get_by_label("从哪天").fill(today.isoformat())
    page.get_by_label("到哪天").fill((today + timedelta(days=3)).isoformat())
    page.get_by_label("谁代签（用户名）").fill("duty")
    director.press("登记请假")
    expect(page.locator("main")).to_contain_text(User.objects.get(username="duty").name)


def test_the_stand_in_issues_what_the_system_drafted_and_it_is_replied_to_and_judged(person, javascript):
    def sit(username):
        return person(username, javascript=javascript)

    names = {name: User.objects.get(username=name).name for name in ("director", "duty", "dept")}
    matter = left_alone()
    away_with_a_stand_in(sit("director"))

    duty = sit("duty")
    page = duty.go_to("督办台")
    expect(page.locator("#watch_overdue")).to_contain_text(names["dept"])
    expect(page.locator("#watch_draft")).to_contain_text("督办单，应办理未办理")
    duty.shoot("watch")
    page.locator("#watch_draft").get_by_role("link", name="签发").click()
    expect(page.get_by_label("事实")).to_contain_text("经系统提醒、催办并逾期升级，至今仍未办理")
    page.get_by_label("要求").fill("请今天接单，三日内书面回复原因。")
    duty.shoot("issue_supervision")
    duty.press("签发督办")
    duty.done("签发督办")
    card = page.locator("#supervision")
    expect(card).to_contain_text(f"{names['duty']}（代{names['director']}签发）")
    duty.shoot("matter-supervised")

    page.locator("#printing").get_by_role("link", name="打印督办单").click()
    expect(page.locator("body")).to_contain_text(f"签发人 {names['duty']}（代{names['director']}签发）")
    expect(page.locator("body")).to_contain_text(f"督办编号：{matter.code}督1")
    duty.shoot("supervision_order")

    dept = sit("dept")
    page = dept.open("/")
    expect(page.locator("#to_answer")).to_contain_text(matter.code)
    dept.open_matter(matter.code)
    dept.choose("回复督办")
    expect(page.locator("main")).to_contain_text("请今天接单，三日内书面回复原因。")
    page.get_by_label("办理情况和没有按时办理的原因").fill("人手不足，今天已安排调解员。")
    dept.shoot("answer_supervision")
    dept.press("回复督办")
    dept.done("回复督办")

    supervisor = sit("supervisor")
    page = supervisor.go_to("督办台")
    page.locator("#watch_replied").get_by_role("link", name="审核").click()
    expect(page.locator("main")).to_contain_text("人手不足，今天已安排调解员。")
    page.get_by_label("认可，督办到此为止").check()
    supervisor.press("审核督办回复")
    supervisor.done("审核督办回复")
    expect(page.locator("#supervision")).to_contain_text("以前的督办")

    by_hand = [step for step in events(matter) if step not in {"remind", "urge", "escalate"}]
    assert by_hand[-3:] == ["issue_supervision", "answer_supervision", "judge_supervision"]
    issued = Matter.objects.get(pk=matter.pk).events.get(step="issue_supervision")
    assert issued.on_behalf_of == str(User.objects.get(username="director").pk)
    assert verify()["problems"] == []
