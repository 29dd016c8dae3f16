"""A matter that is supervised: left alone until a draft is made, issued, replied to, judged."""

from datetime import datetime, timedelta

from fengdan.matters.actions.answer_supervision import answer_supervision
from fengdan.matters.actions.draft_supervision import Wanted, draft_supervision
from fengdan.matters.actions.issue_supervision import Issued, issue_supervision
from fengdan.matters.actions.judge_supervision import Judged, judge_supervision
from fengdan.matters.models import Matter, Supervision
from fengdan.people.absences import be_away
from fengdan.people.models import User
from fengdan.rulebook.actor import Actor
from tests.cast import MORNING, actor

FACTS = "派单两天，团队没有接单。"
DEMAND = "今天接单，书面回复原因。"
SAID = "人手不足，已于今天上午接单，明天上门。"
WANTED = Wanted("order", "not_handled", FACTS, DEMAND)


def drafted(matter: Matter, at: datetime, *, by: str = "supervisor", **changed: str) -> Matter:
    """By hand."""
    wanted = Wanted(**{"kind": "order", "fault": "not_handled", "facts": FACTS, "demand": DEMAND} | changed)
    return draft_supervision(matter, wanted=wanted, actor=actor(by), at=at)


def issued(matter: Matter, at: datetime, *, by: Actor | None = None, limit: str = "3wd") -> Matter:
    return issue_supervision(matter, issued=Issued(FACTS, DEMAND, limit), actor=by or actor("director"), at=at)


def answered(matter: Matter, at: datetime, *, by: str = "leader") -> Matter:
    return answer_supervision(matter, reply=SAID, actor=actor(by), at=at)


def judged(matter: Matter, at: datetime, *, accepted: bool = True, comment: str = "") -> Matter:
    how = Judged(accepted, comment or ("" if accepted else "没有说哪天办完。"), "2wd")
    return judge_supervision(matter, judged=how, actor=actor("supervisor"), at=at)


def last(matter: Matter) -> Supervision:
    return Supervision.objects.filter(matter=matter).latest("id")


def away(username: str, stand_in: str | None = None, day: datetime = MORNING) -> None:
    """From this day for ten days."""
    user = User.objects.get(username=username)
    other = User.objects.get(username=stand_in) if stand_in else None
    until = day.date() + timedelta(days=9)
    be_away(user, from_day=day.date(), to_day=until, stand_in=other, actor=actor("admin"), at=day)
