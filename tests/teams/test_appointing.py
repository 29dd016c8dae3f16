"""聘任, 续聘, 解聘: whoever keeps the pool appoints within the law, orphans no matter, deletes nothing."""

from datetime import date, timedelta

import pytest

from fengdan.journal.models import Entry
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.mediators import in_hand, let_go
from fengdan.matters.models import Matter
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.pool import Grade as Level
from fengdan.rulebook.pool import Leaving
from fengdan.teams.appointing import Ending, Named, appoint, end, latest
from fengdan.teams.models import Appointment, Committee, CommitteeMember, Grade, Mediator, TeamMember, Training
from fengdan.teams.pool import past, standing, training
from fengdan.teams.records import Graded, Taught, set_grade, train
from fengdan.teams.standing import Runs
from tests.booked import LEAD, booker
from tests.cast import MORNING, Walk, actor, mediator_code
from tests.matters.watch import brought_to

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
ENDING = "m1605"  # the county's files let the term end on 2027-01-15


@pytest.fixture
def home():
    """The committee of the mediator whose term ends soon."""
    return CommitteeMember.objects.get(mediator=ENDING, active_to=None).committee_id


def named(home, **changes):
    said = {
        "committee": home,
        "from_day": date(2027, 1, 16),
        "until": date(2028, 12, 31),
        "appointed_by": "某调委会",
        "letter": "续聘1号",
        "director": False,
    }
    return Named(**said | changes)


def renew(code, said, **who):
    by = {"seen": latest(code), "actor": actor("director"), "at": MORNING} | who
    return appoint(code, said, **by)


def refused(field, words, act):
    with pytest.raises(Refused, match=words) as no:
        act()
    assert no.value.field == field


def test_a_term_is_renewed_before_it_ends_and_the_place_stays(home):
    before = standing(ENDING, TODAY)
    assert before.ends(Runs.APPOINTMENT) == date(2027, 1, 15)
    row = renew(ENDING, named(home))
    after = standing(ENDING, TODAY)
    assert after.ends(Runs.APPOINTMENT) == date(2028, 12, 31)
    assert after.seats == before.seats
    _, terms, _ = past(ENDING)
    assert [(term.from_day, term.letter, term.who) for term in terms] == [
        (date(2027, 1, 16), "续聘1号", actor("director").name),
        (date(2026, 1, 1), terms[1].letter, ""),
    ]
    entry = Entry.objects.get(act="appointed")
    days = {"from": "2027-01-16", "until": "2028-12-31"}
    assert (entry.subject, entry.facts) == (ENDING, {"term": row.pk, "committee": home, **days})


def test_the_same_renewal_sent_twice_is_one(home):
    seen = latest(ENDING)
    first, again = (renew(ENDING, named(home), seen=seen) for _ in range(2))
    assert first == again
    assert Entry.objects.filter(act="appointed").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"until": date(2029, 1, 1)}, "until", "不能超出调委会任期（到 2028-12-31）"),
        ({"from_day": date(2029, 1, 1), "until": date(2029, 2, 1)}, "committee", "请先换届"),
        ({"until": date(2027, 1, 1)}, "until", "早于"),
        ({"from_day": date(2027, 1, 15)}, "from_day", "与已登记的聘期（2026-01-01 至 2027-01-15）重叠"),
        ({"committee": "committee-nowhere"}, "committee", "已不在"),
        ({"director": True}, "from_day", "从今天或以前的一天起"),
    ],
)
def test_what_the_law_or_the_book_does_not_allow_is_refused_at_its_field(changes, field, words, home):
    refused(field, words, lambda: renew(ENDING, named(home, **changes)))
    assert Appointment.objects.filter(mediator=ENDING).count() == 1
    assert not Entry.objects.filter(act="appointed").exists()


def test_only_the_director_keeps_the_pool(home):
    ending = Ending(home, TODAY, Leaving.RESIGNED)
    for who in ("clerk", "leader", "mediator", "justice", "court", "admin", "duty"):
        by = {"actor": actor(who), "at": MORNING}
        for act in (
            lambda by=by: appoint(ENDING, named(home), seen=latest(ENDING), **by),
            lambda by=by: let_go(ENDING, ending, **by),
            lambda by=by: train(ENDING, Taught(TODAY, "课", 4, "局"), **by),
            lambda by=by: set_grade(ENDING, Graded(Level.FIRST, "局", TODAY, TODAY), **by),
        ):
            refused("", "综治中心主任", act)
    assert standing(ENDING, TODAY).gone is False


def test_another_director_only_after_the_one_there_is_gone(home):
    old = CommitteeMember.objects.get(committee=home, director=True, active_to=None)
    Appointment.objects.filter(mediator=ENDING).update(until=TODAY - timedelta(days=1))
    said = named(home, from_day=TODAY, director=True)
    refused("post", "现任主任是", lambda: renew(ENDING, said))
    let_go(old.mediator_id, Ending(home, TODAY, Leaving.RETIRED), actor=actor("director"), at=MORNING)
    renew(ENDING, said)
    held = CommitteeMember.objects.filter(mediator=ENDING).order_by("pk")
    assert [(row.director, row.active_to) for row in held] == [(False, TODAY - timedelta(days=1)), (True, None)]
    assert standing(ENDING, TODAY).seats[0].post == "主任"


def test_in_mid_term_somebody_else_is_chosen_director(home):
    old = CommitteeMember.objects.get(committee=home, director=True, active_to=None).mediator_id
    said = named(home, from_day=TODAY, director=True, letter="改任1号")
    refused("post", "现任主任是", lambda: renew(ENDING, said))
    assert standing(ENDING, TODAY).ends(Runs.APPOINTMENT) == date(2027, 1, 15)  # a refusal has changed nothing
    renew(old, named(home, from_day=TODAY, until=date(2027, 12, 31), letter="改任2号"))
    renew(ENDING, said)
    posts = {row.mediator_id: row.director for row in CommitteeMember.objects.filter(committee=home, active_to=None)}
    assert (posts[old], posts[ENDING]) == (False, True)
    ended = Appointment.objects.filter(mediator=ENDING, committee=home).order_by("from_day").first()
    assert (ended.ended_on, ended.until) == (TODAY - timedelta(days=1), date(2027, 1, 15))


def test_a_second_committee_begins_today_and_may_be_left_again(home):
    other = Committee.objects.exclude(pk=home).order_by("pk").first().pk
    refused("from_day", "从今天", lambda: renew(ENDING, named(other)))
    renew(ENDING, named(other, from_day=TODAY))
    assert {seat.committee for seat in standing(ENDING, TODAY).seats} == {home, other}
    let_go(ENDING, Ending(other, TODAY, Leaving.MOVED), actor=actor("director"), at=MORNING)
    assert [seat.committee for seat in standing(ENDING, TODAY).seats] == [home]
    assert TeamMember.objects.filter(mediator=ENDING, active_to=None).exists()
    assert Mediator.objects.get(pk=ENDING).active_to is None


def test_with_the_last_committee_somebody_leaves_and_everything_stays_readable(home):
    lost = list(TeamMember.objects.filter(mediator=ENDING, active_to=None).values_list("pk", flat=True))
    let_go(ENDING, Ending(home, TODAY, Leaving.LEAK), actor=actor("director"), at=MORNING)
    gone = standing(ENDING, TODAY)
    assert (gone.active_to, gone.seats, gone.terms) == (TODAY, (), ())
    assert set(TeamMember.objects.filter(pk__in=lost).values_list("active_to", flat=True)) == {TODAY}
    seats, terms, _ = past(ENDING)
    assert [seat.left for seat in seats] == ["罢免或解聘：泄露当事人的个人隐私、商业秘密，情节严重"]
    assert [(term.until, term.ended_on) for term in terms] == [(date(2027, 1, 15), TODAY)]
    entry = Entry.objects.get(act="appointment_ended")
    assert entry.facts == {"committee": home, "last_day": str(TODAY), "reason": "leak"}
    again = Ending(home, TODAY, Leaving.LEAK)
    refused("", "已于 2026-11-23 离任", lambda: end(ENDING, again, actor=actor("director"), at=MORNING))


@pytest.mark.parametrize("last_day", [TODAY + timedelta(days=1), date(2025, 12, 31)])
def test_the_last_day_is_neither_to_come_nor_before_the_first(last_day, home):
    ending = Ending(home, last_day, Leaving.DIED)
    refused("last_day", "最后一天", lambda: let_go(ENDING, ending, actor=actor("director"), at=MORNING))
    assert standing(ENDING, TODAY).gone is False


def test_whoever_has_matters_in_hand_stays_until_another_has_them():
    walk = Walk().register().accept().assign().take()
    code, other = mediator_code("mediator"), mediator_code("leader")
    committee = standing(code, TODAY).seats[0].committee
    ending, by = Ending(committee, TODAY, Leaving.RESIGNED), {"actor": actor("director"), "at": MORNING}
    refused("committee", "手上还有 1 件在办事项", lambda: let_go(code, ending, **by))
    assert (standing(code, TODAY).gone, Matter.objects.get().mediator_id) == (False, code)
    change_mediator(
        walk.matter,
        mediator=other,
        reason="离任",
        assistants=[code],
        no_conflict=True,
        actor=actor("leader"),
        at=walk._tick(),
    )
    refused("committee", "手上还有 1 件", lambda: let_go(code, ending, **by))  # beside the lead counts as well
    change_mediator(
        walk.matter, mediator=other, reason="离任", no_conflict=True, actor=actor("leader"), at=walk._tick()
    )
    assert not in_hand(code).exists()
    let_go(code, ending, **by)
    assert standing(code, TODAY).gone is True
    assert Matter.objects.get().mediator_id == other


@pytest.mark.parametrize("stage", ["accepted", "assigned"])
def test_whoever_is_expected_at_a_meeting_stays_until_it_is_called_off(stage):
    walk = booker(brought_to(stage)).book(by="dispatcher")
    committee = standing(LEAD, TODAY).seats[0].committee
    ending, by = Ending(committee, TODAY, Leaving.RESIGNED), {"actor": actor("director"), "at": MORNING}
    refused("committee", "还约好了 1 次见面，请先改期换人或取消约定", lambda: let_go(LEAD, ending, **by))
    assert standing(LEAD, TODAY).gone is False
    walk.call_off(by="dispatcher")
    let_go(LEAD, ending, **by)
    assert standing(LEAD, TODAY).gone is True


def test_the_latest_grade_issued_counts_and_training_is_summed_by_year():
    by = {"actor": actor("director"), "at": MORNING}
    set_grade(ENDING, Graded(Level.SECOND, "某市司法局", date(2026, 5, 1), date(2029, 4, 30)), **by)
    set_grade(ENDING, Graded(Level.THIRD, "某县司法局", date(2024, 5, 1), date(2027, 4, 30)), **by)
    assert standing(ENDING, TODAY).grade.label == "二级人民调解员"
    assert standing(ENDING, date(2026, 4, 30)).grade.label == "三级人民调解员"
    assert standing(ENDING, date(2024, 4, 30)).grade is None
    before = standing(ENDING, TODAY).hours
    for _ in range(2):  # the second is the same record sent again
        train(ENDING, Taught(date(2026, 4, 1), "课", 8, "局"), **by)
    train(ENDING, Taught(date(2025, 4, 1), "课", 5, "局"), **by)
    assert standing(ENDING, TODAY).hours == before + 8
    assert [(year, hours) for year, hours, _ in training(ENDING)] == [(2026, before + 8), (2025, 5)]
    assert [entry.act for entry in Entry.objects.filter(subject=ENDING).order_by("seq")] == [
        *["grade"] * 2,
        *["training"] * 2,
    ]


def test_a_record_that_says_something_else_of_the_same_day_is_refused():
    by = {"actor": actor("director"), "at": MORNING}
    set_grade(ENDING, Graded(Level.SECOND, "局", date(2026, 5, 1), date(2029, 4, 30)), **by)
    train(ENDING, Taught(date(2026, 4, 1), "课", 8, "局"), **by)
    other = Graded(Level.FIRST, "局", date(2026, 5, 1), date(2029, 4, 30))
    refused("issued_on", "已登记为“二级人民调解员”", lambda: set_grade(ENDING, other, **by))
    refused("topic", "已登记 8 学时", lambda: train(ENDING, Taught(date(2026, 4, 1), "课", 9, "局"), **by))
    to_come = TODAY + timedelta(days=1)
    refused("issued_on", "还没有到", lambda: set_grade(ENDING, Graded(Level.FIRST, "局", to_come, to_come), **by))
    refused("expires_on", "早于", lambda: set_grade(ENDING, Graded(Level.FIRST, "局", TODAY, date(2026, 1, 1)), **by))
    refused("held_on", "还没有到", lambda: train(ENDING, Taught(to_come, "课", 8, "局"), **by))
    assert (Grade.objects.filter(mediator=ENDING).count(), Training.objects.filter(hours=8).count()) == (1, 1)
