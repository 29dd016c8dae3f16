from typing import Any

from fengdan.matters.actions.ask_extend import ask_extend
from fengdan.matters.models import Matter
from fengdan.rulebook.limits import UNIT_LABELS, Unit
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text, Tick
from fengdan.web.shared.numbers import Whole


class AskExtend(StepForm):
    intro = "延期要两个人：您申请，值班领导或者主任在到期以前决定。中心定的和法律定的时限一起延长。"

    amount = Whole("延长多少", 1, 90)
    unit = Choice("按什么算", [(unit.value, UNIT_LABELS[unit]) for unit in (Unit.DAYS, Unit.WORKING_DAYS)], radio=True)
    consent = Tick("各方当事人都同意延长", hint="调解期限的延长要各方同意；请先问过双方。")
    reason = Text("为什么要延长", 300)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        amount = f"{said['amount']}{said['unit']}"
        return ask_extend(matter, amount=amount, reason=said["reason"], consent=said["consent"], **common)
