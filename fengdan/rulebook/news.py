"""What letters to staff say, and for how long that is news. Who gets which: rulebook/notices.py."""

from dataclasses import dataclass

from fengdan.rulebook.stages import OPEN, Stage


@dataclass(frozen=True)
class Notice:
    """What a letter says, and at which stages of its matter that is still news. `{limit}`: the clock it is about."""

    text: str
    stages: frozenset[Stage]


def _notice(text: str, *stages: Stage) -> Notice:
    return Notice(text, frozenset(stages))


WORKED = OPEN - {Stage.REGISTERED}
NOT_TAKEN = (Stage.REGISTERED, Stage.ACCEPTED, Stage.ASSIGNED)
NOTICES: dict[str, Notice] = {
    "register": _notice("新登记，等待受理", Stage.REGISTERED),
    "red": _notice("下级登记了红色风险，请立即处置", *OPEN),
    "accept": _notice("已受理，等待派单或交办", Stage.ACCEPTED),
    "assign": _notice("派给您的团队，等待接单", Stage.ASSIGNED),
    "assign_unit": _notice("交给您单位办理，等待签收", Stage.ASSIGNED),
    "supporting": _notice("请您单位配合牵头单位办理", Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "unreachable": _notice(
        "承办单位没有联系得上的人，请值班领导安排",
        Stage.REGISTERED,
        Stage.ACCEPTED,
        Stage.ASSIGNED,
        Stage.TAKEN,
        Stage.UNDERWAY,
    ),
    "give_back": _notice("团队退单，等待重新派单", Stage.ACCEPTED),
    "give_back_unit": _notice("单位退回交办，等待裁定", Stage.ACCEPTED),
    "convened": _notice("第二次退回，等待职责争议会商裁定", *WORKED),
    "decided": _notice("职责争议会商已经裁定由谁牵头", *WORKED),
    "hand_up": _notice("下级上交，等待签收", Stage.ASSIGNED),
    "hand_up_county": _notice("乡镇上交，等待派单或交办", Stage.ACCEPTED),
    "climb": _notice("下一级到期没有办成，已逐级上报到您这一级", Stage.REGISTERED, Stage.ASSIGNED),
    "climb_county": _notice("已逐级上报到县，请在本级期限内决定去向", Stage.REGISTERED, Stage.ACCEPTED),
    "climb_left": _notice("在您这一级到期没有办成，已逐级上报", *OPEN),
    "climb_lead": _notice("已逐级上报到乡镇领导包案一级", Stage.REGISTERED, Stage.ASSIGNED, Stage.TAKEN),
    "raise_objection": _notice("当事人不同意下派，等待裁定", Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "objection_upheld": _notice("异议成立，收回县级，等待派单或交办", Stage.ACCEPTED),
    "ask_help": _notice("下级求助", Stage.ACCEPTED, Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "take": _notice("已接单，由您承办", Stage.TAKEN),
    "change_mediator": _notice("更换了调解员，请看由谁承办", Stage.TAKEN, Stage.UNDERWAY),
    "reply": _notice("责任单位已答复，等待审核", Stage.UNDERWAY),
    "send_back_reply": _notice("答复要补充", Stage.UNDERWAY),
    "conclude": _notice("已办结，等待归档", Stage.CONCLUDED),
    "follow_up": _notice("已办结，七天后回访", Stage.CONCLUDED),
    "withdrawn": _notice("申请人已撤回，不用再办", Stage.CONCLUDED),
    "party_answered": _notice("当事人自己答复了调解意愿", *OPEN),
    "refused": _notice("有当事人明确拒绝调解，今天办结并告知其他途径", *OPEN),
    "alarm": _notice("紧急情况报告，请立即处置", *OPEN, Stage.CONCLUDED),
    "ask_lower_risk": _notice("有人申请降低风险等级，请决定", *OPEN),
    "ask_suspend": _notice("有人申请中止计时，请决定", Stage.TAKEN, Stage.UNDERWAY),
    "suspend": _notice("中止计时的申请有了决定，请查看", Stage.TAKEN, Stage.UNDERWAY),
    "resume": _notice("恢复计时，请看新的到期时间", Stage.TAKEN, Stage.UNDERWAY),
    "ask_extend": _notice("有人申请延期，请决定", Stage.TAKEN, Stage.UNDERWAY),
    "extend": _notice("延期的申请有了决定，请查看", Stage.TAKEN, Stage.UNDERWAY),
    "undo_limit_change": _notice("中止或延期已撤销，请看新的到期时间", Stage.TAKEN, Stage.UNDERWAY),
    "low_rating": _notice("收到低分评价，三个工作日内处理", Stage.CONCLUDED, Stage.ARCHIVED),
    "reopen": _notice("恢复办理，等待派单或交办", Stage.ACCEPTED),
    "draft_supervision": _notice("拟好一件督办，等您签发", *Stage),
    "unsigned": _notice("督办等签发，主任不在岗，请安排", *Stage),
    "drop_supervision": _notice("督办不予签发", *Stage),
    "issue_supervision": _notice("收到督办，请按期书面回复", *Stage),
    "answer_supervision": _notice("督办已回复，等待审核", *Stage),
    "send_back_supervision": _notice("督办回复要补充", *Stage),
    "accept_supervision": _notice("督办回复已认可", *Stage),
    "lead_personally": _notice("本件由领导包案", *OPEN),
    "declare_conflict": _notice("有调解员声明回避，请看由谁承办", Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "challenge_mediator": _notice("当事人申请调解员回避，等待决定", Stage.TAKEN, Stage.UNDERWAY),
    "rule_on_challenge": _notice("回避申请有了决定，请看由谁承办", Stage.TAKEN, Stage.UNDERWAY),
    "ask_override": _notice("有人申请破例承办，请决定", Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "override_conflict": _notice("破例承办的申请有了决定，请查看", Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "register_need": _notice("登记了一条待安排需求，请统筹安排", *OPEN, Stage.CONCLUDED),
    "plan_need": _notice("一条待安排需求由您落实，请看安排", *OPEN, Stage.CONCLUDED),
    "urge_by_hand": _notice("中心催办，请马上办理", *Stage),
    "order": _notice("当事人点了调解员，请征求对方同不同意", *NOT_TAKEN),
    "order_agreed": _notice("双方选定了调解员，请按点单安排", *NOT_TAKEN),
    "order_centre": _notice("请中心安排调解员，并写明为什么", *NOT_TAKEN),
    "nobody": _notice("该办的人不在岗，请您安排", *Stage),
    "remind": _notice("“{limit}”快到期了", *Stage),
    "urge": _notice("“{limit}”已到期，请马上办理", *Stage),
    "escalate": _notice("“{limit}”逾期未办，请您过问", *Stage),
    "book": _notice("约好 {when} 见面，{place}", *WORKED),
    "rebook": _notice("改期：{when} 见面，{place}", *WORKED),
    "cancel_booking": _notice("取消：原定 {when} 的见面", *WORKED),
    "timed_out": _notice("团队逾期未接，已收回，等待重新派单", Stage.ACCEPTED),
    "taken_back": _notice("派给您的一件还没有接，已经收回或者改派，不用再接", *OPEN, Stage.CONCLUDED),
    "recount": _notice("“{limit}”的最后一天改了，请看新的日期", *Stage),
}
