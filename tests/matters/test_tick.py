"""A matter left alone: who is told as its limits run out, each time once."""

from datetime import timedelta

import pytest

from fengdan.matters.models import Clock, Matter
from fengdan.matters.queries.desk import work_lists
from fengdan.matters.queries.history import history
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.written import written
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.people.absences import be_away, leave_office
from fengdan.people.models import Grant, User
from tests.cast import MORNING, Walk, actor

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(days=4)  # Friday: 接单 is long over


def rungs(matter: Matter) -> list[tuple[str, str]]:
    """What the clock did, oldest first: the step and the limit."""
    taken = matter.events.filter(step__in=["remind", "urge", "escalate"]).order_by("seq")
    return [(event.step, event.facts["clock"]) for event in taken]


def landed_on(matter: Matter, step: str, clock: str) -> str:
    """The username of the person the rung was brought before, or empty."""
    (event,) = [each for each in matter.events.filter(step=step) if each.facts["clock"] == clock]
    person = event.facts["person"]
    return User.objects.get(pk=person).username if person else ""


def assigned() -> Matter:
    return Walk().register().accept().assign().matter


def accepted() -> Matter:
    """Nobody gives it to anybody."""
    return Walk().register().accept().matter


def test_nothing_is_due_yet():
    matter = assigned()
    assert not tick(MORNING + timedelta(minutes=20)).taken
    assert rungs(matter) == []


def test_left_alone_it_warns_urges_and_lands_on_the_duty_leader():
    matter = assigned()
    tick(MORNING + timedelta(hours=7))  # 四个工作小时 run out on Monday afternoon
    assert rungs(matter) == [("remind", "take"), ("urge", "take")]
    assert landed_on(matter, "remind", "take") == landed_on(matter, "urge", "take") == "leader"
    waiting = accepted()
    tick(LATER)
    assert ("escalate", "assign") in rungs(waiting)
    assert landed_on(waiting, "escalate", "assign") == "duty"
    assert verify()["problems"] == []


def test_whoever_has_to_act_reads_it_and_what_is_done_is_no_news():
    walk = Walk().register().accept().assign()
    tick(MORNING + timedelta(hours=7))
    assert next(letter.text for letter in inbox(actor("leader"))) == "“接单”已到期，请马上办理"
    assert [letter.text for letter in inbox(actor("supervisor"))] == ["“接单”已到期，请马上办理"]
    walk.at = MORNING + timedelta(hours=8)
    walk.take()
    assert inbox(actor("supervisor")) == []
    assert not [letter for letter in inbox(actor("leader")) if "接单" in letter.text]


def test_however_often_and_from_wherever_it_is_swept_each_rung_is_taken_once():
    matter = accepted()
    for hours in (7, 7, 5, 7, 100, 100, 2):
        tick(MORNING + timedelta(hours=hours))
    taken = rungs(matter)
    assert len(taken) == len(set(taken))
    assert ("escalate", "assign") in taken
    version = Matter.objects.get(pk=matter.pk).version
    tick(LATER)
    assert Matter.objects.get(pk=matter.pk).version == version


def test_after_two_days_without_a_sweep_every_rung_is_made_up_for_and_the_last_word_stands():
    matter = accepted()
    tick(LATER)
    assert [step for step, clock in rungs(matter) if clock == "assign"] == ["remind", "urge", "escalate"]
    unread = Letter.objects.filter(matter_id=matter.pk, about="assign", read_at=None)
    assert set(unread.values_list("template", flat=True)) == {"escalate"}


def test_a_rung_somebody_else_took_meanwhile_is_theirs():
    matter = assigned()
    for taken in ({"remind": 1, "urge": 1}, {}):
        assert tick(MORNING + timedelta(hours=7)).taken == taken
    assert matter.events.filter(step="remind").count() == 1


def test_a_stopped_limit_is_left_in_peace():
    matter = Walk().register().accept().assign().take().matter
    tick(MORNING + timedelta(hours=7))
    assert "take" not in {clock for _, clock in rungs(matter)}


def away(username: str, stand_in: str | None = None) -> None:
    user = User.objects.get(username=username)
    other = User.objects.get(username=stand_in) if stand_in else None
    day = MORNING.date()
    be_away(user, from_day=day, to_day=day + timedelta(days=9), stand_in=other, actor=actor("admin"), at=MORNING)


def gone(username: str) -> None:
    user = User.objects.get(username=username)
    leave_office(user, last_day=MORNING.date(), actor=actor("admin"), at=MORNING)


def escalated(matter: Matter) -> str:
    tick(LATER)
    return landed_on(matter, "escalate", "assign")


def test_while_the_duty_leader_is_away_it_lands_on_whoever_stands_in():
    matter = accepted()
    away("duty", "followup")
    Grant.objects.filter(user__username="small").delete()
    assert escalated(matter) == "followup"


def test_when_the_duty_leader_is_gone_it_lands_on_the_director():
    matter = accepted()
    gone("duty")
    Grant.objects.filter(user__username="small").delete()
    assert escalated(matter) == "director"


def test_when_the_director_is_gone_too_it_lands_on_the_supervisor():
    matter = accepted()
    gone("duty")
    away("director")
    Grant.objects.filter(user__username="small").delete()
    assert escalated(matter) == "supervisor"


def test_with_nobody_left_it_waits_where_the_next_in_office_will_find_it():
    matter = accepted()
    for username in ("duty", "director", "supervisor"):
        gone(username)
    Grant.objects.filter(user__username="small").delete()
    assert escalated(matter) == ""
    letter = Letter.objects.filter(matter_id=matter.pk, template="escalate", about="assign").first()
    assert (letter.to_role, letter.to_unit, letter.to_user) == ("duty", "centre", None)


def test_when_the_leader_is_gone_the_reminder_goes_above_at_once():
    matter = assigned()
    gone("leader")
    tick(MORNING + timedelta(days=1))
    assert landed_on(matter, "urge", "take") == "duty"


def test_the_page_tells_whom_it_told():
    matter = assigned()
    tick(MORNING + timedelta(hours=7))
    events = list(matter.events.order_by("-seq"))
    rows = written(matter, events, list(matter.parties.all()), [])
    (told,) = [line for line in history(events, rows) if line.step == "remind"]
    name = User.objects.get(username="leader").name
    assert told.by == "时钟 · 系统"
    assert told.text == f"“接单”11月23日（周一）15:45到期，已告知{name}。"


def test_one_matter_at_which_it_goes_wrong_holds_up_no_other(caplog):
    broken, fine = accepted(), Walk(at=MORNING + timedelta(minutes=40)).register().accept().matter
    Clock.objects.filter(matter=broken, name="assign").update(rung="no_rung")
    done = tick(LATER)
    assert done.failed == [broken.code]
    assert ("escalate", "assign") in rungs(fine)


def test_an_overdue_matter_is_still_on_its_list():
    accepted()
    tick(LATER)
    lists = {each.key: each.count for each in work_lists(actor("dispatcher"), LATER)}
    assert lists["to_assign"] == 1


def test_the_moment_is_an_argument():
    matter = assigned()
    tick(LATER)
    assert {event.at for event in matter.events.filter(step="urge")} == {LATER}
