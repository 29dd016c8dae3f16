"""What a load changes, row by row and in the words of the files: for the person who publishes it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fengdan.catalogue.county.files import Problem

ADDED, CHANGED, ENDED, KEPT = "added", "changed", "ended", "kept"
KEPT_NOTE = "文件中已没有这一行，系统继续保留"


@dataclass(frozen=True)
class Change:
    """`field` is empty when it is the row as a whole; `old` and `new` are cells as the files have them."""

    what: str
    file: str
    key: str
    field: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, self.key, self.field) if part)
        match self.what:
            case "added":
                return f"{place}：新增 {self.new}"
            case "ended":
                return f"{place}：终止 {self.old}"
            case "kept":
                return f"{place}：{KEPT_NOTE}"
        return f"{place}：{self.old or '（空）'} → {self.new or '（空）'}"

    def as_json(self) -> dict[str, str]:
        return dict(vars(self))


@dataclass
class Summary:
    """What a load did: every change, and how many rows of each file were added, changed and ended."""

    listed: list[Change] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    @property
    def added(self) -> Counter[str]:
        return self._rows(ADDED)

    @property
    def changed(self) -> Counter[str]:
        return self._rows(CHANGED)

    @property
    def ended(self) -> Counter[str]:
        return self._rows(ENDED)

    @property
    def changes(self) -> int:
        return self.added.total() + self.changed.total() + self.ended.total()

    def _rows(self, what: str) -> Counter[str]:
        rows = {(change.file, change.key) for change in self.listed if change.what == what}
        return Counter(file for file, _ in rows)

    def facts(self) -> dict[str, dict[str, int]]:
        return {"added": dict(self.added), "changed": dict(self.changed), "ended": dict(self.ended)}

    def as_json(self) -> list[dict[str, str]]:
        """The changes in an order that does not hang on the engine."""
        return sorted((change.as_json() for change in self.listed), key=lambda change: tuple(change.values()))


def told(cells: Iterable[str]) -> str:
    """A row in a few words."""
    return "，".join(cell for cell in cells if cell)


def compare_rows(
    file: str, key: str, old: Iterable[Mapping[str, str]], new: Iterable[Mapping[str, str]]
) -> list[Change]:
    """The lines that differ between two versions of a file published as a whole, and whether their order does."""
    before, after = ({row[key]: row for row in rows} for rows in (old, new))
    found = [Change(ENDED, file, code, old=told(row.values())) for code, row in before.items() if code not in after]
    for code, row in after.items():
        if code not in before:
            found.append(Change(ADDED, file, code, new=told(row.values())))
            continue
        was = before[code]
        found += [
            Change(CHANGED, file, code, column, was.get(column, ""), text)
            for column, text in row.items()
            if was.get(column, "") != text
        ]
    first, second = [code for code in before if code in after], [code for code in after if code in before]
    if first != second:
        found.append(Change(CHANGED, file, "", "次序", "、".join(first), "、".join(second)))
    return found
