"""What was scanned of this round, by paper."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.models import Scan
from fengdan.matters.queries.written import Written
from fengdan.rulebook.file_check import PAPER_LABELS, Paper


@dataclass(frozen=True)
class ScanShown:
    """`file` is the id of the stored file."""

    paper: str
    label: str
    file: int
    file_name: str
    attached_at: datetime


def scans(rows: Written, round_: int) -> list[ScanShown]:
    """Oldest first."""
    found: list[Scan] = sorted(rows.rows("scan"), key=lambda row: row.pk)
    return [_shown(row) for row in found if row.round == round_]


def _shown(row: Scan) -> ScanShown:
    return ScanShown(row.paper, PAPER_LABELS[Paper(row.paper)], row.file_id, row.file.name, row.attached_at)
