"""For every step: the scenes in which it can be taken, by whom, and what they type."""

from dataclasses import dataclass, field

from tests.web.scene import ANSWERED, BASIS, LAND, PROMISED, VILLAGE, WATER


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
PUT_RIGHT = {"field": "place", "new": "新地点", "reason": "听错了"}
HELD_BY_ANOTHER = {"code": "out_of_field", "believed": LAND, "reason": "不是供水管线"}
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
    "recall": Try("assigned", "dispatcher", {"reason": "派错了"}),
    "recall, from a unit": Try("signed for", "duty", {"reason": "交错了"}),
    "take": Try("assigned", "leader", {"no_conflict": "on"}),
    "take, at a unit": Try("given", WATER),
    "give_back": Try("assigned", "leader", {"code": "overload", "reason": "手上太多"}, kept=False),
    "give_back, by a unit": Try("given", WATER, HELD_BY_ANOTHER, kept=False),
    "rule_on_return": Try("returned", "duty", {"unit": LAND, "ruling": "三定职责在此"}),
    "rule_on_return, to a third": Try(
        "returned", "duty", {"unit": "other", "other_unit": "dept-housing", "ruling": "楼房归它"}
    ),
    "hand_up": Try("in hand", "village", UP),
    "hand_up, what the centre gave": Try("in the township", "town", UP, kept=False),
    "ask_help": Try("in hand", "village", {"text": "请派个懂地界的人来。"}),
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
    "reply": Try("signed for", WATER, {"result": f"{ANSWERED}\n已告知本人。", "basis": BASIS}),
    "send_back_reply": Try("replied", "duty", {"comment": "欠费怎么减的没有说。"}),
    "approve_reply": Try("replied", "duty", {"comment": "清楚了", "conclude_now": None}),
    "conclude": Try("effective", "mediator"),
    "conclude, at the village": Try("spoken", "village"),
    "conclude, what a unit answered": Try("approved", "duty"),
    "archive": Try("concluded", "archivist", {"pages": "12", "shelf": "甲柜"}, all_of="papers"),
    "archive, what a unit answered": Try("answered", "archivist", {"pages": "3", "shelf": "乙柜"}, all_of="papers"),
    "note": Try("taken", "director", {"text": "请抓紧。"}, not_by=""),
    "note, by a unit": Try("signed for", WATER, {"text": "明天去看。"}, not_by=""),
    "correct": Try("registered", "clerk", PUT_RIGHT),
    "correct, at a unit": Try("signed for", WATER, PUT_RIGHT),
}


def verb_of(trial: str) -> str:
    """The step of a line of TRIES."""
    return trial.partition(",")[0]
