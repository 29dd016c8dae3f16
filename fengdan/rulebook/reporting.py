"""上报: the forms of the upper systems, field by field in their order, as data.

GB/T 31000-2015 (domain.md §5.1): its numeric code lists are not at hand, so words stand where a code belongs. The
register of the 司法局: domain.md §4.5. What a field is filled with, `matters.queries.reporting` says by its key.
"""

from dataclasses import dataclass
from enum import StrEnum

MOST = 50  # rows in one export: more takes a second person (reliability.md T05), who does not exist yet


class System(StrEnum):
    GBT31000 = "gbt31000"
    JUSTICE = "justice"


@dataclass(frozen=True)
class Form:
    """`fields` are (heading, key of the value) in the upper system's order."""

    label: str
    fields: tuple[tuple[str, str], ...]


FORMS: dict[System, Form] = {
    System.GBT31000: Form(
        "综治信息系统（GB/T 31000 矛盾纠纷）",
        (
            ("事件名称", "title"),
            ("发生日期", "day"),
            ("发生地点", "where"),
            ("事件规模", "size"),
            ("事件类别", "type"),
            ("涉及人数", "people"),
            ("事件简述", "story"),
            ("涉及单位", "unit"),
            ("主要当事人证件类型", "id_kind"),
            ("主要当事人证件号码", "id_number"),
            ("主要当事人姓名", "applicant"),
            ("主要当事人性别", "sex"),
            ("主要当事人居住详址", "address"),
            ("主要当事人联系方式", "phone"),
            ("其他当事人", "respondents"),
            ("化解时限", "due"),
            ("化解方式", "how"),
            ("化解组织", "body"),
            ("化解责任人姓名", "person"),
            ("化解责任人联系方式", "body_phone"),
            ("化解是否成功", "settled"),
            ("化解情况", "outcome"),
        ),
    ),
    System.JUSTICE: Form(
        "司法局调解案件汇总登记表",
        (
            ("登记号", "code"),
            ("登记日期", "day"),
            ("申请人", "applicants"),
            ("被申请人", "respondents"),
            ("涉及当事人数", "parties"),
            ("纠纷类型", "type"),
            ("案件来源", "source"),
            ("纠纷简要情况", "story"),
            ("调解组织", "body"),
            ("调解员", "person"),
            ("协议形式", "form"),
            ("是否调解成功", "settled"),
            ("办结日期", "concluded"),
            ("办结方式", "how"),
            ("办结情况", "outcome"),
        ),
    ),
}
