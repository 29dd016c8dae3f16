"""Two people at the same moment tell the applicant, or an upper system: each word is kept, and no form acts twice."""

import pytest

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.answer import answer
from fengdan.matters.actions.report_up import report_up
from fengdan.matters.actions.respond import Responded, respond
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.reporting import not_reported, reported_to
from fengdan.rulebook.reporting import FORMS, System
from tests.cast import Walk, actor
from tests.matters.test_two_at_once import LATER, at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def call(walk, words, who, **also):
    told = Responded(walk.parties()[0].pk, "telephone", LATER, words)
    return respond(walk.matter, told=told, actor=who, at=LATER, **also)


def first_word(walk):
    return walk.matter.clocks.get(name="first_reply")


@pytest.mark.parametrize("seen", [True, None])
def test_two_call_the_same_person_back_and_the_promise_is_kept_once(seen):
    walk = Walk().register()
    seen = walk.matter.version if seen else None
    people = [actor(name) for name in ("clerk", "duty", "small")]
    given = at_once(*(lambda who=who: call(walk, who.name, who, seen=seen) for who in people))
    assert all(isinstance(each, Matter) for each in given)
    assert sorted(row.words for row in walk.matter.responses.all()) == sorted(who.name for who in people)
    assert (first_word(walk).stopped_at, walk.matter.events.filter(step="respond").count()) == (LATER, 3)


def test_the_same_call_sent_twice_at_once_is_kept_once():
    walk = Walk().register()
    who, once = actor("clerk"), Once("nonce-1", "digest-1")
    given = at_once(*[lambda: call(walk, "已经收到", who, once=once)] * 4)
    assert {matter.version for matter in given} == {2}
    assert walk.matter.responses.count() == 1


def test_one_calls_back_while_another_accepts_and_neither_is_told_to_start_again():
    walk = Walk().register()
    seen, clerk, duty = walk.matter.version, actor("clerk"), actor("duty")
    given = at_once(
        lambda: call(walk, "已经收到", clerk, seen=seen),
        lambda: accept(walk.matter, actor=duty, at=LATER),
    )
    assert all(isinstance(each, Matter) for each in given)
    walk.matter.refresh_from_db()
    assert (walk.matter.stage, walk.matter.version, walk.matter.responses.count()) == ("accepted", 3, 1)


def test_one_calls_back_while_another_ends_it_and_nobody_calls_back_after_the_end():
    walk = Walk().register()
    clerk, duty = actor("clerk"), actor("duty")
    called, ended = at_once(
        lambda: call(walk, "已经收到", clerk), lambda: answer(walk.matter, text="说清楚了", actor=duty, at=LATER)
    )
    assert isinstance(ended, Matter)
    kept = ["respond", "answer"] if isinstance(called, Matter) else ["answer"]
    assert [event.step for event in walk.matter.events.order_by("seq")][1:] == kept
    assert (walk.matter.responses.count(), first_word(walk).stopped_at) == (len(kept) - 1, LATER)


@pytest.mark.parametrize("seen", [True, None])
def test_two_enter_that_it_was_reported_up_and_it_leaves_both_lists(seen):
    walk = Walk().register()
    seen = walk.matter.version if seen else None
    said = [("clerk", System.GBT31000), ("duty", System.JUSTICE), ("director", System.JUSTICE)]
    told = [(actor(name), system) for name, system in said]
    given = at_once(
        *(
            lambda who=who, system=system: report_up(walk.matter, system=system, actor=who, at=LATER, seen=seen)
            for who, system in told
        )
    )
    assert all(isinstance(each, Matter) for each in given)
    assert walk.matter.events.filter(step="report_up").count() == 3
    clerk = told[0][0]
    named = reported_to(matter_page(clerk, walk.matter.code, LATER))
    assert sorted(named) == sorted(FORMS[system].label for system in (System.GBT31000, System.JUSTICE))
    assert not any(not_reported(clerk, system).exists() for _, system in told)


def test_the_same_report_up_sent_twice_at_once_is_entered_once():
    walk = Walk().register()
    who, once = actor("clerk"), Once("nonce-2", "digest-2")
    given = at_once(*[lambda: report_up(walk.matter, system="justice", actor=who, at=LATER, once=once)] * 4)
    assert {matter.version for matter in given} == {2}
    assert walk.matter.events.filter(step="report_up").count() == 1
