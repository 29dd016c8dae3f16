"""A need that cannot be served soon: registered, planned, answered."""

from datetime import date, datetime, timedelta

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.actions.answer_need import Answered, answer_need
from fengdan.matters.actions.plan_need import Planned, plan_need
from fengdan.matters.actions.register_need import Unmet, register_need
from fengdan.matters.models import Matter, Need
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE
from tests.cast import actor

WANTS = "晚上七点以后，到家里，会说陇西话的女调解员。"
WHY = "会方言的女调解员本周都有调解。"
PLAN = "周二晚上七点，请张调解员上门。"
SAID = "周二晚上七点到您家里，来的是张调解员。"


def workday_after(at: datetime, days: int = 1) -> date:
    """The first working day at least so many days later."""
    day = (at.astimezone(ZONE) + timedelta(days=days)).date()
    calendar = rules_in_force().calendar
    return day if calendar.day(day).counts else next(each.date for each in calendar.days_after(day) if each.counts)


def unmet(at: datetime, **changed: object) -> Unmet:
    said = {"kinds": ["dialect", "female", "home", "evening"], "words": WANTS, "cause": "nobody_free", "why": WHY}
    return Unmet(**said | {"next_on": workday_after(at)} | changed)


def wanted(matter: Matter, at: datetime, *, by: str = "clerk", **changed: object) -> Matter:
    return register_need(matter, unmet=unmet(at, **changed), actor=actor(by), at=at)


def planned(matter: Matter, at: datetime, *, by: str = "duty", words: str = PLAN, unit: str = CENTRE) -> Matter:
    return plan_need(matter, planned=Planned(words, workday_after(at, 2), unit), actor=actor(by), at=at)


def told(matter: Matter, at: datetime, *, by: str = "clerk", exit_: str = "served", words: str = SAID) -> Matter:
    return answer_need(matter, answered=Answered(exit_, words, "telephone"), actor=actor(by), at=at)


def last(matter: Matter) -> Need:
    return Need.objects.filter(matter=matter).latest("id")
