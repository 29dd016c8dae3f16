"""The living demo: told once, whole, through the real steps, and the same for the same seed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from fengdan.demo.commands import at_first_start
from fengdan.demo.days import Days
from fengdan.demo.script import fill, read
from fengdan.demo.today import tell_today
from fengdan.journal.verify import problems as journal_problems
from fengdan.matters.models import Assignment, Event, Matter, PastRound, Supporting
from fengdan.matters.queries.history import TYPED_LATER
from fengdan.matters.tick import tick
from fengdan.matters.typed import typed
from fengdan.matters.verify import verify
from fengdan.people.models import User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.calendars import ZONE, Calendar
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.stages import OPEN, Stage
from fengdan.rulebook.steps import STEPS
from fengdan.units.models import Unit
from tests.copies import copy_of_test_database

NOW = datetime(2026, 11, 24, 16, 0, tzinfo=ZONE)  # a Tuesday
BY_THE_CLOCK = {name for name, step in STEPS.items() if step.roles == (Role.CLOCK,)}
PAGES = 12  # looked at, of all


def what_people_see() -> list[tuple[str, ...]]:
    """Codes, stories, and every step with its moment: what must be equal for equal seeds."""
    events = Event.objects.order_by("matter_id", "seq").values_list("matter__code", "seq", "step", "at", "holder")
    told = Matter.objects.order_by("pk")
    names = [(matter.code, matter.story, *(party.name for party in matter.parties.order_by("pk"))) for matter in told]
    return [*names, *((code, f"{seq}", step, at.isoformat(), holder) for code, seq, step, at, holder in events)]


def killed(done: int, of: int) -> None:
    if done == of // 8:
        raise KeyboardInterrupt


@pytest.fixture(scope="module")
def first_time(django_db_setup: None, django_db_blocker) -> list[tuple[str, ...]]:
    """What people see where it was killed an eighth of the way, and then told."""
    with django_db_blocker.unblock(), copy_of_test_database():
        with pytest.raises(KeyboardInterrupt):
            tell_today(1, NOW, killed)
        assert not Matter.objects.exists()
        tell_today(1, NOW)
        return what_people_see()


@pytest.fixture(scope="module")
def living(first_time, django_db_blocker) -> Iterator[list[tuple[str, ...]]]:
    """A database of its own in which the demo was told; paid once. Yields what people see there."""
    with django_db_blocker.unblock(), copy_of_test_database():
        tell_today(1, NOW)
        yield what_people_see()


def test_what_was_told_stands_up_to_verify(living):
    found = verify()
    assert found["problems"] == []
    assert found["matters"] == len(read()) >= 80
    assert list(journal_problems()) == []


def test_a_matter_lives_on_every_level_of_the_ladder(living):
    with transaction.atomic():
        tick(NOW)
        assert {1, 2, 3, 4, 5} == {*Matter.objects.filter(stage__in=OPEN, tier__gt=0).values_list("tier", flat=True)}
        assert verify()["problems"] == []
        transaction.set_rollback(True)


def test_every_stage_ending_and_step_is_there(living):
    endings = {*Matter.objects.values_list("conclusion", flat=True)} | {
        *PastRound.objects.values_list("conclusion", flat=True)
    }
    assert {*Matter.objects.values_list("stage", flat=True)} == {*Stage}
    assert endings - {""} == {*Conclusion}
    assert {*Event.objects.values_list("step", flat=True)} == STEPS.keys() - BY_THE_CLOCK


def test_every_team_and_township_has_something_to_do(living):
    involved = (
        {*Assignment.objects.values_list("unit_id", flat=True)}
        | {*Supporting.objects.values_list("unit_id", flat=True)}
        | {*Matter.objects.values_list("origin_id", flat=True)}
    )
    for kind in (Unit.Kind.TEAM, Unit.Kind.TOWNSHIP):
        assert {*Unit.objects.filter(kind=kind).values_list("pk", flat=True)} <= involved
    assert len({*Unit.objects.filter(kind=Unit.Kind.DEPARTMENT).values_list("pk", flat=True)} & involved) > 15


def test_nothing_happens_after_now_or_out_of_hours_and_little_was_typed_later(living):
    late = 0
    for at, recorded_at in Event.objects.values_list("at", "recorded_at"):
        assert at <= recorded_at <= NOW
        assert 8 <= recorded_at.astimezone(ZONE).hour < 18
        late += recorded_at - at > TYPED_LATER
    assert 0 < late < 10


def test_a_second_time_does_nothing(living):
    assert not tell_today(2, NOW + timedelta(days=1)).told
    at_first_start(NOW)
    assert what_people_see() == living


def test_pages_of_the_demo_open(living):
    client = Client()
    client.force_login(User.objects.get(username="director"))
    codes = list(Matter.objects.filter(confidential=False).order_by("pk").values_list("code", flat=True))
    for address in ("/", *(f"/m/{code}/" for code in codes[:: len(codes) // PAGES])):
        assert client.get(address).status_code == 200


def test_the_same_seed_tells_the_same_also_after_a_kill(first_time, living):
    assert living == first_time


@pytest.mark.django_db
def test_never_on_a_live_system(monkeypatch):
    monkeypatch.setattr(settings, "PROFILE", "live")
    with pytest.raises(Refused, match="演示环境"):
        tell_today(1, NOW)
    with pytest.raises(Refused, match="正式系统"), typed(NOW), transaction.atomic():
        pass
    assert not Matter.objects.exists()


@pytest.mark.parametrize("now", ["2026-11-24T08:31", "2026-11-24T12:40", "2026-11-24T23:00", "2026-11-22T10:00"])
def test_days_end_now_at_any_hour(now):
    moment = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    days = Days(moment, Calendar({}, ""))
    latest = days.moment(0, 0.98)
    assert latest <= moment
    assert days.moment(-1, 0.98) < days.moment(0, 0.02) < latest


def test_words_carry_names_and_dates():
    assert fill("{a}于{+7}前付清", {"a": "甲"}, NOW.date()) == "甲于2026年12月1日前付清"
