"""改派 and 逾期未接收回: what becomes of an asking that nobody has answered."""

from fengdan.rulebook.actor import Role
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.step import row

ASKED_AGAIN = (
    row(
        "reassign",
        "改派",
        {Stage.ASSIGNED},
        Stage.ASSIGNED,
        (Role.DISPATCHER, Role.DUTY),
        "人民调解法 19 条；信访工作条例 22 条",
        unit="改交办",
    ),
    row("time_out", "逾期未接收回", {Stage.ASSIGNED}, Stage.ACCEPTED, (Role.CLOCK,), "中心机制"),
)
