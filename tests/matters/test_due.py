"""已逾期、今日到期、明日到期, and whom to call first: the right people, nobody else, nobody twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fengdan.matters.facts import facts_of
from fengdan.matters.queries import due
from fengdan.matters.queries.due import Due
from fengdan.matters.queries.first_calls import first_calls
from fengdan.matters.queries.reach import reach
from fengdan.matters.tick import tick
from fengdan.people.models import Absence, User
from fengdan.rulebook.deadlines import RIGHTS
from fengdan.rulebook.rungs import owner
from tests.cast import MORNING, QUARREL, Walk, actor
from tests.endings import Ending
from tests.matters.watch import brought_to
from tests.units import WATER, UnitWalk, given_to, signed_by

pytestmark = pytest.mark.django_db
NEXT_WEEK = MORNING + timedelta(days=60)
PEOPLE = (
    *("clerk", "duty", "dispatcher", "leader", "mediator", "leader06", "mediator06", "dept", WATER, "town", "village"),
    *("archivist", "followup", "auditor", "court", "small"),
)


def listed(who, when=Due.OVERDUE, at=NEXT_WEEK):
    return {matter.pk for matter in due.due(actor(who), when, at)}


def away(username, stand_in=None):
    """Away for the rest of the year."""
    users = User.objects.in_bulk([username, *([stand_in] if stand_in else [])], field_name="username")
    Absence.objects.create(
        user=users[username],
        stand_in=users.get(stand_in),
        from_day=MORNING.date(),
        to_day=date(2027, 12, 31),
        set_by=users[username],
        set_at=MORNING,
    )


def everywhere():
    """A matter at every stage, with a team, a unit and a village, sent on, returned and answered."""
    walks = [brought_to(stage) for stage in ("registered", "accepted", "assigned", "taken", "underway", "concluded")]
    walks += [Walk().to_settled(), given_to(), signed_by(), signed_by().reply(), given_to().return_it()]
    walks += [Walk().register(replace(QUARREL, risk=risk)) for risk in ("yellow", "orange", "red")]
    walks += [Walk().register(replace(QUARREL, people=7)).accept().assign().take()]
    walks += [UnitWalk().report(), Ending().register().accept().transfer()]
    return [walk.matter for walk in walks]


def test_the_list_is_that_of_whoever_has_to_act_by_the_rulebooks_own_word():
    matters = everywhere()
    for who in PEOPLE:
        me, wanted = actor(who), set()
        seen = set(reach(me).values_list("pk", flat=True))
        for matter in matters:
            facts = facts_of(matter)
            for clock in matter.clocks.filter(stopped_at=None).exclude(name__in=RIGHTS):
                roles, unit = owner(clock.name, facts)
                named = roles != ("mediator",) or me.id in facts.mediators
                if unit in me.units_as(*roles) and named and matter.pk in seen:
                    wanted.add(matter.pk)
        assert listed(who) == wanted, who


def test_the_director_and_the_supervisor_see_whatever_is_late():
    matters = {matter.pk for matter in everywhere()}
    assert listed("director") == listed("supervisor") == matters


def test_what_is_due_now_today_and_tomorrow():
    walk = Walk().register()  # on a Monday: accepted and called back by Tuesday at six, decided by Wednesday
    sayings = [
        (MORNING, [0, 0, 1]),
        (MORNING + timedelta(days=1), [0, 1, 1]),
        (MORNING + timedelta(days=1, hours=9), [0, 1, 1]),
        (MORNING + timedelta(days=1, hours=9, minutes=1), [1, 0, 1]),
        (MORNING + timedelta(days=40), [1, 0, 0]),
    ]
    for at, counted in sayings:
        assert [count for _, _, count in due.counts(actor("duty"), at)] == counted
        assert [len(listed("duty", when, at)) for when in Due] == counted
    assert due.due(actor("duty"), Due.OVERDUE, NEXT_WEEK).get().own_due == walk.matter.next_due


def test_a_stand_in_has_the_list_of_whoever_is_away():
    walk = brought_to("assigned")
    assert listed("leader09") == set()
    away("leader", "leader09")
    assert listed("leader09") == {walk.matter.pk}


def calls(who="director", at=NEXT_WEEK):
    return [(call.name, call.count) for call in first_calls(actor(who), at)]


def name(username):
    return User.objects.get(username=username).name


def test_the_director_calls_whoever_has_to_act_about_the_longest_late():
    taken, given = brought_to("taken"), signed_by()
    tick(NEXT_WEEK)
    first, second = first_calls(actor("director"), NEXT_WEEK)
    assert {first.name, second.name} == {name("mediator"), name(WATER)}
    for call, walk in ((first, taken), (second, given)):
        (late,) = call.late
        if call.name == name("mediator"):
            assert (late.code, late.limit, late.last) == (walk.matter.code, "首次回应", "接单")
            assert "团队" in call.post or "调解" in call.post


def test_one_person_is_named_once_with_all_that_is_late():
    for _ in range(3):
        brought_to("registered")
    assert calls() == [(name("duty"), 3)]


def test_red_comes_before_what_is_later_late():
    signed_by()
    walk = Walk(at=MORNING + timedelta(days=3)).register().accept().assign().take()
    assert calls()[0][0] == name(WATER)
    type(walk.matter).objects.filter(pk=walk.matter.pk).update(risk="red")
    assert calls()[0][0] == name("mediator")


def test_whoever_is_away_is_called_at_their_stand_in_and_nobody_there_at_those_above():
    brought_to("assigned")
    assert calls() == [(name("leader"), 1)]
    away("leader", "leader09")
    assert calls() == [(name("leader09"), 1)]
    away("leader09")
    assert calls() == [(name("duty"), 1)]


def test_at_most_five_and_only_of_what_one_may_see():
    everywhere()
    assert len(calls()) == 5
    assert len({person for person, _ in calls()}) == 5
    assert first_calls(actor("auditor"), NEXT_WEEK) == []
    assert calls(at=MORNING) == []
