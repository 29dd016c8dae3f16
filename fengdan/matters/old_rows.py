"""原台账: keeping the row a matter is taken over from, as it stood in the register."""

import json
from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.entry import Entry
from fengdan.matters.models import ImportedRow


@dataclass(frozen=True)
class OldRow:
    """`cells` are (column, text). `file` is the id of the kept register, `at` the moment it is taken over."""

    key: str
    digest: str
    line: int
    cells: tuple[tuple[str, str], ...]
    ended: bool
    file: int
    at: datetime


def add_old_row(entry: Entry, old: OldRow) -> None:
    """Keep the row. The office's own limits count from now: nobody could keep them before the matter was here."""
    row = ImportedRow(
        matter=entry.matter,
        key=old.key,
        digest=old.digest,
        line=old.line,
        cells=json.dumps(old.cells, ensure_ascii=False),
        ended=old.ended,
        file_id=old.file,
        imported_at=old.at,
    )
    entry.add(row)
    entry.office_at = old.at
    entry.facts |= {"imported_row": row.pk, "on_paper": old.ended}
