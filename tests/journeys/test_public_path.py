"""Everything a citizen does here without an account, by keyboard alone, without scripts, in type twice as large."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fengdan.matters.actions.ask_party import ask_party
from fengdan.matters.models import Invitation
from fengdan.matters.verify import verify
from tests.cast import actor
from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import submitted, violations
from tests.web.scene import Handled, brought, go_on

MOST_STEPS = 80  # of the tabulator key, on any page
DOUBLED = {"width": 640, "height": 400}  # a window of 1280 × 800 at 200 %


def letter_of(walk: Handled) -> str:
    """The address on the letter that asks the other side."""
    party = walk.matter.parties.get(side="respondent")
    walk.matter = ask_party(walk.matter, party=party.pk, actor=actor("clerk"), at=walk._tick())
    return f"/r/{Invitation.objects.get(party=party).token}/"


class Keys:
    """Somebody without a mouse: goes on from element to element until the one they want has the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, wanted: str) -> "Keys":
        """Press Tab until the focused element is this one, in sight and with a visible ring."""
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                ring = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert ring != "none", wanted
                return self
        raise AssertionError(f"no way by keyboard to {wanted} on {self.page.url}")

    def press(self, key: str = "Enter") -> "Keys":
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()
        return self

    def write(self, text: str) -> "Keys":
        self.page.keyboard.type(text)
        return self


class Look:
    """Looks at each state a person without scripts comes to: the same page again where axe can run."""

    def __init__(self, person: Any, seen: Any) -> None:
        self.seen, self.glass = seen, person(size=DOUBLED)
        self.glass.open("/signin/")

    def __call__(self, heading: str) -> None:
        """The page is the one expected; axe finds nothing; at 200 % and on a phone nothing sticks out sideways."""
        page = self.glass.page
        expect(self.seen.page.get_by_role("heading", level=1)).to_contain_text(heading)
        page.set_content(re.sub("<script.*?</script>", "", self.seen.page.content(), flags=re.DOTALL))
        for size in (DOUBLED, PHONE):
            page.set_viewport_size(size)
            assert violations(page) == [], (heading, size)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (heading, size)


@pytest.mark.parametrize("big", [False, True])
def test_the_one_who_came_follows_withdraws_and_rates_by_keyboard_without_scripts(person, big):
    matter = brought("taken").matter
    villager = person(javascript=False, size=DOUBLED)
    good = Look(person, villager)
    page, keys = villager.open("/"), Keys(villager.page)
    if big:
        larger = keys.to(".fd-tool")
        with page.expect_navigation():
            larger.press()
    good("遇到矛盾、有事要办")
    keys.to("summary").press()
    expect(page.locator("details.fd-near")).to_have_attribute("open", "")
    keys = Keys(villager.open("/"))
    keys.to("a[href='/follow/']").press()
    good("查进度")
    keys.to("#id_code").write(matter.code).press("Tab").write("00000000").press()
    good("查进度")
    expect(page.get_by_role("alert")).to_contain_text("查询码或查询密码不对")
    keys.to("#id_pin").press("Control+A").write(matter.pin).press()
    good("已接单")
    expect(page.get_by_text("卫丙二").first).to_be_visible()
    keys.to("a[href='/follow/withdraw/']").press()
    good("撤回，不再调解")
    keys.to("main .btn-primary").press()
    expect(page.get_by_role("alert")).to_contain_text("为什么不办了")
    keys.to("#id_reason").write("我们自己说好了").press("Tab").press()
    good("确定撤回吗")
    keys.to("button[value=sure]").press()
    good("申请人撤回")
    keys.to("a[href='/follow/rate/']").press()
    good("办得好不好")
    keys.to("[name=score]").press("Space").press("ArrowDown")
    expect(page.locator("[value='4']")).to_be_checked()
    keys.to("#id_words").write("跑得勤").press("Tab").press()
    good("申请人撤回")
    expect(page.get_by_text("您评的是“满意”")).to_be_visible()
    keys.to("main form[action='/follow/leave/'] button").press()
    good("遇到矛盾、有事要办")
    assert verify()["problems"] == []


@pytest.mark.parametrize("big", [False, True])
def test_the_other_side_thinks_it_over_and_then_clearly_refuses(person, big):
    walk = brought("taken")
    other = person(javascript=False, size=DOUBLED)
    good = Look(person, other)
    if big:
        larger = Keys(other.open("/")).to(".fd-tool")
        with other.page.expect_navigation():
            larger.press()
    page, keys = other.open(letter_of(walk)), Keys(other.page)
    good("愿意调解吗")
    keys.to("main .btn-primary").press()
    expect(page.get_by_role("alert")).to_contain_text("您愿意调解吗")
    keys.to("[name=answer]").press("Space").press("ArrowDown")
    keys.to("#id_words").write("跟家里商量").press("Tab").press()
    good("您的答复：再想想")
    keys.to("summary").press().to("[name=answer]").press("Space").press("ArrowUp")
    expect(page.locator("[value=refused]")).to_be_checked()
    keys.to("main .btn-primary").press()
    good("您确定不同意吗")
    keys.to("button[value=sure]").press()
    good("您的答复：不同意调解")
    keys.to("main form[action='/reply/leave/'] button").press()
    good("遇到矛盾、有事要办")
    other.open("/reply/")
    good("请再扫一次二维码")
    walk.matter.refresh_from_db()
    assert walk.matter.parties.get(side="respondent").consent == "refused"
    assert verify()["problems"] == []


def test_the_other_side_agrees_and_asks_for_another_mediator(person):
    walk = brought("taken")
    other = person(javascript=False, size=PHONE)
    good = Look(person, other)
    keys = Keys(other.open(letter_of(walk)))
    keys.to("[name=answer]").press("Space")
    keys.to("[name=another]").press("Space").to("main .btn-primary").press()
    good("您的答复：同意调解")


def test_the_other_side_rates_at_the_end(person):
    walk = brought("taken")
    address = letter_of(walk)
    go_on(walk, "taken", "effective").conclude()
    other = person(javascript=False, size=PHONE)
    good = Look(person, other)
    page, keys = other.open(address), Keys(other.page)
    good("不用再答复了")
    keys.to("a[href='/reply/rate/']").press()
    good("办得好不好")
    keys.to("main .btn-primary").press()
    good("办得好不好")
    expect(page.get_by_role("alert")).to_contain_text("您觉得办得怎么样")
    keys.to("[name=score]").press("Space").to("main .btn-primary").press()
    expect(page.get_by_text("您评的是“非常满意”")).to_be_visible()


def test_the_letter_on_paper_is_legible_and_its_page_clean(person):
    walk = brought("taken")
    letter_of(walk)
    mediator = person("mediator")
    page = mediator.open(f"/m/{walk.matter.code}/")
    submitted("打印征求调解意见书")(page)
    assert violations(page) == []
    mediator.shoot("ask-sheet")


def test_every_public_page_as_seen(person):
    """Kept as pictures: at the desk and on a phone."""
    walk = brought("taken")
    over = brought("concluded").matter
    address = letter_of(walk)
    villager, other = person(), person()
    for name, path in {"front": "/", "follow": "/follow/", "followed": f"/f/{walk.matter.token}/"}.items():
        villager.open(path)
        villager.shoot(f"public-{name}")
    villager.open("/follow/withdraw/")
    villager.shoot("public-withdraw")
    villager.page.locator("#id_reason").fill("我们自己说好了，谢谢你们。")
    villager.press("下一步")
    villager.shoot("public-withdraw-sure")
    villager.open(f"/f/{over.token}/")
    villager.shoot("public-followed-concluded")
    villager.open("/follow/rate/")
    villager.shoot("public-rate")
    other.open(address)
    other.shoot("public-reply")
    other.page.get_by_label("不同意").last.check()
    other.press("提交答复")
    other.shoot("public-reply-sure")
    other.open("/reply/").get_by_label("同意，愿意一起谈谈").check()
    other.press("提交答复")
    other.shoot("public-reply-answered")
