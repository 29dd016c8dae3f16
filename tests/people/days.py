from datetime import date, datetime, timedelta

from fengdan.rulebook.calendars import ZONE

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
