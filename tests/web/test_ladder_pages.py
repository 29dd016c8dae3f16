"""五级办理 on the pages: where a matter stands, its handover paper, the numbers, a party's objection."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fengdan.matters.actions.agree_orally import OralTerms
from fengdan.matters.actions.report import Outcome, Reported, report
from fengdan.matters.models import Clock, HandUp, Matter
from fengdan.matters.queries.ladder import Span, ladder_list, ladder_shares
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.rulebook.calendars import ZONE
from tests.cast import MORNING, actor
from tests.units import AT_THE_DOOR, TOWN, TURNS, UnitWalk
from tests.web.reader import read
from tests.web.scene import WATER, brought, screen, withdrawn

pytestmark = pytest.mark.django_db
MINE, OBJECT = "/follow/mine/", "/follow/object/"


def page(who: str, address: str):
    answer = screen(who).get(address)
    assert answer.status_code == 200
    return read(answer)


def climbed() -> Matter:
    """One the village kept until its time was used up."""
    matter = brought("in hand").matter
    clock = matter.clocks.get(name="ladder", stopped_at=None)
    at = timezone.now()
    Clock.objects.filter(pk=clock.pk).update(rung="climb", rung_at=at)
    tick(at)
    return Matter.objects.get(pk=matter.pk)


def test_the_page_of_a_matter_says_on_which_level_it_is_and_until_when():
    matter = brought("in hand").matter
    told = page("village", f"/m/{matter.code}/").words
    assert "五级九天未核实：现在是第2级，村（社区）人民调解委员会" in re.sub(r"\s+", "", told)
    assert "本级期限（五级九天）" in told
    told = page("village", f"/m/{matter.code}/clocks/")
    assert "本级2个工作日内没有办成，系统自动上报到上一级" in told.text_of["tier"]
    assert "本级期限（五级九天）" in told.words
    given = brought("assigned").matter
    told = page("duty", f"/m/{given.code}/clocks/").text_of["tier"]
    assert f"县里已经决定去向，由{given.unit}办理。" in told


def test_a_convenience_matter_is_on_no_level():
    matter = UnitWalk(at=timezone.now() - timedelta(hours=3)).register(
        replace(AT_THE_DOOR, origin="centre", level="county", channel="walk_in", matter_type="B4")
    )
    assert "五级九天" not in page("duty", f"/m/{matter.matter.code}/").words


def test_the_township_finds_what_climbed_to_it_with_its_handover_paper():
    matter = climbed()
    assert (matter.tier, matter.holder_id, matter.stage) == (3, TOWN, "assigned")
    assert "下一级到期没有办成，已逐级上报到您这一级" in page("town", "/").words
    assert "在您这一级到期没有办成，已逐级上报" in page("village", "/").words
    told = page("town", f"/m/{matter.code}/")
    assert "系统上报陇西县巩昌镇" in told.text_of["history"]
    assert "到期没有办成。本级做过：" in told.text_of["history"]
    assert "打印提级报告（交接单）" in told.words
    paper = page("town", f"/m/{matter.code}/paper/handover/").words
    for words in (
        "第 2 级 村（社区）人民调解委员会（陇西县巩昌镇西街村人民调解委员会）",
        "第 3 级 乡镇司法所、乡镇人民调解委员会",
        "受理登记表、调解记录",
        "到期没有办成，系统逐级上报",
        "签收",
    ):
        assert words in paper


def test_handed_up_by_hand_it_has_the_same_paper():
    matter = brought("handed up").matter
    paper = page("town", f"/m/{matter.code}/paper/handover/").words
    assert "劝过两次，都要见镇上的人。" in paper
    assert "超出本级能处理的范围" in paper


def test_what_was_never_passed_up_has_no_such_paper():
    matter = brought("in hand").matter
    assert screen("village").get(f"/m/{matter.code}/paper/handover/").status_code == 404


def test_what_reached_a_unit_before_it_was_accepted_is_on_its_list():
    matter = brought("at home").matter
    assert matter.code in page("village", "/").text_of["arrived"]


# --- the numbers


def settled_at_home(at: datetime = MORNING) -> Matter:
    terms = OralTerms(TURNS, at, due="12月1日前")
    said = Reported(AT_THE_DOOR, Outcome.SETTLED, terms=terms, both_agree=True)
    return report(said, actor=actor("village"), at=at)


def counted(shares) -> dict[str, int]:
    return {bar.key: bar.count for part in (shares.settled, shares.now, shares.moved) for bar in part}


def everything_is_listed(who: str, span: Span, at: datetime) -> dict[str, int]:
    """Every number opens as many matters as it says."""
    told = counted(ladder_shares(actor(who), span, at))
    for key, count in told.items():
        title, matters = ladder_list(actor(who), key, at)
        assert title
        assert matters.count() == count, key
    return told


def test_only_what_was_settled_counts_and_where():
    settled_at_home()
    UnitWalk().to_settled()
    withdrawn(brought("taken"))
    at = MORNING + timedelta(hours=5)
    told = everything_is_listed("duty", Span.MONTH, at)
    assert [told[f"ladder-settled_{level}-month"] for level in ("village", "township", "county")] == [1, 0, 1]


def test_what_stands_where_now_and_how_it_got_higher():
    UnitWalk().report()
    UnitWalk().report().hand_up()
    UnitWalk().register().accept().give(WATER)
    UnitWalk().register().accept().give(TOWN)
    told = everything_is_listed("duty", Span.MONTH, MORNING + timedelta(hours=5))
    assert [told[f"ladder-on_{number}-now"] for number in (1, 2, 3, 4, 5)] == [0, 1, 1, 1, 1]
    assert (told["ladder-by_clock-month"], told["ladder-by_hand-month"]) == (0, 1)
    later = datetime(2026, 11, 25, 19, 0, tzinfo=ZONE)
    tick(later)
    told = everything_is_listed("supervisor", Span.QUARTER, later)
    assert told["ladder-by_clock-quarter"] == HandUp.objects.filter(reason="timed_out").count() == 3
    assert told["ladder-by_hand-quarter"] == 1


@pytest.mark.parametrize(
    ("at", "month", "quarter", "year"),
    [
        (datetime(2026, 11, 30, 23, 59, tzinfo=ZONE), 1, 1, 1),
        (datetime(2026, 12, 1, 0, 0, tzinfo=ZONE), 0, 1, 1),
        (datetime(2027, 1, 1, 0, 0, tzinfo=ZONE), 0, 0, 0),
        (MORNING - timedelta(hours=1), 0, 0, 0),
    ],
)
def test_a_span_begins_on_its_first_day(at, month, quarter, year):
    settled_at_home()
    told = [counted(ladder_shares(actor("director"), span, at)) for span in Span]
    assert [each[f"ladder-settled_village-{span}"] for each, span in zip(told, Span, strict=True)] == [
        month,
        quarter,
        year,
    ]


def test_the_page_opens_every_number():
    UnitWalk(at=timezone.now() - timedelta(hours=2)).report()
    told = page("director", "/ladder/?span=year")
    links = [attrs["href"] for tag, attrs in told.tags if tag == "a" and "list=ladder-" in attrs.get("href", "")]
    assert len(links) == 3 + 5 + 2
    (open_one,) = [link for link in links if link.endswith("ladder-on_2-now")]
    assert Matter.objects.get().code in page("director", open_one).words
    assert "第 2 级 村（社区）人民调解委员会 1 件" in re.sub(r"\s+", " ", page("director", open_one).words)


@pytest.mark.parametrize("key", ["ladder-x-month", "ladder-on_9-now", "ladder-settled_grid-month", "ladder-", "ladder"])
def test_no_such_number(key):
    assert ladder_list(actor("duty"), key, MORNING) is None


def test_nobody_else_opens_them():
    assert ladder_list(actor("clerk"), "ladder-on_5-now", MORNING) is None
    assert screen("clerk").get("/ladder/").status_code == 404


def test_the_page_asks_no_more_for_more_matters():
    seat = screen("duty")

    def asked() -> int:
        seat.get("/ladder/")
        with CaptureQueriesContext(connection) as queries:
            assert seat.get("/ladder/").status_code == 200
        return len(queries)

    few = asked()
    for _ in range(4):
        UnitWalk().report()
        UnitWalk().report().hand_up()
        settled_at_home()
    assert asked() == few <= 8


# --- a party objects


@pytest.fixture
def villager():
    """A villager with the slip of a matter the county sent to a township."""
    walk = brought("in the township")
    seat = screen()
    seat.get(f"/f/{walk.matter.token}/")
    return seat, walk.matter


def test_a_party_reads_where_it_went_and_objects(villager):
    seat, matter = villager
    told = read(seat.get(MINE)).words
    assert "按属地管理，您的事项交给了" in told
    form = read(seat.get(OBJECT)).form(OBJECT)
    answer = seat.post(OBJECT, form.filled(words="镇上的人和对方是亲戚。"))
    assert (answer.status_code, answer["Location"]) == (302, MINE)
    row = matter.objections.get()
    assert (row.words, row.party.side) == ("镇上的人和对方是亲戚。", "applicant")
    told = read(seat.get(MINE)).words
    assert "您的异议已经收到" in told
    assert "提出异议" not in told
    assert matter.code in page("duty", "/").text_of["objected"]
    assert "镇上的人和对方是亲戚。" in page("duty", f"/m/{matter.code}/").text_of["objection"]
    assert verify()["problems"] == []


def test_the_same_objection_sent_twice_is_one(villager):
    seat, matter = villager
    sent = read(seat.get(OBJECT)).form(OBJECT).filled(words="怕不公道。")
    assert [seat.post(OBJECT, sent).status_code for _ in range(2)] == [302, 302]
    assert matter.objections.count() == 1


@pytest.mark.parametrize(
    ("decision", "says"),
    [("no", "异议不成立。已请镇上换人办理。"), ("yes", "异议成立，已收回县级重新安排。已请镇上换人办理。")],
)
def test_the_party_reads_what_was_ruled(villager, decision, says):
    seat, matter = villager
    seat.post(OBJECT, read(seat.get(OBJECT)).form(OBJECT).filled(words="怕不公道。"))
    duty, address = screen("duty"), f"/m/{matter.code}/rule_on_objection/"
    form = read(duty.get(address)).form(address)
    assert duty.post(address, form.filled(decision=decision, ruling="已请镇上换人办理。")).status_code == 302
    assert says in read(seat.get(MINE)).words
    assert "现在不能提出异议" in read(seat.get(OBJECT)).words


def test_an_objection_without_words_is_asked_for_them(villager):
    seat, matter = villager
    answer = seat.post(OBJECT, read(seat.get(OBJECT)).form(OBJECT).filled(words=" "))
    assert answer.status_code == 422
    assert "请填写“为什么不同意”" in read(answer).words
    assert not matter.objections.exists()


@pytest.mark.parametrize("scene", ["registered", "given", "taken", "concluded"])
def test_where_nothing_went_down_there_is_nothing_to_object_to(scene):
    walk, seat = brought(scene), screen()
    seat.get(f"/f/{walk.matter.token}/")
    assert "提出异议" not in read(seat.get(MINE)).words
    assert "现在不能提出异议" in read(seat.get(OBJECT)).words
    assert seat.post(OBJECT, {"words": "不行", "once": "x"}).status_code in {409, 422}
    assert not walk.matter.objections.exists()
