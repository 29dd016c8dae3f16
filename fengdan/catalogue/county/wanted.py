"""What the tables should hold, read off files that have no problems."""

from datetime import date
from typing import Any

from fengdan.catalogue.county.calendar import published
from fengdan.catalogue.county.files import County, Row

Rows = dict[str, dict[str, Any]]


def areas(county: County) -> Rows:
    return {
        row["code"]: _cells(row, "name", "kind") | {"parent_id": row["parent"] or None} for row in county["areas.csv"]
    }


def units(county: County) -> Rows:
    text = ("name", "short_name", "kind", "phone", "source")
    return {row["code"]: _cells(row, *text) | {"area_id": row["area"]} | _active(row) for row in county["units.csv"]}


def windows(county: County) -> Rows:
    return {
        row["code"]: _cells(row, "name", "kind", "source") | {"unit_id": row["unit"]} for row in county["windows.csv"]
    }


def committees(county: County) -> Rows:
    return {
        row["unit"]: _cells(row, "numbering_name") | {"term_ends": date.fromisoformat(row["term_ends"])}
        for row in county["committees.csv"]
    }


def mediators(county: County) -> Rows:
    flags = ("female", "full_time", "qualified")
    return {
        row["code"]: _cells(row, "name") | {flag: row.yes(flag) for flag in flags} | _active(row)
        for row in county["mediators.csv"]
    }


def accounts(rows: list[Row]) -> dict[str, str]:
    """Mediator code → username."""
    return {row["code"]: row["account"] for row in rows if row["account"]}


def teams(county: County) -> Rows:
    return {
        row["unit"]: {"committee_id": row["committee"], "matter_types": row.values("matter_types")}
        for row in county["teams.csv"]
    }


def places(rows: list[Row], body: str, head: str) -> set[tuple[str, str, bool]]:
    """Who sits where, and whether as its head."""
    return {(row[body], row["mediator"], row.yes(head)) for row in rows}


def types(county: County) -> Rows:
    return {row["code"]: _cells(row, "name") | {"keywords": row.values("keywords")} for row in county["types.csv"]}


def limits(county: County) -> Rows:
    return {row["code"]: _cells(row, "name", "value", "basis", "source") for row in county["limits.csv"]}


def years(county: County) -> dict[int, dict[str, Any]]:
    found = {}
    for number, rows in county.calendars.items():
        notice, year = published(rows)
        found[number] = {
            "notice": notice,
            "off": sorted(map(str, year.off)),
            "work": sorted(map(str, year.work)),
            "hours": [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in year.hours],
        }
    return found


def _cells(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _active(row: Row) -> dict[str, date | None]:
    ends = row["active_to"]
    return {
        "active_from": date.fromisoformat(row["active_from"]),
        "active_to": date.fromisoformat(ends) if ends else None,
    }
