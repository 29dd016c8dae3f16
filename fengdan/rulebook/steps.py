"""The table of steps that move a matter along the spine (design.md §2): from where, to where, by whom, on what basis.

docs/stages.md is drawn from this table, docs/powers.md from it and `powers`.
"""

from fengdan.rulebook.actor import FIELD, LIAISONS, Role
from fengdan.rulebook.arranging import ARRANGING
from fengdan.rulebook.asked_again import ASKED_AGAIN
from fengdan.rulebook.booking import MEETING
from fengdan.rulebook.orders import ORDERING
from fengdan.rulebook.recusing import RECUSING
from fengdan.rulebook.stages import CLOSED, OPEN, Stage
from fengdan.rulebook.step import Step
from fengdan.rulebook.step import row as _step
from fengdan.rulebook.watched import WATCHED

_CENTRE = (Role.CLERK, Role.DUTY)
_HEADS = (Role.DUTY, Role.DIRECTOR)
_TEAM = (Role.MEDIATOR, Role.LEADER)
_AFTERWARDS = (*_TEAM, *FIELD, *_CENTRE, Role.FOLLOWUP)
_IN_HAND = frozenset({Stage.TAKEN, Stage.UNDERWAY})
_GIVEN = frozenset({Stage.ASSIGNED}) | _IN_HAND
_NEW = frozenset({Stage.REGISTERED, Stage.ACCEPTED})
_FILED = OPEN | {Stage.CONCLUDED}
_EVER = OPEN | CLOSED
_EVERYBODY = (
    *_CENTRE,
    Role.DISPATCHER,
    *_TEAM,
    *LIAISONS,
    Role.SUPERVISOR,
    Role.FOLLOWUP,
    Role.ARCHIVIST,
    Role.DIRECTOR,
)

STEPS: dict[str, Step] = dict(
    [
        _step("register", "登记", set(), Stage.REGISTERED, (*_CENTRE, *FIELD, Role.PARTY), "首问负责"),
        _step("accept", "受理", {Stage.REGISTERED}, Stage.ACCEPTED, (Role.DUTY, *FIELD), "人民调解法 17 条"),
        _step(
            "assign",
            "派单",
            {Stage.ACCEPTED},
            Stage.ASSIGNED,
            (Role.DISPATCHER, Role.DUTY, *FIELD),
            "人民调解法 19 条；信访工作条例 22 条",
            unit="交办",
        ),
        _step(
            "recall",
            "撤回派单",
            _GIVEN,
            Stage.ACCEPTED,
            (Role.DISPATCHER, Role.DUTY),
            "人民调解法 23 条",
            unit="撤回交办",
        ),
        _step(
            "take",
            "接单",
            {Stage.ASSIGNED},
            Stage.TAKEN,
            (Role.LEADER, *LIAISONS),
            "在线调解规则 12、13 条",
            unit="签收",
        ),
        _step(
            "give_back",
            "退单",
            {Stage.ASSIGNED},
            Stage.ACCEPTED,
            (Role.LEADER, *LIAISONS),
            "信访工作条例 23 条",
            unit="退回交办",
        ),
        _step("rule_on_return", "退回裁定", {Stage.ACCEPTED}, Stage.ASSIGNED, (Role.DUTY,), "信访工作条例 24 条"),
        _step("decide_conference", "会商裁定", {Stage.ACCEPTED} | _GIVEN, None, _HEADS, "信访工作条例 24 条"),
        _step("hand_up", "上交", {Stage.ACCEPTED} | _GIVEN, Stage.ASSIGNED, FIELD, "五级九天（未核实）"),
        _step("climb", "逐级上报", _NEW | {Stage.ASSIGNED, Stage.TAKEN}, None, (Role.CLOCK,), "五级九天（未核实）"),
        _step("raise_objection", "提出异议", _GIVEN, None, (Role.PARTY, *_CENTRE), "五级九天（未核实）"),
        _step("rule_on_objection", "裁定异议", _GIVEN, None, (Role.DUTY,), "五级九天（未核实）"),
        _step("ask_help", "求助", {Stage.ACCEPTED} | _GIVEN, None, FIELD, "中心机制", additive=True),
        _step("answer", "当场答复", _NEW, Stage.CONCLUDED, (*_CENTRE, *FIELD), "首问负责"),
        _step("guide", "引导", _NEW, Stage.CONCLUDED, (Role.DUTY,), "人民调解法 26 条；信访工作条例 31 条"),
        _step("transfer", "转送、移送", _NEW, Stage.CONCLUDED, (Role.DUTY,), "信访工作条例 22、23 条"),
        _step(
            "reject",
            "不予受理",
            {Stage.REGISTERED},
            Stage.CONCLUDED,
            (Role.DUTY,),
            "人民调解法 17 条；司法部令75号 22 条",
        ),
        _step("merge", "并案", _NEW, Stage.CONCLUDED, (Role.DUTY,), "信访工作条例 19 条"),
        _step("record_receipt", "登记回执", {Stage.CONCLUDED}, None, _CENTRE, "信访工作条例 22 条", additive=True),
        _step("visit", "再次来访", _FILED, None, (*_CENTRE, *FIELD), "信访工作条例 20、22 条", additive=True),
        _step("respond", "回应当事人", OPEN, None, (*_CENTRE, *_TEAM, *LIAISONS), "接诉即办", additive=True),
        _step("ask_party", "征求意愿", OPEN, None, (*_CENTRE, *_TEAM, *LIAISONS), "人民调解法 17 条", additive=True),
        _step(
            "record_consent",
            "记录调解意愿",
            OPEN,
            None,
            (*_CENTRE, *_TEAM, *LIAISONS, Role.PARTY),
            "人民调解法 17 条",
            additive=True,
        ),
        _step("add_party", "追加当事人", OPEN, None, (*_CENTRE, *_TEAM, *LIAISONS), "中心机制", additive=True),
        _step("remove_party", "移除当事人", OPEN, None, (*_CENTRE, *_TEAM, *LIAISONS), "中心机制"),
        _step("change_mediator", "更换调解员", _IN_HAND, None, (Role.LEADER,), "人民调解法 19、23 条"),
        _step("invite", "邀请参与", _IN_HAND, None, (*_TEAM, *FIELD), "人民调解法 20 条", additive=True),
        _step("hold_session", "记录调解会", _IN_HAND, Stage.UNDERWAY, _TEAM, "人民调解法 22、23、27 条", additive=True),
        _step("agree", "协议定稿", {Stage.UNDERWAY}, None, _TEAM, "人民调解法 28、29 条"),
        _step("sign", "登记签字盖章", {Stage.UNDERWAY}, None, _TEAM, "人民调解法 29 条"),
        _step("void_agreement", "作废协议", {Stage.UNDERWAY}, None, _TEAM, "人民调解法 29 条"),
        _step(
            "agree_orally",
            "口头协议",
            _NEW | _IN_HAND,
            Stage.UNDERWAY,
            (*_TEAM, *FIELD, *_CENTRE),
            "人民调解法 28、30 条",
        ),
        _step("reply", "答复", _IN_HAND, Stage.UNDERWAY, LIAISONS, "信访工作条例 23 条"),
        _step("send_back_reply", "退回补充", {Stage.UNDERWAY}, None, (Role.DUTY,), "中心机制"),
        _step("approve_reply", "审核答复", {Stage.UNDERWAY}, None, (Role.DUTY,), "中心机制"),
        _step(
            "conclude",
            "办结",
            OPEN - {Stage.ASSIGNED},
            Stage.CONCLUDED,
            (*_TEAM, Role.DUTY, *FIELD, Role.CLERK, Role.PARTY),
            "人民调解法 23、26、29、30 条",
        ),
        _step(
            "add_obligation",
            "登记履行事项",
            {Stage.UNDERWAY, Stage.CONCLUDED},
            None,
            _AFTERWARDS,
            "人民调解法 29、31 条",
            additive=True,
        ),
        _step(
            "record_performance",
            "登记履行情况",
            {Stage.UNDERWAY, Stage.CONCLUDED},
            None,
            _AFTERWARDS,
            "人民调解法 31 条",
            additive=True,
        ),
        _step("follow_up", "回访", {Stage.CONCLUDED}, None, (Role.FOLLOWUP,), "人民调解法 31 条", additive=True),
        _step("rate", "评单", CLOSED, None, (Role.PARTY, Role.CLERK), "中心机制", additive=True),
        _step("handle_rating", "处理低分评价", CLOSED, None, _HEADS, "中心机制", additive=True),
        _step("archive", "归档", {Stage.CONCLUDED}, Stage.ARCHIVED, (Role.ARCHIVIST,), "人民调解法 27 条"),
        _step("reopen", "恢复办理", CLOSED, Stage.ACCEPTED, (Role.DUTY,), "人民调解法 31、32 条"),
        _step("note", "备注", _FILED, None, _EVERYBODY, "中心机制", additive=True),
        _step("correct", "更正", _FILED, None, (*_CENTRE, *_TEAM, *LIAISONS), "个人信息保护法 46 条"),
        _step("attach", "附上扫描件", _FILED, None, _EVERYBODY, "人民调解法 27 条", additive=True),
        _step("alarm", "紧急情况报告", _FILED, None, _EVERYBODY, "人民调解法 25 条", additive=True),
        _step("raise_risk", "提高风险等级", OPEN, None, _EVERYBODY, "中心机制", additive=True),
        _step("ask_lower_risk", "申请降低风险", OPEN, None, _EVERYBODY, "中心机制"),
        _step("lower_risk", "决定降低风险", OPEN, None, _HEADS, "中心机制"),
        _step("ask_suspend", "申请中止", _IN_HAND, None, (*_TEAM, *LIAISONS), "医疗纠纷预防和处理条例 38 条"),
        _step("suspend", "决定中止", _IN_HAND, None, _HEADS, "中心机制"),
        _step("resume", "恢复计时", _IN_HAND, None, (*_TEAM, *LIAISONS, *_HEADS), "中心机制"),
        _step("ask_extend", "申请延期", _IN_HAND, None, (*_TEAM, *LIAISONS), "信访工作条例 34 条"),
        _step("extend", "决定延期", _IN_HAND, None, _HEADS, "信访工作条例 34 条"),
        _step("undo_limit_change", "撤销中止或延期", _IN_HAND, None, _HEADS, "中心机制"),
        _step(
            "report_up",
            "登记已上报",
            _EVER,
            None,
            (*_CENTRE, Role.DIRECTOR),
            "GB/T 31000；司法行政统计",
            additive=True,
        ),
        *WATCHED,
        _step("recount", "重算时限", _EVER, None, (Role.CLOCK,), "民法典 203 条；国务院放假通知", additive=True),
        _step(
            "protect", "设定保密", _FILED, None, (*_CENTRE, *_TEAM, *LIAISONS), "人民调解法 15 条；反家庭暴力法 5 条"
        ),
        *ORDERING,
        *RECUSING,
        *MEETING,
        *ASKED_AGAIN,
        *ARRANGING,
    ]
)

ADDITIVE = frozenset(name for name, step in STEPS.items() if step.additive)
# what somebody does about a matter there is; the clock has no page
BY_HAND = tuple(name for name, step in STEPS.items() if step.before and step.roles != (Role.CLOCK,))
