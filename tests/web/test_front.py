"""The front page for strangers: what is taken in, where, when, at no cost – as the county's data says."""

import re
from datetime import date

import pytest

from fengdan.catalogue.front import examples, front
from fengdan.catalogue.models import MatterType
from fengdan.rulebook.limits import parse_limit
from fengdan.units.models import Unit
from tests.web.reader import read
from tests.web.scene import screen

pytestmark = pytest.mark.django_db


def test_a_stranger_reads_every_kind_of_matter_the_county_takes_in():
    words = read(screen().get("/")).words
    kinds = list(MatterType.objects.all())
    assert len(kinds) > 20
    assert [kind.full_name for kind in kinds if kind.full_name not in words] == []
    for said in ("邻居", "借钱", "欠薪", "车祸", "停水", "落户"):
        assert said in words, said


def test_it_says_where_when_by_what_telephone_and_that_it_is_free():
    page = read(screen().get("/"))
    centre = Unit.objects.get(pk="centre")
    for said in (centre.name, centre.phone, "08:30–12:00、14:30–18:00", "不收任何费用", "第四条", "110"):
        assert said in page.words, said
    links = {attrs.get("href") for tag, attrs in page.tags if tag == "a"}
    assert {"/apply/", "/follow/", f"tel:{centre.phone}", "/signin/"} <= links
    town = Unit.objects.filter(kind=Unit.Kind.TOWNSHIP).first()
    assert town.short_name in page.words
    assert f"tel:{town.phone}" in links


def test_what_the_county_changes_the_page_says():
    Unit.objects.filter(pk="centre").update(phone="0932-7654321")
    Unit.objects.filter(kind=Unit.Kind.TOWNSHIP).update(phone="")
    MatterType.objects.filter(pk="02").update(keywords=["鸡飞狗跳"])
    words = read(screen().get("/")).words
    assert "0932-7654321" in words
    assert "鸡飞狗跳" in words
    assert "离家近" not in words


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 11, 24), "今天上班"),
        (date(2026, 11, 22), "今天不上班（周末）"),
        (date(2026, 10, 1), "今天不上班（法定节假日放假）"),
        (date(2026, 10, 10), "今天上班"),
    ],
)
def test_it_says_whether_the_office_is_open_today(day, says):
    assert front(day).today == says


def test_how_soon_is_the_countys_limit(django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        told = front(date(2026, 11, 24))
    assert told.limits == {
        "accept": "1个工作日内",
        "mediation": f"{parse_limit('30d').words}内",
        "service_reply": "3个工作日内",
    }


def test_examples_are_what_people_say_and_not_the_name_again():
    heard = ["邻居", "隔壁", "楼上", "楼上漏水", "邻里不和", "噪音", "围墙"]
    assert examples("邻里", heard) == ["邻居", "隔壁", "楼上", "噪音"]
    assert examples("合同", ["合同", "借款", "借钱", "欠条", "借款人"]) == ["借款", "借钱", "欠条"]


def test_nothing_of_any_matter_and_no_rank_of_any_kind_stands_there():
    html = screen().get("/").content.decode()
    assert not re.search(r"\d{6}-\d{8}-\d{6}", html)
    for said in ("风险", "督办", "案件", "信访人", "原告", "被告"):
        assert said not in html
