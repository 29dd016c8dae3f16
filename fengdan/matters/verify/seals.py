"""Sealed rows against the digests their events left."""

from collections.abc import Iterator, Mapping
from itertools import islice

from fengdan.matters.models import (
    Agreement,
    Alarm,
    Assignment,
    Booking,
    CaseFile,
    Conference,
    Conflict,
    Consent,
    Contact,
    Correction,
    Extension,
    FollowUp,
    Guidance,
    HandUp,
    ImportedRow,
    Invitation,
    Invitee,
    Matter,
    Merger,
    Need,
    NeedPlan,
    Note,
    Objection,
    Obligation,
    OralAgreement,
    Order,
    OrderAnswer,
    OrderChoice,
    Party,
    PastRound,
    Performance,
    PersonalLead,
    Preparation,
    Proposal,
    Rating,
    Referral,
    Reply,
    Response,
    RiskChange,
    RiskHandling,
    Route,
    Scan,
    Session,
    Signature,
    Supervision,
    Suspension,
    Task,
    Transfer,
    UnitReturn,
    Urging,
    Visit,
    Wish,
)
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.cipher import Unreadable

CHUNK = 500
LABELS: dict[type[Sealed], str] = {
    Matter: "事项登记内容",
    Party: "当事人",
    Consent: "调解意愿记录",
    Assignment: "派单、交办",
    Session: "调解会记录",
    Agreement: "协议",
    Signature: "签字盖章",
    Note: "备注",
    Correction: "更正",
    CaseFile: "卷宗",
    Route: "分流建议",
    HandUp: "上交",
    Suspension: "中止",
    Extension: "延期",
    UnitReturn: "退回交办",
    Conference: "职责争议会商",
    Conflict: "回避",
    Reply: "责任单位答复",
    OralAgreement: "口头协议",
    Visit: "来访记录",
    Response: "回应记录",
    Referral: "来件",
    Contact: "联系人",
    Invitation: "答复链接",
    Guidance: "引导告知单",
    Transfer: "转送、移送",
    Merger: "并案",
    PastRound: "前一轮",
    Invitee: "受邀参与人",
    Alarm: "紧急情况报告",
    RiskChange: "风险等级变化",
    RiskHandling: "风险处置",
    Scan: "扫描件",
    Obligation: "履行项",
    Objection: "对下派的异议",
    Performance: "履行情况",
    FollowUp: "回访",
    Rating: "评单",
    ImportedRow: "原台账",
    Supervision: "督办",
    Urging: "催办",
    PersonalLead: "领导包案",
    Order: "点单",
    OrderChoice: "点单的人选",
    OrderAnswer: "点单的答复",
    Booking: "约定的时间地点",
    Wish: "派单要求",
    Proposal: "派单建议",
    Need: "待安排需求",
    NeedPlan: "需求的安排",
    Task: "任务",
    Preparation: "调解预案",
}


def broken_seals(digests: Mapping[str, str]) -> Iterator[str]:
    """Rows that were changed, rows no event wrote, and digests whose row is gone."""
    unseen = dict(digests)
    names = {str(model._meta.model_name): label for model, label in LABELS.items()}  # noqa: SLF001 - documented meta
    for model, label in LABELS.items():
        for key, actual in _seals(model):
            expected = unseen.pop(key, None)
            row = f"{label} {key.partition(':')[2]}"
            if expected is None:
                yield f"{row} 没有办理记录"
            elif actual is None:
                yield f"{row} 无法解密"
            elif actual != expected:
                yield f"{row} 被改动"
    for key in unseen:
        name, _, pk = key.partition(":")
        yield f"{names.get(name, name)} {pk} 不见了"


def _seals(model: type[Sealed]) -> Iterator[tuple[str, str | None]]:
    """Each row's key and its seal now, None where it cannot be decrypted; in chunks, one by one where that fails."""
    rows = model._default_manager  # noqa: SLF001
    name = model._meta.model_name  # noqa: SLF001
    for keys in _batched(rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)):
        try:
            for pk, row in rows.in_bulk(keys).items():
                yield f"{name}:{pk}", row.seal()
        except Unreadable:
            for pk in keys:
                yield f"{name}:{pk}", _one_seal(model, pk)


def _batched(keys: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(keys, CHUNK)):
        yield batch


def _one_seal(model: type[Sealed], pk: int) -> str | None:
    try:
        return model._default_manager.get(pk=pk).seal()  # noqa: SLF001
    except Unreadable:
        return None
