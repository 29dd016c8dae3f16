"""When a limit warns, and before whom it is brought."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.actor import LIAISONS, Role
from fengdan.rulebook.calendars import ZONE, Calendar, Year
from fengdan.rulebook.deadlines import CONFIRMATION, Rules
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.rungs import RUNGS, Rung, desks, first, following, owner, taken_back_after
from fengdan.rulebook.stages import TEAM, Stage
from fengdan.rulebook.workdays import due, parse_limit

HOURS = ((time(8, 30), time(12)), (time(14, 30), time(18)))
NEW_YEAR = Year(off=frozenset({date(2026, 1, 1), date(2026, 1, 2)}), work=frozenset({date(2026, 1, 4)}), hours=HOURS)
CALENDAR = Calendar({2026: NEW_YEAR}, "2026.1")
RULES = Rules(CALENDAR, {"escalate": parse_limit("1wd")}, {})
LIMITS = ("0wd", "1wd", "7d", "30d", "4wh", "3wd", "30min", "48h", "1mo")


def at(day: int, clock: str) -> datetime:
    return datetime.combine(date(2026, 11, day), time.fromisoformat(clock), ZONE)


def moments(start: datetime, limit: str) -> dict[Rung, datetime]:
    """All rungs of a clock and their moments, climbing as the sweep does."""
    due_at = due(start, parse_limit(limit), CALENDAR).at
    found: dict[Rung, datetime] = {}
    here: tuple[Rung, datetime] | None = first(start, due_at, RULES)
    while here:
        found[here[0]] = here[1]
        here = following(here[0], "take", due_at, RULES)
    return found


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        # Monday to next Monday: 70 % is Friday night, read on Saturday by nobody, so Monday morning
        (at(23, "09:00"), "7d", [at(28, "00:00") + timedelta(days=2, hours=8.5), at(30, "18:00")]),
        # within one office day: the quarter past falls into the lunch break
        (at(23, "09:00"), "4wh", [at(23, "14:30"), at(23, "15:30")]),
    ],
)
def test_it_warns_while_somebody_is_there_to_read_it(start, limit, expected):
    found = moments(start, limit)
    assert [found[Rung.REMIND], found[Rung.URGE]] == expected


def test_a_working_day_after_the_end_it_is_brought_before_somebody_above():
    assert moments(at(27, "09:00"), "4wh")[Rung.ESCALATE] == at(30, "18:00")


def test_a_team_that_does_not_take_it_loses_it_once_the_whole_limit_has_run_again():
    due_at = at(27, "16:00")
    with_team = facts(unit_kind="team")
    back_after = taken_back_after("take", "4wh", with_team)
    then = following(Rung.URGE, "take", due_at, RULES, back_after=back_after)
    assert then == (Rung.TIME_OUT, at(30, "10:30"))
    assert following(Rung.REMIND, "take", due_at, RULES, back_after=back_after) == (Rung.URGE, due_at)
    assert following(Rung.TIME_OUT, "take", due_at, RULES, back_after=back_after) is None


@pytest.mark.parametrize(("clock", "kind"), [("take", "department"), ("take", "village"), ("mediation", "team")])
def test_nobody_else_loses_it(clock, kind):
    assert taken_back_after(clock, "4wh", facts(unit_kind=kind)) is None


@given(
    minutes=st.integers(0, 300 * 24 * 60),
    limit=st.sampled_from(LIMITS),
)
def test_the_rungs_come_in_order_each_once_and_none_before_the_start(minutes, limit):
    start = datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
    found = moments(start, limit)
    assert tuple(found) == RUNGS
    assert start <= found[Rung.REMIND] <= found[Rung.URGE] <= found[Rung.ESCALATE]
    assert found[Rung.URGE] == due(start, parse_limit(limit), CALENDAR).at


def test_a_right_of_the_parties_is_only_reminded_of():
    assert following(Rung.REMIND, CONFIRMATION, at(23, "18:00"), RULES) is None


def facts(**more: object) -> MatterFacts:
    return MatterFacts(Stage.TAKEN, **{"holder": CENTRE, "last_at": at(23, "09:00"), **more})


TEAM_HAS_IT = facts(holder="team-16", unit="team-16", unit_kind=TEAM)
MEDIATED = facts(holder="team-16", unit="team-16", unit_kind=TEAM, mediator="7")
VILLAGE = facts(holder="village-jia-1", unit="village-jia-1", unit_kind="village", above="town-jia")


@pytest.mark.parametrize(
    ("clock", "matter", "expected"),
    [
        ("accept", facts(), ((Role.DUTY,), CENTRE)),
        ("assign", facts(), ((Role.DISPATCHER,), CENTRE)),
        ("take", TEAM_HAS_IT, ((Role.LEADER,), "team-16")),
        ("mediation", TEAM_HAS_IT, ((Role.LEADER,), "team-16")),
        ("mediation", MEDIATED, ((Role.MEDIATOR,), "team-16")),
        ("reply", VILLAGE, (LIAISONS, "village-jia-1")),
        ("archive", MEDIATED, ((Role.ARCHIVIST,), CENTRE)),
        ("mediation", facts(), ((Role.DUTY,), CENTRE)),
        ("risk_response", replace(MEDIATED, risk="red"), ((Role.DUTY,), CENTRE)),
        ("risk_report", replace(MEDIATED, risk="red"), ((Role.DUTY,), CENTRE)),
        ("risk_response", replace(MEDIATED, risk="orange"), ((Role.DIRECTOR,), CENTRE)),
        ("risk_response", replace(MEDIATED, risk="yellow"), ((Role.MEDIATOR,), "team-16")),
        ("risk_response", replace(VILLAGE, risk="yellow"), (LIAISONS, "village-jia-1")),
        ("take", replace(TEAM_HAS_IT, risk="red"), ((Role.LEADER,), "team-16")),
    ],
)
def test_whose_a_limit_is(clock, matter, expected):
    assert owner(clock, matter) == expected


def test_when_the_director_is_late_the_supervisor_hears_of_it_and_nobody_below():
    orange = replace(MEDIATED, risk="orange")
    roles = {rung: [roles[0] for roles, _ in desks(rung, "risk_response", orange)] for rung in RUNGS}
    assert roles[Rung.ESCALATE] == [Role.SUPERVISOR]
    assert roles[Rung.URGE] == roles[Rung.REMIND] == [Role.DIRECTOR, Role.DUTY, Role.SUPERVISOR]


def test_when_late_those_above_come_first_and_the_owner_no_more():
    above = [((Role.DUTY,), CENTRE), ((Role.DIRECTOR,), CENTRE), ((Role.SUPERVISOR,), CENTRE)]
    assert desks(Rung.ESCALATE, "mediation", MEDIATED) == [((Role.LEADER,), "team-16"), *above]
    assert desks(Rung.ESCALATE, "reply", VILLAGE) == [(LIAISONS, "town-jia"), *above]
    assert desks(Rung.ESCALATE, "accept", facts()) == above[1:]
    assert desks(Rung.REMIND, "take", TEAM_HAS_IT) == [((Role.LEADER,), "team-16"), *above]
