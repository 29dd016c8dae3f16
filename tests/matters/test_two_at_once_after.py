"""Two people at the same moment after the end: nobody is paid twice, asked of twice, rated twice."""

import pytest

from fengdan.matters.actions.add_obligation import Owed
from fengdan.matters.actions.conclude_and_owe import conclude_and_owe
from fengdan.matters.actions.follow_up import Asked, follow_up
from fengdan.matters.actions.handle_rating import handle_rating
from fengdan.matters.actions.rate import rate
from fengdan.matters.actions.record_performance import Performed, record_performance
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import Walk, actor
from tests.matters.test_two_at_once import LATER, at_once, one_of

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_payments_typed_at_once_never_add_up_to_more_than_is_owed():
    walk = Walk().to_settled().owe(1000_00)
    owed = walk.matter.obligations.get().pk
    told = Performed("part", LATER.date(), 400_00)
    by = [actor(username) for username in ("clerk", "followup", "mediator", "duty")]
    given = at_once(
        *(
            lambda who=who: record_performance(walk.matter, obligation=owed, report=told, actor=who, at=LATER)
            for who in by
        )
    )
    assert len([each for each in given if isinstance(each, Matter)]) == 2
    row = walk.matter.obligations.get()
    assert (row.paid, row.status, row.performances.count()) == (800_00, "partly", 2)


def test_all_of_it_and_nothing_of_it_told_at_once():
    walk = Walk().to_settled().owe()
    owed, clerk, caller = walk.matter.obligations.get().pk, actor("clerk"), actor("followup")
    say = {"obligation": owed, "at": LATER}
    one_of(
        at_once(
            lambda: record_performance(walk.matter, report=Performed("whole", LATER.date()), actor=clerk, **say),
            lambda: record_performance(walk.matter, report=Performed("default", LATER.date()), actor=caller, **say),
        )
    )
    row = walk.matter.obligations.get()
    assert (row.status, row.paid) in {("performed", 1200_00), ("defaulted", 0)}


def test_one_party_rates_on_the_telephone_and_at_the_desk():
    walk = Walk().to_settled()
    party, clerk = walk.parties()[0], actor("clerk")
    self = party_actor(party.pk, party.name)
    said = {"party": party.pk, "at": LATER}
    one_of(
        at_once(
            lambda: rate(walk.matter, score=1, actor=self, **said),
            lambda: rate(walk.matter, score=5, pin=walk.matter.pin, actor=clerk, **said),
            lambda: rate(walk.matter, score=3, actor=self, **said),
        )
    )
    assert walk.matter.ratings.count() == 1


def test_both_parties_rate_at_once_and_both_count():
    walk = Walk().to_settled()
    parties = walk.parties()
    given = at_once(
        *(
            lambda one=one: rate(walk.matter, party=one.pk, score=1, actor=party_actor(one.pk, one.name), at=LATER)
            for one in parties
        )
    )
    assert all(isinstance(each, Matter) for each in given)
    assert walk.matter.ratings.count() == 2
    assert walk.matter.clocks.filter(name="low_rating", stopped_at=None).count() == 1


def test_two_see_to_the_same_bad_word():
    walk = Walk().to_settled().rate(1)
    low = walk.matter.ratings.get().pk
    by = [actor("duty"), actor("director")]
    one_of(
        at_once(
            *(
                lambda who=who: handle_rating(walk.matter, rating=low, handling=who.name, actor=who, at=LATER)
                for who in by
            )
        )
    )
    assert walk.matter.events.filter(step="handle_rating").count() == 1


def test_two_callers_at_once_are_two_attempts():
    walk = Walk().to_settled()
    who = actor("followup")
    asked = Asked(walk.parties()[0].pk, "telephone", LATER, reached=False)
    at_once(*[lambda: follow_up(walk.matter, asked=asked, actor=who, at=LATER)] * 3)
    assert walk.matter.follow_ups.count() == 3
    assert not walk.matter.clocks.filter(name="follow_up", stopped_at=None).exists()


def test_the_same_end_sent_twice_at_once_owes_once():
    walk = Walk().to_underway().agree().sign()
    owed = [Owed(walk.parties()[1].pk, "首付", LATER.date(), 500_00)]
    said = {"owed": owed, "conclusion": Conclusion.SETTLED_IN_WRITING, "once": Once("nonce-1", "digest-1")}
    who = actor("mediator")
    given = at_once(*[lambda: conclude_and_owe(walk.matter, actor=who, at=LATER, **said)] * 3)
    assert all(isinstance(each, Matter) for each in given)
    assert walk.matter.obligations.count() == 1
