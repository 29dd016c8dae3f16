"""Two ways of writing the same person, employer or group of a village are told alike, and no others."""

from datetime import date

import pytest

from fengdan.rulebook.ties import TieKind, counts_on, employer_key, group_key, key_of, person_key

EAST_3 = "巩昌镇|东街村|3"


@pytest.mark.parametrize(
    "address",
    [
        "巩昌镇东街村三社",
        "甘肃省定西市陇西县巩昌镇东街村3社",
        "陇西县 巩昌镇 东街村 第三村民小组 12号",
        "巩昌镇东街村３组",
        "巩昌镇东街村第三小组",
        "巩昌镇东街村三村民小组",
    ],
)
def test_the_same_group_however_it_is_written(address):
    assert group_key(address) == EAST_3


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("东街村三社", EAST_3),  # no township: the one the matter is in
        ("陇西县东街村三社", EAST_3),
        ("文峰镇东街村三社", "文峰镇|东街村|3"),
        ("东街村十社", "巩昌镇|东街村|10"),
        ("东街村十二社", "巩昌镇|东街村|12"),
        ("东街村二十社", "巩昌镇|东街村|20"),
        ("东街村二十一社", "巩昌镇|东街村|21"),
        ("东街社区2组", "巩昌镇|东街社区|2"),
        ("东街村一〇社", "巩昌镇|东街村|10"),
    ],
)
def test_a_group_is_one_of_its_village_in_its_township(address, key):
    assert group_key(address, "巩昌镇") == key


@pytest.mark.parametrize(
    "address", ["", "巩昌镇", "巩昌镇东街村", "巩昌镇人民路3号", "东街村三社区", "巩昌镇某小区3单元"]
)
def test_an_address_that_names_no_group_has_no_key(address):
    assert group_key(address, "巩昌镇") == ""


def test_people_and_employers():
    assert person_key(" 王 测一 ") == person_key("王测一") != person_key("王测二")
    assert person_key("买买提·甲") == person_key("买买提甲")
    same = {
        employer_key(name)
        for name in ("甘肃省定西市陇西县甲乙药业有限责任公司", "陇西县甲乙药业有限公司", "甲乙药业有限公司")
    }
    assert same == {"甲乙药业有限公司"}
    assert employer_key("甲乙药业二厂") not in same
    assert employer_key("陇西县") == "陇西县"


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        (TieKind.LIVES_IN, "巩昌镇东街村三社", EAST_3),
        (TieKind.LIVES_IN, "东街村三社", ""),  # in which township?
        (TieKind.LIVES_IN, "县城", ""),
        (TieKind.EMPLOYER, "陇西县甲厂", "甲厂"),
        (TieKind.KIN, "王测一", "王测一"),
        (TieKind.ADVISED, "（ ）", ""),
    ],
)
def test_what_is_entered_of_a_mediator_has_to_say_enough(kind, value, key):
    assert key_of(kind, value) == key


@pytest.mark.parametrize("kind", TieKind)
@pytest.mark.parametrize(
    ("since", "until", "counts"), [(1, None, True), (1, 10, True), (10, 10, True), (11, None, False), (1, 9, False)]
)
def test_on_which_day_a_tie_counts(kind, since, until, counts):
    days = date(2026, 11, since), until and date(2026, 11, until)
    lasting = until == 9 and kind in {TieKind.KIN, TieKind.ADVISED}  # who advised once has advised
    assert counts_on(kind, *days, date(2026, 11, 10)) == (counts or lasting)
