"""The lists of what comes after the end: whom to call, what was due yesterday, who was not satisfied."""

from datetime import datetime, timedelta

import pytest

from fengdan.matters.actions.record_receipt import record_receipt
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.actions.transfer import transfer
from fengdan.matters.models import Matter
from fengdan.matters.queries.desk import work_lists
from tests.cast import Walk, actor

pytestmark = pytest.mark.django_db


def listed(username: str, key: str, at: datetime) -> list[str]:
    """The codes on this list of theirs, in its order; none where the list is not shown."""
    found = [each for each in work_lists(actor(username), at) if each.key == key]
    return [row.code for each in found for row in each.rows]


def codes(*matters: Matter) -> list[str]:
    return [matter.code for matter in matters]


def test_whom_to_call_the_soonest_due_first():
    late = Walk().to_settled()
    early = Walk(at=late.at - timedelta(days=1)).to_settled()
    reached, unreached = Walk().to_settled().follow_up(), Walk().to_settled().follow_up(reached=False)
    at = late.at
    assert listed("followup", "to_follow_up", at) == codes(early.matter, late.matter, unreached.matter)
    assert reached.matter.code not in listed("followup", "to_follow_up", at)
    assert unreached.follow_up(reached=False).follow_up(reached=False).matter.code not in listed(
        "followup", "to_follow_up", at
    )
    assert listed("clerk", "to_follow_up", at) == []


def test_what_was_due_yesterday_is_asked_about_today():
    walk = Walk().to_settled()
    due = walk.at.date() + timedelta(days=3)
    walk.owe(300_00, due).owe(1200_00, due + timedelta(days=5))
    on_the_day, day_after = walk.at + timedelta(days=3), walk.at + timedelta(days=4)
    assert listed("followup", "unperformed", walk.at) == []
    assert listed("followup", "unperformed", on_the_day) == []
    assert listed("followup", "unperformed", day_after) == codes(walk.matter)
    assert listed("duty", "unperformed", day_after) == []


def test_the_longest_overdue_first_and_what_is_settled_is_gone():
    first, second = Walk().to_settled(), Walk().to_settled()
    day = first.at.date()
    second.owe(100_00, day + timedelta(days=1))
    first.owe(100_00, day + timedelta(days=2))
    later = first.at + timedelta(days=9)
    assert listed("followup", "unperformed", later) == codes(second.matter, first.matter)
    second.perform("part", 50_00)
    assert listed("followup", "unperformed", later) == codes(second.matter, first.matter)
    second.perform("default")
    first.perform()
    assert listed("followup", "unperformed", later) == []


def test_what_an_earlier_round_left_is_not_asked_about():
    walk = Walk().to_settled()
    walk.owe(100_00, walk.at.date())
    later = walk.at + timedelta(days=2)
    assert listed("clerk", "performing", later) == codes(walk.matter)
    walk.rate(1)
    assert listed("duty", "low_rated", later) == codes(walk.matter)
    walk.matter = reopen(walk.matter, reason="又漏水了", actor=actor("duty"), at=walk._tick())
    for who, key in (("followup", "unperformed"), ("clerk", "performing"), ("duty", "low_rated")):
        assert listed(who, key, later) == [], key


@pytest.mark.parametrize("who", ["clerk", "duty", "followup"])
def test_what_is_being_performed(who):
    walk, paid = Walk().to_settled().owe(), Walk().to_settled().owe().perform()
    assert listed(who, "performing", walk.at) == codes(walk.matter)
    assert paid.matter.code not in listed(who, "performing", walk.at)


@pytest.mark.parametrize("who", ["duty", "director"])
def test_who_was_not_satisfied(who):
    low, fair = Walk().to_settled().rate(2), Walk().to_settled().rate(3)
    assert listed(who, "low_rated", low.at) == codes(low.matter)
    assert fair.matter.code not in listed(who, "low_rated", low.at)
    low.handle_rating()
    assert listed(who, "low_rated", low.at) == []


@pytest.mark.parametrize("who", ["clerk", "duty"])
def test_sent_on_and_no_receipt_yet(who):
    walk = Walk().register().accept()
    by = {"actor": actor("duty"), "at": walk._tick()}
    walk.matter = transfer(walk.matter, kind="forward", organ="县人社局", reason="劳动保障监察", **by)
    assert listed(who, "without_receipt", walk.at) == codes(walk.matter)
    got = {"received_by": "张科", "received_on": walk.at.date()}
    walk.matter = record_receipt(walk.matter, **got, actor=actor("clerk"), at=walk._tick())
    assert listed(who, "without_receipt", walk.at) == []
