"""Whether people and a room are free then, and when next. Pure: what is known of them is a `Diary`.

Times are whole half hours within the office hours of a working day, 调休 included; with 晚间 until nine.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fengdan.rulebook.booking import HALF_HOUR, Wish, half_hours
from fengdan.rulebook.calendars import ONE_DAY, ZONE, Calendar, Hours
from fengdan.rulebook.duty import HALF_LABELS, Half
from fengdan.rulebook.spoken import day_words, moments_words, span_words

LATEST = time(21)
NOON = time(12)
FARTHEST = timedelta(days=90)
DAYS_OFFERED = 5
OFFERED = 3


@dataclass(frozen=True)
class Taken:
    """A live booking as far as it takes somebody's time: nothing of the matter it belongs to."""

    key: str
    starts: datetime
    ends: datetime
    town: str


@dataclass(frozen=True)
class Diary:
    """What is known of the wanted people and room on `days`. `names` by key; `away` and `on_duty` say which keys.

    `minutes` from the county's seat to each township; the way between two leads by the seat.
    """

    calendar: Calendar
    days: Sequence[date]
    names: Mapping[str, str]
    taken: Sequence[Taken]
    away: Mapping[date, Collection[str]]
    on_duty: Mapping[tuple[date, Half], Collection[str]]
    minutes: Mapping[str, int]

    def road(self, one: str, other: str) -> int:
        """Minutes on the road between two townships."""
        return 0 if one == other else self.minutes.get(one, 0) + self.minutes.get(other, 0)


def why_not_then(wish: Wish, diary: Diary, now: datetime) -> str | None:
    """Why nobody can meet then, in one sentence; None when they can."""
    return (
        _malformed(wish, now)
        or _closed(wish, diary.calendar)
        or next(_engaged(wish, diary), None)
        or next(_taken(wish, diary), None)
        or next(_too_far(wish, diary), None)
    )


def _malformed(wish: Wish, now: datetime) -> str | None:
    starts, ends = wish.starts.astimezone(ZONE), wish.ends.astimezone(ZONE)
    if starts <= now:
        return "这个时间已经过去，请选以后的时间。"
    if starts - now > FARTHEST:
        return f"最多约到 {FARTHEST.days} 天以内，请选近一点的日子。"
    if ends <= starts or ends.date() != starts.date():
        return "结束时间要在开始时间以后、同一天以内，请核对。"
    if any(moment.minute % 30 or moment.second or moment.microsecond for moment in (starts, ends)):
        return "时间要在整点或者半点，请重新选择。"
    return None


def _closed(wish: Wish, calendar: Calendar) -> str | None:
    day = wish.starts.astimezone(ZONE).date()
    known = calendar.day(day)
    if not known.counts:
        return f"{day_words(day)}不上班（{known.why}），请改约工作日。"
    if any(opens <= _clock(wish.starts) and _clock(wish.ends) <= closes for opens, closes in _open(wish, calendar)):
        return None
    if wish.evening:
        return f"晚间最晚到 {LATEST:%H:%M}，请选早一点的时间。"
    hours = "、".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in calendar.hours_in(day.year))
    return f"不在办公时间（{hours}）内；要约晚上或者中午，请勾选“晚间”。"


def _open(wish: Wish, calendar: Calendar) -> Hours:
    hours = calendar.hours_in(wish.starts.astimezone(ZONE).year)
    return ((hours[0][0], LATEST),) if wish.evening else hours


def _clock(moment: datetime) -> time:
    return moment.astimezone(ZONE).time()


def _engaged(wish: Wish, diary: Diary) -> Iterator[str]:
    """Leave, and duty at a window for that half of the day."""
    day = wish.starts.astimezone(ZONE).date()
    for key in wish.mediators:
        if key in diary.away.get(day, ()):
            yield f"{diary.names[key]}{day_words(day)}请假。"
        for half in halves(wish.starts, wish.ends):
            if key in diary.on_duty.get((day, half), ()):
                yield f"{diary.names[key]}{day_words(day)}{HALF_LABELS[half]}在窗口值班。"


def halves(starts: datetime, ends: datetime) -> list[Half]:
    """The halves of the day it falls into."""
    found = [Half.AM] if _clock(starts) < NOON else []
    return [*found, Half.PM] if _clock(ends) > NOON else found


def _taken(wish: Wish, diary: Diary) -> Iterator[str]:
    wanted = set(half_hours(wish.starts, wish.ends))
    for each in diary.taken:
        if each.key in wish.keys and wanted.intersection(half_hours(each.starts, each.ends)):
            yield f"{diary.names[each.key]}{span_words(each.starts, each.ends)}已经有约。"


def _too_far(wish: Wish, diary: Diary) -> Iterator[str]:
    """Between two bookings of one person in different townships there must be time for the road."""
    for each in diary.taken:
        minutes = diary.road(wish.town, each.town)
        between = wish.starts - each.ends if each.ends <= wish.starts else each.starts - wish.ends
        if each.key in wish.mediators and between < timedelta(minutes=minutes):
            at = span_words(each.starts, each.ends)
            yield f"{diary.names[each.key]}{at}在别处有约，路上要 {minutes} 分钟，赶不及。"


def free_starts(wish: Wish, diary: Diary, now: datetime, day: date) -> list[datetime]:
    """When on this day it could begin."""
    moment = datetime.combine(day, time(0), ZONE)
    starts = [moment + HALF_HOUR * number for number in range(ONE_DAY // HALF_HOUR)]
    return [each for each in starts if why_not_then(wish.at(each), diary, now) is None]


def offer(wish: Wish, diary: Diary, now: datetime) -> str:
    """The nearest times at which all of it would be free, as a sentence."""
    found: list[datetime] = []
    for day in diary.days:
        found += free_starts(wish, diary, now, day)
        if len(found) >= OFFERED:
            break
    if not found:
        return "这几天都没有大家都空的时间，请换一天、换个地方或者换人。"
    nearest = sorted(found, key=lambda each: abs(each - wish.starts))[:OFFERED]
    return f"最近可约：{moments_words(sorted(nearest))}。"


def days_from(calendar: Calendar, first: date, many: int = DAYS_OFFERED) -> list[date]:
    """So many working days from this one on."""
    found: list[date] = []
    while len(found) < many:
        if calendar.is_working_day(first):
            found.append(first)
        first += ONE_DAY
    return found
