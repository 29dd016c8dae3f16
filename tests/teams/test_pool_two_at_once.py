"""Two who deal with one mediator at the same moment, on real connections: one is first, the other is told."""

from datetime import date

import pytest

from fengdan.matters.actions.take import take
from fengdan.matters.mediators import in_hand, let_go
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.pool import Leaving
from fengdan.teams.appointing import Ending, Named, appoint, latest
from fengdan.teams.models import Appointment
from fengdan.teams.pool import standing
from tests.cast import MORNING, Walk, actor, mediator_code
from tests.matters.test_two_at_once import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_renewals_at_once_make_one_term():
    code, seen, director = "m1605", latest("m1605"), actor("director")
    committee = standing(code, MORNING.date()).seats[0].committee

    def renew(letter):
        said = Named(committee, date(2027, 1, 16), date(2028, 12, 31), "调委会", letter, director=False)
        return appoint(code, said, seen=seen, actor=director, at=MORNING)

    given = at_once(lambda: renew("甲1号"), lambda: renew("乙2号"))
    assert sorted(isinstance(each, Refused) for each in given) == [False, True]
    assert Appointment.objects.filter(mediator=code).count() == 2


def test_whoever_is_let_go_while_a_matter_is_taken_for_them_does_not_keep_it():
    walk = Walk().register().accept().assign()
    code, leader, director = mediator_code("mediator"), actor("leader"), actor("director")
    ending = Ending(standing(code, MORNING.date()).seats[0].committee, MORNING.date(), Leaving.RESIGNED)
    at = walk._tick()
    given = at_once(
        lambda: take(walk.matter, mediator=code, no_conflict=True, actor=leader, at=at),
        lambda: let_go(code, ending, actor=director, at=at),
    )
    assert sorted(isinstance(each, Refused) for each in given) == [False, True]
    assert standing(code, MORNING.date()).gone is not in_hand(code).exists()
