"""One backup a day, made by whichever loop comes by first."""

from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from fengdan.backup.disk import faults_of
from fengdan.backup.keeping import kept_days
from fengdan.backup.make import backup, record
from fengdan.backup.shelf import Last, dailies, daily, last
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused

__all__ = ["Last", "failure", "last", "run_if_due"]

FROM = time(2, 0)  # a machine that is off at night makes it when it is switched on
TRY_AGAIN = timedelta(hours=1)


def run_if_due(at: datetime) -> Path | None:
    """Make today's backup unless it is there, before 02:00, or it failed within the hour; then remove what is not kept.

    Raises Refused when it could not be made; the reason is kept for the page. May be called as often as one likes, by
    several at once, and killed at any moment.
    """
    here = at.astimezone(ZONE)
    path = daily(here.date())
    if here.time() < FROM or path.exists() or _failed_lately(at):
        return None
    try:
        with faults_of("备份"):
            settings.BACKUPS.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = backup(path, at)
    except Refused as no:
        if path.exists():  # somebody else was first
            return None
        _remember(at, no.reason)
        raise
    record(made, at)
    _failed().unlink(missing_ok=True)
    _remove_unkept()
    return path


def failure() -> tuple[datetime, str] | None:
    """When and why the daily backup failed, if it has not succeeded since."""
    try:
        moment, _, reason = _failed().read_text(encoding="utf-8").partition("\n")
        return datetime.fromisoformat(moment), reason
    except (OSError, ValueError):
        return None


def _failed() -> Path:
    return Path(settings.DATA) / "backup.failed"


def _failed_lately(at: datetime) -> bool:
    failed = failure()
    return failed is not None and failed[0] <= at < failed[0] + TRY_AGAIN


def _remember(at: datetime, reason: str) -> None:
    with suppress(OSError):  # the disk is full: then that is all that can be done
        _failed().write_text(f"{at.isoformat()}\n{reason}", encoding="utf-8")


def _remove_unkept() -> None:
    there = dailies()
    for day in there.keys() - kept_days(there):
        there[day].unlink(missing_ok=True)
