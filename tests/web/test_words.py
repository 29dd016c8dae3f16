from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fengdan.web.shared import words

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_days_and_moments_are_the_office_clock():
    utc = datetime(2026, 11, 22, 16, 30, tzinfo=ZoneInfo("UTC"))
    assert words.moment(utc) == "11月23日（周一）00:30"
    assert words.moment_full(utc) == "2026年11月23日（周一）00:30"
    assert words.day(date(2027, 1, 3)) == "1月3日（周日）"
    assert words.day_full(utc) == "2026年11月23日（周一）"


@pytest.mark.parametrize(
    ("ahead", "left", "tone"),
    [
        (timedelta(days=2, hours=3, minutes=59), "还剩 2 天 3 小时", "calm"),
        (timedelta(days=2), "还剩 2 天", "calm"),
        (timedelta(hours=20), "还剩 20 小时", "soon"),
        (timedelta(hours=3), "今日到期，还剩 3 小时", "today"),
        (timedelta(minutes=20), "今日到期，还剩 20 分钟", "today"),
        (timedelta(0), "今日到期，还剩 0 分钟", "today"),
        (timedelta(minutes=-5), "已逾期 5 分钟", "late"),
        (timedelta(hours=-23), "已逾期 23 小时", "late"),
        (timedelta(days=-1, hours=-5), "已逾期 1 天", "late"),
    ],
)
def test_what_is_left_is_said_in_words(ahead, left, tone):
    assert (words.left(NOW + ahead, NOW), words.tone(NOW + ahead, NOW)) == (left, tone)
