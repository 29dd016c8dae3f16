"""Loading a county's files: the first time at once, on a system that runs as a draft for its owner to publish."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from fengdan.catalogue.county import drafts
from fengdan.catalogue.county.apply import apply, rehearse
from fengdan.catalogue.county.changes import Summary
from fengdan.catalogue.county.check import accepted, read_and_check
from fengdan.catalogue.county.files import County, Problem
from fengdan.catalogue.models import Draft
from fengdan.rulebook.calendars import ZONE
from fengdan.teams.accounts import link_mediators
from fengdan.units.models import Area


@dataclass(frozen=True)
class Loaded:
    """What became of the files: `draft` is set when they wait to be published, else they are in force."""

    summary: Summary
    draft: Draft | None = None
    linked: int = 0


def load(folder: Path, *, at: datetime) -> Loaded:
    """The first load applies at once, all or nothing; a later one makes a draft, unless nothing differs."""
    if not Area.objects.exists():
        return Loaded(load_county(folder, at=at))
    county, warnings = _read(folder, at)
    summary = rehearse(county, at.astimezone(ZONE).date())
    summary.warnings = warnings
    if not summary.changes:
        with transaction.atomic():
            drafts.replace_open(at)
            return Loaded(summary, linked=link_mediators())
    return Loaded(summary, drafts.make(county, summary, at=at))


def offer(folder: Path, *, at: datetime) -> Loaded | None:
    """As `load`, for a start of the system: None for files that were decided on before, or while a draft is open."""
    if Area.objects.exists():
        county, _ = _read(folder, at)
        if drafts.known(county) or drafts.open_draft():
            return None
    return load(folder, at=at)


def load_county(folder: Path, *, at: datetime) -> Summary:
    """Bring the database to what the folder says, now: the first load, or load and publish in one.

    Refused, with every problem named, unless all of it is in order.
    """
    county, warnings = _read(folder, at)
    with transaction.atomic():
        summary = apply(county, at.astimezone(ZONE).date())
        if summary.changes:
            drafts.enter("county_load", "system", at, county, summary)
    summary.warnings = warnings
    return summary


def _read(folder: Path, at: datetime) -> tuple[County, list[Problem]]:
    """The files and their warnings. Shortfalls are faults before the first load and warnings ever after."""
    today = at.astimezone(ZONE).date()
    county, found = read_and_check(folder, today=today)
    return county, accepted(found, running=Area.objects.exists())
