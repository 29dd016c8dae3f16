"""The steps of 回避: saying so, applying for it, deciding, letting it be; part of the table of steps."""

from dataclasses import dataclass

from fengdan.rulebook.actor import Role
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.step import row

IN_HAND = frozenset({Stage.TAKEN, Stage.UNDERWAY})
GIVEN = frozenset({Stage.ASSIGNED}) | IN_HAND
DISCLOSE = "在线调解规则 13 条；特邀调解规定 15 条"
RECUSING = [
    row("declare_conflict", "声明回避", GIVEN, None, (Role.MEDIATOR, Role.LEADER), DISCLOSE, additive=True),
    row(
        "challenge_mediator",
        "申请回避",
        IN_HAND,
        None,
        (Role.PARTY, Role.CLERK, Role.DUTY),
        "人民调解法 23 条；特邀调解规定 15 条",
        additive=True,
    ),
    row("rule_on_challenge", "决定回避申请", IN_HAND, None, (Role.LEADER, Role.DUTY), "特邀调解规定 15 条"),
    row("waive_conflict", "双方同意不回避", GIVEN, None, (Role.LEADER, Role.DUTY), "在线调解规则 13 条"),
    row("ask_override", "申请破例承办", GIVEN, None, (Role.LEADER, Role.DUTY), "中心机制"),
    row("override_conflict", "决定破例承办", GIVEN, None, (Role.DUTY, Role.DIRECTOR), "中心机制"),
]


@dataclass(frozen=True)
class Recusal:
    """What of 回避 is open on a matter; numbers are ids of conflicts, 0 for none, persons user ids.

    `aside` are those that keep off somebody who mediates it now. `challenge` is what a party has applied for and nobody
    has decided, against `challenged`; `override` what `asked_by` wants an exception from.
    """

    aside: frozenset[int] = frozenset()
    challenge: int = 0
    challenged: str = ""
    override: int = 0
    asked_by: str = ""

    @property
    def gone(self) -> "Recusal":
        """As it is once nobody mediates any more."""
        return Recusal(override=self.override, asked_by=self.asked_by)


NOTHING_OPEN = Recusal()
