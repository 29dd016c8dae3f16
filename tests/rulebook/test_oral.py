"""口头协议: what is agreed on without writing must still say who does what by when, and may not go too far."""

import pytest

from fengdan.rulebook.agreements import check_oral
from fengdan.rulebook.errors import Refused
from tests.rulebook.test_agreements import FORBIDDEN, VAGUE

CONTENT, DUE = "李测二赔王测一 300 元，把水沟通开。", "2026年12月1日前"


def refusal(content: str = CONTENT, due: str = DUE, *, performed: bool = False) -> Refused:
    with pytest.raises(Refused) as no:
        check_oral(content, due, performed=performed)
    return no.value


def test_what_by_when_is_taken():
    check_oral(CONTENT, DUE, performed=False)


@pytest.mark.parametrize(
    "due",
    ["12月1日前", "十二月一日前", "三日内", "农历腊月初八前", "今天当场给清", "签字时付", "秋收后10天内", "5日后"],
)
def test_a_day_is_a_day_however_it_is_said(due):
    check_oral(CONTENT, due, performed=False)


@pytest.mark.parametrize("due", ["", " ", "年底前", "秋收以后", "过些天", "商量着办", "一定给", "一次付清"])
def test_no_day_is_refused(due):
    no = refusal(due=due)
    assert (no.field, no.reason) == ("due", "请写明哪天以前办；当场已经办完的，请勾选“已经办完”。")


@pytest.mark.parametrize("due", ["", "年底前", "尽快", DUE])
def test_what_was_done_on_the_spot_needs_no_day(due):
    check_oral(CONTENT, due, performed=True)


@pytest.mark.parametrize("word", VAGUE)
def test_some_day_is_no_day(word):
    no = refusal(due=f"{word}，最晚2026年12月")
    assert (no.field, no.reason) == ("due", f"“{word}”说不清，请写明哪天以前。")


@pytest.mark.parametrize("performed", [True, False])
@pytest.mark.parametrize(("word", "why"), FORBIDDEN)
def test_what_mediation_may_not_settle_is_refused(word, why, performed):
    no = refusal(f"双方说定{word}。", performed=performed)
    assert no.field == "content"
    assert no.reason.startswith(f"不能写“{word}”：")
    assert why in no.reason


def test_what_may_not_be_agreed_on_is_told_before_the_day():
    assert refusal("交调解费。", "").reason.startswith("不能写“调解费”")
    assert refusal("赔钱。", "").field == "due"


@pytest.mark.parametrize(
    "content",
    [
        "案件受理费由李测二承担。",
        "王测一放弃其他诉讼请求。",
        "签字之日后三日内给 300 元。",
        "双方同意离婚，孩子归女方。",
        "因未及时修缮，李测二赔 1200 元。",
    ],
)
def test_what_people_may_well_agree_on_is_taken(content):
    check_oral(content, DUE, performed=False)
