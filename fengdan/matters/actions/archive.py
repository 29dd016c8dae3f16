"""归档."""

from collections.abc import Collection
from datetime import date, datetime

from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import CaseFile, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.file_check import PAPER_LABELS, Paper, missing
from fengdan.rulebook.retention import keep_years


def archive(
    matter: Matter,
    *,
    pages: int,
    shelf: str,
    papers: Collection[str],
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Close the file once all its papers are there (人民调解法 Art. 27). Raises Refused naming those that are not.

    `papers` are the codes of the papers found in the file; `pages` counts its pages, `shelf` is where it stands.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        found = [one_of(Paper, code, "papers") for code in papers]
        if gaps := missing(entry.before, found):
            listed = "、".join(PAPER_LABELS[paper] for paper in gaps)
            raise Refused(f"卷宗还缺：{listed}。请补齐后再归档。", "papers")
        keep_until = _keep_until(entry.matter)
        entry.add(CaseFile(matter=entry.matter, pages=pages, shelf=shelf, keep_until=keep_until, archived_at=at))
        entry.facts = {
            "papers": sorted(found),
            "pages": pages,
            "keep_until": keep_until.isoformat() if keep_until else None,
        }

    return record("archive", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _keep_until(matter: Matter) -> date | None:
    years = keep_years(Conclusion(matter.conclusion), matter.matter_type_id)
    assert matter.concluded_at is not None
    return date(matter.concluded_at.astimezone(ZONE).year + years, 12, 31) if years else None
