"""The dispatcher sees why one and not another, gives it; the team does not take it, it comes back, another takes it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from fengdan.matters.models import Clock, Matter
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.teams.models import Mediator
from tests.web.scene import brought, events

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def lapse(matter: Matter) -> None:
    """The clock comes to the moment at which it takes the matter back."""
    matter.refresh_from_db()
    Clock.objects.filter(matter=matter, name="take", stopped_at=None).update(rung="time_out", rung_at=matter.last_at)
    assert tick(matter.last_at + timedelta(seconds=1)).failed == []


def test_it_comes_back_and_another_takes_it(person, javascript):
    def sit(username):
        return person(username, javascript=javascript)

    matter = brought("accepted").matter
    dispatcher = sit("dispatcher")
    dispatcher.go_to("派单台")
    page = dispatcher.page
    row = page.locator("#waiting tr", has_text="王测一")
    expect(row).to_contain_text("所在团队受理范围含邻里纠纷")
    dispatcher.shoot("dispatch-desk")
    row.get_by_role("link", name="去派单").click()

    page.get_by_role("checkbox", name="女调解员").check()
    dispatcher.press("按这些需要排")
    expect(page.get_by_role("radio", name="是女调解员 +15").first).to_be_visible()
    page.locator("#why-not summary").click()
    expect(page.locator("#why-not")).to_contain_text("不是女调解员")
    expect(page.locator("#why-not")).to_contain_text("受理范围都不含邻里纠纷")
    dispatcher.shoot("assign-proposed")
    page.get_by_role("radio", name="是女调解员 +15").first.check()
    page.get_by_label("为什么交给它").fill("王测一想请女调解员，她住得近。")
    dispatcher.press("派单或交办")
    dispatcher.done("派单")
    page.get_by_role("link", name="派单建议（第 1 次").click()
    expect(page.locator("#chosen")).to_contain_text("今天重算结果一致")
    dispatcher.shoot("proposal")

    leader = sit("leader")
    leader.open(f"/m/{matter.code}/take/")
    wanted = matter.assignments.get().wish.mediator
    expect(leader.page.get_by_role("radio", name=wanted.name)).to_be_checked()
    leader.page.get_by_label("已确认").check()
    lapse(matter)
    leader.press("接单")
    expect(leader.page.get_by_role("status")).to_contain_text("由系统收回，不用再接单")
    leader.shoot("taken-back")

    expect(dispatcher.open("/").locator("#letters")).to_contain_text("团队逾期未接，已收回")
    dispatcher.go_to("派单台")
    page.locator("#waiting tr", has_text="王测一").get_by_role("link", name="去派单").click()
    page.get_by_text("其他调解团队").click()
    page.get_by_role("radio", name="劳动").first.check()
    page.get_by_label("为什么交给它").fill("先请他们看看。")
    dispatcher.press("派单或交办")
    dispatcher.choose("改派")
    page.get_by_role("radio", name="邻里与相邻关系综合调解团队").first.check()
    page.get_by_label("为什么改派").fill("综合团队腾出人手了。")
    dispatcher.press("改派")
    dispatcher.done("改派")

    leader.open_matter(matter.code)
    leader.choose("接单")
    leader.page.get_by_label("已确认").check()
    leader.press("接单")
    leader.done("接单")
    assert [each for each in events(matter) if each in {"assign", "time_out", "reassign", "take"}] == [
        *("assign", "time_out", "assign", "reassign", "take"),
    ]
    assert Mediator.objects.filter(pk=Matter.objects.get().mediator_id).exists()
    assert verify()["problems"] == []
