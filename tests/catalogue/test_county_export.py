"""The county in force as files: what was loaded comes out again, byte for byte, and can be loaded elsewhere."""

import time
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

from fengdan.catalogue.county.check import problems
from fengdan.catalogue.county.commands import tell
from fengdan.catalogue.county.export import export
from fengdan.catalogue.county.load import load, load_county
from fengdan.catalogue.models import Draft
from fengdan.journal.models import Entry
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Area
from tests.catalogue import small
from tests.catalogue.empty import empty_database

AT = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 11, 24)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("**/*.csv"))}


def exported(folder: Path) -> dict[str, bytes]:
    export(folder)
    return contents(folder)


def with_a_history(folder: Path) -> None:
    """Load the reference county, then one with a department more, then one without it and with a village ended."""
    county = small.reference(folder)
    load_county(county, at=AT - timedelta(days=2))
    small.add(county, "units.csv", "dept-new,陇西县新设局,新设局,department,621122,centre,,,假定,2026-11-22,")
    small.add(county, "liaisons.csv", "x-new,dept-new,dept,新来甲,,假定,2026-11-22,")
    small.edit(county, "limits.csv", "take", value="8wh")
    load_county(county, at=AT - timedelta(days=1))
    small.drop(county, "units.csv", code="dept-new")
    small.drop(county, "liaisons.csv", code="x-new")
    first, second = [row["code"] for row in small.rows(county, "units.csv") if row["kind"] == "village"][:2]
    small.edit(county, "units.csv", first, active_to="2026-11-23", successor=second)
    for row in small.rows(county, "liaisons.csv"):
        if row["unit"] == first:
            small.drop(county, "liaisons.csv", code=row["code"])
    small.drop(county, "windows.csv", code="W10")
    small.drop(county, "duty.csv", window="W10")
    small.drop(county, "mediators.csv", code="m1605")
    for file in ("team_members.csv", "committee_members.csv", "cards.csv", "appointments.csv", "training.csv"):
        small.drop(county, file, mediator="m1605")
    small.keep(
        county, "routing.csv", [{**row, "why": row["why"] + '，引号“"”'} for row in small.rows(county, "routing.csv")]
    )
    load_county(county, at=AT)


@pytest.mark.django_db
def test_what_was_loaded_comes_out_byte_for_byte(tmp_path: Path) -> None:
    assert exported(tmp_path / "out") == contents(settings.COUNTY_DIR)


def test_exported_loaded_elsewhere_and_exported_again_it_is_the_same(
    empty_template: str, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    with django_db_blocker.unblock(), empty_database(empty_template):
        with_a_history(tmp_path / "county")
        first = exported(tmp_path / "first")
    assert problems(tmp_path / "first", today=TODAY) == []
    assert b"dept-new" in first["units.csv"]
    assert b"m1605" not in first["team_members.csv"]
    with django_db_blocker.unblock(), empty_database(empty_template):
        loaded = load(tmp_path / "first", at=AT)
        assert (loaded.draft, Draft.objects.count()) == (None, 0)
        assert exported(tmp_path / "second") == first
        assert load(tmp_path / "second", at=AT).summary.listed == []


def test_the_first_load_is_quick_and_in_the_journal(empty_db: None) -> None:
    began = time.perf_counter()
    summary = load_county(settings.COUNTY_DIR, at=AT)
    assert time.perf_counter() - began < 5
    assert summary.changes == summary.added.total() > 1000
    entry = Entry.objects.get()
    assert (entry.act, entry.facts["added"]) == ("county_load", dict(summary.added))


@pytest.mark.parametrize("fault", ["shortfall", "wrong"])
def test_a_first_load_with_any_fault_leaves_nothing(fault: str, empty_db: None, tmp_path: Path) -> None:
    county = small.write(tmp_path / "county")
    small.drop(county, "liaisons.csv", code="d1") if fault == "shortfall" else small.drop(
        county, "limits.csv", code="take"
    )
    with pytest.raises(Refused, match="1 处问题"):
        load(county, at=AT)
    assert not Area.objects.exists()
    assert not Entry.objects.exists()


def test_there_is_nothing_to_export_before_the_first_load(empty_db: None, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="还没有县数据"):
        export(tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.django_db
def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="已有内容"):
        export(tmp_path)
    with pytest.raises(Refused, match="已有内容"):
        export(tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_first_load_says_how_much_it_loaded(
    empty_db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded = load(small.write(tmp_path / "county"), at=AT)
    tell(loaded)
    assert capsys.readouterr().out == f"已载入，新增 {loaded.summary.changes} 行。\n"
