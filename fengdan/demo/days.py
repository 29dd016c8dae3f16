"""Working days backwards from now, and moments on them while the office is open."""

from datetime import date, datetime, timedelta

from fengdan.rulebook.calendars import ONE_DAY, ZONE, Calendar

ENOUGH = 0.25  # a day that has not got so far yet has no moments to tell of


class Days:
    """`moment(-3, 0.5)` is the middle of the third working day before the last one that is told of.

    Day 0 is today, and reaches to now; out of hours it is the working day before.
    """

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self.now = now.astimezone(ZONE)
        self._calendar = calendar
        day = self.now.date()
        while not calendar.is_working_day(day) or self._gone(day) < ENOUGH:
            day -= ONE_DAY
        self._last = day

    def day(self, ago: int) -> date:
        """The working day so many before the last one (0 or less)."""
        day = self._last
        while ago < 0:
            day -= ONE_DAY
            ago += self._calendar.is_working_day(day)
        return day

    def moment(self, ago: int, part: float) -> datetime:
        """A moment on it: `part` (0 to 1) of its office hours have gone by, of the last day of those until now."""
        day = self.day(ago)
        left = self._open(day) * part * (self._gone(day) if ago == 0 else 1)
        for opens, closes in self._spans(day):
            if left <= closes - opens:
                return (opens + left).replace(microsecond=0)
            left -= closes - opens
        return self._spans(day)[-1][1]

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        hours = self._calendar.hours_in(day.year)
        return [(datetime.combine(day, a, ZONE), datetime.combine(day, b, ZONE)) for a, b in hours]

    def _open(self, day: date) -> timedelta:
        return sum((closes - opens for opens, closes in self._spans(day)), timedelta())

    def _gone(self, day: date) -> float:
        """How much of the day's office hours has gone by at `now`, 0 to 1."""
        gone = sum((max(min(self.now, closes) - opens, timedelta()) for opens, closes in self._spans(day)), timedelta())
        return gone / self._open(day)
