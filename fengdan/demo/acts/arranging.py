"""What people need and cannot have at once; what has to be got done."""

from fengdan.demo.telling import Telling
from fengdan.matters.actions.add_task import NewTask, add_task
from fengdan.matters.actions.answer_need import Answered, answer_need
from fengdan.matters.actions.do_task import do_task
from fengdan.matters.actions.drop_task import drop_task
from fengdan.matters.actions.plan_need import Planned, plan_need
from fengdan.matters.actions.prepare import Plan, prepare
from fengdan.matters.actions.register_need import Unmet, register_need
from fengdan.matters.models import Matter
from fengdan.matters.queries.needs import next_workday


def _register(tell: Telling) -> Matter:
    """`register_need LETTER CAUSE KIND… | what is needed | why not now`."""
    kinds = tell.line.arguments[2:]
    day, party = next_workday(tell.at), tell.parties[tell.argument(0)]
    unmet = Unmet(kinds, tell.words(0), tell.argument(1), tell.words(1), day, party)
    return register_need(tell.matter, unmet=unmet, **tell.by("clerk"))


def _plan(tell: Telling) -> Matter:
    return plan_need(tell.matter, planned=Planned(tell.words(), next_workday(tell.at)), **tell.by("duty"))


def _answer(tell: Telling) -> Matter:
    answered = Answered(tell.argument(0), tell.words(), tell.argument(1, "telephone"))
    return answer_need(tell.matter, answered=answered, **tell.by("clerk"))


def _add_task(tell: Telling) -> Matter:
    return add_task(tell.matter, task=NewTask(tell.words(), next_workday(tell.at)), **tell.by())


def _prepare(tell: Telling) -> Matter:
    """`prepare | plan | attention | invite | questions`."""
    return prepare(tell.matter, plan=Plan(*(tell.words(place) for place in range(4))), **tell.by())


def _open(tell: Telling) -> int:
    """The first task that is not closed yet."""
    return tell.matter.tasks.filter(status="open").values_list("pk", flat=True)[0]


ACTS = {
    "register_need": _register,
    "plan_need": _plan,
    "answer_need": _answer,
    "add_task": _add_task,
    "prepare": _prepare,
    "do_task": lambda tell: do_task(tell.matter, task=_open(tell), evidence=tell.words(), **tell.by()),
    "drop_task": lambda tell: drop_task(tell.matter, task=_open(tell), reason=tell.words(), **tell.by("duty")),
}
