from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from fengdan.rulebook.errors import Refused
from fengdan.web.shared.fields import Choice, IdNumber, PastMoment, Phone, Several, Story, Text, Tick
from fengdan.web.shared.forms import Form

AT = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NONCE = "0123456789abcdef0123456789abcdef"


class Sample(Form):
    name = Text("姓名", 10, required=False)
    story = Story("事情经过", 20, required=False)
    phone = Phone(required=False)
    id_number = IdNumber(required=False)
    when = PastMoment(required=False)
    kind = Choice("类型", [("a", "甲"), ("b", "乙")], required=False)
    needs = Several("需要", [("a", "甲"), ("b", "乙")], required=False)
    told = Tick("已告知")


def cleaned(**typed):
    form = Sample(typed, at=AT)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def error(field, value):
    form = Sample({field: value}, at=AT)
    assert not form.is_valid()
    return form.errors[field][0]


@pytest.mark.parametrize("name", ["䶮", "𠮷田", "买买提·吾守尔", "家👨‍👩‍👧", "龙 Smith"])
def test_real_names_pass_unchanged(name):
    assert cleaned(name=name)["name"] == name


def test_blanks_around_and_invisible_marks_inside_are_dropped():
    assert cleaned(name="\ufeff　王\u200b五 \n")["name"] == "王五"


@pytest.mark.parametrize("name", ["王\x00五", "王\x1b五", "王\n五", "王\u2028五", "王\ufffd五", "王\x85五"])
def test_what_is_not_text_is_refused_by_name(name):
    assert error("name", name) == "“姓名”含有无法识别的字符，请删除后重新输入，不要直接粘贴。"


def test_half_a_surrogate_pair_is_refused():
    assert "无法识别" in error("name", f"王{chr(0xD800)}五")


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_marks_that_turn_the_direction_are_refused(mark):
    assert "改变文字方向" in error("name", f"王{mark}五")
    assert "改变文字方向" in error("story", f"王{mark}五")


def test_too_long_says_how_much():
    assert error("name", "长" * 12) == "“姓名”最多 10 个字，现有 12 个字，请删减后再提交。"
    assert cleaned(name="𠮷" * 10)["name"] == "𠮷" * 10


def test_a_story_keeps_its_lines_and_counts_a_line_break_once():
    assert cleaned(story="一\r\n二\r三\t四")["story"] == "一\n二\n三\t四"
    assert cleaned(story="一\r\n" * 9 + "二二")["story"] == "一\n" * 9 + "二二"
    assert "无法识别" in error("story", "一\x00二")


def test_telephones_and_id_numbers_are_tidied_or_refused():
    data = cleaned(phone="１３８ 0932-1234", id_number="11010519491231002x")
    assert (data["phone"], data["id_number"]) == ("13809321234", "11010519491231002X")
    assert "手机应为 11 位" in error("phone", "12345")
    assert "校验位不符" in error("id_number", "110105194912310021")


def test_a_moment_is_of_the_office_clock_and_not_to_come():
    assert cleaned(when="2026-11-23T15:00")["when"] == AT
    assert error("when", "2026-11-23T15:01") == "“发生时间”不能晚于现在（11月23日（周一）15:00），请改为实际时间。"


@pytest.mark.parametrize(
    "typed", ["昨天", "2026-02-30T10:00", "0001-01-01T00:00", "1899-12-31T00:00", "9999-12-31T23:59"]
)
def test_moments_that_cannot_be_are_refused(typed):
    assert "发生时间" in error("when", typed)


def test_choices_outside_the_list_are_refused():
    assert error("kind", "z") == "“类型”的选项已变化，请重新选择。"
    assert error("needs", ["a", "z"]) == "“需要”的选项已变化，请重新选择。"
    assert cleaned(needs=["a", "b"])["needs"] == ["a", "b"]


def test_an_empty_required_field_says_what_to_do():
    class Strict(Form):
        name = Text("姓名")
        kind = Choice("类型", [("a", "甲")])
        needs = Several("需要", [("a", "甲")])
        when = PastMoment()
        told = Tick("已告知", required=True)

    errors = Strict({"name": "　 "}, at=AT).errors
    assert [messages[0] for messages in errors.values()] == [
        "请填写“姓名”。",
        "请选择“类型”。",
        "请至少勾选一项“需要”。",
        "请填写“发生时间”。",
        "请勾选“已告知”。",
    ]


def once_key(query):
    return Sample(QueryDict(query), at=AT).once_key()


def test_the_same_submission_twice_has_the_same_key_another_has_not():
    nonce, digest = once_key(f"once={NONCE}&csrfmiddlewaretoken=one&name=王五&needs=a&needs=b")
    assert nonce == NONCE
    assert once_key(f"name=王五&needs=a&needs=b&csrfmiddlewaretoken=two&once={NONCE}") == (nonce, digest)
    assert once_key(f"once={NONCE}&name=王六&needs=a&needs=b")[1] != digest
    assert once_key(f"once={NONCE}&name=王五&needs=b")[1] != digest
    assert "王五" not in digest


@pytest.mark.parametrize("query", ["name=x", "once=", "once=short", f"once={NONCE}0"])
def test_a_page_without_a_nonce_is_refused(query):
    with pytest.raises(Refused, match="刷新页面"):
        once_key(query)


def test_a_refusal_stands_at_its_field_or_on_top():
    form = Sample({}, at=AT)
    form.add_refused(Refused("号码不对。", "phone"))
    form.add_refused(Refused("现在不能办理。"))
    form.add_refused(Refused("不在本页的一项不对。", "elsewhere"))
    assert form.errors["phone"] == ["号码不对。"]
    assert form.non_field_errors() == ["现在不能办理。", "不在本页的一项不对。"]
