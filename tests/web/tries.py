"""For every step: the scenes in which it can be taken, by whom, and what they type."""

from dataclasses import dataclass, field

from tests.web.scene import ANSWERED, BASIS, LAND, PROMISED, VILLAGE, WATER, photo
from tests.weekdays import working_day


@dataclass(frozen=True)
class Try:
    """One step: in which scene, by whom, what is typed; who may only look. `all_of`, `last_of`: choices ticked.

    `kept`: whoever took the step still sees the matter after it.
    """

    scene: str
    by: str
    types: dict = field(default_factory=dict)
    not_by: str = "director"
    all_of: str = ""
    last_of: str = ""
    kept: bool = True


HEARD = {"answer": "agreed", "how": "telephone", "words": "愿意谈"}
CALLED = {"how": "telephone", "words": "已收到，\n明天上门看。"}
MET = {"place": "中心调解室", "rights_notice": "on", "record": "双方到场，\n各说各的。", "outcome": "agreed"}
WRITTEN = {
    "facts": "双方对漏水无异议。",
    "content": "李测二赔偿王测一 1200 元。",
    "performance": "现金一次付清",
    "due": "2026年12月1日前",
    "place": "小区物业",
}
SPOKEN = {"content": PROMISED, "due": "12月1日前", "both_agree": "on"}
UP = {"reason": "beyond", "handover": "劝过两次，\n都要见镇上的人。"}
SOON = str(working_day())
OWED = {"what": "赔修理费", "amount": "1,200.50", "due_on": "2060-01-01"}
ASKED = {
    "how": "telephone",
    "reached": "yes",
    "performed": "yes",
    "satisfied": "no",
    "words": "付了一半，\n说月底再付。",
}
PUT_RIGHT = {"field": "place", "new": "新地点", "reason": "听错了"}
BESIDE = {"assistants": ["m1601", "m1603"]}
NAMED = {"no_conflict": "on", "reason": "对方要求换人"}
UNCLE = {"name": "王测三", "capacity": "relative", "all_agree": "on"}
DANGER = {"kind": "domestic", "told": "110、值班领导", "measures": "分开双方，\n陪同等候民警。"}
QUIET = {"confidential": "on", "reason": "怕对方找上门"}
HELD_BY_ANOTHER = {"code": "out_of_field", "believed": LAND, "reason": "不是供水管线"}
THERE = {
    "organ": "县人民法院诉讼服务中心",
    "address": "巩昌镇某路 1 号",
    "materials": "起诉状、\n身份证",
    "limits": "诉讼时效三年（民法典第一百八十八条）",
    "reason": "双方不愿再谈，要起诉。",
}
STANDS = {"reason": "appraisal", "words": "委托鉴定，\n委托书 3 号"}
LONGER = {"amount": "5", "unit": "d", "consent": "on", "reason": "要等鉴定意见"}
KIN = {"kind": "kin", "ground": "李测二是我的外甥。"}
SENT = {"kind": "refer", "organ": "县公安局", "reason": "已经打起来了。", "materials": "登记表一份"}
WANTED = {
    "channel": "telephone",
    "choice1": "62",
    "choice2": "63号",
    "needs": ["dialect", "evening"],
    "words": "周三晚上，\n在村委会。",
}
NEEDED = {
    "kinds": ["dialect", "female", "home", "evening"],
    "words": "晚上七点以后，\n到家里。",
    "cause": "nobody_free",
    "why": "会方言的女调解员本周都有调解。",
    "next_on": SOON,
}
PLANNED = {
    "plan": "先和李测二单独谈，\n再一起看现场。",
    "attention": "两家去年打过架。",
    "invite": "村支书",
    "questions": "水是哪天漏的？\n修过没有？",
}
# a step, or `step, where`
TRIES = {
    "accept": Try("registered", "duty"),
    "accept, at the village": Try("at home", "village"),
    "assign": Try("accepted", "dispatcher", {"unit": "team-16", "reason": "最合适"}),
    "assign, as the rules propose": Try("accepted", "dispatcher"),
    "assign, to another unit": Try(
        "accepted", "duty", {"unit": "other", "other_unit": WATER, "supporting": [LAND], "reason": "管线归它"}
    ),
    "assign, at the village": Try("taken in", "village", {"unit": VILLAGE, "reason": "自己办"}),
    "assign, one of those proposed": Try(
        "accepted",
        "dispatcher",
        {
            "unit": "team-16/m1602",
            "needs": ["dialect", "female"],
            "time": "晚上",
            "place": "家里",
            "reason": "都信得过",
        },
    ),
    "reassign": Try("assigned", "dispatcher", {"unit": "team-06", "reason": "原来的团队忙不过来"}),
    "reassign, from a unit": Try(
        "given", "duty", {"unit": "other", "other_unit": LAND, "supporting": [WATER], "reason": "归它"}
    ),
    "recall": Try("assigned", "dispatcher", {"reason": "派错了"}),
    "recall, from a unit": Try("signed for", "duty", {"reason": "交错了"}),
    "take": Try("assigned", "leader", {"no_conflict": "on"}),
    "take, several": Try("assigned", "leader", BESIDE | {"no_conflict": "on"}, last_of="mediator"),
    "take, at a unit": Try("given", WATER),
    "give_back": Try("assigned", "leader", {"code": "overload", "reason": "手上太多"}, kept=False),
    "give_back, by a unit": Try("given", WATER, HELD_BY_ANOTHER, kept=False),
    "decide_conference": Try(
        "conferring", "duty", {"unit": WATER, "decision": "三定职责在此，\n供水单位配合。"}, not_by="supervisor"
    ),
    "decide_conference, to a third": Try(
        "conferring",
        "director",
        {"unit": "other", "other_unit": "dept-housing", "supporting": [WATER], "decision": "楼房归它"},
        not_by="supervisor",
    ),
    "rule_on_return": Try("returned", "duty", {"unit": LAND, "ruling": "三定职责在此"}),
    "rule_on_return, to a third": Try(
        "returned", "duty", {"unit": "other", "other_unit": "dept-housing", "ruling": "楼房归它"}
    ),
    "hand_up": Try("in hand", "village", UP),
    "hand_up, what the centre gave": Try("in the township", "town", UP, kept=False),
    "raise_objection": Try("in the township", "clerk", {"words": "镇上办过一次，\n没有用。"}, last_of="party"),
    "rule_on_objection": Try("objected", "duty", {"decision": "no", "ruling": "已请镇上换人办理。"}),
    "rule_on_objection, upheld": Try("objected", "duty", {"decision": "yes", "ruling": "由县里安排团队。"}),
    "ask_help": Try("in hand", "village", {"text": "请派个懂地界的人来。"}),
    "ask_party": Try("taken", "mediator"),
    "ask_party, at a unit": Try("signed for", WATER, last_of="party"),
    "ask_party, at the desk": Try("registered", "clerk"),
    "answer": Try("registered", "clerk", {"text": "问医保报销，\n已说清楚。"}),
    "answer, at the village": Try("taken in", "village", {"text": "问低保，已说清楚。"}),
    "guide": Try("accepted", "duty", THERE),
    "transfer": Try("accepted", "duty", SENT),
    "record_receipt": Try("sent on", "clerk", {"received_by": "赵测五", "number": "公〔2026〕7号"}),
    "reject": Try("registered", "duty", {"code": "already_seised", "explanation": "法院 11 月 2 日立案。"}),
    "merge": Try("registered", "duty", {"reason": "同一处漏水登记了两次。"}),  # `into`: another one, test_steps.Sitting
    "reopen": Try("concluded", "duty", {"reason": "又漏水了。"}),
    "visit": Try("taken", "clerk", {"people": "5", "words": "问办到\n哪一步了"}),
    "visit, at the village": Try("in hand", "village", {"people": "2"}),
    "respond": Try("registered", "clerk", CALLED),
    "respond, by the mediator": Try("taken", "mediator", CALLED | {"how": "in_person"}),
    "respond, at a unit": Try("signed for", WATER, CALLED),
    "record_consent": Try("taken", "mediator", HEARD),
    "record_consent, at the village": Try("in hand", "village", HEARD, last_of="party"),
    "remove_party": Try("registered", "clerk", {"reason": "认错了人"}, last_of="party"),
    "add_party": Try("taken", "mediator", {"side": "respondent", "name": "𠮷田三", "phone": "0932-6620000"}),
    "add_party, at a unit": Try("signed for", WATER, {"side": "respondent", "name": "赵测三"}),
    "hold_session": Try("willing", "mediator", MET, all_of="present"),
    "agree": Try("underway", "mediator", WRITTEN),
    "sign": Try("frozen", "mediator", {"manner": "signed", "identity_checked": "on"}),
    "void_agreement": Try("frozen", "mediator", {"reason": "金额写错"}),
    "agree_orally": Try("willing", "mediator", SPOKEN),
    "agree_orally, at the village": Try("asked", "village", SPOKEN),
    "agree_orally, at the desk": Try("willing at the desk", "clerk", SPOKEN | {"mediator": "m1602"}),
    "reply": Try("signed for", WATER, {"result": f"{ANSWERED}\n已告知本人。", "basis": BASIS}),
    "send_back_reply": Try("replied", "duty", {"comment": "欠费怎么减的没有说。"}),
    "approve_reply": Try("replied", "duty", {"comment": "清楚了", "conclude_now": None}),
    "conclude": Try("effective", "mediator", {"nothing_due": "on"}),
    "conclude, at the village": Try("spoken", "village", {"nothing_due": "on"}),
    "conclude, what a unit answered": Try("approved", "duty"),
    "add_obligation": Try("concluded", "mediator", OWED, last_of="party"),
    "add_obligation, no money": Try("concluded", "clerk", OWED | {"what": "修好水管", "amount": ""}, last_of="party"),
    "record_performance": Try("owing", "mediator", {"kind": "part", "amount": "￥500.50", "words": "有收条"}),
    "record_performance, all of it": Try("owing", "followup", {"kind": "whole"}),
    "record_performance, none of it": Try("owing", "duty", {"kind": "default", "words": "人不见了"}),
    "follow_up": Try("concluded", "followup", ASKED, last_of="party"),
    "follow_up, nobody there": Try("concluded", "followup", {"how": "visit", "reached": "no"}, last_of="party"),
    "rate": Try("concluded", "clerk", {"score": "2", "words": "没人回电话"}, last_of="party"),
    "handle_rating": Try("rated low", "duty", {"handling": "已当面说明，\n向本人道歉。"}, not_by="clerk"),
    "archive": Try("followed", "archivist", {"pages": "12", "shelf": "甲柜"}, all_of="papers"),
    "archive, what a unit answered": Try(
        "answer followed", "archivist", {"pages": "3", "shelf": "乙柜"}, all_of="papers"
    ),
    "attach": Try("effective", "mediator", {"paper": "agreement", "file": photo()}, not_by=""),
    "change_mediator": Try("taken", "leader", NAMED, last_of="mediator"),
    "change_mediator, several": Try("underway", "leader", NAMED | BESIDE, last_of="mediator"),
    "invite": Try("willing", "mediator", UNCLE),
    "invite, at the village": Try("asked", "village", UNCLE | {"capacity": "elder"}),
    "alarm": Try("taken", "mediator", DANGER, not_by=""),
    "alarm, at a unit": Try("signed for", WATER, DANGER | {"kind": "group"}, not_by=""),
    "alarm, once it is over": Try("concluded", "followup", DANGER | {"kind": "minor"}, not_by=""),
    "raise_risk": Try("taken", "mediator", {"risk": "red", "reason": "扬言要动手"}, not_by=""),
    "raise_risk, at the village": Try("in hand", "village", {"risk": "yellow", "reason": "又吵了"}, not_by=""),
    "handle_risk": Try("heated", "mediator", {"words": "分开劝说，\n派人陪同。"}, not_by="dispatcher"),
    "handle_risk, by the director": Try("heated", "director", {"words": "已到现场。"}, not_by="followup"),
    "ask_lower_risk": Try("heated", "supervisor", {"risk": "yellow", "reason": "双方已经和好"}, not_by=""),
    "lower_risk": Try("calming", "duty", {"decision": "yes"}, not_by="mediator"),
    "lower_risk, refused": Try("calming", "director", {"decision": "no", "comment": "再看看"}, not_by="supervisor"),
    "protect": Try("taken", "mediator", QUIET, last_of="protected"),
    "protect, at a unit": Try("signed for", WATER, QUIET | {"confidential": None}, last_of="protected"),
    "protect, at the desk": Try("registered", "clerk", QUIET, last_of="protected", kept=False),
    "ask_suspend": Try("taken", "mediator", STANDS),
    "ask_suspend, at a unit": Try("signed for", WATER, STANDS | {"reason": "other_case"}),
    "suspend": Try("suspension asked", "duty", {"decision": "yes"}, not_by="mediator"),
    "suspend, refused": Try("suspension asked", "director", {"decision": "no", "comment": "抓紧办"}, not_by="clerk"),
    "resume": Try("suspended", "mediator", {}, not_by="clerk"),
    "ask_extend": Try("taken", "mediator", LONGER),
    "ask_extend, at a unit": Try("signed for", WATER, LONGER),
    "extend": Try("extension asked", "duty", {"decision": "yes"}, not_by="mediator"),
    "extend, refused": Try("extension asked", "director", {"decision": "no", "comment": "抓紧办"}, not_by="clerk"),
    "undo_limit_change": Try("extended", "duty", {"reason": "填错了天数"}, not_by="mediator", last_of="change"),
    "register_need": Try("taken", "mediator", NEEDED, not_by="director"),
    "register_need, at the desk": Try("registered", "clerk", NEEDED | {"kinds": ["lawyer"]}, not_by="supervisor"),
    "plan_need": Try("in need", "duty", {"words": "下周二晚上，\n上门。", "next_on": SOON}, not_by="mediator"),
    "plan_need, by the team": Try(
        "in need",
        "dispatcher",
        {"words": "由团队安排。", "unit": "team-16", "next_on": SOON},
        not_by="clerk",
    ),
    "answer_need": Try(
        "need planned", "clerk", {"exit": "served", "told": "周二晚七点，\n到您家里。", "how": "telephone"}
    ),
    "answer_need, what cannot be had": Try(
        "in need", "leader", {"exit": "not_possible", "told": "县里没有这样的人。", "how": "here"}
    ),
    "add_task": Try("taken", "mediator", {"name": "到现场拍照", "due_on": SOON}, not_by="clerk"),
    "add_task, by the desk": Try("signed for", "duty", {"name": "量水压", "due_on": SOON}, not_by="director"),
    "do_task": Try("taken", "mediator", {"evidence": "收到身份证，\n拍了照片。"}, not_by="dispatcher", last_of="task"),
    "do_task, at a unit": Try("signed for", WATER, {"evidence": "水压正常。"}, not_by="duty", last_of="task"),
    "drop_task": Try("assigned", "dispatcher", {"reason": "材料已在窗口收齐"}, not_by="clerk", last_of="task"),
    "prepare": Try("taken", "mediator", PLANNED, not_by="duty"),
    "prepare, before it is taken": Try("assigned", "leader", {"plan": "先和申请人谈。"}, not_by="dispatcher"),
    "urge": Try("assigned", "supervisor", {"words": "请今天接单。"}, not_by="clerk"),
    "urge, simply to act": Try("signed for", "duty", {"clock": "", "words": "请抓紧。"}, not_by="clerk"),
    "draft_supervision": Try(
        "assigned", "supervisor", {"fault": "not_handled", "facts_told": "派单两天，\n没有接单。"}, not_by="duty"
    ),
    "draft_supervision, unlawful": Try(
        "signed for",
        "director",
        {"kind": "talk", "fault": "unlawful", "facts_told": "没有告知权利。", "demand": "请改正。"},
        not_by="duty",
    ),
    "issue_supervision": Try("drafted", "director", {"limit": "5wd"}, not_by="supervisor"),
    "drop_supervision": Try("drafted", "director", {"reason": "已经电话说明。"}, not_by="supervisor"),
    "answer_supervision": Try("supervised", "leader", {"reply": "人手不足，\n今天已安排。"}),
    "answer_supervision, at a unit": Try("unit supervised", WATER, {"reply": "今天去修。"}),
    "judge_supervision": Try("accounted for", "supervisor", {"decision": "yes"}, not_by="duty"),
    "judge_supervision, sent back": Try(
        "accounted for", "director", {"decision": "no", "comment": "没有说哪天办完。"}, not_by="duty"
    ),
    "lead_personally": Try("taken", "director", {"who": "王测九，副县长", "reason": "涉及人多"}, not_by="supervisor"),
    "declare_conflict": Try("taken", "mediator", KIN | {"mediator": "m1602"}, last_of="party"),
    "declare_conflict, by the leader": Try("assigned", "leader", KIN | {"mediator": "m1604"}, last_of="party"),
    "challenge_mediator": Try("taken", "clerk", {"ground": "他是对方的亲戚，\n怕不公道。"}, last_of="party"),
    "rule_on_challenge": Try("challenged", "duty", {"decision": "yes", "ruling": "往来属实。"}, not_by="clerk"),
    "rule_on_challenge, turned down": Try("challenged", "leader", {"decision": "no", "ruling": "没有往来。"}),
    "waive_conflict": Try(
        "kept off", "duty", {"conflict": "m1603:kin", "waiver": "当面告知，双方签字。"}, all_of="agreed"
    ),
    "ask_override": Try("kept off", "duty", {"conflict": "m1603:kin", "reason": "只有他懂账。"}),
    "override_conflict": Try(
        "exception asked", "duty", {"decision": "yes", "ruling": "情况属实。"}, not_by="supervisor"
    ),
    "override_conflict, refused": Try(
        "exception asked", "director", {"decision": "no", "ruling": "还有别人。"}, not_by="supervisor"
    ),
    "report_up": Try("registered", "clerk", {"system": "gbt31000"}, not_by="supervisor"),
    "note": Try("taken", "director", {"text": "请抓紧。"}, not_by=""),
    "note, by a unit": Try("signed for", WATER, {"text": "明天去看。"}, not_by=""),
    "correct": Try("registered", "clerk", PUT_RIGHT),
    "correct, at a unit": Try("signed for", WATER, PUT_RIGHT),
    "order": Try("registered", "clerk", WANTED),
    "order, a team": Try("accepted", "duty", {"channel": "booklet", "team": "team-16", "people": "3"}),
    "answer_order": Try("ordered", "clerk", {"said": "agree", "rank": "2"}),
    "answer_order, others": Try(
        "ordered", "duty", {"said": "others", "choice1": "６４号", "choice2": "24", "how": "desk"}
    ),
    "answer_order, for the centre": Try("ordered", "clerk", {"said": "centre"}),
    "withdraw_order": Try("ordered", "clerk"),
    "arrange_order": Try("ordered", "dispatcher", {"reason": "双方没有共同人选，\n他会说通渭话。", "choice1": "63"}),
    "assign, as ordered": Try("order agreed", "dispatcher", {"reason": "双方点单"}),
    "assign, not as ordered": Try(
        "ordered and accepted", "dispatcher", {"unit": "team-16", "reason": "最合适", "order_reason": "对方联系不上。"}
    ),
    "take, as ordered": Try("assigned as ordered", "leader", {"no_conflict": "on"}),
    "take, not as ordered": Try(
        "assigned as ordered", "leader", {"no_conflict": "on", "mediator": "m1601", "order_reason": "去学习了。"}
    ),
    "book": Try("taken", "mediator", last_of="starts"),
    "book, at home, by the desk": Try(
        "underway", "clerk", {"where": "home", "place": "西街 12 号", "length": "1", "evening": "on"}, last_of="starts"
    ),
    "rebook": Try("booked", "mediator", {"reason": "对方要去医院"}, last_of="starts"),
    "cancel_booking": Try("booked", "leader", {"reason": "双方要再想想"}),
}


def verb_of(trial: str) -> str:
    """The step of a line of TRIES."""
    return trial.partition(",")[0]
