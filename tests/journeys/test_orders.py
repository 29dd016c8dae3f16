"""点单: by telephone in eight questions, in five taps from a card, by booklet number at the desk; and 换人."""

from playwright.sync_api import expect

from fengdan.matters.models import Invitation, Matter, Order
from fengdan.matters.verify import verify
from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import violations
from tests.journeys.test_public_path import letter_of
from tests.ordering import JIANG, SHEN, WEI
from tests.web.scene import brought

MOST_QUESTIONS, MOST_TAPS = 8, 5


def newest() -> Order:
    return Order.objects.latest("id")


def test_the_telephone_order_in_eight_questions(person):
    clerk = person("clerk")
    page = clerk.go_to("电话点单")
    assert page.locator(".fd-question").count() == MOST_QUESTIONS
    assert violations(page) == []
    page.get_by_label("您叫什么名字").fill("王测一")
    page.get_by_label("打哪个电话能找到您").fill("0932-6620000")
    page.get_by_label("和谁有矛盾").fill("李测二")
    page.get_by_label("什么事，想怎么解决").fill("楼上漏水泡坏了天花板，想让他赔修理费。")
    page.get_by_label("在哪个乡镇、哪个村").select_option("621122100201")
    page.get_by_label("第一选").fill("999")
    page.get_by_label("第二选").fill("63")
    page.get_by_label("说方言").check()
    page.get_by_label("晚间").check()
    page.get_by_label("什么时候、在哪里方便").fill("周三晚上，在村委会。")
    clerk.press("保存，登记并点单")
    clerk.refused("菜单上没有 999 号")
    expect(page.get_by_label("什么事，想怎么解决")).to_have_value("楼上漏水泡坏了天花板，想让他赔修理费。")
    expect(page.get_by_label("晚间")).to_be_checked()
    assert Matter.objects.count() == Order.objects.count() == 0 or newest().words != "周三晚上，在村委会。"
    page.get_by_label("第一选").fill("62")
    clerk.shoot("order-phone")
    clerk.press("保存，登记并点单")
    clerk.done("点单")
    order = newest()
    assert (order.channel, order.needs, order.matter.channel) == ("telephone", ["dialect", "evening"], "telephone")
    assert list(order.choices.values_list("mediator_id", flat=True)) == [WEI, JIANG]
    expect(page.locator("#order")).to_contain_text("等对方答复")
    clerk.shoot("order-matter")
    assert verify()["problems"] == []


def test_five_taps_from_a_card_on_a_phone(person):
    villager = person(size=PHONE)
    page = villager.open("/menu/62/")
    taps = 0

    def tap(locator):
        nonlocal taps
        taps += 1
        locator.click()

    tap(page.get_by_role("link", name="网上点单"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("请 62 号")
    assert violations(page) == []
    for label, text in (
        ("您怎么称呼", "王测一"),
        ("您的电话", "13800000001"),
        ("和谁有矛盾", "李测二"),
        ("什么事，想怎么解决", "楼上漏水泡坏了天花板。"),
    ):
        page.get_by_label(label).focus()  # the keyboard's own key for the next field
        page.keyboard.type(text)
    taps += 1
    page.get_by_label("在哪个乡镇").select_option("621122100")
    tap(page.get_by_label("说方言"))
    villager.shoot("order-online")
    page.set_viewport_size(PHONE)
    tap(page.get_by_label("我看过上面的说明"))
    tap(page.get_by_role("button", name="点单", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("已经登记好了")
    assert taps <= MOST_TAPS
    expect(page.locator("main")).to_contain_text("您点的是 62 号 卫丙二")
    order = newest()
    assert (order.channel, order.needs, order.matter.channel) == ("online", ["dialect"], "online")
    assert [event.role for event in order.matter.events.order_by("seq")] == ["party", "party"]
    assert verify()["problems"] == []


def test_by_booklet_number_at_the_desk(person):
    walk = brought("registered")
    clerk = person("clerk")
    clerk.open(f"/m/{walk.matter.code}/")
    page = clerk.choose("点单")
    page.get_by_label("按手册编号").check()
    page.get_by_label("第一选").fill("６４号")
    page.get_by_label("女调解员").check()
    page.get_by_label("一起来了几个人").fill("3")
    clerk.shoot("order-desk")
    clerk.press("点单")
    clerk.done("点单")
    order = newest()
    assert (order.channel, order.people, order.choices.get().mediator_id) == ("booklet", 3, SHEN)
    expect(page.locator("#order")).to_contain_text("64 号 沈丙四")


def test_the_other_side_wants_others_and_the_centre_arranges_it_with_a_reason_both_read(person):
    walk = brought("ordered and accepted")
    letter = letter_of(walk)
    other = person(size=PHONE)
    page = other.open(letter)
    expect(page.locator("#order")).to_contain_text("对方想请：62 号 卫丙二、63 号 蒋丙三")
    page.get_by_role("link", name="答复由谁调解").click()
    assert violations(page) == []
    page.get_by_label("换人，我想请别的调解员").check()
    page.locator("summary", has_text="换人的").click()
    page.get_by_label("第一选").fill("24")
    other.shoot("order-answer")
    other.press("提交答复")
    expect(page.locator("#order")).to_contain_text("您这一方想请：24 号")

    applicant = person(size=PHONE)
    mine = applicant.open(f"/f/{walk.matter.token}/")
    expect(mine.locator("#order")).to_contain_text("对方想请：24 号")
    mine.get_by_role("link", name="答复由谁调解").click()
    mine.get_by_label("请中心安排").check()
    applicant.press("提交答复")
    expect(mine.locator("#order")).to_contain_text("请中心安排")

    dispatcher = person("dispatcher")
    desk = dispatcher.go_to("点单")
    expect(desk.locator("#live")).to_contain_text("请中心安排")
    dispatcher.shoot("orders")
    desk.locator("#live").get_by_role("link").first.click()
    dispatcher.choose("由中心安排")
    desk.get_by_label("为什么这样安排").fill("双方各提的人不一样，蒋丙三会说通渭话，周三在中心。")
    desk.get_by_label("由谁调解").fill("63")
    dispatcher.shoot("order-arrange")
    dispatcher.press("由中心安排")
    dispatcher.done("由中心安排")

    for reader, address in ((other, letter), (applicant, f"/f/{walk.matter.token}/")):
        shown = reader.open(address)
        expect(shown.locator("#order")).to_contain_text("蒋丙三会说通渭话，周三在中心。")
        expect(shown.locator("#order")).to_contain_text("中心请了：蒋丙三")
        assert "测" not in shown.locator("#order").inner_text()
        reader.shoot("order-read")
    assert Invitation.objects.exists()
    assert verify()["problems"] == []
