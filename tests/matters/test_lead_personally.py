"""领导包案: a leader takes charge in person, with an account or without; it lasts until the next one or the end."""

import pytest

from fengdan.matters.actions.lead_personally import lead_personally
from fengdan.matters.models import Matter
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.people.absences import leave_office
from fengdan.people.models import User
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from tests.cast import Walk, actor

pytestmark = pytest.mark.django_db


def led(walk: Walk, *, by: str = "director", **who: object) -> Matter:
    walk.matter = lead_personally(walk.matter, reason="涉及人多", actor=actor(by), at=walk._tick(), **who)
    return walk.matter


def lead(walk: Walk) -> str:
    row = matter_page(actor("director"), walk.matter.code, walk.at).supervising.lead
    return row.who if row else ""


def test_a_county_leader_is_named_with_post_and_whoever_has_it_is_told():
    walk = Walk().register().accept().assign()
    led(walk, who="王测九，副县长")
    assert lead(walk) == "王测九，副县长"
    assert "本件由领导包案" in [letter.text for letter in inbox(actor("leader"))]
    page = matter_page(actor("leader"), walk.matter.code, walk.at)
    assert "由王测九，副县长包案。涉及人多" in [line.text for line in page.history]
    assert verify()["problems"] == []


def test_somebody_with_an_account_is_named_by_their_post_and_told_themselves():
    walk = Walk().register().accept().assign()
    duty = User.objects.get(username="duty")
    matter = led(walk, user=duty.pk)
    assert lead(walk).startswith(f"{duty.name}（")
    facts = matter.events.get(step="lead_personally").facts
    assert (facts["as"], facts["to"], facts["person"]) == ("duty", "centre", str(duty.pk))
    assert "本件由领导包案" in [letter.text for letter in inbox(actor("duty"))]


def test_the_next_one_ends_the_one_before_and_the_end_ends_the_last():
    walk = Walk().register()
    led(walk, who="王测九，副县长")
    led(walk, who="李测八，政法委书记")
    assert lead(walk) == "李测八，政法委书记"
    assert walk.matter.personal_leads.filter(ended_at=None).count() == 1
    walk.accept().assign().take().conclude(Conclusion.WITHDRAWN)
    assert lead(walk) == ""
    assert verify()["problems"] == []


def test_nobody_named_and_whoever_has_left_office_is_refused():
    walk = Walk().register()
    with pytest.raises(Refused, match="请选择包案领导"):
        led(walk, who="　")
    gone = User.objects.get(username="duty")
    leave_office(gone, last_day=walk.at.date(), actor=actor("admin"), at=walk.at)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(Refused, match="现在没有在岗的岗位"):
        led(walk, user=gone.pk)
    with pytest.raises(Refused, match="现在没有在岗的岗位"):
        led(walk, user=10**9)


@pytest.mark.parametrize("who", ["duty", "supervisor", "clerk"])
def test_only_the_director_decides_on_it(who):
    with pytest.raises(Refused, match="由综治中心主任办理"):
        led(Walk().register(), by=who, who="王测九，副县长")
