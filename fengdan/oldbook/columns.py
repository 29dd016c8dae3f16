"""The columns of a centre's register (domain.md §4.1 no. 4, §4.5), and what else they are called."""

import re
import unicodedata
from dataclasses import dataclass

from fengdan.matters.actions.take_over import Standing
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, Conclusion
from fengdan.rulebook.sources import SOURCE_LABELS, Source


@dataclass(frozen=True)
class Column:
    """`names`: the template's first, then others it is known by. `hint` is for the sheet that explains."""

    key: str
    names: tuple[str, ...]
    hint: str
    needed: bool = False

    @property
    def label(self) -> str:
        return self.names[0]


COLUMNS = (
    Column("number", ("登记号", "序号", "编号", "登记编号", "案号"), "原台账上的号，同一年里不能重复。", needed=True),
    Column(
        "registered", ("登记日期", "受理日期", "来访日期", "登记时间", "日期"), "写成 2025-03-01 这样。", needed=True
    ),
    Column("applicant", ("申请人", "申请人姓名", "来访人", "姓名", "当事人"), "几个人用顿号隔开。纠纷必填。"),
    Column(
        "applicant_phone",
        ("申请人电话", "联系电话", "电话", "申请人联系方式"),
        "一个号码归第一个人；几个号码用顿号隔开，与人数相同。",
    ),
    Column(
        "applicant_id", ("申请人身份证号", "身份证号", "身份证号码", "申请人身份证"), "18 位，把这一列设为“文本”再填。"
    ),
    Column("applicant_address", ("申请人住址", "住址", "家庭住址"), "可以不填。"),
    Column(
        "respondent", ("被申请人", "被申请人姓名", "对方当事人", "对方"), "几个人用顿号隔开。纠纷必填，便民事项不填。"
    ),
    Column("respondent_phone", ("被申请人电话", "对方电话", "被申请人联系方式"), "可以不填。"),
    Column("type", ("纠纷类型", "事项类型", "类型", "矛盾类型"), "从列表里选。", needed=True),
    Column("area", ("乡镇（村）", "乡镇", "属地", "所属乡镇", "乡镇村"), "乡镇，或者乡镇加村（社区）。", needed=True),
    Column("place", ("发生地点", "地点", "具体地点"), "可以不填。"),
    Column("story", ("事项经过", "纠纷简要情况", "简要情况", "事由", "主要内容", "经过"), "事情经过。", needed=True),
    Column("source", ("来源", "案件来源", "事项来源"), "不填算现场来访。"),
    Column("sender", ("来件单位", "移送单位", "转办单位"), "转来、移送、委派的要填。"),
    Column("people", ("来访人数", "人数", "涉及人数"), "不填算 1 人。"),
    Column("unit", ("承办单位", "责任单位", "办理单位", "承办部门"), "现在还在办的，写单位或团队的全称或简称。"),
    Column("standing", ("状态", "办理状态", "办理情况"), "已登记、已受理、办理中或已办结。", needed=True),
    Column("concluded", ("办结日期", "办结时间", "结案日期", "结案时间"), "已办结的必填。"),
    Column("conclusion", ("办结方式", "处理结果", "调解结果", "化解方式"), "已办结的必填，从列表里选。"),
    Column("reason", ("办结说明", "处理情况", "调处情况", "备注说明"), "可以不填。"),
)
BY_KEY = {column.key: column for column in COLUMNS}
STANDINGS = {
    "已登记": Standing.REGISTERED,
    "登记": Standing.REGISTERED,
    "待受理": Standing.REGISTERED,
    "已受理": Standing.ACCEPTED,
    "受理": Standing.ACCEPTED,
    "办理中": Standing.RUNNING,
    "在办": Standing.RUNNING,
    "调解中": Standing.RUNNING,
    "已办结": Standing.ENDED,
    "办结": Standing.ENDED,
    "已结案": Standing.ENDED,
}
STANDING_LABELS = ("已登记", "已受理", "办理中", "已办结")
CONCLUSIONS = {label: code for code, label in CONCLUSION_LABELS.items() if code is not Conclusion.MERGED} | {
    "调解成功": Conclusion.SETTLED_IN_WRITING,
    "书面协议": Conclusion.SETTLED_IN_WRITING,
    "口头协议": Conclusion.SETTLED_ORALLY,
    "自行和解": Conclusion.SETTLED_THEMSELVES,
    "部门答复": Conclusion.ANSWERED_BY_UNIT,
    "调解不成": Conclusion.NOT_SETTLED,
    "撤回": Conclusion.WITHDRAWN,
    "引导": Conclusion.GUIDED,
    "移送": Conclusion.TRANSFERRED,
    "转送": Conclusion.TRANSFERRED,
}
SOURCES = {label: code for code, label in SOURCE_LABELS.items()} | {
    "来访": Source.WALK_IN,
    "当事人申请": Source.WALK_IN,
    "依申请": Source.WALK_IN,
    "电话": Source.TELEPHONE,
    "主动调解": Source.PATROL,
    "排查": Source.PATROL,
    "法院委派": Source.COURT,
    "法院委托": Source.COURT,
    "信访": Source.PETITION,
    "12345": Source.HOTLINE,
}


def plain(name: str) -> str:
    """A heading or a word of a list as it is compared: no blanks, one width, no brackets' contents after it."""
    return re.sub(r"[\s*：:]", "", unicodedata.normalize("NFKC", name))


KNOWN = {plain(name): column for column in COLUMNS for name in column.names}


def column_of(heading: str) -> Column | None:
    """The column a heading means, or None."""
    text = plain(heading)
    return KNOWN.get(text) or KNOWN.get(re.sub(r"\(.*?\)$", "", text))
