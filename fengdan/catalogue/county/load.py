"""Loading a county's files: all of it or nothing, and a second time for nothing."""

from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Model

from fengdan.catalogue.county import wanted
from fengdan.catalogue.county.check import read_and_check
from fengdan.catalogue.county.columns import FILES
from fengdan.catalogue.county.files import County, read_file
from fengdan.catalogue.county.sync import Summary, Table
from fengdan.catalogue.models import CalendarYear, MatterType, Limit
from fengdan.journal import write
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.teams.accounts import link_mediators
from fengdan.teams.models import Committee, CommitteeMember, Mediator, Team, TeamMember
from fengdan.units.models import Area, Unit, Window


def load_county(folder: Path, *, at: datetime) -> Summary:
    """Bring the database to what the folder says. Refused, with every problem named, unless all of it is in order."""
    today = at.astimezone(ZONE).date()
    county, found = read_and_check(folder, today=today)
    if found:
        listed = "\n".join(map(str, found))
        raise Refused(f"县数据有 {len(found)} 处问题，没有载入：\n{listed}")
    summary = Summary()
    try:
        with transaction.atomic():
            _load(county, today, summary)
            if summary.changes:
                facts = {"county": county["county.csv"][0]["code"], **summary.facts()}
                write.enter(act="county_load", actor_id="system", at=at, facts=facts)
    except IntegrityError as error:
        raise Refused(
            "县数据与已载入的数据冲突，没有载入：多半是改了代码却沿用原来的名称。代码一经使用，请勿更改。"
        ) from error
    return summary


def mediator_accounts(folder: Path) -> dict[str, str]:
    """Mediator code → username, as `mediators.csv` has it: for linking accounts made after the load."""
    return wanted.accounts(read_file(folder / "mediators.csv", "mediators.csv", FILES["mediators.csv"], []))


def _load(county: County, today: date, summary: Summary) -> None:
    def table(file: str, model: type[Model]) -> Table:
        return Table(file, model, today, summary)

    table("areas.csv", Area).rows(wanted.areas(county))
    for file, model, rows in (
        ("units.csv", Unit, wanted.units(county)),
        ("mediators.csv", Mediator, wanted.mediators(county)),
    ):
        table(file, model).rows(rows)
        table(file, model).end_vanished(rows)
    table("windows.csv", Window).rows(wanted.windows(county))
    table("committees.csv", Committee).rows(wanted.committees(county))
    table("teams.csv", Team).rows(wanted.teams(county))
    appointed = wanted.places(county["committee_members.csv"], "committee", "director")
    table("committee_members.csv", CommitteeMember).places(("committee_id", "mediator_id", "director"), appointed)
    placed = wanted.places(county["team_members.csv"], "team", "leader")
    table("team_members.csv", TeamMember).places(("team_id", "mediator_id", "leader"), placed)
    table("types.csv", MatterType).rows(wanted.types(county))
    table("limits.csv", Limit).versions("code", wanted.limits(county))
    table("calendar", CalendarYear).versions("year", wanted.years(county))
    summary.changed["mediators.csv"] += link_mediators(wanted.accounts(county["mediators.csv"]))
