"""督办: drafted by the system or by hand, issued by a named leader, replied to, judged; and the next one up."""

from datetime import datetime, timedelta

import pytest

from fengdan.catalogue.models import SupervisionTable
from fengdan.matters.actions.answer_supervision import answer_supervision
from fengdan.matters.actions.drop_supervision import drop_supervision
from fengdan.matters.actions.issue_supervision import Issued, issue_supervision
from fengdan.matters.actions.judge_supervision import Judged, judge_supervision
from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter, Supervision
from fengdan.matters.queries.due import Due, due
from fengdan.matters.queries.first_calls import first_calls
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.people.actor import actor_of
from fengdan.people.models import User
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk, actor
from tests.supervised import DEMAND, FACTS, SAID, answered, away, drafted, issued, judged, last
from tests.units import BOUNDARY, LAND, UnitWalk

pytestmark = pytest.mark.django_db
THURSDAY = MORNING + timedelta(days=3)
SOON = timedelta(minutes=5)


def steps(matter: Matter) -> list[str]:
    return list(matter.events.order_by("seq").values_list("step", flat=True))


def untaken() -> Matter:
    """Given to a department on Monday at 9:15; nobody signs for it."""
    return Walk().register(BOUNDARY).accept().assign(LAND).matter


def late(at: datetime = MORNING + timedelta(days=1, hours=7)) -> Matter:
    """Escalated on Tuesday at 18:00: 接单 is four working hours, and a working day more."""
    matter = untaken()
    tick(at)
    tick(MORNING.replace(hour=18) + timedelta(days=1))
    return Matter.objects.get(pk=matter.pk)


def texts(username: str) -> list[str]:
    return [letter.text for letter in inbox(actor(username))]


def test_a_limit_that_is_still_not_kept_drafts_an_order_and_sends_it_to_nobody():
    matter = late()
    row = last(matter)
    assert (row.status, row.kind, row.fault, row.clock) == ("draft", "order", "not_handled", "take")
    assert (row.unit_id, row.drafted_by, row.reply_limit, row.reply_by) == (LAND, "clock", "3wd", None)
    assert row.facts == (
        f"{matter.code}号事项由{row.unit.name}承办，“接单”应于2026年11月23日15:45前办理，"
        "经系统提醒、催办并逾期升级，至今仍未办理。最近一次办理是2026年11月23日“派单”。"
    )
    assert row.demand == "请立即办理；在规定期限内书面回复办理情况、没有按时办理的原因和责任人。"
    (event,) = matter.events.filter(step="escalate", facts__clock="take")
    assert event.facts["supervision"] == row.pk
    assert "拟好一件督办，等您签发" in texts("director")
    assert not [text for text in texts("dept") if "督办" in text]
    assert verify()["problems"] == []


def test_what_the_clock_did_is_not_told_as_work_done():
    walk = UnitWalk().report()
    tick(walk.at + timedelta(days=30))
    climbed = walk.matter.events.filter(step="climb").count()
    assert climbed
    rows = [row.facts for row in Supervision.objects.filter(matter=walk.matter)]
    assert rows
    assert not [text for text in rows if "逐级上报" in text.split("最近一次办理是")[-1]]


def test_what_was_not_accepted_is_the_fault_of_the_centre_itself():
    matter = Walk().register().matter
    tick(MORNING + timedelta(days=3))
    row = last(matter)
    assert (row.fault, row.clock, row.unit_id) == ("not_accepted", "accept", "centre")
    issued(matter, THURSDAY)
    assert "收到督办，请按期书面回复" in texts("duty")


def test_while_one_is_open_no_other_is_drafted():
    matter = late()
    tick(MORNING + timedelta(days=40))
    assert Supervision.objects.filter(matter=matter).count() == 1
    with pytest.raises(Refused, match="已经拟好一件督办，正在等主任签发"):
        drafted(matter, MORNING + timedelta(days=40))


def test_issued_it_has_a_number_a_signature_and_a_day_to_reply_by_and_whoever_has_it_is_told():
    matter = issued(late(), THURSDAY)
    row = last(matter)
    director = User.objects.get(username="director")
    assert (row.status, row.number, row.issued_by) == ("issued", f"{matter.code}督1", str(director.pk))
    assert (row.on_behalf_of, row.facts, row.demand) == ("", FACTS, DEMAND)
    assert row.reply_by == datetime(2026, 12, 1, 18, 0, tzinfo=ZONE)  # three working days after Thursday
    clock = matter.clocks.get(name="supervision", stopped_at=None)
    assert (clock.started_at, clock.due_at) == (THURSDAY, row.reply_by)
    assert "收到督办，请按期书面回复" in texts("dept")
    assert "拟好一件督办，等您签发" not in texts("director")
    assert verify()["problems"] == []


def test_whoever_stands_in_for_the_director_signs_for_them():
    matter = late()
    away("director", "duty", THURSDAY)
    standing = actor_of(User.objects.get(username="duty"), THURSDAY.date())
    matter = issued(matter, THURSDAY, by=standing)
    director = User.objects.get(username="director")
    event = matter.events.get(step="issue_supervision")
    assert last(matter).on_behalf_of == event.on_behalf_of == str(director.pk)
    page = matter_page(actor("supervisor"), matter.code, THURSDAY + SOON)
    assert page.supervising.rows[0].signed == f"{standing.name}（代{director.name}签发）"
    assert f"（代{director.name}签）" in next(line.who for line in page.history if line.step == "issue_supervision")


@pytest.mark.parametrize("who", ["duty", "supervisor", "dept", "clerk"])
def test_nobody_but_the_director_issues_or_drops(who):
    matter = late()
    for act in (
        lambda: issue_supervision(matter, issued=Issued(FACTS, DEMAND, "3wd"), actor=actor(who), at=THURSDAY),
        lambda: drop_supervision(matter, reason="不必", actor=actor(who), at=THURSDAY),
    ):
        with pytest.raises(Refused, match="由综治中心主任办理"):
            act()


def test_dropped_it_is_said_why_and_the_supervisor_hears_of_it():
    matter = drop_supervision(late(), reason="单位已经电话说明。", actor=actor("director"), at=THURSDAY)
    row = last(matter)
    assert (row.status, row.comment) == ("dropped", "单位已经电话说明。")
    assert "督办不予签发" in texts("supervisor")
    assert "拟好一件督办，等您签发" not in texts("director")
    with pytest.raises(Refused, match="没有等待签发的督办"):
        issued(matter, THURSDAY + SOON)
    drafted(matter, THURSDAY + SOON)
    assert verify()["problems"] == []


def test_the_reply_stops_the_clock_and_is_accepted():
    matter = answered(issued(late(), THURSDAY), THURSDAY + SOON, by="dept")
    row = last(matter)
    assert (row.status, row.reply) == ("replied", SAID)
    assert matter.clocks.get(name="supervision").stopped_at == THURSDAY + SOON
    assert "督办已回复，等待审核" in texts("supervisor")
    assert "收到督办，请按期书面回复" not in texts("dept")
    matter = judged(matter, THURSDAY + 2 * SOON)
    assert last(matter).status == "accepted"
    assert "督办回复已认可" in texts("dept")
    with pytest.raises(Refused, match="没有要回复的督办"):
        answered(matter, THURSDAY + 3 * SOON, by="dept")
    assert verify()["problems"] == []


def test_sent_back_it_has_to_be_replied_to_again_by_another_day():
    matter = answered(issued(late(), THURSDAY), THURSDAY + SOON, by="dept")
    matter = judged(matter, THURSDAY + 2 * SOON, accepted=False)
    row = last(matter)
    assert (row.status, row.comment) == ("issued", "没有说哪天办完。")
    assert row.reply_by == datetime(2026, 11, 30, 18, 0, tzinfo=ZONE)
    assert matter.clocks.filter(name="supervision", stopped_at=None).get().due_at == row.reply_by
    assert "督办回复要补充" in texts("dept")
    matter = judged(answered(matter, THURSDAY + 3 * SOON, by="dept"), THURSDAY + 4 * SOON)
    assert last(matter).status == "accepted"
    assert verify()["problems"] == []


def test_sent_back_without_saying_what_is_missing_is_refused():
    matter = answered(issued(late(), THURSDAY), THURSDAY + SOON, by="dept")
    with pytest.raises(Refused, match="还缺什么"):
        judge_supervision(matter, judged=Judged(accepted=False), actor=actor("supervisor"), at=THURSDAY + SOON)
    assert last(matter).status == "replied"


@pytest.mark.parametrize("limit", ["", "3", "三天", "0h"])
def test_a_reply_limit_that_cannot_be_read_is_refused(limit):
    matter = late()
    with pytest.raises(Refused):
        issued(matter, THURSDAY, limit=limit)
    assert last(matter).status == "draft"


@pytest.mark.parametrize(("kind", "fault"), [("shout", "not_handled"), ("order", "laziness")])
def test_an_unknown_kind_or_fault_is_refused(kind, fault):
    with pytest.raises(Refused, match="请从列表里选择"):
        drafted(untaken(), THURSDAY, kind=kind, fault=fault)


def test_a_reply_that_does_not_come_drafts_the_next_one_up_until_there_is_none():
    matter = issued(late(), THURSDAY)
    at = THURSDAY
    for kind in ("talk", "circulate", "listing"):
        at += timedelta(days=20)
        tick(at)
        row, before = last(matter), Supervision.objects.filter(matter=matter).order_by("-id")[1]
        assert (row.kind, row.status, row.follows_id, row.clock) == (kind, "draft", before.pk, "take")
        assert "至今没有回复" in row.facts
        issued(matter, at)
        before.refresh_from_db()
        assert before.status == "overtaken"
    tick(at + timedelta(days=30))
    assert last(matter).kind == "listing"
    assert Supervision.objects.filter(matter=matter).count() == 4
    assert matter.clocks.filter(name="supervision", stopped_at=None).count() == 1
    assert verify()["problems"] == []


def test_a_reply_that_does_not_come_is_reminded_of_and_urged_like_any_limit():
    matter = issued(late(), THURSDAY)
    tick(THURSDAY + timedelta(days=5, hours=10))
    assert [
        event.step for event in matter.events.filter(facts__clock="supervision").order_by("seq") if "to" in event.facts
    ] == ["remind", "urge"]
    assert "“督办回复”已到期，请马上办理" in texts("dept")
    assert matter in due(actor("dept"), Due.OVERDUE, THURSDAY + timedelta(days=5, hours=10))


def test_what_the_centre_is_late_with_is_the_duty_leaders_to_answer_though_a_unit_has_the_matter():
    walk = UnitWalk().register().accept().give().sign_for()
    walk.reply()
    drafted(walk.matter, THURSDAY, clock="approve_reply")
    matter = issued(walk.matter, THURSDAY)
    assert last(matter).unit_id == "centre"
    later = THURSDAY + timedelta(days=6)
    matter.clocks.exclude(name="supervision").update(stopped_at=THURSDAY)  # nothing else is late
    assert matter in due(actor("duty"), Due.OVERDUE, later)
    assert matter not in due(actor("dept-water"), Due.OVERDUE, later)
    calls = first_calls(actor("director"), later)
    assert [call.name for call in calls for each in call.late if each.code == matter.code] == [actor("duty").name]
    with pytest.raises(Refused, match="由值班领导办理"):
        answered(matter, THURSDAY + SOON, by="dept-water")
    answered(matter, THURSDAY + SOON, by="duty")


def test_another_unit_and_the_centres_desk_do_not_answer_for_whoever_has_it():
    matter = issued(late(), THURSDAY)
    for who in ("leader06", "duty", "clerk", "dept-water"):
        with pytest.raises(Refused):
            answered(matter, THURSDAY + SOON, by=who)
    answered(matter, THURSDAY + SOON, by="dept")


def test_supervision_does_not_make_the_page_of_whoever_works_on_it_stale():
    matter = late()
    seen = matter.version
    issued(matter, THURSDAY)
    taken = take(matter, actor=actor("dept"), at=THURSDAY + SOON, seen=seen)
    assert taken.stage == "taken"
    told = {"reply": SAID, "actor": actor("dept"), "at": THURSDAY + 2 * SOON}
    assert answer_supervision(matter, **told, seen=seen).version == taken.version + 1


def test_the_one_that_was_looked_at_is_the_one_that_is_issued_replied_to_or_dropped():
    matter = late()
    seen = last(matter).pk
    drop_supervision(matter, reason="重拟", supervision=seen, actor=actor("director"), at=THURSDAY)
    drafted(matter, THURSDAY)
    told = Issued(FACTS, DEMAND, "3wd", supervision=seen)
    with pytest.raises(Refused, match="刚刚已由他人办理"):
        issue_supervision(matter, issued=told, actor=actor("director"), at=THURSDAY)
    with pytest.raises(Refused, match="刚刚已由他人办理"):
        drop_supervision(matter, reason="不必", supervision=seen, actor=actor("director"), at=THURSDAY)
    issued(matter, THURSDAY)
    with pytest.raises(Refused, match="刚刚已由他人办理"):
        answer_supervision(matter, reply=SAID, supervision=seen, actor=actor("dept"), at=THURSDAY)


def test_nothing_is_filed_before_what_was_issued_is_settled():
    walk = Walk().register().accept().assign().take().consent().session().agree().sign()
    drafted(walk.matter, walk.at)
    issued(walk.matter, walk.at)
    walk.conclude().follow_up()
    with pytest.raises(Refused, match="还有督办没有回复或者没有审核"):
        walk.archive()
    answered(walk.matter, walk.at, by="mediator")
    judged(walk.matter, walk.at)
    assert walk.archive().matter.stage == "archived"
    assert verify()["problems"] == []


def test_the_names_and_limits_are_the_countys():
    rows = SupervisionTable.objects.latest("version").rows
    changed = [row | ({"name": "督查通知", "reply": "5wd"} if row["code"] == "order" else {}) for row in rows]
    SupervisionTable.objects.create(version=99, rows=changed)
    matter = late()
    assert last(matter).reply_limit == "5wd"
    page = matter_page(actor("director"), matter.code, THURSDAY)
    assert page.supervising.rows[0].name == "督查通知"
    assert any("已拟好督查通知，等待签发" in line.text for line in page.history)
