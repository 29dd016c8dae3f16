"""原台账: the row of the register a matter was taken over from, as it stood there."""

import json
import re
from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.models import ImportedRow
from fengdan.matters.queries.written import Written
from fengdan.vault.mask import WITHHELD

PERSONAL = ("电话", "联系方式", "手机", "身份证", "住址", "地址")
LIVES = ("住址", "地址")
LONG_NUMBER = re.compile(r"\d{11,}[Xx]?", re.ASCII)
MASKED = "****"


@dataclass(frozen=True)
class OldRowShown:
    """`cells` are (column, text); numbers and addresses only in full once a look has been entered."""

    line: int
    imported_at: datetime
    cells: list[tuple[str, str]]


def old_row(rows: Written, *, revealed: bool, protected: bool) -> OldRowShown | None:
    """None for a matter that began here. `protected`: somebody's address is kept from the other side."""
    row: ImportedRow | None = next(iter(rows.rows("imported_row")), None)
    if row is None:
        return None
    cells = [(name, _shown(name, text, revealed, protected)) for name, text in json.loads(row.cells)]
    return OldRowShown(row.line, row.imported_at, cells)


def _shown(name: str, text: str, revealed: bool, protected: bool) -> str:
    if protected and any(word in name for word in LIVES):
        return WITHHELD
    if revealed:
        return text
    return MASKED if any(word in name for word in PERSONAL) else LONG_NUMBER.sub(MASKED, text)
