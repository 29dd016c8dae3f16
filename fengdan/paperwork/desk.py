"""The papers of the desk: what is taken in, passed on, sent elsewhere or refused (domain.md §4.1, 4.2)."""

from fengdan.paperwork import texts
from fengdan.paperwork.paper import APPLICANT, MATTER_TYPE, RESPONDENT, Field, Kind, Seal, Signer
from fengdan.rulebook.file_check import Paper

STORY = Field("story", "纠纷简要情况", rows=7)
SOURCES = ("①当事人申请", "②主动调解", "③委托移送")

OF_THE_DESK = (
    Kind(
        Paper.ACCEPTANCE_RECEIPT,
        (
            APPLICANT,
            RESPONDENT,
            Field("matter_type", "事项类型"),
            Field("registered", "登记时间"),
            Field("accepted", "受理时间"),
            Field("unit", "受理单位"),
            Field("holder", "承办单位"),
            Field("due", "办理时限"),
            Field("phone", "联系电话"),
            Field("materials", "收到的材料", rows=3),
        ),
        (Signer.HANDLER, Signer.APPLICANTS),
        (texts.RECEIVED, texts.NO_FEE, texts.ANY_TIME),
        seal=Seal.UNIT,
    ),
    Kind(
        Paper.APPLICATION,
        (STORY, Field("requests", "申请事项", rows=6)),
        (Signer.APPLICANTS,),
        (texts.WILLING, texts.NO_FEE, texts.BY_HAND),
        parties=True,
    ),
    Kind(
        Paper.ACCEPTANCE_FORM,
        (
            Field("registered", "登记日期"),
            Field("consent", "当事人调解意愿"),
            MATTER_TYPE,
            Field("source", "案件来源", choices=SOURCES),
            STORY,
            Field("remarks", "备注", rows=2),
        ),
        (Signer.PARTIES, Signer.CLERK),
        (texts.WILLING,),
        parties=True,
        seal=Seal.COMMITTEE,
    ),
    Kind(
        Paper.TASK_LIST,
        (
            Field("title", "事项"),
            MATTER_TYPE,
            Field("team", "承办单位"),
            Field("assigned", "派单时间"),
            Field("story", "事情经过", rows=6),
            Field("needs", "需要", rows=2),
            Field("time", "时间"),
            Field("place", "地点"),
            Field("materials", "材料", rows=2),
            Field("due", "时限"),
            Field("reason", "派单理由"),
        ),
        (Signer.DISPATCHER, Signer.TAKER),
        (texts.TASK,),
    ),
    Kind(
        Paper.HANDOVER,
        (
            APPLICANT,
            RESPONDENT,
            MATTER_TYPE,
            Field("registered", "登记时间"),
            Field("story", "事情经过", rows=4),
            Field("left", "移交的一级"),
            Field("reached", "接收的一级"),
            Field("passed_at", "移交时间"),
            Field("reason", "为什么移交"),
            Field("handover", "做过什么，卡在哪里", rows=6),
            Field("materials", "随附材料", rows=2),
            Field("consent", "当事人调解意愿"),
        ),
        (Signer.PASSER, Signer.RECEIVER),
        (texts.HANDED_OVER,),
    ),
    Kind(
        Paper.GUIDANCE_NOTICE,
        (
            APPLICANT,
            Field("story", "提出的事项", rows=4),
            Field("reason", "为什么不在这里办", rows=2),
            Field("organ", "请到哪个机关"),
            Field("address", "地址"),
            Field("phone", "联系电话"),
            Field("materials", "带什么材料", rows=3),
            Field("limits", "要在什么期限以内", rows=2),
        ),
        (Signer.HANDLER, Signer.APPLICANTS),
        (texts.GUIDED,),
        seal=Seal.UNIT,
    ),
    Kind(
        Paper.REJECTION_NOTICE,
        (
            APPLICANT,
            RESPONDENT,
            Field("story", "提出的事项", rows=4),
            Field("reason", "不予受理的理由", rows=4),
            Field("instead", "可以走的其他途径", rows=3),
            Field("decided", "决定日期"),
        ),
        (Signer.HANDLER, Signer.APPLICANTS),
        (texts.ASK_AGAIN,),
        seal=Seal.UNIT,
    ),
)
