"""Risk, alarm, protection; and what may be added at any time."""

from datetime import timedelta
from typing import Any

from fengdan.demo.paper import photographed
from fengdan.demo.telling import Telling
from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.actions.attach import attach
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.handle_risk import handle_risk
from fengdan.matters.actions.lower_risk import lower_risk
from fengdan.matters.actions.note import note
from fengdan.matters.actions.protect import protect
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.actions.report_up import report_up
from fengdan.matters.models import Matter
from fengdan.rulebook.file_check import PAPER_LABELS, Paper


def _alarm(tell: Telling) -> Matter:
    """`alarm KIND | who was told | measures`: told three minutes after it was noticed, written down ten later."""
    noticed = tell.at - timedelta(minutes=13)
    report = Danger(tell.argument(0), noticed, tell.words(0), noticed + timedelta(minutes=3), tell.words(1))
    return alarm(tell.matter, report=report, **tell.by("clerk"))


def _protect(tell: Telling) -> Matter:
    protected = [tell.parties[letter] for letter in tell.argument(0)]
    return protect(tell.matter, confidential=True, protected=protected, reason=tell.words(), **tell.by("duty"))


def _correct(tell: Telling) -> Matter:
    """`correct place | new | reason`, `correct phone b | new | reason`."""
    party = tell.parties[tell.argument(1)] if tell.argument(1) else None
    said: dict[str, Any] = {"field": tell.argument(0), "new": tell.words(0), "reason": tell.words(1)}
    return correct(tell.matter, party=party, **said, **tell.by("clerk"))


def _attach(tell: Telling) -> Matter:
    paper = Paper(tell.argument(0))
    file = photographed(PAPER_LABELS[paper], tell.matter.code)
    return attach(tell.matter, paper=paper, file=file, **tell.by())


def _handle(tell: Telling) -> Matter:
    by = tell.by()
    return handle_risk(tell.matter, words=tell.words(), handled_at=by["at"], **by)


def _lower(tell: Telling) -> Matter:
    return lower_risk(tell.matter, approved=tell.argument(0) == "yes", comment=tell.words(), **tell.by("duty"))


ACTS = {
    "alarm": _alarm,
    "protect": _protect,
    "correct": _correct,
    "attach": _attach,
    "note": lambda tell: note(tell.matter, text=tell.words(), **tell.by()),
    "raise_risk": lambda tell: raise_risk(tell.matter, risk=tell.argument(0), reason=tell.words(), **tell.by()),
    "ask_lower_risk": lambda tell: ask_lower_risk(tell.matter, risk=tell.argument(0), reason=tell.words(), **tell.by()),
    "lower_risk": _lower,
    "handle_risk": _handle,
    "report_up": lambda tell: report_up(tell.matter, system=tell.argument(0), **tell.by("clerk")),
}
