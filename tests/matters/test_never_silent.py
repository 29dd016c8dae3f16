"""Nobody may be nobody: whoever should act is missing, and the duty leader is told (issue 6, never silent)."""

from datetime import timedelta

import pytest

from fengdan.matters.models import Matter
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.people.absences import leave_office
from fengdan.people.models import Grant, User
from fengdan.units.models import Unit
from tests.cast import MORNING, Walk, actor
from tests.supervised import away
from tests.units import WATER, UnitWalk

pytestmark = pytest.mark.django_db
ALERT = "该办的人不在岗，请您安排"
EVENING = MORNING + timedelta(hours=7)  # 四个工作小时 are over
LATER = MORNING + timedelta(days=4)


def gone(username: str) -> None:
    leave_office(User.objects.get(username=username), last_day=MORNING.date(), actor=actor("admin"), at=MORNING)


def rung(matter: Matter, step: str, clock: str = "take") -> dict:
    return matter.events.get(step=step, facts__clock=clock).facts


def told(matter: Matter, template: str) -> set[tuple[str, str]]:
    """Where letters of this kind about 接单 wait unread."""
    unread = Letter.objects.filter(matter_id=matter.pk, template=template, about="take", read_at=None)
    return set(unread.values_list("to_role", "to_unit"))


def texts(username: str) -> list[str]:
    return [letter.text for letter in inbox(actor(username))]


def test_with_everybody_there_no_alert_is_given():
    matter = Walk().register().accept().assign().matter
    tick(EVENING)
    assert "nobody" not in rung(matter, "urge")
    assert told(matter, "nobody") == set()


def test_who_should_take_it_is_missing_and_the_duty_leader_is_alerted():
    matter = Walk().register().accept().assign().matter
    away("leader")
    tick(EVENING)
    assert rung(matter, "urge")["nobody"] == [["leader", "team-16"]]
    assert rung(matter, "urge")["as"] == "duty"
    assert told(matter, "nobody") == {("duty", "centre")}
    assert ALERT in texts("duty")
    page = matter_page(actor("duty"), matter.code, EVENING)
    line = next(line for line in page.history if line.step == "urge")
    assert line.text.endswith("该办的人或督办员不在岗，已报值班领导安排。")
    assert verify()["problems"] == []


def test_the_supervisor_is_absent_and_the_duty_leader_hears_of_what_is_late_instead():
    matter = Walk().register().accept().assign().matter
    away("supervisor")
    tick(EVENING)
    assert rung(matter, "urge")["nobody"] == [["supervisor", "centre"]]
    assert told(matter, "urge") == {("leader", "team-16")}
    assert told(matter, "nobody") == {("duty", "centre")}


def test_a_supervisor_who_is_stood_in_for_is_not_absent():
    matter = Walk().register().accept().assign().matter
    away("supervisor", "followup")
    tick(EVENING)
    assert "nobody" not in rung(matter, "urge")


def test_the_unit_is_dissolved_and_the_duty_leader_is_alerted():
    matter = UnitWalk().register().accept().give().matter
    Unit.objects.filter(pk=WATER).update(active_to=MORNING.date() - timedelta(days=1))
    tick(EVENING)
    assert rung(matter, "remind")["nobody"] == [["liaison", WATER]]
    assert rung(matter, "remind")["as"] == "duty"
    assert told(matter, "nobody") == {("duty", "centre")}


def test_a_role_nobody_holds_at_all_falls_to_the_duty_leader():
    matter = Walk().register().accept().matter
    Grant.objects.filter(role="dispatcher").delete()
    tick(LATER)
    assert rung(matter, "urge", "assign")["nobody"] == [["dispatcher", "centre"]]
    assert rung(matter, "urge", "assign")["as"] == "duty"


def test_with_nobody_anywhere_it_waits_at_the_duty_leaders_desk():
    matter = Walk().register().accept().assign().matter
    for username in ("leader", "duty", "director", "supervisor"):
        gone(username)
    Grant.objects.filter(user__username="small").delete()
    tick(MORNING + timedelta(days=1, hours=7))
    facts = rung(matter, "urge")
    assert (facts["as"], facts["to"], facts["person"]) == ("duty", "centre", "")
    assert ["leader", "team-16"] in facts["nobody"]


def test_a_draft_while_the_director_is_away_and_not_stood_in_for_goes_to_the_duty_leader():
    matter = Walk().register().accept().matter
    away("director")
    tick(LATER)
    assert rung(matter, "escalate", "first_reply")["signer"] == "duty"
    assert ["director", "centre"] in rung(matter, "escalate", "first_reply")["nobody"]
    assert "督办等签发，主任不在岗，请安排" in texts("duty")
    page = matter_page(actor("duty"), matter.code, LATER)
    assert page.supervising.signer == "主任不在岗，也没有人代理：请值班领导联系主任设定代理人，代理人可以代签。"


def test_a_draft_nobody_signs_is_late_itself():
    matter = Walk().register().accept().matter
    tick(LATER)
    waits = matter.clocks.get(name="sign_supervision", stopped_at=None)
    gone("director")
    tick(waits.due_at + timedelta(minutes=1))
    urged = rung(matter, "urge", "sign_supervision")
    assert (urged["as"], urged["to"]) == ("duty", "centre")
    assert ["director", "centre"] in urged["nobody"]
    tick(waits.due_at + timedelta(days=4))
    assert rung(matter, "escalate", "sign_supervision")["as"] == "supervisor"
    assert verify()["problems"] == []


def test_what_is_late_of_a_confidential_matter_is_told_to_people_who_may_see_it():
    walk = UnitWalk().report()
    Matter.objects.filter(pk=walk.matter.pk).update(confidential=True)
    tick(walk.at + timedelta(days=60))
    told = Letter.objects.filter(matter_id=walk.matter.pk, template__in=["urge", "escalate"])
    assert told.exists()
    assert not told.filter(to_role="supervisor").exists()
    held = dict(walk.matter.events.values_list("seq", "holder"))
    assert {to for seq, to in told.values_list("matter_seq", "to_unit") if to not in {"centre", held[seq]}} == set()


def test_a_draft_while_the_director_is_stood_in_for_goes_to_the_directors_desk():
    matter = Walk().register().accept().matter
    away("director", "duty")
    tick(LATER)
    assert rung(matter, "escalate", "first_reply")["signer"] == "director"
    page = matter_page(actor("duty"), matter.code, LATER)
    names = {name: User.objects.get(username=name).name for name in ("director", "duty")}
    assert page.supervising.signer == f"{names['duty']}可以代{names['director']}签发。"
