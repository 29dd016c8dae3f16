"""中止、延期、撤销: what is granted moves every limit it is for, whatever the order, and every old date is kept."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.actions.ask_extend import ask_extend
from fengdan.matters.actions.ask_suspend import ask_suspend
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.extend import extend
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.actions.resume import resume
from fengdan.matters.actions.send_back_reply import send_back_reply
from fengdan.matters.actions.suspend import suspend
from fengdan.matters.actions.undo_limit_change import undo_limit_change
from fengdan.matters.facts import facts_of
from fengdan.matters.intake import Sender
from fengdan.matters.models import Clock, Extension, Suspension
from fengdan.matters.queries.due import late
from fengdan.matters.queries.history import history
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.written import written
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import QUARREL, Registration, Walk, actor
from tests.matters.watch import brought_to, refused
from tests.units import WATER, UnitWalk, liaison, signed_by

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)


def by(walk: Walk, username: str) -> dict:
    return {"actor": actor(username), "at": walk.at}


def asked(walk: Walk, *, since: datetime | None = None, reason: str = "appraisal", words: str = "委托书 3 号") -> None:
    told = {"reason": reason, "since": since or walk.at, "words": words}
    walk.matter = ask_suspend(walk.matter, **told, **by(walk, "mediator"))


def paused(walk: Walk) -> Walk:
    asked(walk)
    walk.matter = suspend(walk.matter, approved=True, **by(walk, "duty"))
    return walk


def resumed(walk: Walk, days: float) -> Walk:
    walk.at += days * ONE
    walk.matter = resume(walk.matter, until=walk.at, **by(walk, "mediator"))
    return walk


def longer(walk: Walk, amount: str = "10d", *, consent: bool = True) -> Walk:
    walk.matter = ask_extend(walk.matter, amount=amount, reason="要等鉴定", consent=consent, **by(walk, "mediator"))
    walk.matter = extend(walk.matter, approved=True, **by(walk, "director"))
    return walk


def clock(walk: Walk, name: str = "mediation") -> Clock:
    return walk.matter.clocks.get(name=name, stopped_at=None)


def closes(day: date) -> datetime:
    return datetime.combine(day, time(18), ZONE)


def test_mediation_stands_still_from_when_the_appraisal_was_ordered_until_it_came():
    walk = brought_to("taken")  # accepted Monday 11-23: thirty days end on 12-23
    assert clock(walk).due_at == closes(date(2026, 12, 23))
    resumed(paused(walk), 7)
    assert clock(walk).due_at == closes(date(2026, 12, 30))
    (move,) = walk.matter.due_moves.filter(clock__name="mediation")
    assert (move.was, move.becomes, move.why) == (closes(date(2026, 12, 23)), closes(date(2026, 12, 30)), "resume")
    assert verify()["problems"] == []


def test_while_it_stands_still_nobody_is_urged_and_nothing_is_late():
    walk = paused(brought_to("taken"))
    later = walk.at + 60 * ONE
    tick(later)
    assert not walk.matter.events.filter(facts__clock__in=["mediation", "first_session"]).exists()
    assert clock(walk).paused
    walk.matter.refresh_from_db()
    assert walk.matter.next_due is None or walk.matter.next_due < clock(walk).due_at
    # that it stands still is itself looked at: nobody forgets it
    assert {row.name for row in late(later).filter(matter=walk.matter)} == {"first_reply", "suspension"}
    assert verify()["problems"] == []


def test_what_stands_still_is_asked_about_after_thirty_days_until_it_goes_on():
    walk = paused(brought_to("taken"))
    asks = walk.matter.clocks.get(name="suspension")
    assert asks.due_at - asks.started_at >= 30 * ONE
    tick(asks.due_at + timedelta(minutes=1))
    urged = walk.matter.events.get(step="urge", facts__clock="suspension")
    assert urged.facts["to"] == "team-16"
    walk.at = walk.matter.events.latest("seq").at
    resumed(walk, 0)
    assert not walk.matter.clocks.filter(name="suspension", stopped_at=None).exists()
    assert verify()["problems"] == []


def test_another_round_is_suspended_and_goes_on_whatever_the_one_before_left_open():
    walk = paused(brought_to("taken"))
    at = walk._tick()
    withdrawn = {"conclusion": Conclusion.WITHDRAWN, "reason": "算了。"}
    walk.matter = conclude(walk.matter, **withdrawn, actor=actor("duty"), at=at)
    walk.matter = reopen(walk.matter, reason="又吵起来了。", actor=actor("duty"), at=walk._tick())
    walk.assign()
    walk.take()
    paused(walk)
    resumed(walk, 5)
    assert not clock(walk).paused
    assert facts_of(walk.matter).suspended == 0
    assert verify()["problems"] == []


def test_what_had_run_out_before_it_was_suspended_is_not_extended():
    walk = brought_to("taken")
    for name in ("mediation", "first_session"):
        late_since = clock(walk, name).due_at
    walk.at = max(clock(walk).due_at, late_since) + ONE
    asked(walk, since=walk.at)
    suspend(walk.matter, approved=True, **by(walk, "duty"))
    walk.matter.refresh_from_db()
    with refused("已经到期", "amount"):
        ask_extend(walk.matter, amount="10d", consent=True, reason="还要几天", **by(walk, "mediator"))


def test_resumed_it_is_reminded_of_the_new_date():
    walk = resumed(paused(brought_to("taken")), 20)
    end = clock(walk).due_at
    tick(end + timedelta(hours=1))
    told = list(walk.matter.events.filter(facts__clock="mediation").order_by("seq").values_list("step", flat=True))
    assert told == ["remind", "urge"]
    urged = walk.matter.events.get(step="urge", facts__clock="mediation")
    assert datetime.fromisoformat(urged.facts["due"]) == end


def test_it_takes_two_people_and_one_of_the_listed_reasons():
    walk = brought_to("taken")
    with refused("请从列表里选择", field="reason"):
        asked(walk, reason="忙")
    with refused("请填写“具体情况和凭据”", field="words"):
        asked(walk, words=" ")
    asked(walk)
    with refused("由值班领导或综治中心主任办理"):
        suspend(walk.matter, approved=True, **by(walk, "mediator"))
    with refused("请填写“为什么不同意”", field="comment"):
        suspend(walk.matter, approved=False, **by(walk, "duty"))
    walk.matter = suspend(walk.matter, approved=False, comment="不是鉴定事项", **by(walk, "duty"))
    assert not clock(walk).paused
    assert Suspension.objects.get().approved is False


def test_nobody_grants_what_they_asked_for_themselves():
    """Somebody who wears both hats: the leader of the team stands in for the duty leader."""
    walk = signed_by()
    both = liaison(WATER)
    walk.matter = ask_extend(walk.matter, amount="5d", reason="要等", consent=True, actor=both, at=walk.at)
    duty = actor("duty")
    also = type(duty)(both.id, both.name, duty.roles | both.roles, duty.units | both.units)
    with refused("申请的人不能自己批准"):
        extend(walk.matter, approved=True, actor=also, at=walk.at)


def test_never_from_before_it_was_accepted_nor_from_tomorrow():
    walk = brought_to("taken")
    accepted = walk.matter.events.get(step="accept").at
    with refused("早于受理", field="since"):
        asked(walk, since=accepted - timedelta(minutes=1))
    with refused("不能晚于现在", field="since"):
        asked(walk, since=walk.at + timedelta(minutes=1))
    early = brought_to("assigned")
    with refused("才能申请中止"):
        ask_suspend(early.matter, reason="appraisal", since=early.at, words="委托", **by(early, "leader"))


def test_two_suspensions_do_not_overlap():
    walk = resumed(paused(brought_to("taken")), 5)
    with refused("早于上一次中止结束", field="since"):
        asked(walk, since=walk.at - 2 * ONE)
    with refused("没有中止，不用恢复"):
        resume(walk.matter, until=walk.at, **by(walk, "duty"))


def test_resumed_neither_before_it_began_nor_tomorrow():
    walk = paused(brought_to("taken"))
    with refused("早于中止", field="until"):
        resume(walk.matter, until=walk.at - ONE, **by(walk, "duty"))
    with refused("不能晚于现在", field="until"):
        resume(walk.matter, until=walk.at + ONE, **by(walk, "duty"))


def test_what_stands_still_is_not_handed_on():
    walk = paused(brought_to("taken"))
    with refused("请先恢复计时"):
        recall(walk.matter, reason="派错", **by(walk, "duty"))
    village = UnitWalk().report()
    told = {"reason": "appraisal", "since": village.at, "words": "委托书 3 号"}
    village.matter = ask_suspend(village.matter, **told, **by(village, "village"))
    village.matter = suspend(village.matter, approved=True, **by(village, "duty"))
    with refused("请先恢复计时"):
        hand_up(village.matter, reason="beyond", handover="劝过", **by(village, "village"))


def test_a_limit_that_begins_while_it_stands_still_waits_as_well():
    walk = signed_by().reply()
    water = liaison(WATER)
    told = {"reason": "other_case", "since": walk.at, "words": "等法院判决"}
    walk.matter = ask_suspend(walk.matter, **told, actor=water, at=walk.at)
    walk.matter = suspend(walk.matter, approved=True, **by(walk, "duty"))
    walk.matter = send_back_reply(walk.matter, comment="还要补充", **by(walk, "duty"))
    assert clock(walk, "rework").paused
    assert clock(walk, "rework").rung_at is None
    walk.at += 3 * ONE
    walk.matter = resume(walk.matter, until=walk.at, actor=water, at=walk.at)
    # sent back on Monday, two working days; standing still until Thursday
    assert clock(walk, "rework").due_at == closes(date(2026, 11, 30))
    assert verify()["problems"] == []


def test_more_time_moves_what_the_county_and_what_the_law_allow():
    petition = Registration("petition", "02", QUARREL.area, QUARREL.story, QUARREL.parties, sender=Sender("县信访局"))
    walk = UnitWalk().register(petition).accept().give(WATER).sign_for()
    assert clock(walk, "petition").due_at == closes(date(2027, 1, 22))
    assert clock(walk, "reply").due_at == closes(date(2026, 11, 30))
    water = liaison(WATER)
    walk.matter = ask_extend(walk.matter, amount="10d", reason="要等检测", consent=True, actor=water, at=walk.at)
    walk.matter = extend(walk.matter, approved=True, **by(walk, "duty"))
    assert clock(walk, "petition").due_at == closes(date(2027, 2, 1))
    assert clock(walk, "reply").due_at == closes(date(2026, 12, 10))
    assert clock(walk, "mediation").due_at == closes(date(2027, 1, 4))
    assert verify()["problems"] == []


def test_more_time_is_given_before_the_old_has_run_out_or_never():
    walk = brought_to("taken")
    walk.matter = ask_extend(walk.matter, amount="5d", reason="要等", consent=True, **by(walk, "mediator"))
    walk.at = clock(walk).due_at + timedelta(minutes=1)
    with refused("已经到期，不能再延长", field="amount"):
        extend(walk.matter, approved=True, **by(walk, "duty"))
    walk.matter = extend(walk.matter, approved=False, comment="晚了", **by(walk, "duty"))
    with refused("已经到期，不能再延长", field="amount"):
        ask_extend(walk.matter, amount="5d", reason="要等", consent=True, **by(walk, "mediator"))
    assert not walk.matter.due_moves.exists()


@pytest.mark.parametrize(
    ("amount", "consent", "field", "words"),
    [
        ("10d", False, "consent", "要各方当事人都同意"),
        ("0wd", True, "amount", "至少一日"),
        ("8wh", True, "amount", "请按日或者工作日写"),
        ("5", True, "limit", "看不懂"),
        ("31d", True, "amount", "一共最多延长30日"),
        ("5wd", True, "amount", "按日延长，请改单位"),
    ],
)
def test_more_time_than_the_table_allows_or_otherwise_is_refused(amount, consent, field, words):
    walk = brought_to("taken")
    with refused(words, field=field):
        ask_extend(walk.matter, amount=amount, reason="要等", consent=consent, **by(walk, "mediator"))
    assert not Extension.objects.exists()


def test_in_all_it_is_no_longer_than_the_table_allows():
    walk = longer(brought_to("taken"), "20d")
    with refused("已经延长过20日", field="amount"):
        ask_extend(walk.matter, amount="11d", reason="要等", consent=True, **by(walk, "mediator"))
    assert clock(longer(walk, "10d")).due_at == closes(date(2027, 1, 22))


def test_what_was_granted_by_mistake_is_undone_and_every_old_date_is_kept():
    walk = longer(resumed(paused(brought_to("taken")), 3))
    (extension,) = [key for key in facts_of(walk.matter).changed if key.startswith("extension")]
    told = {"change": extension, "reason": "填错了天数"}
    walk.matter = undo_limit_change(walk.matter, **told, **by(walk, "duty"))
    with refused("请选择要撤销的是哪一次", field="change"):
        undo_limit_change(walk.matter, **told, **by(walk, "duty"))
    days = walk.matter.due_moves.filter(clock__name="mediation").values_list("was", "becomes")
    assert [(was.astimezone(ZONE).day, becomes.astimezone(ZONE).day) for was, becomes in days] == [
        (23, 28),  # 12-26 is a Saturday
        (28, 5),
        (5, 28),
    ]
    assert verify()["problems"] == []


def test_a_suspension_that_lasts_is_undone_and_the_limit_may_be_over_at_once():
    walk = paused(brought_to("taken"))
    (key,) = facts_of(walk.matter).changed
    walk.at += 60 * ONE
    walk.matter = undo_limit_change(walk.matter, change=key, reason="没有鉴定", **by(walk, "director"))
    assert not facts_of(walk.matter).suspended
    assert clock(walk).due_at == closes(date(2026, 12, 23))
    tick(walk.at)
    assert walk.matter.events.filter(step="urge", facts__clock="mediation").exists()
    assert verify()["problems"] == []


def test_a_kind_of_dispute_has_its_own_period_by_law():
    medical = Registration("walk_in", "15", QUARREL.area, QUARREL.story, QUARREL.parties)
    walk = Walk().register(medical).accept()
    assert (clock(walk).limit, clock(walk).value) == ("mediation_medical", "30wd")
    wages = Registration("walk_in", "10", QUARREL.area, QUARREL.story, QUARREL.parties)
    late = Walk().register(wages)
    late.at += 2 * ONE
    late.accept()
    assert clock(late).due_at == closes(date(2026, 12, 8))  # fifteen days from the application, not from acceptance
    court = Registration("court", "02", QUARREL.area, QUARREL.story, QUARREL.parties, sender=Sender("县人民法院"))
    assert clock(Walk().register(court).accept()).limit == "mediation_court"
    assert all(row.version == 1 for row in Clock.objects.exclude(name="ladder"))


def test_everybody_reads_what_was_asked_for_and_decided():
    walk = longer(resumed(paused(brought_to("taken")), 3))
    page = matter_page(actor("mediator"), walk.matter.code, walk.at)
    assert [(row.state, row.what[:2]) for row in page.limit_changes] == [("已恢复", "中止"), ("已延长", "延长")]
    assert {move.why for move in page.due_moves} == {"恢复计时", "决定延期"}
    told = history(page._events, written(walk.matter, page._events, page._parties, []))
    assert any("同意中止" in each.text for each in told)
    assert "延期的申请有了决定，请查看" in {letter.text for letter in inbox(actor("mediator"))}


OPS = st.lists(st.tuples(st.sampled_from(["pause", "extend", "undo"]), st.integers(0, 9)), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPS)
def test_any_order_of_suspending_extending_and_undoing_gives_the_same_date(ops):
    """Against days counted one by one from what is granted and not undone."""
    calendar = rules_in_force().calendar
    walk = brought_to("taken")
    start = clock(walk).started_at.astimezone(ZONE).date()
    for what, number in ops:
        if what == "pause":
            if clock(walk).due_at > walk.at + number * ONE:
                resumed(paused(walk), number)
        elif what == "extend" and clock(walk).due_at > walk.at and _granted(walk) + number + 1 <= 30:
            longer(walk, f"{number + 1}d")
        elif what == "undo" and (changed := sorted(facts_of(walk.matter).changed)):
            key = changed[number % len(changed)]
            walk.matter = undo_limit_change(walk.matter, change=key, reason="错了", **by(walk, "duty"))
        assert clock(walk).due_at == _on_fingers(walk, start, calendar)
    assert verify()["problems"] == []


def _granted(walk: Walk) -> int:
    rows = walk.matter.extensions.filter(approved=True, undone_at=None)
    return sum(int(row.amount.removesuffix("d")) for row in rows)


def _on_fingers(walk: Walk, start: date, calendar) -> datetime:
    still = set()
    for row in walk.matter.suspensions.filter(approved=True, undone_at=None):
        day = row.since.astimezone(ZONE).date()
        while day < row.until.astimezone(ZONE).date():
            day += ONE
            still.add(day)
    day, left = start, 30 + _granted(walk)
    while left:
        day += ONE
        left -= day not in still
    while not calendar.is_working_day(day):
        day += ONE
    return closes(day)
