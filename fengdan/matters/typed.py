"""The moment at which a step is typed: now, but for a demo, which tells weeks within a minute."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from fengdan.rulebook.errors import Refused

_told: ContextVar[datetime | None] = ContextVar("typed_at", default=None)


def typed_at() -> datetime:
    """When whatever is recorded now is typed."""
    return _told.get() or timezone.now()


@contextmanager
def typed(at: datetime) -> Iterator[None]:
    """Within, everything counts as typed at this moment. Raises Refused on a live system, whose clock is the truth."""
    if settings.PROFILE == "live":
        raise Refused("正式系统的录入时间只能是现在。")
    before = _told.set(at)
    try:
        yield
    finally:
        _told.reset(before)
