"""For every step: a scene in which it can be taken, by whom, and what they type."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Try:
    """One step: in which scene, by whom, what is typed; who may only look. `all_of`, `last_of`: choices ticked."""

    scene: str
    by: str
    types: dict = field(default_factory=dict)
    not_by: str = "director"
    all_of: str = ""
    last_of: str = ""


HEARD = {"answer": "agreed", "how": "telephone", "words": "愿意谈"}
MET = {"place": "中心调解室", "rights_notice": "on", "record": "双方到场，\n各说各的。", "outcome": "agreed"}
WRITTEN = {
    "facts": "双方对漏水无异议。",
    "content": "李测二赔偿王测一 1200 元。",
    "performance": "现金一次付清",
    "due": "2026年12月1日前",
    "place": "小区物业",
}
TRIES = {
    "accept": Try("registered", "duty"),
    "assign": Try("accepted", "dispatcher", {"reason": "最合适"}),
    "recall": Try("assigned", "dispatcher", {"reason": "派错了"}),
    "take": Try("assigned", "leader", {"no_conflict": "on"}),
    "give_back": Try("assigned", "leader", {"code": "overload", "reason": "手上太多"}),
    "record_consent": Try("taken", "mediator", HEARD),
    "remove_party": Try("registered", "clerk", {"reason": "认错了人"}, last_of="party"),
    "add_party": Try("taken", "mediator", {"side": "respondent", "name": "𠮷田三", "phone": "0932-6620000"}),
    "hold_session": Try("willing", "mediator", MET, all_of="present"),
    "agree": Try("underway", "mediator", WRITTEN),
    "sign": Try("frozen", "mediator", {"manner": "signed", "identity_checked": "on"}),
    "void_agreement": Try("frozen", "mediator", {"reason": "金额写错"}),
    "conclude": Try("effective", "mediator"),
    "archive": Try("concluded", "archivist", {"pages": "12", "shelf": "甲柜"}, all_of="papers"),
    "note": Try("taken", "director", {"text": "请抓紧。"}, not_by=""),
    "correct": Try("registered", "clerk", {"field": "place", "new": "新地点", "reason": "听错了"}),
}
