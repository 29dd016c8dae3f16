"""When people can meet: a calendar with a holiday and a day made up for it, leave, windows, other bookings, roads."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fengdan.rulebook.booking import Wish, half_hours, person, room_key
from fengdan.rulebook.calendars import DEFAULT_HOURS, ZONE, Calendar, Year
from fengdan.rulebook.diary import Diary, Taken, days_from, free_starts, offer, why_not_then
from fengdan.rulebook.duty import Half
from fengdan.rulebook.effects import Happening, apply
from fengdan.rulebook.spoken import moments_words, span_words
from tests.rulebook.story import NOW as THEN
from tests.rulebook.story import history, played

HOLIDAY, MADE_UP, MONDAY = date(2026, 9, 25), date(2026, 9, 20), date(2026, 9, 21)
YEAR = Year(frozenset({HOLIDAY}), frozenset({MADE_UP}), DEFAULT_HOURS)
CALENDAR = Calendar({2026: YEAR}, "2026.1")
NOW = datetime(2026, 9, 18, 9, 0, tzinfo=ZONE)
WEI, JIANG, ROOM = person("m1602"), person("m1603"), room_key("R02")
SEAT, NEAR, FAR = "621122", "621122100", "621122205"
EMPTY = Diary(
    CALENDAR,
    days_from(CALENDAR, MONDAY),
    {WEI: "卫丙二", JIANG: "蒋丙三", ROOM: "调解室一"},
    [],
    {},
    {},
    {NEAR: 10, FAR: 70},
)


def when(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def wish(day: date = MONDAY, clock: str = "15:00", minutes: int = 60, *, town: str = SEAT, **more) -> Wish:
    starts = when(day, clock)
    return Wish(
        **{"mediators": (WEI,), "room": ROOM, **more},
        town=town,
        starts=starts,
        ends=starts + timedelta(minutes=minutes),
    )


def taken(key: str, clock: str, minutes: int = 60, town: str = SEAT, day: date = MONDAY) -> Taken:
    return Taken(key, when(day, clock), when(day, clock) + timedelta(minutes=minutes), town)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (wish(), None),
        (wish(MADE_UP), None),  # a Sunday made up for the holiday
        (wish(clock="08:30", minutes=210), None),
        (wish(clock="17:00"), None),
        (wish(clock="12:00", evening=True), None),
        (wish(clock="20:00", evening=True), None),
        (wish(HOLIDAY), "9月25日（周五）不上班（法定节假日放假），请改约工作日。"),
        (wish(HOLIDAY, evening=True), "9月25日（周五）不上班（法定节假日放假），请改约工作日。"),
        (wish(date(2026, 9, 26)), "9月26日（周六）不上班（周末），请改约工作日。"),
        (wish(date(2026, 9, 18), "09:00"), "这个时间已经过去，请选以后的时间。"),
        (wish(date(2026, 12, 18)), "最多约到 90 天以内，请选近一点的日子。"),
        (wish(minutes=45), "时间要在整点或者半点，请重新选择。"),
        (wish(clock="15:01"), "时间要在整点或者半点，请重新选择。"),
        (wish(minutes=0), "结束时间要在开始时间以后、同一天以内，请核对。"),
        (wish(clock="23:30", evening=True), "结束时间要在开始时间以后、同一天以内，请核对。"),
        (wish(clock="17:30"), "不在办公时间（08:30–12:00、14:30–18:00）内；要约晚上或者中午，请勾选“晚间”。"),
        (wish(clock="11:30"), "不在办公时间（08:30–12:00、14:30–18:00）内；要约晚上或者中午，请勾选“晚间”。"),
        (wish(clock="20:30", evening=True), "晚间最晚到 21:00，请选早一点的时间。"),
    ],
)
def test_the_calendar_says_when_people_meet(what, says):
    assert why_not_then(what, EMPTY, NOW) == says


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"away": {MONDAY: {WEI}}}, "卫丙二9月21日（周一）请假。"),
        ({"away": {MONDAY: {JIANG}}}, None),
        ({"on_duty": {(MONDAY, Half.PM): {WEI}}}, "卫丙二9月21日（周一）下午在窗口值班。"),
        ({"on_duty": {(MONDAY, Half.AM): {WEI}}}, None),
        ({"taken": [taken(WEI, "15:30")]}, "卫丙二9月21日（周一）15:30–16:30已经有约。"),
        ({"taken": [taken(ROOM, "14:30")]}, "调解室一9月21日（周一）14:30–15:30已经有约。"),
        ({"taken": [taken(WEI, "14:00", 61)]}, "卫丙二9月21日（周一）14:00–15:01已经有约。"),  # by a minute
        ({"taken": [taken(JIANG, "15:00"), taken(WEI, "16:00"), taken(WEI, "14:00")]}, None),
        (
            {"taken": [taken(WEI, "13:00", town=FAR)]},
            "卫丙二9月21日（周一）13:00–14:00在别处有约，路上要 70 分钟，赶不及。",
        ),
        (
            {"taken": [taken(WEI, "16:30", town=FAR)]},
            "卫丙二9月21日（周一）16:30–17:30在别处有约，路上要 70 分钟，赶不及。",
        ),
        ({"taken": [taken(WEI, "12:30", town=FAR), taken(WEI, "17:30", town=FAR)]}, None),
        ({"taken": [taken(ROOM, "13:00", town=FAR)]}, None),
    ],
)
def test_whose_time_is_taken(more, says):
    assert why_not_then(wish(), replace(EMPTY, **more), NOW) == says


def test_the_road_between_two_townships_leads_by_the_seat():
    assert (EMPTY.road(NEAR, FAR), EMPTY.road(FAR, SEAT), EMPTY.road(FAR, FAR)) == (80, 70, 0)


def test_the_nearest_free_times_are_offered_and_when_there_are_none_that_is_said():
    full = replace(EMPTY, taken=[taken(WEI, "15:00")])
    assert offer(wish(), full, NOW) == "最近可约：9月21日（周一）16:00、16:30、17:00。"
    gone = replace(EMPTY, away={day: {WEI} for day in EMPTY.days})
    assert offer(wish(), gone, NOW) == "这几天都没有大家都空的时间，请换一天、换个地方或者换人。"


def test_in_words():
    assert span_words(when(MONDAY, "15:00"), when(MONDAY, "16:30")) == "9月21日（周一）15:00–16:30"
    moments = [when(MADE_UP, "09:00"), when(MADE_UP, "09:30"), when(MONDAY, "08:30")]
    assert moments_words(moments) == "9月20日（周日）09:00、09:30，9月21日（周一）08:30"


@settings(max_examples=60)
@given(
    booked=st.lists(st.tuples(st.sampled_from([WEI, ROOM, JIANG]), st.integers(0, 23), st.integers(1, 4)), max_size=5),
    length=st.integers(1, 6),
    town=st.sampled_from([SEAT, NEAR, FAR]),
    evening=st.booleans(),
)
def test_what_is_offered_may_be_taken_and_overlaps_nothing(booked, length, town, evening):
    rows = [taken(key, f"{8 + at // 2:02}:{at % 2 * 3}0", 30 * many, FAR) for key, at, many in booked]
    diary = replace(EMPTY, taken=rows)
    asked = wish(minutes=30 * length, town=town, evening=evening)
    for start in free_starts(asked, diary, NOW, MONDAY):
        mine = set(half_hours(start, start + timedelta(minutes=30 * length)))
        assert why_not_then(asked.at(start), diary, NOW) is None
        assert all(start.hour >= 8 and each.hour < 21 for each in mine)
        assert not [row for row in rows if row.key in asked.keys and mine & set(half_hours(row.starts, row.ends))]


def test_a_step_that_ends_a_booking_besides_leaves_none_to_come():
    (*_, (_, booked)) = played(*history("register at the centre, accept, assign a team, take by a mediator, book"))
    assert booked.booked == 1
    for said in ({"booking_cancelled": 1}, {"booking_held": 1}):
        assert apply(Happening("note", "", "", "", "", THEN, said), booked).booked == 0
    again = apply(Happening("book", "", "", "", "", THEN, {"booking": 2, "booking_held": 1}), booked)
    assert again.booked == 2
