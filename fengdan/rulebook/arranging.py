"""The steps by which people's needs are arranged for, and work is set and done: part of the table of steps."""

from fengdan.rulebook.actor import LIAISONS, Role
from fengdan.rulebook.stages import OPEN, Stage
from fengdan.rulebook.step import row

FILED = OPEN | {Stage.CONCLUDED}
HEARS = (Role.CLERK, Role.DISPATCHER, Role.DUTY, Role.LEADER, Role.MEDIATOR)  # people tell these what they need
DESK = (Role.DISPATCHER, Role.DUTY)
WORKS = (Role.LEADER, Role.MEDIATOR, *LIAISONS)
GIVEN = frozenset({Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY})
ARRANGING = [
    row("register_need", "登记待安排需求", OPEN, None, HEARS, "中心机制", additive=True),
    row("plan_need", "统筹安排", FILED, None, DESK, "中心机制", additive=True),
    row("answer_need", "答复需求", FILED, None, (*HEARS, *LIAISONS), "中心机制", additive=True),
    row("add_task", "添加任务", GIVEN, None, (*DESK, *WORKS), "中心机制", additive=True),
    row("do_task", "完成任务", GIVEN, None, WORKS, "中心机制", additive=True),
    row("drop_task", "任务不再需要", GIVEN, None, (*DESK, Role.LEADER, *LIAISONS), "中心机制", additive=True),
    row("prepare", "写调解预案", GIVEN, None, (Role.LEADER, Role.MEDIATOR), "人民调解法 21、22 条", additive=True),
]
