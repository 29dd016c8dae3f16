"""Giving, taking, giving back, climbing, answering."""

from typing import Any

from fengdan.demo.telling import Telling
from fengdan.matters import routes
from fengdan.matters.actions.approve_reply import approve_and_conclude, approve_reply
from fengdan.matters.actions.ask_help import ask_help
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.decide_conference import decide_conference
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.raise_objection import raise_objection
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.reply import reply
from fengdan.matters.actions.respond import Responded, respond
from fengdan.matters.actions.rule_on_objection import rule_on_objection
from fengdan.matters.actions.rule_on_return import rule_on_return
from fengdan.matters.actions.send_back_reply import send_back_reply
from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter
from fengdan.rulebook.stages import TEAM

FORGETS = 0.2
CALLS = (
    "已经接到您的事，先了解情况，三天以内跟您约时间。",
    "材料看过了，接下来先联系对方，有消息就给您打电话。",
    "这件事由我来办，您有新的情况可以直接打电话给我。",
)


def _assign(tell: Telling) -> Matter:
    """`assign` to whom routing proposes, `assign UNIT HELPER… | reason` to somebody else."""
    route = routes.latest(tell.matter)
    assert route is not None
    if not tell.line.arguments:
        who = tell.actor("dispatcher")
        given: dict[str, Any] = {"unit": route.unit_id, "reason": route.reason, "supporting": route.supporting}
        return assign(tell.matter, **given, actor=who, at=tell.at)
    unit, *helpers = tell.line.arguments
    usual = "dispatcher" if tell.matter.holder_id == "centre" else ""
    return assign(tell.matter, unit=unit, supporting=helpers, reason=tell.words(), **tell.by(usual))


def _take(tell: Telling) -> Matter:
    """A team names its second member, or the leader themself (`take lead`), perhaps with the other (`take both`)."""
    assert tell.matter.unit is not None
    if tell.matter.unit.kind != TEAM:
        return _respond(tell, take(tell.matter, **tell.by()))
    able = tell.office.mediators[tell.matter.unit.pk]
    lead = able[0] if tell.argument(0) == "lead" else able[-1]
    beside = able if tell.argument(0) == "both" else []
    return _respond(tell, take(tell.matter, mediator=lead, assistants=beside, no_conflict=True, **tell.by()))


def _respond(tell: Telling, matter: Matter) -> Matter:
    """Most call whoever applied as soon as they have taken it; some forget, and are reminded."""
    if not matter.clocks.filter(name="first_reply", stopped_at=None).exists() or tell.dice.random() < FORGETS:
        return matter
    told = Responded(tell.parties["a"], "telephone", tell.at, tell.dice.choice(CALLS))
    return respond(matter, told=told, **tell.by())


def _change_mediator(tell: Telling) -> Matter:
    """To whoever of the two has an account and does not lead now."""
    able = tell.office.mediators[str(tell.matter.unit_id)]
    (other,) = [code for code in able if code != tell.matter.mediator_id]
    leader = tell.office.answering[str(tell.matter.unit_id)]
    return change_mediator(tell.matter, mediator=other, reason=tell.words(), no_conflict=True, **tell.by(leader))


def _give_back(tell: Telling) -> Matter:
    said: dict[str, Any] = {"code": tell.argument(0), "believed": tell.argument(1), "reason": tell.words()}
    return give_back(tell.matter, **said, **tell.by())


def _rule(tell: Telling) -> Matter:
    unit, *helpers = tell.line.arguments
    return rule_on_return(tell.matter, unit=unit, supporting=helpers, ruling=tell.words(), **tell.by("duty"))


def _decide(tell: Telling) -> Matter:
    unit, *helpers = tell.line.arguments
    said: dict[str, Any] = {"unit": unit, "supporting": helpers, "decision": tell.words()}
    return decide_conference(tell.matter, **said, **tell.by("duty"))


def _object(tell: Telling) -> Matter:
    """`raise_objection a | words`: the party themself, or the clerk for them."""
    said: dict[str, Any] = {"party": tell.parties[tell.argument(0)], "words": tell.words()}
    return raise_objection(tell.matter, **said, **tell.by("clerk"))


def _hear(tell: Telling) -> Matter:
    upheld = tell.argument(0) == "yes"
    return rule_on_objection(tell.matter, upheld=upheld, ruling=tell.words(), **tell.by("duty"))


def _hand_up(tell: Telling) -> Matter:
    return hand_up(tell.matter, reason=tell.argument(0), handover=tell.words(), **tell.by())


ACTS = {
    "assign": _assign,
    "take": _take,
    "change_mediator": _change_mediator,
    "give_back": _give_back,
    "rule_on_return": _rule,
    "decide_conference": _decide,
    "recall": lambda tell: recall(tell.matter, reason=tell.words(), **tell.by("dispatcher")),
    "hand_up": _hand_up,
    "raise_objection": _object,
    "rule_on_objection": _hear,
    "ask_help": lambda tell: ask_help(tell.matter, text=tell.words(), **tell.by()),
    "reply": lambda tell: reply(tell.matter, result=tell.words(0), basis=tell.words(1), **tell.by()),
    "send_back_reply": lambda tell: send_back_reply(tell.matter, comment=tell.words(), **tell.by("duty")),
    "approve_reply": lambda tell: approve_reply(tell.matter, comment=tell.words(), **tell.by("duty")),
    "approve_and_conclude": lambda tell: approve_and_conclude(tell.matter, comment=tell.words(), **tell.by("duty")),
}
