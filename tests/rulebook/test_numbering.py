import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.numbering import (
    ALPHABET,
    agreement_number,
    check_character,
    matter_code,
    matter_id,
    new_pin,
    new_token,
    read_code,
)

codes = st.builds(
    matter_code,
    st.just("621122"),
    st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.integers(1, 999_999),
)
WIDE = {
    ord(narrow): wide for wide in map(chr, range(0xFF01, 0xFF5F)) for narrow in [unicodedata.normalize("NFKC", wide)]
}


def bare(code: str) -> str:
    return code.replace("-", "")


def test_code_is_area_day_number_and_check():
    code = matter_code("621122", date(2026, 11, 23), 17)
    assert code[:-1] == "621122-20261123-000017-"
    assert code[-1] == check_character("62112220261123000017")
    assert code[-1] in ALPHABET
    assert matter_id(code) == 20261123000017


@given(codes)
def test_every_single_wrong_digit_is_found(code):
    digits = bare(code)[:-1]
    for place, digit in enumerate(digits):
        for wrong in set("0123456789") - {digit}:
            assert read_code(digits[:place] + wrong + digits[place + 1 :] + code[-1]) is None


@given(codes)
def test_every_swap_of_neighbours_is_found(code):
    digits = bare(code)[:-1]
    for place in range(len(digits) - 1):
        a, b = digits[place : place + 2]
        if a != b:
            assert read_code(digits[:place] + b + a + digits[place + 2 :] + code[-1]) is None


@given(codes)
def test_wrong_check_character_is_found(code):
    for wrong in set(ALPHABET) - {code[-1]}:
        assert read_code(code[:-1] + wrong) is None


@given(codes)
def test_code_is_read_however_it_is_typed(code):
    for typed in (code, code.lower(), bare(code), code.replace("-", " "), code.translate(WIDE), f" {code}\n"):
        assert read_code(typed) == code
    assert read_code(code.replace("-", "－").replace("-", "—")) == code


@given(st.text())
def test_garbage_is_no_code(typed):
    read = read_code(typed)
    assert read is None or bare(read) in unicodedata.normalize("NFKC", typed).upper().replace("-", "")


@pytest.mark.parametrize(
    "typed",
    ["", "-", "张三", "0932-6620000", "621122-20261123-000017", "621122-20261123-000017-", "６２１１２２", "一" * 21],
)
def test_what_people_type_instead_is_no_code(typed):
    assert read_code(typed) is None


def test_one_character_too_many_is_no_code():
    code = matter_code("621122", date(2026, 11, 23), 17)
    assert read_code(code + "0") is None
    assert read_code("0" + code) is None


def test_letters_that_look_alike_are_not_used():
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set(ALPHABET) & set("IOSVZ")


def test_agreement_is_numbered_by_its_committee():
    assert agreement_number(2026, "陇访调", 1) == "（2026）陇访调人调字第1号"


def test_pins_and_tokens_are_not_the_same_twice():
    pins = {new_pin() for _ in range(200)}
    tokens = {new_token() for _ in range(200)}
    assert all(len(pin) == 8 and pin.isdigit() for pin in pins)
    assert len(pins) > 150
    assert len(tokens) == 200
    assert all(len(token) == 32 for token in tokens)
