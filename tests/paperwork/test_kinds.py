"""Every paper asks for what domain.md §4.1 and the issue list for it: written down by hand, not taken from the code."""

import pytest

from fengdan.paperwork.kinds import KINDS
from fengdan.paperwork.paper import Seal, Signer
from fengdan.paperwork.printed import NOBODY_YET, Person, printed
from fengdan.rulebook.facts import Side
from fengdan.rulebook.file_check import PAPER_LABELS

SEVEN = ["姓名", "性别", "民族", "年龄", "职业或职务", "联系方式", "单位或住址"]
# paper → title, every required label or word of its statements
REQUIRED = {
    "acceptance_receipt": (
        "受理回执",
        ["事项编号", "申请人", "事项类型", "受理时间", "受理单位", "办理时限", "联系电话"],
    ),
    "application": (
        "人民调解申请书",
        [*SEVEN, "纠纷简要情况", "申请事项", "已将申请人民调解的相关规定告知我，现自愿申请"],
    ),
    "acceptance_form": (
        "受理登记表",
        [
            "当事人",
            "登记日期",
            "当事人调解意愿",
            "现自愿申请人民调解",
            "纠纷类型",
            "案件来源",
            "①当事人申请",
            "②主动调解",
            "③委托移送",
            "纠纷简要情况",
            "备注",
        ],
    ),
    "rights_notice": (
        "权利义务告知书",
        [
            "性质和原则",
            "效力",
            "当事人的权利",
            "当事人的义务",
            "不收费",
            "保密",
            "其他途径",
            "第二十三条",
            "第二十四条",
        ],
    ),
    "task_list": ("派单任务清单", ["事项", "需要", "时间", "地点", "材料", "时限", "承办单位"]),
    "handover": (
        "提级报告（交接单）",
        ["移交的一级", "接收的一级", "移交时间", "为什么移交", "做过什么", "随附材料", "当事人调解意愿", "尚未核实"],
    ),
    "session_record": (
        "调解记录",
        ["时间", "地点", "当事人", "参加人", "已告知权利义务", "调解记录", "调解结果", "成功", "不成", "有待继续"],
    ),
    "agreement": (
        "人民调解协议书",
        [
            "编号",
            *SEVEN,
            "纠纷主要事实、争议事项",
            "各方责任",
            "协议内容",
            "履行方式",
            "履行时限",
            "履行地点",
            "协议份数",
            "法定代表人",
            "单位公章",
        ],
    ),
    "oral_agreement": (
        "人民调解口头协议登记表",
        [
            "编号",
            *SEVEN,
            "纠纷主要事实、争议事项",
            "协议内容",
            "履行方式",
            "履行时限",
            "达成日期",
            "备注",
            "调解地点",
            "涉案金额",
            "协议已履行",
        ],
    ),
    "conference_record": (
        "职责争议会商纪要",
        ["事项", "提交会商时间", "会商牵头单位", "参加单位", "争议焦点", "裁定意见", "配合单位", "第二十四条"],
    ),
    "guidance_notice": ("引导告知单", ["请到哪个机关", "地址", "联系电话", "带什么材料", "期限"]),
    "rejection_notice": ("不予受理告知书", ["申请人", "不予受理的理由", "其他途径", "决定日期"]),
    "termination_notice": (
        "终止调解告知书",
        ["终止理由", "终止日期", "仲裁", "行政机关", "人民法院起诉", "第二十六条"],
    ),
    "follow_up_record": (
        "回访记录",
        [
            "当事人",
            "调解协议编号",
            "回访事由",
            "回访情况",
            "协议履行情况",
            "满意",
            "是否起诉及裁判情况",
            "有无错误调解",
            "有无激化迹象",
            "采取的措施",
        ],
    ),
    "supervision_order": (
        "督办单",
        ["督办编号", "督办方式", "被督办单位", "督办情形", "事实", "要求", "书面回复期限", "由谁签发"],
    ),
}
# paper → who signs; whose seal
SIGNED = {
    "acceptance_receipt": (["经办人", "申请人"], "受理单位印章"),
    "application": (["申请人"], ""),
    "acceptance_form": (["申请人", "被申请人", "登记人"], "人民调解委员会印章"),
    "rights_notice": (["申请人", "被申请人", "人民调解员"], ""),
    "task_list": (["派单人", "接单人"], ""),
    "handover": (["移交人", "签收人"], ""),
    "session_record": (["申请人", "被申请人", "参加人", "人民调解员", "记录人"], ""),
    "agreement": (["申请人", "被申请人", "人民调解员", "记录人"], "人民调解委员会印章"),
    "oral_agreement": (["人民调解员"], ""),
    "conference_record": (["裁定人", "参加单位"], "受理单位印章"),
    "guidance_notice": (["经办人", "申请人"], "受理单位印章"),
    "rejection_notice": (["经办人", "申请人"], "受理单位印章"),
    "termination_notice": (["申请人", "被申请人", "人民调解员"], "人民调解委员会印章"),
    "follow_up_record": (["回访人"], ""),
    "supervision_order": (["签发人", "签收人"], ""),
}


def words(kind):
    fields = [text for field in kind.fields for text in (field.label, field.text, *field.choices)]
    return [*kind.labels, *fields, *kind.statements]


def test_every_paper_of_the_issue_is_there_and_no_other():
    assert KINDS.keys() == REQUIRED.keys() == SIGNED.keys()
    assert len(KINDS) == 15


@pytest.mark.parametrize("code", REQUIRED)
def test_paper_has_its_title_and_every_required_field(code):
    title, asked = REQUIRED[code]
    assert KINDS[code].title == PAPER_LABELS[KINDS[code].paper] == title
    assert [word for word in asked if not any(word in text for text in words(KINDS[code]))] == []


@pytest.mark.parametrize("code", SIGNED)
def test_paper_is_signed_and_sealed_by_whom_the_law_names(code):
    signers, seal = SIGNED[code]
    assert printed(KINDS[code]).signers == signers
    assert KINDS[code].seal == seal


def test_what_carries_the_parties_in_full_is_what_the_models_ask_it_of():
    assert {code for code, kind in KINDS.items() if kind.parties} == {
        "application",
        "acceptance_form",
        "agreement",
        "oral_agreement",
    }


@pytest.mark.parametrize("code", KINDS)
def test_no_two_fields_share_a_code_and_every_field_has_a_label(code):
    codes = [field.code for field in KINDS[code].fields]
    assert len(set(codes)) == len(codes)
    assert all(field.label for field in KINDS[code].fields)


def test_an_empty_form_knows_nobody():
    sheet = printed(KINDS["agreement"])
    assert sheet.people == NOBODY_YET
    assert {line.value for line in sheet.lines} == {""}
    assert sheet.number == sheet.digest == ""


def test_what_is_known_stands_in_its_field_and_the_rest_stays_open():
    people = [Person(Side.APPLICANT, ("甲", *[""] * 6)), Person(Side.APPLICANT), Person(Side.RESPONDENT)]
    known = {"place": "调解室", "result": "不成", "record": "说了"}
    sheet = printed(KINDS["session_record"], people=people, values=known, names={Signer.MEDIATOR: "乙"})
    assert sheet.signers == ["申请人 甲", "申请人", "被申请人", "参加人", "人民调解员 乙", "记录人"]
    lines = {line.label: line for line in sheet.lines}
    assert (lines["地点"].value, lines["时间"].value, lines["调解记录"].value) == ("调解室", "", "说了")
    assert lines["调解结果"].boxes == (("成功", False), ("不成", True), ("有待继续", False))
    assert lines["调解结果"].value == ""


def test_no_paper_asks_for_money_for_mediation():
    assert [
        code for code, kind in KINDS.items() if any("费" in text and "不收" not in text for text in kind.labels)
    ] == []


def test_a_centre_seals_no_agreement():
    assert KINDS["agreement"].seal is Seal.COMMITTEE
