"""One need of a matter waits at a time; only what waits is planned and answered, only open tasks are closed."""

from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.guards.guard import Guard


def _register_guard(facts: MatterFacts) -> str | None:
    return "已有一条待安排需求还没有答复，答复以后才能再登记；新说的请记在“备注”里。" if facts.need else None


def _waits_guard(facts: MatterFacts) -> str | None:
    return None if facts.need else "没有等待答复的需求。"


def _add_guard(facts: MatterFacts) -> str | None:
    return None if facts.unit else "还没有交给哪个团队或者单位办，不能添加任务。"


def _task_guard(facts: MatterFacts) -> str | None:
    return None if facts.tasks else "没有还没办的任务。"


ARRANGING: dict[str, Guard] = {
    "register_need": _register_guard,
    "plan_need": _waits_guard,
    "answer_need": _waits_guard,
    "add_task": _add_guard,
    "do_task": _task_guard,
    "drop_task": _task_guard,
}
