"""换班、顶班: who may note one, what is refused at which field, and two at the same moment on real connections."""

from datetime import timedelta

import pytest

from fengdan.duty.changes import When, people, replace, swap, undo
from fengdan.duty.roster import roster
from fengdan.journal.models import Entry
from fengdan.people.absences import be_away
from fengdan.people.models import User
from fengdan.rulebook.duty import LEADER, Person
from fengdan.rulebook.errors import Refused
from fengdan.units.models import TurnChange
from tests.cast import MORNING, actor
from tests.matters.test_two_at_once import at_once

MONDAY = MORNING.date()
DAY, AM = When(MONDAY, "day"), When(MONDAY, "am")
COURT, POLICE = "court", "dept-police"


def nonce(number=1):
    return f"{number:032x}"


def swapped(when=DAY, one=COURT, other=POLICE, number=1, by="duty"):
    return swap(when, one=one, other=other, once=nonce(number), actor=actor(by), at=MORNING)


def replaced(when=DAY, place="W05", person=None, number=2, by="duty"):
    comes = person or Person("外来甲", "驻点民警")
    return replace(when, place=place, person=comes, once=nonce(number), actor=actor(by), at=MORNING)


def sits(place, day=MONDAY):
    return {seat.half.value: seat.there and seat.there.name for seat in roster([day]).on(day) if seat.place == place}


@pytest.mark.django_db
def test_a_swap_names_both_and_who_noted_it():
    rows = swapped()
    assert [(row.half, row.window_id, row.name, row.instead) for row in rows] == [
        ("am", "W03", "李联四", "张丁八"),
        ("am", "W05", "张丁八", "李联四"),
        ("pm", "W03", "李联四", "张丁八"),
        ("pm", "W05", "张丁八", "李联四"),
    ]
    assert {row.noted_by.username for row in rows} == {"duty"}
    entry = Entry.objects.order_by("seq").last()
    assert (entry.act, entry.subject, entry.facts["places"]) == ("turn_changed", "2026-11-23", ["W03", "W05"])
    assert "张丁八" not in str(entry.facts)
    assert sits("W03") == {"am": "李联四", "pm": "李联四"}


@pytest.mark.django_db
def test_whoever_has_no_turn_that_day_takes_the_others():
    swapped(one=COURT, other="钱窗二")
    assert sits("W03") == {"am": "钱窗二", "pm": "钱窗二"}


@pytest.mark.django_db
def test_the_leaders_of_two_days_can_change_too():
    swapped(one="duty", other="director")
    assert sits(LEADER) == {"am": "金戊三", "pm": "金戊三"}


@pytest.mark.django_db
def test_a_form_sent_twice_is_noted_once():
    assert {row.pk for row in swapped()} == {row.pk for row in swapped()}
    assert {row.pk for row in replaced(place="W06")} == {row.pk for row in replaced(place="W06")}
    assert Entry.objects.filter(act="turn_changed").count() == 2


@pytest.mark.django_db
def test_an_undone_swap_is_gone_as_a_whole_and_stays_readable():
    rows = swapped()
    for _ in range(2):
        undo(rows[0].pk, actor=actor("director"), at=MORNING)
    assert sits("W05") == {"am": "李联四", "pm": "李联四"}
    assert TurnChange.objects.filter(undone_at=MORNING).count() == len(rows)
    assert Entry.objects.filter(act="turn_undone").count() == 1
    swapped(number=9)
    assert sits("W05") == {"am": "张丁八", "pm": "张丁八"}


def away(username):
    user = User.objects.get(username=username)
    be_away(user, from_day=MONDAY, to_day=MONDAY, stand_in=None, actor=actor("admin"), at=MORNING)


YESTERDAY, WEEKEND, FAR = (When(MONDAY + timedelta(days=days), "day") for days in (-1, 5, 800))
WRONG = {
    "gone by": (lambda: swapped(YESTERDAY), "day", "已经过去"),
    "a day off": (lambda: swapped(WEEKEND), "day", "不上班（周末）"),
    "too far ahead": (lambda: replaced(FAR), "day", "一年以内"),
    "by a clerk": (lambda: swapped(by="clerk"), "", "值班领导或综治中心主任"),
    "the same person": (lambda: swapped(other=COURT), "other", "同一个人"),
    "nobody of that name": (lambda: swapped(one="x"), "one", "没有这个人"),
    "no turn to give": (lambda: swapped(one="钱窗二", other=COURT), "one", "钱窗二这一天上午没有班"),
    "no such window": (lambda: replaced(place="W99"), "place", "没有这个窗口"),
    "in two places": (lambda: replaced(person=people(MONDAY)[COURT]), "person", "已排在诉讼服务窗口"),
    "changed already": (lambda: (swapped(), replaced()), "day", "已经由秦丁二改为张丁八"),
    "on leave": (lambda: (away(POLICE), swapped()), "other", "李联四这一天请假"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_refused_at_its_field(name):
    act, field, said = WRONG[name]
    with pytest.raises(Refused, match=said) as no:
        act()
    assert no.value.field == field


@pytest.mark.django_db
def test_an_old_record_can_no_longer_be_undone():
    row = swapped()[0]
    with pytest.raises(Refused, match="已经过去"):
        undo(row.pk, actor=actor("duty"), at=MORNING + timedelta(days=1))
    with pytest.raises(Refused, match="没有这条"):
        undo(row.pk, actor=actor("clerk"), at=MORNING)


@pytest.mark.usefixtures("committed_db")
def test_two_who_change_the_same_turn_at_once_do_it_once():
    given = at_once(*(lambda number=number: replaced(number=number) for number in (11, 12, 13)))
    assert sum(isinstance(each, Refused) for each in given) == 2
    assert TurnChange.objects.filter(window="W05", undone_at=None).count() == 2


@pytest.mark.usefixtures("committed_db")
def test_two_who_put_one_person_at_two_windows_at_once_do_not_both_succeed():
    given = at_once(
        *(
            lambda place=place, number=number: replaced(AM, place, Person("外来甲", "助理"), number)
            for number, place in enumerate(("W05", "W06", "W07"), start=21)
        )
    )
    assert sum(isinstance(each, Refused) for each in given) == 2
    sitting = [seat for seat in roster([MONDAY]).on(MONDAY) if seat.there and seat.there.name == "外来甲"]
    assert len(sitting) == 1
