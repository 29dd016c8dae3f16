"""The papers of a mediation (domain.md §4.1; 人民调解法 Art. 23–31)."""

from fengdan.paperwork import texts
from fengdan.paperwork.paper import APPLICANT, MATTER_TYPE, RESPONDENT, Field, Kind, Seal, Signer
from fengdan.rulebook.file_check import Paper

RESULTS = ("成功", "不成", "有待继续")
YES_NO = ("是", "否")

OF_MEDIATION = (
    Kind(
        Paper.RIGHTS_NOTICE,
        (
            Field("nature", "性质和原则", text=texts.NATURE),
            Field("effect", "调解协议的效力", text=texts.EFFECT),
            Field("rights", "当事人的权利", text=texts.RIGHTS),
            Field("duties", "当事人的义务", text=texts.DUTIES),
            Field("fee", "不收费", text=texts.NO_FEE),
            Field("confidential", "保密", text=texts.CONFIDENTIAL),
            Field("other_ways", "其他途径", text=texts.NOT_SETTLED),
        ),
        (Signer.PARTIES, Signer.MEDIATOR),
        ("以上内容已经告知，我已听懂、看懂。",),
    ),
    Kind(
        Paper.SESSION_RECORD,
        (
            Field("nth", "第几次调解"),
            Field("time", "时间"),
            Field("place", "地点"),
            Field("parties", "当事人"),
            Field("participants", "参加人"),
            Field("notice", "已告知权利义务", choices=YES_NO),
            Field("public", "公开进行", choices=YES_NO),
            Field("record", "调解记录", rows=10),
            Field("result", "调解结果", choices=RESULTS),
        ),
        (Signer.PARTIES, Signer.INVITEES, Signer.MEDIATOR, Signer.RECORDER),
        (texts.READ_TO_US,),
    ),
    Kind(
        Paper.AGREEMENT,
        (
            Field("facts", "纠纷主要事实、争议事项和各方责任", rows=4),
            Field("content", "协议内容", rows=5),
            Field("performance", "履行方式"),
            Field("due", "履行时限"),
            Field("place", "履行地点"),
            Field("copies", "协议份数"),
        ),
        (Signer.PARTIES, Signer.MEDIATOR, Signer.RECORDER),
        (texts.IN_FORCE,),
        parties=True,
        seal=Seal.COMMITTEE,
        number="编号",
    ),
    Kind(
        Paper.ORAL_AGREEMENT,
        (
            Field("facts", "纠纷主要事实、争议事项", rows=4),
            Field("content", "协议内容", rows=3),
            Field("performance", "履行方式"),
            Field("due", "履行时限"),
            Field("place", "调解地点"),
            Field("amount", "涉案金额"),
            Field("performed", "协议已履行", choices=YES_NO),
            Field("reached", "达成日期"),
            Field("remarks", "备注"),
        ),
        (Signer.MEDIATOR,),
        (texts.ORAL_IN_FORCE,),
        parties=True,
        number="编号",
    ),
    Kind(
        Paper.TERMINATION_NOTICE,
        (
            APPLICANT,
            RESPONDENT,
            MATTER_TYPE,
            Field("reason", "终止理由", rows=8),
            Field("ended", "终止日期"),
            Field("remedies", "告知的其他途径", text=texts.NOT_SETTLED),
        ),
        (Signer.PARTIES, Signer.MEDIATOR),
        ("以上其他途径已经告知各方当事人。",),
        seal=Seal.COMMITTEE,
    ),
    Kind(
        Paper.FOLLOW_UP_RECORD,
        (
            Field("parties", "当事人"),
            Field("agreement", "调解协议编号"),
            Field("cause", "回访事由"),
            Field("asked", "回访时间、方式、对象"),
            Field("words", "回访情况", rows=7),
            Field("performed", "协议履行情况", choices=("已履行", "未履行")),
            Field("satisfied", "当事人是否满意", choices=("满意", "不满意")),
            Field("suit", "是否起诉及裁判情况"),
            Field("wrong", "有无错误调解"),
            Field("escalation", "有无激化迹象"),
            Field("measures", "采取的措施", rows=2),
        ),
        (Signer.CALLER,),
        (texts.CALLED_BY_ANOTHER,),
    ),
)
