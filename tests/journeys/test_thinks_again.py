"""The other side first wants to think, then clearly refuses by the letter's link: mediation is over the same day."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fengdan.matters.models import Invitation, Matter
from fengdan.matters.verify import verify
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import SETTLED
from tests.journeys.conftest import PHONE
from tests.web.scene import brought

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])


def say(other, answer):
    page = other.page
    page.get_by_role("radio", name=answer).check()
    other.press("提交答复")
    return page


def test_the_other_side_thinks_again_then_refuses(person, javascript):
    matter = brought("taken").matter
    mediator = person("mediator", javascript=javascript)
    page = mediator.open(f"/m/{matter.code}/ask_party/")
    mediator.press("征求意愿")
    letter = Invitation.objects.get(party__matter=matter)

    other = person(javascript=javascript, size=PHONE)
    other.open(f"/r/{letter.token}/")
    other.shoot("reply")
    page = say(other, "再想想")
    expect(page.get_by_role("heading", level=1)).to_have_text("您的答复：再想想")
    expect(mediator.open(f"/m/{matter.code}/").locator("main")).not_to_contain_text("明确拒绝")

    page.get_by_text("改主意了，重新答复").click()
    page = say(other, "不同意")
    expect(page.get_by_role("heading", level=1)).to_have_text("您确定不同意吗")
    other.shoot("reply-sure")
    other.press("确定不同意")
    expect(page.get_by_role("heading", level=1)).to_have_text("您的答复：不同意调解")
    other.shoot("reply-refused")

    page = mediator.open("/")
    expect(page.locator("#letters")).to_contain_text("有当事人明确拒绝调解")
    page = mediator.open(f"/m/{matter.code}/")
    clock = matter.clocks.get(name="terminate", stopped_at=None)
    assert clock.due_at.astimezone(ZONE).date() >= timezone.localdate()
    expect(page.locator("main")).to_contain_text("有当事人明确拒绝调解，不得再调解")
    mediator.shoot("matter-refused-by-letter")
    page = mediator.open(f"/m/{matter.code}/hold_session/")
    expect(page.locator("main")).to_contain_text("不得再调解")
    page = mediator.open(f"/m/{matter.code}/conclude/")
    page.get_by_role("radio", name="调解不成").check()
    page.get_by_label("已告知当事人可以仲裁").check()
    page.get_by_label("情况说明").fill("对方明确拒绝")
    mediator.press("办结")
    mediator.done("办结")
    page.get_by_role("link", name="打印终止调解告知书").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("终止调解告知书")
    mediator.shoot("termination-notice")
    over = Matter.objects.get(pk=matter.pk)
    assert over.conclusion == "not_settled"
    assert over.conclusion not in SETTLED
    assert verify()["problems"] == []
