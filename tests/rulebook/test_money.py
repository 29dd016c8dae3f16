"""Money: what people write becomes whole fen, and fen is written so that it reads back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.errors import Refused
from fengdan.rulebook.money import MOST, read_yuan, yuan


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1200", 120000),
        ("1,200", 120000),
        ("1，200.5", 120050),
        (" ￥1 200.50 元 ", 120050),
        ("¥1200", 120000),
        ("１２００．０５", 120005),
        ("0.01", 1),
        ("0.29", 29),  # 0.29 * 100 is 28.999… as a float
        ("1.10", 110),
        ("007", 700),
        ("10000000000", MOST),
    ],
)
def test_what_people_write(typed, fen):
    assert read_yuan(typed) == fen


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1.234",
        "1.",
        ".5",
        "-5",
        "+5",
        "1e3",
        "12,00",
        "1,2000",
        "一千",
        "1.2万",
        "1 2.3 4.5",
        "٣",
        "NaN",
        "½",
    ],
)
def test_what_is_no_sum_is_refused(typed):
    with pytest.raises(Refused, match="看不懂这个金额"):
        read_yuan(typed)


@pytest.mark.parametrize("typed", ["0", "0.00", "10000000000.01", "999999999999"])
def test_nothing_and_too_much_are_refused(typed):
    with pytest.raises(Refused, match="金额要大于 0，不超过一百亿元"):
        read_yuan(typed)


@given(st.integers(1, MOST))
def test_every_sum_reads_back_to_the_fen(fen):
    assert read_yuan(yuan(fen)) == fen


def test_how_it_is_written():
    assert [yuan(fen) for fen in (0, 5, 120050, MOST)] == ["0.00 元", "0.05 元", "1,200.50 元", "10,000,000,000.00 元"]
