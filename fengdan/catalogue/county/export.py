"""The county in force, as files: what `load` was given, with all that was published since."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from fengdan.catalogue.county.apply import WHOLE
from fengdan.catalogue.county.columns import CALENDAR, FILES
from fengdan.catalogue.county.files import County, calendar_file
from fengdan.catalogue.county.item_versions import item_files
from fengdan.catalogue.county.tables import OF_FILE, TABLES, in_order, written
from fengdan.catalogue.models import CalendarYear
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Area, Unit

Lines = list[dict[str, str]]


def in_force() -> County:
    """The county as the database has it. Rows come by code; what is published whole, as it was written."""
    lines = {table.file: in_order(map(table.written, table.all())) for table in TABLES if table.file != "limits.csv"}
    newest = {limit.code: limit for limit in OF_FILE["limits.csv"].all().order_by("version")}
    lines["limits.csv"] = in_order(map(OF_FILE["limits.csv"].written, newest.values()))
    lines["county.csv"] = _county()
    lines |= item_files()
    for file, model in WHOLE.items():
        last = model.objects.order_by("version").last()
        lines[file] = last.rows if last else []
    # published before a level said whether it is left by itself: all were
    lines["ladder.csv"] = [{"auto": "是"} | row for row in lines["ladder.csv"]]
    for year in CalendarYear.objects.order_by("version"):
        lines[calendar_file(year.year)] = year.rows
    return County.from_json(lines)


def _county() -> Lines:
    areas = Area.objects.filter(kind=Area.Kind.COUNTY)
    names = Unit.objects.filter(kind=Unit.Kind.CENTRE).values_list("name", flat=True)
    return [
        {"code": area.code, "name": area.name, "centre": written(names.first()), "source": area.source}
        for area in areas
    ]


def export(folder: Path) -> int:
    """Write every file into a folder that is new or empty; return how many. Nothing is ever overwritten."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} 里已有内容，没有导出。请另选一个新的目录。")
    county = in_force()
    if not county["areas.csv"]:
        raise Refused("系统里还没有县数据，没有可以导出的内容。请先用 county load 载入。")
    folder.joinpath("calendar").mkdir(parents=True)
    files = list(county.all_files())
    for name, rows in files:
        header = [column.name for column in FILES.get(name, CALENDAR)]
        _write(folder / name, header, (row.cells for row in rows))
    return len(files)


def _write(path: Path, header: list[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([row[column] for column in header] for row in rows)
