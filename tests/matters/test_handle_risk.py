"""风险处置: each colour has its time and its owner; what was done is recorded, of a red matter every working day."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fengdan.catalogue.models import Limit
from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.actions.handle_risk import handle_risk
from fengdan.matters.actions.lower_risk import lower_risk
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import matter_page
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.people.models import User
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.risk import RISK_CLOCKS
from tests.cast import MORNING, QUARREL, Walk, actor
from tests.endings import Ending
from tests.matters.watch import OTHER_TEAMS, brought_to, check_event, letters, refused
from tests.units import WATER, UnitWalk, liaison

pytestmark = pytest.mark.django_db
DONE = "分开双方，派人陪同，现已平静。"
MINUTE = timedelta(minutes=1)


def risky(matter: Matter) -> dict[str, tuple[str, str]]:
    """The running clocks of a risk: by which limit, and when they run out by the clock on the wall."""
    found = matter.clocks.filter(stopped_at=None, name__in=RISK_CLOCKS)
    return {clock.name: (clock.limit, f"{clock.due_at.astimezone(ZONE):%m-%d %H:%M}") for clock in found}


def lift(walk: Walk, risk: str) -> Walk:
    walk.matter = raise_risk(walk.matter, risk=risk, reason="扬言要动手", actor=actor("duty"), at=walk._tick())
    return walk


def calm(walk: Walk, risk: str, *, approved: bool = True) -> Walk:
    walk.matter = ask_lower_risk(walk.matter, risk=risk, reason="缓和了", actor=actor("clerk"), at=walk._tick())
    by = {"actor": actor("duty"), "at": walk._tick()}
    walk.matter = lower_risk(walk.matter, approved=approved, comment="看过了", **by)
    return walk


def handle(walk: Walk, who: str = "duty", words: str = DONE, handled_at: datetime | None = None) -> Walk:
    by = {"actor": actor(who), "at": walk._tick()}
    walk.matter = handle_risk(walk.matter, words=words, handled_at=handled_at or walk.at, **by)
    return walk


def coloured(risk: str) -> Walk:
    return Walk().register(replace(QUARREL, risk=risk))


@pytest.mark.parametrize(
    ("risk", "until"),
    [
        ("blue", {}),
        ("yellow", {"risk_response": ("risk_yellow", "11-24 18:00")}),
        ("orange", {"risk_response": ("risk_orange", "11-23 15:35")}),
        ("red", {"risk_response": ("risk_red", "11-23 09:35")}),
    ],
)
def test_each_colour_has_a_time_of_its_own_from_the_registration_on(risk, until):
    assert risky(coloured(risk).matter) == until
    assert verify()["problems"] == []


def test_a_higher_colour_begins_anew_and_an_alarm_of_the_same_colour_does_not():
    walk = lift(brought_to("taken"), "yellow")
    assert risky(walk.matter)["risk_response"][0] == "risk_yellow"
    lift(walk, "orange")
    assert risky(walk.matter)["risk_response"][0] == "risk_orange"
    assert walk.matter.clocks.get(limit="risk_yellow").stopped_at == walk.at
    red = walk.at + 5 * MINUTE
    for _ in range(2):
        at = walk._tick()
        danger = Danger("weapon", at, "110", at, "劝离")
        walk.matter = alarm(walk.matter, report=danger, actor=actor("mediator"), at=at)
        assert risky(walk.matter) == {"risk_response": ("risk_red", f"{red + 30 * MINUTE:%m-%d %H:%M}")}
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        *(("registered", "clerk"), ("accepted", "director"), ("assigned", "leader"), ("taken", "mediator")),
        *(("taken", "supervisor"), ("underway", "duty")),
    ],
)
@pytest.mark.parametrize("risk", ["yellow", "orange", "red"])
def test_what_was_done_stops_its_time_and_a_red_one_is_reported_a_working_day_later(stage, who, risk):
    walk = lift(brought_to(stage), risk)
    handle(walk, who)
    row = walk.matter.risk_handlings.get()
    check_event(walk.matter, "handle_risk", by=(who, who), stages=(stage, stage), facts={"risk_handling": row.pk})
    assert (row.words, row.handled_at, row.handled_by) == (DONE, walk.at, actor(who).id)
    assert risky(walk.matter) == ({"risk_report": ("risk_report", "11-24 18:00")} if risk == "red" else {})
    assert letters(walk.matter) == []
    assert matter_page(actor("duty"), walk.matter.code, walk.at).history[0].text == (
        f"11月23日（周一）{walk.at.astimezone(ZONE):%H:%M}处置：{DONE}"
    )
    assert verify()["problems"] == []


def test_every_report_makes_the_next_one_due_a_working_day_later():
    walk = handle(coloured("red"))
    walk.at += timedelta(days=1)
    handle(walk)
    assert risky(walk.matter) == {"risk_report": ("risk_report", "11-25 18:00")}
    walk.at += timedelta(days=3)  # a Friday: the next one is due on Monday
    handle(walk)
    assert risky(walk.matter) == {"risk_report": ("risk_report", "11-30 18:00")}
    assert walk.matter.risk_handlings.count() == 3


def test_the_page_names_the_time_by_its_colour():
    walk = lift(brought_to("taken"), "orange")
    shown = {clock.code: clock.name for clock in matter_page(actor("duty"), walk.matter.code, walk.at).clocks}
    assert shown["risk_response"] == "橙色风险处置"
    handle(lift(walk, "red"))
    shown = {clock.code: clock.name for clock in matter_page(actor("duty"), walk.matter.code, walk.at).clocks}
    assert shown["risk_report"] == "红色风险每日报告"


def test_lowered_to_blue_nothing_is_left_to_do_and_a_no_changes_nothing():
    walk = coloured("red")
    calm(walk, "blue", approved=False)
    assert set(risky(walk.matter)) == {"risk_response"}
    calm(walk, "orange")
    assert set(risky(walk.matter)) == {"risk_response"}  # still to be dealt with
    calm(walk, "blue")
    assert risky(walk.matter) == {}
    assert verify()["problems"] == []


def test_red_no_more_it_is_not_reported_every_day():
    walk = calm(handle(coloured("red")), "yellow")
    assert risky(walk.matter) == {}
    handle(walk)
    assert risky(walk.matter) == {}


def test_the_end_stops_it_and_another_round_begins_it_again():
    before = lift(brought_to("taken"), "orange").conclude(Conclusion.WITHDRAWN)
    walk = Ending(matter=before.matter, at=before.at)
    assert risky(walk.matter) == {}
    walk.reopen()
    assert risky(walk.matter)["risk_response"][0] == "risk_orange"
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("people", "typed", "risk"),
    [
        *((1, "blue", "blue"), (4, "blue", "blue"), (5, "blue", "yellow"), (9, "orange", "orange")),
        *((10, "yellow", "orange"), (29, "red", "red"), (30, "blue", "red")),
    ],
)
def test_so_many_who_come_to_register_make_it_at_least_this_colour(people, typed, risk):
    walk = Walk().register(replace(QUARREL, risk=typed, people=people))
    assert walk.matter.risk == risk
    assert {limit for limit, _ in risky(walk.matter).values()} == ({f"risk_{risk}"} if risk != "blue" else set())
    assert verify()["problems"] == []


@pytest.mark.parametrize("stage", ["registered", "taken"])
def test_so_many_who_come_again_raise_it_and_fewer_never_lower_it(stage):
    before = brought_to(stage)
    walk = Ending(matter=before.matter, at=before.at).visit(people=12)
    row = walk.matter.risk_changes.get()
    assert (row.was, row.becomes, row.reason) == ("blue", "orange", "一次来了 12 人，按人数提高。")
    assert (row.asked_by, row.decided_at, row.approved) == ("clock", walk.at, True)
    assert (walk.matter.risk, risky(walk.matter)["risk_response"][0]) == ("orange", "risk_orange")
    assert letters(walk.matter) == []
    assert matter_page(actor("duty"), walk.matter.code, walk.at).history[0].text == (
        "来了 12 人。\n一次来了 12 人，按人数提高。现在是橙（较高）。"
    )
    handle(walk)
    walk.visit(people=29)
    assert (walk.matter.risk, risky(walk.matter)) == ("orange", {})
    assert walk.matter.risk_changes.count() == 1
    assert verify()["problems"] == []


def test_thirty_who_come_again_make_it_red_and_the_duty_leader_hears_of_it():
    before = lift(brought_to("taken"), "yellow")
    before.matter = ask_lower_risk(before.matter, risk="blue", reason="缓和了", actor=actor("clerk"), at=before._tick())
    walk = Ending(matter=before.matter, at=before.at).visit(people=30)
    assert (walk.matter.risk, set(risky(walk.matter))) == ("red", {"risk_response"})
    assert letters(walk.matter) == [("centre", "duty")]
    assert not walk.matter.risk_changes.filter(decided_at=None).exists()  # the lowering is off
    assert verify()["problems"] == []


@pytest.mark.parametrize(("risk", "urged"), [("red", "duty"), ("orange", "director"), ("yellow", "mediator")])
def test_whose_colour_it_is_is_urged_and_nobody_once_it_is_dealt_with(risk, urged):
    walk = lift(brought_to("taken"), risk)
    tick(walk.at + timedelta(days=1, hours=12))
    (event,) = [each for each in walk.matter.events.filter(step="urge") if each.facts["clock"] == "risk_response"]
    assert User.objects.get(pk=event.facts["person"]).username == urged
    other = handle(lift(brought_to("taken"), risk))
    tick(walk.at + timedelta(days=1, hours=12))
    assert not [each for each in other.matter.events.filter(step="urge") if each.facts["clock"] == "risk_response"]
    assert verify()["problems"] == []


def test_a_county_without_limits_for_it_starts_no_clock():
    Limit.objects.filter(code__startswith="risk_").delete()
    walk = handle(coloured("red"))
    assert risky(walk.matter) == {}


@pytest.mark.parametrize(
    ("words", "minutes", "says", "field"),
    [
        (" ", 0, "请填写“做了什么”", "words"),
        (DONE, 6, "处置时间不能晚于现在", "handled_at"),
        (DONE, -60, "处置时间早于登记时间", "handled_at"),
    ],
)
def test_what_was_done_and_when_must_be_said(words, minutes, says, field):
    walk = coloured("red")
    with refused(says, field):
        handle(walk, words=words, handled_at=walk.at + minutes * MINUTE)


def test_there_is_nothing_to_deal_with_while_it_is_blue_or_over():
    walk = brought_to("taken")
    with refused("没有要处置的风险"):
        handle(walk)
    over = lift(brought_to("taken"), "red")
    over.conclude(Conclusion.WITHDRAWN)
    with refused("风险处置"):
        handle(over)


@pytest.mark.parametrize("who", [*OTHER_TEAMS, "dispatcher", "followup", "archivist", "auditor", "admin", "court"])
def test_not_by_who_has_nothing_to_do_with_it(who):
    walk = lift(brought_to("taken"), "red")
    with refused("“风险处置”"):
        handle(walk, who)


def test_a_unit_deals_with_the_risk_of_what_it_has_and_of_nothing_else():
    walk = UnitWalk().register().accept().give(WATER).sign_for()
    lift(walk, "yellow")
    by = {"words": DONE, "handled_at": walk.at}
    with refused("“风险处置”"):
        handle_risk(walk.matter, **by, actor=liaison("dept-land"), at=walk._tick())
    walk.matter = handle_risk(walk.matter, **by, actor=liaison(WATER), at=walk._tick())
    assert risky(walk.matter) == {}
    assert walk.at > MORNING
