from dataclasses import replace

import pytest

from fengdan.rulebook.agreements import Terms, check_terms, copies, required_signers, warnings
from fengdan.rulebook.errors import Refused

GOOD = Terms(
    facts="双方对事实无异议。",
    content="李测二赔偿王测一 1200 元。",
    performance="现金一次付清",
    due="2026年12月1日前",
    place="村委会",
)
VAGUE = ["尽快", "及时", "适当时候", "有钱时", "有空时", "以后再说", "日后"]
FORBIDDEN = [
    ("调解费", "不收取任何费用"),
    ("不得起诉", "诉讼权利"),
    ("放弃诉讼权", "诉讼权利"),
    ("放弃起诉", "诉讼权利"),
    ("不追究刑事责任", "刑事责任"),
    ("免除刑事责任", "刑事责任"),
]


def refusal(terms: Terms, *, told: bool = True) -> Refused:
    with pytest.raises(Refused) as no:
        check_terms(terms, confirmation_told=told)
    return no.value


@pytest.mark.parametrize("told", [True, False])
def test_clear_terms_are_taken(told):
    check_terms(GOOD, confirmation_told=told)


@pytest.mark.parametrize("word", VAGUE)
@pytest.mark.parametrize("part", ["performance", "due"])
def test_vague_promise_is_refused_where_it_stands(part, word):
    no = refusal(replace(GOOD, **{part: f"2026年12月，{word}付清。"}))
    assert no.field == part
    assert no.reason == f"“{word}”说不清，请写明具体日期、金额和方式。"


def test_facts_content_and_place_may_say_what_was_said():
    said = {"facts": "李测二曾说有钱时就还，收过调解费。", "place": "尽快饭馆门口"}
    check_terms(replace(GOOD, **said, content="因李测二未及时修缮漏水，赔偿 1200 元。"), confirmation_told=False)


@pytest.mark.parametrize(
    "due", ["签字之日后三日内", "签字之日后3日内", "12月1日后五日内", "2026年12月1日后", "每月5日后三日内", "五日后"]
)
def test_days_after_a_day_are_not_some_day(due):
    check_terms(replace(GOOD, due=due), confirmation_told=False)


@pytest.mark.parametrize("due", ["日后三次付清", "于日后1年内付清", "签字后，日后再说，3 次付清"])
def test_some_day_is_no_day(due):
    no = refusal(replace(GOOD, due=due))
    assert (no.field, no.reason[:5]) == ("due", "“日后”说")


@pytest.mark.parametrize(
    "text",
    ["案件受理费由李测二承担。", "王测一放弃诉讼请求，撤回起诉。", "王测一放弃其他诉讼请求。"],
)
@pytest.mark.parametrize("part", ["content", "performance"])
def test_what_parties_may_well_agree_on_is_taken(part, text):
    check_terms(replace(GOOD, **{part: text}), confirmation_told=False)


@pytest.mark.parametrize(("word", "why"), FORBIDDEN)
@pytest.mark.parametrize("part", ["content", "performance"])
def test_what_mediation_may_not_settle_is_refused(part, word, why):
    no = refusal(replace(GOOD, **{part: f"双方同意{word}。"}))
    assert no.field == part
    assert no.reason.startswith(f"不能写“{word}”")
    assert why in no.reason


@pytest.mark.parametrize(
    "due", ["2026年12月1日前", "十二月一日前", "签字时当场履行（11月23日）", "当场履行", "签字时付清", "签订时"]
)
def test_date_is_a_date_and_so_is_signing(due):
    check_terms(replace(GOOD, due=due), confirmation_told=False)


@pytest.mark.parametrize("due", ["", "年底前", "协商确定", "签字后"])
def test_no_date_is_refused(due):
    no = refusal(replace(GOOD, due=due))
    assert no.field == "due"
    assert "没有日期" in no.reason


@pytest.mark.parametrize("word", ["离婚", "解除婚姻", "收养关系", "亲子关系"])
def test_warned_that_a_court_will_not_confirm_status(word):
    assert warnings(replace(GOOD, content=f"双方同意{word}。")) == [
        "涉及婚姻、收养等身份关系的内容，法院不予司法确认。"
    ]


@pytest.mark.parametrize("word", ["所有权归", "产权归", "确权", "专利权归", "商标权归"])
def test_warned_that_a_court_will_not_confirm_title(word):
    assert warnings(replace(GOOD, performance=f"{word}王测一。")) == [
        "确定物权、知识产权归属的内容，法院不予司法确认。"
    ]


@pytest.mark.parametrize("content", ["双方同意离婚。", "房屋产权归王测一。", "双方离婚，房屋产权归女方。"])
def test_what_no_court_confirms_is_agreed_on_only_by_those_who_were_told(content):
    terms = replace(GOOD, content=content)
    no = refusal(terms, told=False)
    assert no.field == "confirmation_told"
    assert no.reason == "".join(warnings(terms)) + "仍要这样写的，请向双方说明后勾选这一项。"
    check_terms(terms, confirmation_told=True)


def test_no_warning_without_cause_and_both_with_both():
    assert warnings(GOOD) == []
    assert len(warnings(replace(GOOD, content="双方离婚，房屋产权归女方。"))) == 2


def test_everybody_signs_and_everybody_gets_a_copy():
    assert required_signers([3, 5]) == {"party:3", "party:5", "mediator", "seal"}
    assert copies(2) == 3
