"""Handing out the next number of a gap-free series. A number whose transaction fails was never given out."""

from datetime import datetime

from django.db.models import F

from fengdan.matters.models import Counter
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.numbering import matter_code
from fengdan.units.models import Area


def take_next(series: str) -> int:
    """The next number, from 1. Inside the caller's transaction: the row is held until it ends, so no two are equal."""
    if not _count_on(series):
        Counter.objects.bulk_create([Counter(series=series, last=0)], ignore_conflicts=True)
        _count_on(series)
    return Counter.objects.values_list("last", flat=True).get(series=series)


def _count_on(series: str) -> int:
    return Counter.objects.filter(series=series).update(last=F("last") + 1)


def next_matter_code(at: datetime) -> str:
    """The next code of this county's day, for a matter or for a slip printed ahead."""
    county = Area.objects.get(kind=Area.Kind.COUNTY)
    day = at.astimezone(ZONE).date()
    return matter_code(county.code, day, take_next(f"matter:{county.code}-{day:%Y%m%d}"))
