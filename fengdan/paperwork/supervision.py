"""The paper a named leader issues when a matter is not dealt with as it should be (domain.md §2.9)."""

from fengdan.paperwork import texts
from fengdan.paperwork.paper import Field, Kind, Signer
from fengdan.rulebook.file_check import Paper

OF_SUPERVISION = (
    Kind(
        Paper.SUPERVISION_ORDER,
        (
            Field("way", "督办方式"),
            Field("code", "事项编号"),
            Field("unit", "被督办单位"),
            Field("fault", "督办情形"),
            Field("limit", "涉及的时限"),
            Field("facts", "事实", rows=6),
            Field("demand", "要求", rows=4),
            Field("reply_by", "书面回复期限"),
            Field("issued", "签发时间"),
            Field("signed", "由谁签发"),
            Field("reply", "回复", rows=6),
        ),
        (Signer.ISSUER, Signer.RECEIVER),
        (texts.SUPERVISED,),
        number="督办编号",
    ),
)
