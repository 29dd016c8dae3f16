"""The three files of the 清单 ↔ versions of its items. What differs from the live version makes the next one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from fengdan.catalogue.county.changes import Change, Summary, compare_rows
from fengdan.catalogue.county.columns import FILES
from fengdan.catalogue.county.files import County
from fengdan.catalogue.items.models import ItemVersion, ServiceItem
from fengdan.catalogue.models import MatterType
from fengdan.rulebook.items import STEP_LABELS

ITEMS, STEPS, MATERIALS = "items.csv", "item_steps.csv", "item_materials.csv"
KEYS = {ITEMS: ("code",), STEPS: ("item", "step"), MATERIALS: ("item", "name")}
TEXTS = ("name", "applicants", "conditions", "refusals", "basis")
ORDER = list(STEP_LABELS)

Lines = list[dict[str, str]]
Files = dict[str, Lines]


def live_versions() -> dict[str, ItemVersion]:
    """Item → its version in force, for items that have not ended. One query."""
    rows = ItemVersion.objects.filter(version__gt=0, item__active_to=None).select_related("item")
    return {row.item_id: row for row in rows.order_by("version")}


def item_files() -> Files:
    """The 清单 in force as the lines of its files. Two queries."""
    types: defaultdict[str, list[str]] = defaultdict(list)
    for kind in MatterType.objects.exclude(item=None).order_by("code"):
        types[kind.item_id or ""].append(kind.code)
    found: Files = {ITEMS: [], STEPS: [], MATERIALS: []}
    for code, version in sorted(live_versions().items()):
        fixed = {"code": code, "kind": version.item.kind, "source": version.item.source}
        found[ITEMS].append(_in_columns(ITEMS, {**version.texts, **fixed, "types": ";".join(types[code])}))
        found[STEPS] += [_in_columns(STEPS, row | {"item": code}) for row in version.steps]
        found[MATERIALS] += [_in_columns(MATERIALS, row | {"item": code}) for row in version.materials]
    return found


def publish_items(county: County, today: date, summary: Summary) -> None:
    """The next version of every item that differs; one that is gone from the file ends."""
    before, after = item_files(), _tidy(county)
    if before == after:
        return
    for file, key in KEYS.items():
        summary.listed += _compared(file, key, before[file], after[file])
    live = live_versions()
    for row in after[ITEMS]:
        _publish(row, after, live.pop(row["code"], None))
    ServiceItem.objects.filter(pk__in=live).update(active_to=today)


def _publish(row: Mapping[str, str], files: Files, live: ItemVersion | None) -> None:
    code = row["code"]
    fixed = {"kind": row["kind"], "source": row["source"], "active_to": None}
    item, _ = ServiceItem.objects.update_or_create(code=code, defaults=fixed)
    types = [each for each in row["types"].split(";") if each]
    MatterType.objects.filter(pk__in=types).exclude(item=item).update(item=item)
    said = {
        "texts": {column: row[column] for column in TEXTS},
        "steps": [_without_item(each) for each in files[STEPS] if each["item"] == code],
        "materials": [_without_item(each) for each in files[MATERIALS] if each["item"] == code],
    }
    if live is None or any(getattr(live, name) != value for name, value in said.items()):
        last = ItemVersion.objects.filter(item=item).order_by("-version").first()
        ItemVersion.objects.create(item=item, version=last.version + 1 if last else 1, **said)


def _tidy(county: County) -> Files:
    """The lines in the order in which they are kept: materials as they were written, steps as they are taken."""
    rows = {file: [dict(row.cells) for row in county[file]] for file in KEYS}
    for row in rows[ITEMS]:
        row["types"] = ";".join(sorted(each.strip() for each in row["types"].split(";") if each.strip()))
    rows[ITEMS].sort(key=lambda row: row["code"])
    rows[STEPS].sort(key=lambda row: (row["item"], ORDER.index(row["step"])))
    rows[MATERIALS].sort(key=lambda row: row["item"])
    return rows


def _compared(file: str, key: tuple[str, ...], old: Lines, new: Lines) -> Iterable[Change]:
    def keyed(lines: Lines) -> Lines:
        rest = [column.name for column in FILES[file] if column.name not in key]
        return [{"": " ".join(row[name] for name in key)} | {name: row[name] for name in rest} for row in lines]

    return compare_rows(file, "", keyed(old), keyed(new))


def _in_columns(file: str, cells: Mapping[str, str]) -> dict[str, str]:
    return {column.name: cells.get(column.name, "") for column in FILES[file]}


def _without_item(row: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in row.items() if name != "item"}
