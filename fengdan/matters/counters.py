"""Handing out the next number of a gap-free series. A number whose transaction fails was never given out."""

from datetime import datetime

from django.db.models import F

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Counter
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.numbering import matter_code
from fengdan.units.models import Area


def take_next(series: str) -> int:
    """The next number, from 1. Inside the caller's transaction: the row is held until it ends, so no two are equal."""
    if not _count_on(series):
        Counter.objects.bulk_create([Counter(series=series, last=0)], ignore_conflicts=True)
        _count_on(series)
    (last,) = _last.ask(series=series)
    return last


_last = Prepared(lambda: Counter.objects.filter(series=Slot("series")).values_list("last", flat=True))
_county = Prepared(lambda: Area.objects.filter(kind=Area.Kind.COUNTY).values_list("code", flat=True))


def _count_on(series: str) -> int:
    return Counter.objects.filter(series=series).update(last=F("last") + 1)


def next_matter_code(at: datetime) -> str:
    """The next code of this county's day, for a matter or for a slip printed ahead."""
    (county,) = _county.ask()
    day = at.astimezone(ZONE).date()
    return matter_code(county, day, take_next(f"matter:{county}-{day:%Y%m%d}"))
