"""The end, and what comes after it."""

from typing import Any

from fengdan.demo.telling import Telling
from fengdan.matters.actions.add_obligation import Owed, add_obligation
from fengdan.matters.actions.archive import archive
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.follow_up import Asked, follow_up
from fengdan.matters.actions.handle_rating import handle_rating
from fengdan.matters.actions.rate import rate
from fengdan.matters.actions.record_performance import Performed, record_performance
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter, Obligation
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.file_check import required


def _conclude(tell: Telling) -> Matter:
    """`conclude CODE | reason`; `conclude CODE done` says that nothing remains to be done."""
    code = Conclusion(tell.argument(0))
    said: dict[str, Any] = {"reason": tell.words(), "remedies_told": code is Conclusion.NOT_SETTLED}
    said |= {"nothing_due": tell.argument(1) == "done"}
    usual = "duty" if tell.matter.holder_id == CENTRE or code is Conclusion.ANSWERED_BY_UNIT else ""
    return conclude(tell.matter, conclusion=code, **said, **tell.by(usual))


def _owe(tell: Telling) -> Matter:
    """`add_obligation b 3000 +9 | what`; in place of a sum (yuan) a dash where it is no money."""
    sum_ = tell.argument(1)
    amount = None if sum_ == "-" else int(sum_) * 100
    owed = Owed(tell.parties[tell.argument(0)], tell.words(), tell.day(2), amount)
    return add_obligation(tell.matter, owed=owed, **tell.by())


def _perform(tell: Telling) -> Matter:
    """`record_performance whole | words`, `… part 800 | words`: the first that waits."""
    row = tell.matter.obligations.filter(round=tell.matter.round, status__in=Obligation.WAITING).order_by("pk")[0]
    amount = int(tell.argument(1)) * 100 if tell.argument(1) else None
    report = Performed(tell.argument(0), tell.at.astimezone(ZONE).date(), amount, tell.words())
    return record_performance(tell.matter, obligation=row.pk, report=report, **tell.by("followup"))


def _follow_up(tell: Telling) -> Matter:
    """`follow_up telephone a yes | words`: yes and no say how satisfied, `missed` that nobody was reached."""
    how, letter, found = tell.line.arguments
    reached = found != "missed"
    satisfied = found == "yes" if reached else None
    asked = Asked(tell.parties[letter], how, tell.at, reached, None, satisfied, tell.words())
    return follow_up(tell.matter, asked=asked, **tell.by("followup"))


def _rate(tell: Telling) -> Matter:
    """`rate a 5 @party:a | words` by the slip, `rate a 2 | words` at the desk."""
    party, score = tell.parties[tell.argument(0)], int(tell.argument(1))
    return rate(tell.matter, party=party, score=score, words=tell.words(), pin=tell.matter.pin, **tell.by("clerk"))


def _handle(tell: Telling) -> Matter:
    low = tell.matter.ratings.filter(handled_at=None).order_by("score", "pk")[0]
    return handle_rating(tell.matter, rating=low.pk, handling=tell.words(), **tell.by("duty"))


def _archive(tell: Telling) -> Matter:
    papers = required(facts_of(tell.matter))
    pages = 4 + 3 * len(papers) + tell.dice.randrange(9)
    shelf = f"{tell.dice.choice('甲乙丙')}柜{tell.dice.choice('一二三四')}层"
    return archive(tell.matter, pages=pages, shelf=shelf, papers=papers, **tell.by("archivist"))


ACTS = {
    "conclude": _conclude,
    "add_obligation": _owe,
    "record_performance": _perform,
    "follow_up": _follow_up,
    "rate": _rate,
    "handle_rating": _handle,
    "archive": _archive,
    "reopen": lambda tell: reopen(tell.matter, reason=tell.words(), **tell.by("duty")),
}
