"""走到哪一步了: which steps of their own matter a party reads, and in which words (issue 8).

No names of other people, and nothing of what is never shown to a party: colours of risk, 督办, who was urged, what the
other side said (pages.md).
"""

from collections.abc import Mapping

# {unit}: who has it since; {mediator}: who mediates since; {ending}: how it ended
WORDS: Mapping[str, str] = {
    "register": "登记，给了查询码",
    "accept": "受理",
    "assign": "交给{unit}",
    "recall": "收回到{unit}，重新安排",
    "take": "{unit}接手，调解员{mediator}",
    "give_back": "{unit}重新安排由谁办理",
    "rule_on_return": "定下由{unit}办理",
    "decide_conference": "有关单位会商，定下由{unit}办理",
    "hand_up": "上交到{unit}",
    "climb": "逐级上报到{unit}",
    "raise_objection": "有人不同意就近办理，等待裁定",
    "rule_on_objection": "异议有了裁定，由{unit}办理",
    "change_mediator": "换了调解员：{mediator}",
    "book": "约好了见面的时间和地点",
    "rebook": "见面改了时间或者地点",
    "cancel_booking": "约好的见面取消了",
    "hold_session": "开了一次调解会",
    "agree": "协议写好，等双方签字",
    "sign": "协议签字、盖章",
    "void_agreement": "原来的协议作废，重新写",
    "agree_orally": "达成口头协议",
    "reply": "答复已经写好，正在审核",
    "send_back_reply": "答复还要补充",
    "approve_reply": "答复审核通过",
    "answer": "当场答复",
    "guide": "告诉了该到哪里办",
    "transfer": "转给有权处理的机关",
    "reject": "不予受理",
    "merge": "和另一件合并办理",
    "conclude": "办结：{ending}",
    "archive": "材料归档",
    "reopen": "再次办理",
    "order": "点了调解员",
    "answer_order": "点单有了答复",
    "withdraw_order": "撤回点单",
    "arrange_order": "由中心安排调解员",
    "suspend": "期限暂停",
    "resume": "期限接着算",
    "extend": "期限延长",
    "recount": "放假安排有变，期限重新算了",
    "reassign": "改交{unit}",
    "time_out": "收回到{unit}，重新安排",
}
UNIT_TAKES = "{unit}签收"  # a responsible unit names no mediator
# of these the event says whether it was granted; what was asked for in vain is no news
IF_APPROVED = frozenset({"suspend", "extend"})
# the office's own business, or what was said to one of them alone
UNTOLD = frozenset(
    {
        *("remind", "urge", "escalate", "report_up", "lead_personally", "handle_risk", "protect", "alarm"),
        *("raise_risk", "ask_lower_risk", "lower_risk", "ask_suspend", "ask_extend", "undo_limit_change"),
        *("draft_supervision", "issue_supervision", "drop_supervision", "answer_supervision", "judge_supervision"),
        *("note", "correct", "attach", "ask_help", "invite", "record_receipt", "visit", "respond", "ask_party"),
        *("record_consent", "add_party", "remove_party", "add_obligation", "record_performance"),
        *("follow_up", "rate", "handle_rating"),
        *("register_need", "plan_need", "answer_need", "add_task", "do_task", "drop_task", "prepare"),
        # who may not mediate and why is for few; that somebody else does is told as a change of mediator
        *("declare_conflict", "challenge_mediator", "rule_on_challenge"),
        *("waive_conflict", "ask_override", "override_conflict"),
    }
)


def words(step: str, *, approved: bool, unit: str, mediator: str, ending: str) -> str:
    """The line of one step, or nothing. The three are names, empty where the step says nothing of them."""
    if step not in WORDS or (step in IF_APPROVED and not approved):
        return ""
    line = UNIT_TAKES if step == "take" and not mediator else WORDS[step]
    return line.format(unit=unit, mediator=mediator, ending=ending)
