"""What a case file must hold before it is archived (人民调解法 Art. 27; domain.md §4.1)."""

from collections.abc import Collection
from enum import StrEnum

from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import MatterFacts


class Paper(StrEnum):
    """Every paper of a matter, those that are printed here (`paperwork.kinds`) and those that people bring."""

    ACCEPTANCE_RECEIPT = "acceptance_receipt"
    APPLICATION = "application"
    ACCEPTANCE_FORM = "acceptance_form"
    RIGHTS_NOTICE = "rights_notice"
    TASK_LIST = "task_list"
    HANDOVER = "handover"
    SESSION_RECORD = "session_record"
    IDENTITY = "identity"
    AGREEMENT = "agreement"
    ORAL_AGREEMENT = "oral_agreement"
    CONFERENCE_RECORD = "conference_record"
    REPLY = "reply"
    GUIDANCE_NOTICE = "guidance_notice"
    REJECTION_NOTICE = "rejection_notice"
    TERMINATION_NOTICE = "termination_notice"
    FOLLOW_UP_RECORD = "follow_up_record"
    SUPERVISION_ORDER = "supervision_order"


PAPER_LABELS = {
    Paper.ACCEPTANCE_RECEIPT: "受理回执",
    Paper.APPLICATION: "人民调解申请书",
    Paper.ACCEPTANCE_FORM: "受理登记表",
    Paper.RIGHTS_NOTICE: "权利义务告知书",
    Paper.TASK_LIST: "派单任务清单",
    Paper.HANDOVER: "提级报告（交接单）",
    Paper.SESSION_RECORD: "调解记录",
    Paper.IDENTITY: "当事人身份证明",
    Paper.AGREEMENT: "人民调解协议书",
    Paper.ORAL_AGREEMENT: "人民调解口头协议登记表",
    Paper.CONFERENCE_RECORD: "职责争议会商纪要",
    Paper.REPLY: "责任单位答复",
    Paper.GUIDANCE_NOTICE: "引导告知单",
    Paper.REJECTION_NOTICE: "不予受理告知书",
    Paper.TERMINATION_NOTICE: "终止调解告知书",
    Paper.FOLLOW_UP_RECORD: "回访记录",
    Paper.SUPERVISION_ORDER: "督办单",
}
# the paper that tells how a matter ended, beside what is in every file
BY_ENDING = {
    Conclusion.SETTLED_IN_WRITING: (Paper.IDENTITY, Paper.AGREEMENT),
    Conclusion.SETTLED_ORALLY: (Paper.ORAL_AGREEMENT,),
    Conclusion.ANSWERED_BY_UNIT: (Paper.REPLY,),
    Conclusion.NOT_SETTLED: (Paper.TERMINATION_NOTICE,),
    Conclusion.GUIDED: (Paper.GUIDANCE_NOTICE,),
    Conclusion.REJECTED: (Paper.REJECTION_NOTICE,),
}


def required(facts: MatterFacts) -> list[Paper]:
    """The papers this file must hold, in the order they are bound, by the way the matter ended."""
    papers = [] if facts.conclusion == Conclusion.REJECTED else [Paper.ACCEPTANCE_FORM]
    if facts.sessions:
        papers += [Paper.RIGHTS_NOTICE, Paper.SESSION_RECORD]
    return papers + list(BY_ENDING.get(Conclusion(facts.conclusion), ()))


def missing(facts: MatterFacts, found: Collection[str]) -> list[Paper]:
    """Required papers that are not among those found in the file."""
    return [paper for paper in required(facts) if paper not in found]
