"""Handing out the next number of a gap-free series. A number whose transaction fails was never given out."""

from django.db.models import F

from fengdan.matters.models import Counter


def take_next(series: str) -> int:
    """The next number, from 1. Inside the caller's transaction: the row is held until it ends, so no two are equal."""
    Counter.objects.bulk_create([Counter(series=series, last=0)], ignore_conflicts=True)
    Counter.objects.filter(series=series).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(series=series)
