"""Bringing the database to what checked files say, inside the caller's transaction."""

from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction

from fengdan.catalogue.county.calendar import published
from fengdan.catalogue.county.changes import KEPT, Change, Summary
from fengdan.catalogue.county.files import County, Row, calendar_file
from fengdan.catalogue.county.item_versions import publish_items
from fengdan.catalogue.county.sync import Sync, nothing_more, publish_whole
from fengdan.catalogue.county.tables import TABLES, Fields
from fengdan.catalogue.models import (
    ArticleTable,
    CalendarYear,
    Ladder,
    ProposingTable,
    RoutingTable,
    SupervisionTable,
)
from fengdan.rulebook.errors import Refused
from fengdan.teams.accounts import link_mediators
from fengdan.teams.loaded import settle_cards
from fengdan.teams.models import CommitteeMember

# published whole, one version after the other
WHOLE: dict[str, type[RoutingTable | Ladder | SupervisionTable | ProposingTable | ArticleTable]] = {
    "routing.csv": RoutingTable,
    "ladder.csv": Ladder,
    "supervision.csv": SupervisionTable,
    "proposing.csv": ProposingTable,
    "articles.csv": ArticleTable,
}
HEADS = {"committee_members.csv": "director", "team_members.csv": "leader"}


def apply(county: County, today: date) -> Summary:
    """Bring every table to its file and return what changed. Refused when the files and the database cannot agree."""
    summary = Summary(notes=county.notes)
    try:
        with transaction.atomic():
            _apply(county, today, summary)
    except IntegrityError as error:
        raise Refused(
            "县数据与已载入的数据冲突，没有载入：多半是改了代码却沿用原来的名称。代码一经使用，请勿更改。"
        ) from error
    if summary.refused:
        listed = "\n".join(map(str, summary.refused))
        raise Refused(f"县数据少了 {len(summary.refused)} 行不能删去的内容，没有载入：\n{listed}")
    return summary


def rehearse(county: County, today: date) -> Summary:
    """What `apply` would change; nothing stays changed."""
    with transaction.atomic():
        summary = apply(county, today)
        transaction.set_rollback(True)
    return summary


def _apply(county: County, today: date, summary: Summary) -> None:
    begins = {"committee_members.csv": _first_day(county, today)}
    for table in TABLES:
        sync = Sync(table, today, summary, begins.get(table.file, nothing_more))
        rows = county[table.file]
        if table.file in HEADS:
            sync.memberships(rows, HEADS[table.file])
        elif table.file == "limits.csv":
            sync.versions(rows)
        else:
            sync.rows(rows)
    publish_items(county, today, summary)
    for file, model in WHOLE.items():
        publish_whole(model, county[file], summary, file=file, key="code", of={}, holds={})
    for number, rows in sorted(county.calendars.items()):
        publish_year(number, rows, summary)
    for year in CalendarYear.objects.exclude(year__in=county.calendars).values_list("year", flat=True).distinct():
        summary.listed.append(Change(KEPT, calendar_file(year), ""))
    link_mediators()
    settle_cards(today)


def _first_day(county: County, today: date) -> Callable[[Row], Fields]:
    """A place begins with the load that brings it; with the first of all it is as old as its mediator."""
    if CommitteeMember.objects.exists():
        return lambda _row: {"active_from": today}
    since = {row["code"]: date.fromisoformat(row["active_from"]) for row in county["mediators.csv"]}
    return lambda row: {"active_from": since[row["mediator"]]}


def publish_year(number: int, rows: list[Row], summary: Summary) -> None:
    """The next version of a year's calendar, if it differs from the last."""
    of, file = {"year": number}, calendar_file(number)
    publish_whole(CalendarYear, rows, summary, file=file, key="value", of=of, holds=_calendar(rows))


def _calendar(rows: list[Row]) -> dict[str, object]:
    notice, year = published(rows)
    return {
        "notice": notice,
        "off": sorted(map(str, year.off)),
        "work": sorted(map(str, year.work)),
        "hours": [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in year.hours],
    }
