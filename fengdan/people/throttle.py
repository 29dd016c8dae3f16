"""Growing delay after failures, for whatever can be guessed: passwords, the PIN of a slip.

A delay, never a permanent lock: nobody can shut another person out for longer than an hour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.db.models import F, Max

from fengdan.people.models import Attempt
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.vault import blind

FREE = 5
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Key:
    """What failures are counted under. `free` is the number of failures from which the delay starts."""

    digest: str
    free: int = FREE


def key(purpose: str, value: str, free: int = FREE) -> Key:
    """Return the key for a value that must not be readable in the database."""
    return Key(blind.index(f"throttle:{purpose}", value), free)


def delay(failures: int, free: int = FREE) -> timedelta:
    """One minute at the first failure that counts, doubling to an hour."""
    if failures < free:
        return timedelta(0)
    doublings = min(failures - free, 10)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def held_until(keys: Iterable[Key], at: datetime) -> datetime | None:
    """Until when any of the keys is held back, or None."""
    digests = [each.digest for each in keys]
    held = Attempt.objects.filter(key__in=digests, blocked_until__gt=at)
    until: datetime | None = held.aggregate(until=Max("blocked_until"))["until"]
    return until


def check(keys: Iterable[Key], at: datetime) -> None:
    """Refuse while any of the keys is held back."""
    until = held_until(keys, at)
    if until is not None:
        minutes = ceil((until - at) / timedelta(minutes=1))
        clock = f"{until.astimezone(ZONE) + timedelta(seconds=59):%H:%M}"
        raise Refused(f"输入错误次数过多，请在 {minutes} 分钟后（{clock} 以后）再试。")


def failed(keys: Iterable[Key], at: datetime) -> None:
    """Count one failure under each key and hold back those that have had enough."""
    with transaction.atomic():
        for each in sorted(set(keys)):  # one order for everybody: two callers cannot wait for each other
            Attempt.objects.get_or_create(key=each.digest, defaults={"failures": 0, "last": at, "blocked_until": at})
            row = Attempt.objects.filter(key=each.digest)
            row.filter(last__lt=at - FORGOTTEN_AFTER).update(failures=0)
            row.update(failures=F("failures") + 1, last=at)  # holds the row until commit, so the count below is ours
            count = row.values_list("failures", flat=True).get()
            row.update(blocked_until=at + delay(count, each.free))


def succeeded(keys: Iterable[Key]) -> None:
    """Forget the failures: the right person is in."""
    Attempt.objects.filter(key__in=[each.digest for each in keys]).delete()


def forget(at: datetime) -> int:
    """Remove what no longer counts. Returns how many keys went."""
    return Attempt.objects.filter(last__lt=at - FORGOTTEN_AFTER).delete()[0]
