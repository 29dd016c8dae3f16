"""逐级上报: what a level does not settle in its time climbs to the next, by itself, each level once."""

from dataclasses import replace
from datetime import datetime

import pytest

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.climb import climb
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.register import register
from fengdan.matters.models import Matter
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.people.models import Grant
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Answer
from tests.cast import MORNING, QUARREL, actor
from tests.units import AT_THE_DOOR, CERTIFICATE, TOWN, VILLAGE, WATER, UnitWalk

pytestmark = pytest.mark.django_db

AT_THE_GRID = replace(AT_THE_DOOR, level="grid")
THURSDAY = datetime(2026, 2, 12, 9, 0, tzinfo=ZONE)


def february(day: int, hour: int = 19) -> datetime:
    return datetime(2026, 2, day, hour, 0, tzinfo=ZONE)


def found_by_the_grid_worker(at: datetime = MORNING) -> Matter:
    return register(AT_THE_GRID, actor=actor("grid"), at=at)


def level(matter: Matter) -> tuple[int, str, str]:
    row = Matter.objects.get(pk=matter.pk)
    return row.tier, row.holder_id, row.stage


def until(matter: Matter) -> str | None:
    clock = matter.clocks.filter(name="ladder", stopped_at=None).first()
    return f"{clock.due_at.astimezone(ZONE):%m-%d %H:%M}" if clock else None


def climbs(matter: Matter) -> list[tuple[int, str]]:
    return [(event.facts["tier"], event.facts["to"]) for event in matter.events.filter(step="climb").order_by("seq")]


def told(matter: Matter) -> list[tuple[str, str, str]]:
    rows = Letter.objects.filter(matter_id=matter.pk, matter_seq=Matter.objects.get(pk=matter.pk).version)
    return sorted(rows.values_list("template", "to_unit", "to_role"))


def test_nobody_touches_it_and_it_climbs_level_by_level():
    matter = found_by_the_grid_worker(THURSDAY)
    assert (level(matter), until(matter)) == ((1, VILLAGE, "registered"), "02-13 18:00")
    tick(february(13))
    assert (level(matter), until(matter)) == ((2, VILLAGE, "registered"), "02-24 18:00")
    assert told(matter) == [("climb", VILLAGE, "village"), ("climb_left", VILLAGE, "grid")]
