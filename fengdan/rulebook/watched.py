"""The steps of watching over a matter: what the clock does, what a named leader issues; part of the table of steps."""

from fengdan.rulebook.actor import LIAISONS, Role
from fengdan.rulebook.stages import CLOSED, OPEN
from fengdan.rulebook.step import row

EVER = OPEN | CLOSED
WATCH = (Role.SUPERVISOR, Role.DIRECTOR)
HANDLES = (Role.CLERK, Role.DUTY, Role.DIRECTOR, Role.SUPERVISOR, Role.MEDIATOR, Role.LEADER, *LIAISONS)
ANSWERS = (Role.MEDIATOR, Role.LEADER, *LIAISONS, Role.DUTY)
WATCHED = [
    row("draft_supervision", "拟督办单", EVER, None, WATCH, "中心机制", additive=True),
    row("issue_supervision", "签发督办", EVER, None, (Role.DIRECTOR,), "中心机制", additive=True),
    row("drop_supervision", "不予签发", EVER, None, (Role.DIRECTOR,), "中心机制", additive=True),
    row("answer_supervision", "回复督办", EVER, None, ANSWERS, "中心机制", additive=True),
    row("judge_supervision", "审核督办回复", EVER, None, WATCH, "中心机制", additive=True),
    row("lead_personally", "领导包案", OPEN, None, (Role.DIRECTOR,), "信访工作条例 18 条", additive=True),
    row("handle_risk", "风险处置", OPEN, None, HANDLES, "人民调解法 25 条；中心机制", additive=True),
    row("remind", "提醒", EVER, None, (Role.CLOCK,), "中心机制", additive=True),
    row("urge", "催办", EVER, None, (Role.CLOCK, *WATCH, Role.DUTY), "中心机制", additive=True),
    row("escalate", "逾期升级", EVER, None, (Role.CLOCK,), "中心机制", additive=True),
]
