"""The mediators a booking may be with."""

from collections.abc import Collection
from datetime import date, datetime

from fengdan.matters.conflicts import mediating
from fengdan.matters.models import Matter
from fengdan.matters.screening import blocked
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.stages import TEAM
from fengdan.teams.models import Mediator
from fengdan.teams.queries import eligible_mediators, mediators_by_team


def may_come(matter: Matter, day: date) -> list[tuple[str, str]]:
    """The mediators a booking may be with, as (code, name): those on the matter, before there are any whoever may be.

    While a team has it that is a member; before, a member of any team.
    """
    if matter.mediator_id:
        return [(row.pk, row.name) for row in mediating(matter)]
    if matter.unit is not None and matter.unit.kind == TEAM:
        return [(row.pk, row.name) for row in eligible_mediators(matter.unit.pk, day)]
    return [pair for _, people in mediators_by_team(day) for pair in people]


def may_be_asked(matter: Matter, day: date) -> list[tuple[str, str]]:
    """Of those, whoever nothing keeps off (回避)."""
    able = may_come(matter, day)
    off = blocked(matter, Mediator.objects.filter(pk__in=[code for code, _ in able]), day)
    return [(code, name) for code, name in able if code not in off]


def chosen(matter: Matter, mediators: Collection[str], at: datetime) -> list[str]:
    """Their codes, sorted. Raises Refused when it is nobody, or somebody who may not be asked."""
    known = {code for code, _ in may_be_asked(matter, at.astimezone(ZONE).date())}
    wanted = sorted(set(mediators))
    if not wanted:
        raise Refused("请至少选一位调解员。", "mediators")
    if set(wanted) - known:
        raise Refused("选的调解员不在这件事项上，或者已经不能承办，请重新选择。", "mediators")
    return wanted
