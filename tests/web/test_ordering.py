"""点单 on every page: by telephone, from a card, on one's own matter, by letter; and the list of orders."""

import pytest

from fengdan.matters.models import Matter, Order
from fengdan.matters.verify import verify
from fengdan.teams.models import Card
from fengdan.web.public.apply import PER_ADDRESS
from tests.matters.watch import everything
from tests.ordering import JIANG, SHEN, WEI
from tests.web.reader import read
from tests.web.scene import QUARREL, Unchanged, brought, events, go_on, screen

pytestmark = pytest.mark.django_db
PHONE, CARD = "/order/phone/", "/menu/62/order/"
ASKED = {
    "channel": "telephone",
    "applicant_name": "王测一",
    "applicant_phone": "0932-6620000",
    "respondent_name": "李测二",
    "story": QUARREL.story,
    "area": "621122100",
    "choice1": "62",
    "choice2": "63",
    "needs": ["dialect"],
    "words": "周三晚上。",
}
TOLD = {
    "name": "王测一",
    "phone": "13800000001",
    "other": "李测二",
    "story": QUARREL.story,
    "town": "621122100",
    "needs": ["female"],
    "agreed": "on",
}


def newest():
    return Matter.objects.order_by("-id").first()


def filled(seat, address, **types):
    return read(seat.get(address)).form(address).filled(**types)


@pytest.mark.parametrize(("channel", "source"), [("telephone", "telephone"), ("booklet", "walk_in")])
def test_one_save_registers_and_orders(channel, source):
    clerk = screen("clerk")
    saved = clerk.post(PHONE, filled(clerk, PHONE, **ASKED | {"channel": channel}))
    matter = newest()
    assert saved["Location"] == f"/m/{matter.code}/?done=order"
    assert events(matter) == ["register", "order"]
    assert (matter.channel, matter.orders.get().channel) == (source, channel)
    assert "已点单" in read(clerk.get(saved["Location"])).words
    assert verify()["problems"] == []


def test_sent_twice_it_is_one_matter_and_one_order():
    clerk = screen("clerk")
    sent = filled(clerk, PHONE, **ASKED)
    first = clerk.post(PHONE, sent)
    with Unchanged():
        assert clerk.post(PHONE, sent)["Location"] == first["Location"]


@pytest.mark.parametrize(
    ("field", "typed", "says", "status"),
    [
        ("applicant_name", "", "请填写“您叫什么名字”", 422),
        ("respondent_name", " ", "请填写“和谁有矛盾”", 422),
        ("choice1", "", "请先填“第一选”", 422),
        ("choice2", "998", "菜单上没有 998 号", 422),
        ("choice2", "62", "第 2 选和第 1 选是同一位", 409),
        ("respondent_name", "卫丙二", "与卫丙二同名", 409),
        ("team", "team-16", "团队和调解员只能选一样", 409),
        ("story", "前\x00后", "无法识别的字符", 422),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_everything_typed_is_kept(field, typed, says, status):
    clerk = screen("clerk")
    before = everything()
    sent = filled(clerk, PHONE, **ASKED | {field: typed})
    answer = clerk.post(PHONE, sent)
    page = read(answer)
    assert (answer.status_code, says in page.words) == (status, True)
    assert everything() == before
    again = page.form(PHONE).typed()
    kept = {name: values for name, values in again.items() if name != field and name in ASKED}
    assert kept.items() >= {"applicant_phone": [ASKED["applicant_phone"]], "needs": ["dialect"]}.items()


@pytest.mark.parametrize("who", ["", "director", "mediator", "village", "dispatcher"])
def test_only_the_desk_has_the_telephone_page(who):
    assert screen(who).get(PHONE).status_code in {302, 404}


def test_what_cannot_be_taken_for_a_dispute_by_its_words_is_one_all_the_same():
    clerk = screen("clerk")
    clerk.post(PHONE, filled(clerk, PHONE, **ASKED | {"story": "家里停水三天了，户口簿丢了。"}))
    assert newest().service is False


def test_from_a_card_online():
    villager = screen()
    assert CARD in villager.get("/menu/62/").content.decode()
    sent = villager.post(CARD, filled(villager, CARD, **TOLD))
    matter = newest()
    assert sent["Location"] == "/apply/done/"
    assert events(matter) == ["register", "order"]
    order = matter.orders.get()
    assert (order.channel, order.needs, order.party.side) == ("online", ["female"], "applicant")
    assert {event.role for event in matter.events.all()} == {"party"}
    assert "62 号 卫丙二" in read(villager.get("/apply/done/")).words
    assert verify()["problems"] == []


def test_a_card_that_is_off_the_menu_takes_no_order():
    Card.objects.filter(pk=WEI).update(published=False)
    assert screen().get(CARD).status_code == 404
    assert screen().get("/menu/9999/order/").status_code == 404


def test_online_the_other_side_may_not_be_the_mediator_and_the_page_says_no_more():
    villager = screen()
    with Unchanged():
        answer = villager.post(CARD, filled(villager, CARD, **TOLD | {"other": "卫丙二"}))
    assert answer.status_code == 409
    assert "卫丙二现在不能调解这件事" in read(answer).words


def test_nobody_finds_out_who_is_tied_to_whom_by_ordering_again_and_again():
    villager = screen()
    form = filled(villager, CARD, **TOLD | {"other": "卫丙二"})
    for _ in range(PER_ADDRESS):
        assert "现在不能调解" in read(villager.post(CARD, form)).words
    assert "刚才从这里提交的比较多" in read(villager.post(CARD, form)).words


def slip_of(walk):
    holder = screen()
    holder.get(f"/f/{walk.matter.token}/")
    return holder


def test_whoever_holds_the_slip_orders_for_their_own_matter():
    walk = brought("registered")
    holder = slip_of(walk)
    assert "/follow/order/" in holder.get("/follow/mine/").content.decode()
    address = "/follow/order/"
    sent = holder.post(address, filled(holder, address, choice1="62", needs=["home"]))
    assert sent["Location"] == "/follow/mine/"
    page = read(holder.get("/follow/mine/"))
    assert "您这一方想请：62 号 卫丙二。点单时的要求：上门。" in page.words
    assert "选调解员" not in page.words
    assert screen().get(address)["Location"] == "/follow/"


def test_whoever_ordered_by_the_slip_takes_it_back_and_orders_anew():
    walk = brought("ordered")
    holder, address = slip_of(walk), "/follow/order/"
    assert "撤回点单" in read(holder.get("/follow/mine/")).words
    sent = filled(holder, address) | {"then": "back"}
    assert holder.post(address, sent)["Location"] == address
    assert Order.objects.get().status == "withdrawn"
    with Unchanged():
        assert holder.post(address, sent).status_code == 302
        again = holder.post(address, sent | {"once": "0" * 32})
    assert (again.status_code, "没有可以撤回的点单" in read(again).words) == (409, True)
    assert holder.post(address, filled(holder, address, choice1="62"))["Location"] == "/follow/mine/"
    assert Order.objects.latest("pk").status == "open"
    assert verify()["problems"] == []


def test_the_other_side_cannot_take_an_order_back():
    walk = brought("ordered")
    clerk, step = screen("clerk"), f"/m/{walk.matter.code}/"
    clerk.post(f"{step}withdraw_order/", filled(clerk, f"{step}withdraw_order/"))
    other = str(walk.parties()[1].pk)
    clerk.post(f"{step}order/", filled(clerk, f"{step}order/", party=other, choice1="62"))
    holder, address = slip_of(walk), "/follow/order/"
    mine = holder.get("/follow/mine/")
    assert (address in mine.content.decode(), "由谁调解：等您答复" in read(mine).words) == (False, True)
    assert "已经点过单了" in read(holder.get(address)).words
    with Unchanged():
        refused = holder.post(address, {"once": "0" * 32, "then": "back"})
    assert (refused.status_code, "点单由点单的那一方撤回" in read(refused).words) == (409, True)


def test_a_card_leads_whoever_holds_a_slip_to_their_own_matter():
    assert "/follow/" in screen().get(CARD).content.decode()
    walk = brought("registered")
    holder = slip_of(walk)
    assert walk.matter.code in read(holder.get(CARD)).words
    assert "/follow/order/?choice1=62" in holder.get(CARD).content.decode()
    own = read(holder.get("/follow/order/?choice1=62")).form("/follow/order/")
    assert own.sends["choice1"] == ["62"]
    assert "就为这件事" not in read(slip_of(brought("ordered")).get(CARD)).words


def test_an_order_stands_on_the_work_list_of_whoever_has_to_do_something_about_it():
    walk = brought("ordered")
    assert walk.matter.code in read(screen("clerk").get("/")).text_of["to_ask"]
    assert "to_arrange" not in read(screen("dispatcher").get("/")).text_of
    other, clerk, address = str(walk.parties()[1].pk), screen("clerk"), f"/m/{walk.matter.code}/answer_order/"
    clerk.post(address, filled(clerk, address, party=other, said="centre"))
    assert "to_ask" not in read(clerk.get("/")).text_of
    assert walk.matter.code in read(screen("dispatcher").get("/")).text_of["to_arrange"]


def test_the_clerk_reads_aloud_how_the_order_stands():
    walk = brought("ordered")
    told = read(slip_of(walk).get("/follow/mine/")).text_of["order"]
    assert read(screen("clerk").get(f"/m/{walk.matter.code}/track/")).text_of["order"] == told


def test_a_counter_proposal_is_answered_by_the_slip():
    walk = brought("ordered")
    holder = slip_of(walk)
    assert "现在不用答复" in read(holder.get("/follow/answer/")).words
    other = walk.parties()[1].pk
    clerk, address = screen("clerk"), f"/m/{walk.matter.code}/answer_order/"
    clerk.post(address, filled(clerk, address, party=str(other), said="others", choice1="64"))
    answer = "/follow/answer/"
    sent = filled(holder, answer, answer="1")
    assert holder.post(answer, sent)["Location"] == "/follow/mine/"
    order = Order.objects.get()
    assert (order.status, order.mediator_id, order.answers.last().how) == ("agreed", SHEN, "online")
    assert "双方选定：沈丙四" in read(holder.get("/follow/mine/")).words
    with Unchanged():
        assert holder.post(answer, sent).status_code == 302
    assert verify()["problems"] == []


def test_an_answer_to_what_was_proposed_before_is_told_so_and_kept():
    walk = brought("ordered")
    holder = slip_of(walk)
    answer = "/follow/answer/"
    other = walk.parties()[1].pk
    clerk, address = screen("clerk"), f"/m/{walk.matter.code}/answer_order/"
    clerk.post(address, filled(clerk, address, party=str(other), said="others", choice1="64"))
    late = holder.post(answer, filled(holder, answer, answer="1") | {"turn": "1"})
    assert late.status_code == 409
    assert "对方刚刚换了人选" in read(late).words


def test_the_list_of_orders_by_time_left_and_counted():
    brought("ordered")
    brought("order agreed")
    dispatcher = screen("dispatcher")
    page = read(dispatcher.get("/orders/"))
    assert "62 号" not in page.text_of["live"]
    assert page.text_of["live"].index("等对方答复") < page.text_of["live"].index("双方选定")
    assert "今年点单 2 批 2 人次" in page.words
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a" and "list=ordered." in attrs.get("href", "")]
    assert {link.split(".")[1] for link in links} == {"type", "team", "town", "week"}
    codes = list(Matter.objects.values_list("code", flat=True))
    for link in links:
        opened = dispatcher.get(link).content.decode()
        assert sum(code in opened for code in codes) == len(codes)


@pytest.mark.parametrize("who", ["clerk", "leader", "mediator", "village", "auditor"])
def test_the_list_of_orders_is_for_those_who_arrange_them(who):
    assert screen(who).get("/orders/").status_code == 404


def test_the_ordered_one_stands_first_where_they_are_given_it():
    walk = brought("order agreed")
    address = f"/m/{walk.matter.code}/assign/"
    form = read(screen("dispatcher").get(address)).form(address)
    assert form.sends["unit"] == ["team-16"]
    go_on(walk, "order agreed", "assigned as ordered")
    taking = f"/m/{walk.matter.code}/take/"
    assert read(screen("leader").get(taking)).form(taking).sends["mediator"] == [JIANG]
