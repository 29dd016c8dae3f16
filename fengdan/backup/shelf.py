"""The folder of the backups that are made by themselves, and what the journal says of them."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from fengdan.backup.header import header_of
from fengdan.journal.models import Entry
from fengdan.rulebook.errors import Refused

SUFFIX = ".fengdan"
DAILY = re.compile(r"daily-(\d{8})\.fengdan")


@dataclass(frozen=True)
class Shelved:
    """A backup in the folder; `size` in bytes."""

    path: Path
    made_at: datetime
    size: int
    events: int


@dataclass(frozen=True)
class Last:
    """When a backup last succeeded, when a drill last succeeded, and how the last drill ended; None: never yet."""

    backup_at: datetime | None
    drill_at: datetime | None
    drill_ok: bool | None


def daily(day: date) -> Path:
    return settings.BACKUPS / f"daily-{day:%Y%m%d}{SUFFIX}"


def dailies() -> dict[date, Path]:
    """The daily backups by their day."""
    named = ((DAILY.fullmatch(path.name), path) for path in settings.BACKUPS.glob(f"*{SUFFIX}"))
    found = {}
    for match, path in named:
        if match:
            with suppress(ValueError):  # 20261399 is nobody's day
                found[datetime.strptime(match[1], "%Y%m%d").date()] = path  # noqa: DTZ007 - a day has no zone
    return found


def shelved() -> list[Shelved]:
    """Every backup in the folder, the newest first; what is none is left out."""
    rows = []
    for path in settings.BACKUPS.glob(f"*{SUFFIX}"):
        with suppress(Refused):
            header = header_of(path)
            rows.append(Shelved(path, header.made_at, path.stat().st_size, header.events))
    return sorted(rows, key=lambda row: row.made_at, reverse=True)


def last() -> Last:
    """Read from the journal, so it is known even where the folder cannot be seen."""
    backups, drills = (Entry.objects.filter(act=act).order_by("-seq") for act in ("backup", "drill"))
    made, drilled, well = backups.first(), drills.first(), drills.filter(facts__ok=True).first()
    return Last(
        made.at if made else None,
        well.at if well else None,
        bool(drilled.facts["ok"]) if drilled else None,
    )
