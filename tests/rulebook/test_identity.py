from datetime import date

import pytest

from fengdan.rulebook.errors import Refused
from fengdan.rulebook.identity import check_id_number, check_phone, tidy_id_number, tidy_phone


def test_well_formed_numbers_pass():
    check_id_number("11010519491231002X")  # the example of GB 11643-1999
    check_id_number("34052419800101001X")


@pytest.mark.parametrize("typed", ["１１０１０５１９４９１２３１００２ｘ", " 110105 19491231 002X\n"])
def test_full_width_blanks_and_small_x_are_tidied(typed):
    assert tidy_id_number(typed) == "11010519491231002X"
    check_id_number(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("110105491231002", "18 位，现有 15 位"),
        ("1101051949123100A2", "只能是数字"),
        ("110105194912310021", "校验位不符"),
        ("110105194902310021", "出生日期"),
        ("110105189912310021", "出生日期"),
        ("११०१०५१९४९१२३१००२X", "只能是数字"),
    ],
)
def test_what_no_card_can_carry_is_refused(typed, says):
    with pytest.raises(Refused, match=says):
        check_id_number(typed)


def test_a_birth_date_still_to_come_is_refused():
    check_id_number("11010519491231002X", today=date(1949, 12, 31))
    with pytest.raises(Refused, match="出生日期"):
        check_id_number("11010519491231002X", today=date(1949, 12, 30))


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("１３８ ０９３２－１２３４", "13809321234"),
        ("+86 138-0932-1234", "13809321234"),
        ("8613809321234", "13809321234"),
        ("（0932）662—1234", "09326621234"),
        ("6621234", "6621234"),
        ("400-810-0000", "4008100000"),
    ],
)
def test_telephones_are_tidied_and_pass(typed, tidy):
    assert tidy_phone(typed) == tidy
    check_phone(typed)


@pytest.mark.parametrize("typed", ["1380932123", "12345678901", "电话没有", "138093212345", "١٣٨٠٩٣٢١٢٣٤"])
def test_what_cannot_be_dialled_is_refused(typed):
    with pytest.raises(Refused, match="电话号码不对"):
        check_phone(typed)
