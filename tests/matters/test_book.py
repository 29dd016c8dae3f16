"""约定时间地点、改期、取消约定: nobody is in two places, what was agreed on before stays readable."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.recall import recall
from fengdan.matters.comers import may_be_asked
from fengdan.matters.models import BookedSlot, Booking
from fengdan.matters.queries.booked import coming_up, to_come_shown
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.booking import Where
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Stale
from fengdan.rulebook.facts import Answer
from fengdan.units.models import Turn
from tests.booked import FAR, LEAD, MONDAY, SECOND, away, booker, on, owed_slots, taken_slots, wanted
from tests.cast import actor
from tests.matters.recusing import tie
from tests.matters.watch import OTHER_TEAMS, brought_to, check_event, letters, refused
from tests.units import WATER, UnitWalk

pytestmark = pytest.mark.django_db
COURT = {"kind": Where.COURT}


def everything_fits() -> None:
    """The half hours taken are those of the bookings to come, each taken once; the ledger says the same."""
    assert len(set(owed_slots())) == len(owed_slots())
    assert taken_slots() == set(owed_slots())
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("stage", "who", "told"),
    [
        ("accepted", "dispatcher", ("centre", "duty")),
        ("assigned", "leader", ("team-16", "leader")),
        ("taken", "mediator", ("team-16", "mediator")),
        ("underway", "clerk", ("team-16", "mediator")),
        ("underway", "duty", ("team-16", "mediator")),
    ],
)
def test_a_time_and_a_place_are_agreed_on_and_everybody_is_told(stage, who, told):
    walk = booker(brought_to(stage)).book(by=who)
    row = walk.booked()
    check_event(walk.matter, "book", by=(who, who), stages=(stage, stage), facts={"booking": row.pk})
    assert (row.sequence, row.kind, row.room_id, row.where, row.mediators) == (0, "room", "R02", "调解室一", [LEAD])
    assert letters(walk.matter) == [told]
    assert Letter.objects.filter(matter_id=walk.matter.pk, matter_seq=walk.matter.version, to_role="party").count() == 1
    times = [on(at="15:00"), on(at="15:30")]
    assert taken_slots() == {(key, time) for key in ("person:m1602", "room:R02") for time in times}
    history = matter_page(actor("duty"), walk.matter.code, walk.at).history
    assert history[0 if history[0].step == "book" else -1].text == "约在11月30日（周一）15:00–16:00，调解室一。"
    everything_fits()


def test_whoever_may_not_mediate_is_not_met():
    tie(LEAD)
    for stage in ("accepted", "assigned"):
        walk = booker(brought_to(stage))
        with refused("已经不能承办", "mediators"):
            walk.book(by="dispatcher" if stage == "accepted" else "leader")
        assert LEAD not in {code for code, _ in may_be_asked(walk.matter, MONDAY)}
        assert SECOND in {code for code, _ in may_be_asked(walk.matter, MONDAY)}


def test_the_village_of_a_home_is_for_whoever_may_learn_where_people_live():
    walk = booker(brought_to("taken")).book(wanted(kind=Where.HOME))
    assert to_come_shown(walk.matter.pk, walk.at).where == "上门"
    walk.rebook(wanted(kind=Where.ELSEWHERE))
    assert to_come_shown(walk.matter.pk, walk.at).where == "其他地方（西街村）"


def test_a_mediator_reads_where_they_are_expected_today_and_tomorrow():
    walk = booker(brought_to("taken")).book(wanted(kind=Where.HOME))
    other = booker(brought_to("taken")).book(wanted(on(at="09:00"), room="R03"))
    booker(brought_to("taken")).book(wanted(on(MONDAY + timedelta(days=2))))
    now = on(at="14:00")
    assert [(each.code, each.when, each.over) for each in coming_up(actor("mediator"), now)] == [
        (other.matter.code, "11月30日（周一）09:00–10:00", True),
        (walk.matter.code, "11月30日（周一）15:00–16:00", False),
    ]
    assert [each.where for each in coming_up(actor("mediator"), now)] == ["调解室二", "上门（西街村）"]
    assert len(coming_up(actor("mediator"), now - timedelta(days=1))) == 2
    assert coming_up(actor("mediator"), now - timedelta(days=2)) == []
    assert coming_up(actor("mediator06"), now) == []
    other.call_off()
    assert [each.code for each in coming_up(actor("mediator"), now)] == [walk.matter.code]


@pytest.mark.parametrize("kind", list(Where))
def test_every_kind_of_place(kind):
    walk = booker(brought_to("taken")).book(wanted(kind=kind))
    assert walk.booked().kind == kind
    everything_fits()


def test_moved_it_keeps_its_name_and_the_old_time_stays_readable():
    walk = booker(brought_to("taken")).book()
    first = walk.booked()
    walk.rebook(wanted(on(at="15:30"), kind=Where.HOME))  # its own time counts as free
    old, new = walk.matter.bookings.order_by("pk")
    assert (old.pk, old.status, old.reason) == (first.pk, "moved", "李测二要去医院")
    assert (new.uid, new.sequence, new.status, new.where) == (first.uid, 1, "booked", "上门")
    check_event(
        walk.matter,
        "rebook",
        by=("mediator", "mediator"),
        stages=("taken", "taken"),
        facts={"booking": new.pk, "instead": old.pk},
    )
    told = [
        each.text for each in matter_page(actor("duty"), walk.matter.code, walk.at).history if each.step == "rebook"
    ]
    assert told == ["由11月30日（周一）15:00–16:00，调解室一改到11月30日（周一）15:30–16:30，上门。李测二要去医院"]
    everything_fits()


def test_called_off_its_time_is_free_for_others():
    walk = booker(brought_to("taken")).book()
    row = walk.booked()
    walk.call_off()
    row.refresh_from_db()
    assert (row.status, row.sequence, row.reason) == ("cancelled", 1, "双方要再想想")
    assert taken_slots() == set()
    booker(brought_to("taken")).book()
    everything_fits()


def test_one_at_a_time_and_the_next_after_it_is_over():
    walk = booker(brought_to("taken")).book()
    with refused("已经约在11月30日（周一）15:00–16:00；要换时间请用“改期”"):
        walk.book(wanted(on(at="16:00")))
    first = walk.booked()
    walk.at = on(at="16:00")
    walk.book(wanted(on(date(2026, 12, 1), "09:00")))
    first.refresh_from_db()
    assert first.status == "held"
    everything_fits()


def test_the_session_of_that_day_is_the_one_agreed_on():
    walk = booker(brought_to("taken").consent()).book()
    walk.at = on(date(2026, 11, 27), "10:00")
    walk.session("continue")
    assert walk.booked().status == "booked"
    walk.at = on(at="15:20")
    walk.session()
    assert walk.matter.bookings.get().status == "held"
    everything_fits()


@pytest.mark.parametrize(
    ("starts", "minutes", "more", "says"),
    [
        (on(date(2026, 11, 23), "08:30"), 60, {}, "这个时间已经过去"),
        (on(date(2027, 6, 1)), 60, {}, "最多约到 90 天以内"),
        (on(at="15:10"), 60, {}, "时间要在整点或者半点"),
        (on(), 0, {}, "结束时间要在开始时间以后"),
        (on(date(2026, 11, 29)), 60, {}, "11月29日（周日）不上班（周末）"),
        (on(at="11:30"), 60, {}, "不在办公时间（08:30–12:00、14:30–18:00）内；要约晚上或者中午，请勾选“晚间”"),
        (on(at="18:00"), 60, {}, "不在办公时间"),
        (on(at="20:30"), 60, {"evening": True}, "晚间最晚到 21:00"),
        (on(), 60, {"mediators": []}, "请至少选一位调解员"),
        (on(), 60, {"mediators": ["m0602"]}, "不在这件事项上"),
        (on(), 60, {"room": "R99"}, "没有这个房间"),
        (on(), 60, {"room": "R01"}, "没有这个房间"),
        (on(), 60, {"kind": Where.HOME, "place": " "}, "请写明具体地点"),
        (on(), 60, {"kind": Where.VILLAGE, "area": "621122"}, "请选择在哪个乡镇"),
        (on(), 60, {"kind": "moon"}, "请选择在哪里见面"),
    ],
)
def test_not_then_and_not_there(starts, minutes, more, says):
    walk = booker(brought_to("taken"))
    field = next((name for name in ("mediators", "place", "area", "room") if name in more), "starts")
    field = "where" if more.get("kind") == "moon" or field == "room" else field
    with refused(says, field):
        walk.book(wanted(starts, minutes, **more))


def test_the_evening_is_there_when_asked_for():
    walk = booker(brought_to("taken"))
    walk.book(wanted(on(at="19:30"), 90, evening=True))
    assert walk.booked().evening
    everything_fits()


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ({}, {"room": "R03"}, "卫丙二11月30日（周一）15:00–16:00已经有约。最近可约：11月30日（周一）16:00、"),
        ({}, {"mediators": [SECOND]}, "调解室一11月30日（周一）15:00–16:00已经有约。最近可约：11月30日（周一）16:00、"),
        ({"minutes": 60}, {"starts": on(at="15:30"), "room": "R03"}, "卫丙二.*已经有约"),
    ],
)
def test_nobody_and_no_room_is_taken_twice_and_the_next_free_times_are_offered(first, second, says):
    booker(brought_to("taken")).book(wanted(**first))
    other = booker(brought_to("assigned"))
    with refused(says, "starts"):
        other.book(wanted(**second), by="leader")


def test_the_road_between_two_places_takes_its_time():
    booker(brought_to("taken")).book(wanted(on(at="10:00"), kind=Where.VILLAGE, area=FAR))
    other = booker(brought_to("taken"))
    for starts in ("09:00", "11:00", "11:30"):
        with refused("在别处有约，路上要 70 分钟，赶不及", "starts"):
            other.book(wanted(on(at=starts), 30))
    other.book(wanted(on(at="14:30"), 30))
    everything_fits()


def test_two_places_in_one_township_are_near():
    booker(brought_to("taken")).book(wanted(on(at="10:00"), kind=Where.VILLAGE))
    booker(brought_to("taken")).book(wanted(on(at="11:00"), kind=Where.HOME, area="621122100"))
    everything_fits()


def test_not_while_on_leave_or_at_a_window():
    walk = booker(brought_to("taken"))
    away("mediator", MONDAY)
    with refused("卫丙二11月30日（周一）请假。最近可约：12月1日（周二）08:30", "starts"):
        walk.book()
    Turn.objects.create(
        code="Z99",
        window_id="W08",
        weekdays=["2"],
        spell="pm",
        name="卫丙二",
        post="调解员",
        account="mediator",
        active_from=date(2026, 1, 1),
    )
    with refused("卫丙二12月1日（周二）下午在窗口值班", "starts"):
        walk.book(wanted(on(date(2026, 12, 1))))
    walk.book(wanted(on(date(2026, 12, 1), "09:00")))


def test_of_two_who_move_it_the_second_is_told():
    walk = booker(brought_to("taken")).book()
    first = walk.booked().pk
    walk.rebook(wanted(on(at="16:00")))
    with refused("刚刚已经改过", kind=Stale):
        walk.rebook(wanted(on(at="17:00")), of=first)
    with refused("刚刚已经改过", kind=Stale):
        walk.call_off(of=first)
    walk.at = on(at="17:00")
    with refused("约定的时间已经过去"):
        walk.call_off()
    other = booker(brought_to("taken")).book(wanted(on(date(2026, 12, 1))))
    with refused("请填写“为什么改期”", "reason"):
        other.rebook(wanted(on(date(2026, 12, 2))), reason=" ")


def _recall(walk) -> None:
    walk.matter = recall(walk.matter, reason="派错了", actor=actor("dispatcher"), at=walk._tick())


def _change(walk) -> None:
    by = {"actor": actor("leader"), "at": walk._tick()}
    walk.matter = change_mediator(walk.matter, mediator=SECOND, reason="换人", no_conflict=True, **by)


@pytest.mark.parametrize(
    ("end", "says"),
    [(_recall, "派错了"), (_change, ""), (lambda walk: walk.conclude(Conclusion.WITHDRAWN), "申请人撤回")],
)
def test_what_passes_on_or_ends_calls_it_off_and_the_parties_hear_of_it(end, says):
    walk = booker(brought_to("taken")).book()
    row = walk.booked()
    end(walk)
    row.refresh_from_db()
    assert (row.status, row.sequence, bool(row.reason)) == ("cancelled", 1, True)
    assert taken_slots() == set()
    told = Letter.objects.filter(matter_id=walk.matter.pk, matter_seq=walk.matter.version, to_role="party")
    assert "party_cancel_booking" in told.values_list("template", flat=True)
    last = max(matter_page(actor("duty"), walk.matter.code, walk.at).history, key=lambda each: each.seq)
    assert "11月30日（周一）15:00–16:00，调解室一的约定随之取消。" in last.text
    assert says in last.text
    everything_fits()


def test_what_is_over_when_the_matter_ends_took_place():
    walk = booker(brought_to("taken")).book()
    walk.at = on(date(2026, 12, 1), "09:00")
    walk.conclude(Conclusion.WITHDRAWN)
    assert walk.matter.bookings.get().status == "held"
    everything_fits()


def test_a_team_member_who_takes_the_matter_keeps_what_was_agreed_on_with_them():
    kept = booker(brought_to("assigned")).book(by="leader")
    kept.take()
    assert kept.booked().status == "booked"
    other = booker(brought_to("assigned")).book(wanted(on(at="16:00"), mediators=[SECOND]), by="leader")
    other.take()
    assert other.matter.bookings.get().status == "cancelled"
    everything_fits()


def test_nothing_is_agreed_on_where_nobody_mediates():
    walk = booker(brought_to("taken").consent(Answer.REFUSED))
    with refused("明确拒绝调解"):
        walk.book()
    unit = UnitWalk().register().accept().give(WATER).sign_for()
    with refused("由责任单位办理的事项由它自己约时间"):
        booker(unit).book(by="duty")
    other = booker(brought_to("taken"))
    with refused("还没有约定时间地点"):
        other.call_off(of=1)


@pytest.mark.parametrize("who", [*OTHER_TEAMS, "director", "followup", "archivist", "auditor", "admin", "court"])
def test_not_by_who_has_nothing_to_do_with_it(who):
    walk = booker(brought_to("taken"))
    with refused("“约定时间地点”"):
        walk.book(by=who)


def test_the_database_itself_takes_nobody_twice():
    walk = booker(brought_to("taken")).book()
    slot = walk.booked().slots.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedSlot.objects.create(booking=walk.booked(), key=slot.key, half_hour=slot.half_hour)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=walk.booked().pk).update(area_id="621122100")


def test_verify_names_half_hours_that_fit_no_booking():
    walk = booker(brought_to("taken")).book()
    row = walk.booked()
    row.slots.first().delete()
    assert verify()["problems"] == [f"约定的时间地点 {row.pk} 与占用的时段不符"]
    row.slots.all().delete()
    other = booker(brought_to("taken")).book(wanted(on(at="16:00")))
    slots = list(other.booked().slots.values("key", "half_hour"))
    other.call_off()
    BookedSlot.objects.bulk_create(BookedSlot(booking=other.matter.bookings.get(), **slot) for slot in slots)
    gone = other.matter.bookings.get().pk
    assert verify()["problems"] == [
        f"约定的时间地点 {row.pk} 与占用的时段不符",
        f"约定的时间地点 {gone} 已经不占时段，时段还没有放开",
    ]


def test_half_an_hour_before_it_begins_it_may_still_be_moved():
    walk = booker(brought_to("taken")).book()
    walk.at = on(at="14:00")
    walk.rebook(wanted(on() + timedelta(days=1)))
    assert walk.booked().sequence == 1
