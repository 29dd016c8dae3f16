"""逾期未接收回: a team that does not take it loses it by the clock, once; the centre has it again and says so."""

from datetime import datetime, timedelta

import pytest

from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.take import take
from fengdan.matters.models import Clock
from fengdan.matters.queries.history import history
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.written import written
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.rulebook.calendars import ZONE
from tests.cast import MORNING, Walk, actor, mediator_code
from tests.matters.watch import OTHER_TEAMS, brought_to, refused
from tests.units import LAND, WATER, UnitWalk, conferring, given_to

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 11, 23, 15, 45, tzinfo=ZONE)  # 四个工作小时 after the assignment
BACK = datetime(2026, 11, 24, 10, 15, tzinfo=ZONE)  # and four more
MINUTE = timedelta(minutes=1)


def assigned() -> Walk:
    walk = brought_to("assigned")
    assert walk.matter.clocks.get(name="take").due_at == DUE
    return walk


def steps(walk: Walk) -> list[str]:
    return list(walk.matter.events.order_by("seq").values_list("step", flat=True))


def test_one_whole_limit_after_the_end_the_centre_has_it_again():
    walk = assigned()
    tick(BACK - MINUTE)
    assert steps(walk)[-1] == "urge" or "time_out" not in steps(walk)
    tick(BACK)
    matter = walk.matter
    matter.refresh_from_db()
    (event,) = matter.events.filter(step="time_out")
    assert (event.role, event.stage_before, event.stage_after, event.holder) == (
        *("clock", "assigned", "accepted", "centre"),
    )
    row = matter.assignments.get()
    assert (row.status, row.answered_at) == ("timed_out", BACK)
    assert "又过了4个工作小时" in row.outcome_reason.replace(" ", "")
    assert event.facts["left"] == "team-16"
    urged = matter.events.get(step="urge", facts__clock="take")
    assert urged.seq < event.seq
    assert (matter.stage, matter.holder_id, matter.unit_id) == ("accepted", "centre", None)
    running = set(matter.clocks.filter(stopped_at=None).values_list("name", flat=True))
    assert "assign" in running
    assert "take" not in running
    assert verify()["problems"] == []


def test_the_dispatcher_and_the_old_leader_are_told_and_the_leader_learns_no_name():
    walk = assigned()
    tick(BACK)
    assert "团队逾期未接，已收回，等待重新派单" in [letter.text for letter in inbox(actor("dispatcher"))]
    (letter,) = inbox(actor("leader"))
    assert letter.text == "派给您的一件还没有接，已经收回或者改派，不用再接"
    assert (letter.code, letter.who) == (walk.matter.code, "")
    for other in OTHER_TEAMS:
        assert inbox(actor(other)) == []


def test_the_history_says_why():
    walk = assigned()
    tick(BACK)
    matter = walk.matter
    events = list(matter.events.order_by("-seq"))
    line = next(
        each
        for each in history(events, written(matter, events, list(matter.parties.all()), []))
        if each.step == "time_out"
    )
    assert (line.title, line.hat) == ("逾期未接收回", "系统")
    assert "由系统收回" in line.text


def test_however_often_it_is_swept_it_is_taken_back_once():
    walk = assigned()
    for hours in (0, 0, -1, 3, 0):
        tick(BACK + timedelta(hours=hours))
    assert steps(walk).count("time_out") == 1
    assert verify()["problems"] == []


def test_after_days_without_a_sweep_it_is_urged_first_and_taken_back_then():
    walk = assigned()
    done = tick(MORNING + timedelta(days=4))
    assert done.failed == []
    taken = [each for each in steps(walk) if each in {"remind", "urge", "time_out"}]
    assert "time_out" in taken
    about = walk.matter.events.filter(facts__clock="take").order_by("seq").values_list("step", flat=True)
    assert list(about) == ["remind", "urge", "time_out"]
    assert not walk.matter.events.filter(step="escalate", facts__clock="take").exists()


def test_given_anew_it_has_its_whole_time_and_may_be_lost_again():
    walk = assigned()
    tick(BACK)
    at = BACK + MINUTE
    walk.matter = assign(walk.matter, unit="team-16", reason="已经说好", actor=actor("dispatcher"), at=at)
    assert walk.matter.stage == "assigned"
    clock = walk.matter.clocks.get(name="take", stopped_at=None)
    assert clock.due_at > at
    tick(BACK + timedelta(days=5))
    assert steps(walk).count("time_out") == 2
    assert verify()["problems"] == []


def test_who_comes_too_late_is_told_what_became_of_it_and_since_when():
    walk = assigned()
    tick(BACK)
    told = {"mediator": mediator_code("mediator"), "no_conflict": True, "actor": actor("leader"), "at": BACK + MINUTE}
    with refused("这一件逾期未接，已于11月24日10:15由系统收回，不用再接单。"):
        take(walk.matter, **told)


def test_once_it_is_taken_the_clock_leaves_it_alone():
    walk = assigned().take()
    tick(BACK + timedelta(days=1))
    assert "time_out" not in steps(walk)


@pytest.mark.parametrize("unit", [LAND, WATER])
def test_a_responsible_unit_keeps_it_and_the_matter_is_brought_before_somebody_above(unit):
    walk = given_to(unit)
    tick(MORNING + timedelta(days=4))
    assert "time_out" not in steps(walk)
    assert walk.matter.events.filter(step="escalate", facts__clock="take").exists()
    walk.matter.refresh_from_db()
    assert (walk.matter.stage, walk.matter.holder_id) == ("assigned", unit)


def test_while_a_conference_is_open_whoever_acts_first_keeps_it():
    walk: UnitWalk = conferring(red=True)
    clock = walk.matter.clocks.get(name="take", stopped_at=None)
    Clock.objects.filter(pk=clock.pk).update(rung="time_out", rung_at=clock.due_at)
    done = tick(clock.due_at)
    assert done.failed == []
    clock.refresh_from_db()
    assert clock.rung == "escalate"
    assert "time_out" not in steps(walk)


def test_its_own_limit_counts_where_the_matter_has_one():
    walk = assigned()
    Clock.objects.filter(matter=walk.matter, name="take").update(value="1wd")
    tick(DUE)
    clock = walk.matter.clocks.get(name="take")
    assert (clock.rung, clock.rung_at) == ("time_out", datetime(2026, 11, 24, 18, 0, tzinfo=ZONE))
