"""归档."""

from datetime import date, datetime

from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import CaseFile, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.file_check import missing
from fengdan.rulebook.retention import keep_years


def archive(
    matter: Matter,
    *,
    pages: int,
    shelf: str,
    papers_in_file: bool,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Close the file once the check passes (人民调解法 Art. 27): page count, where it stands, how long it is kept."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        if gaps := missing(entry.before):
            listed = "；".join(f"缺{paper.name}，请{paper.remedy}" for paper in gaps)
            raise Refused(f"卷宗还不齐：{listed}。")
        if not papers_in_file:
            raise Refused("请对照清单核对纸质材料，齐全后勾选。", "papers_in_file")
        keep_until = _keep_until(entry.matter)
        entry.add(CaseFile(matter=entry.matter, pages=pages, shelf=shelf, keep_until=keep_until, archived_at=at))
        entry.facts = {"pages": pages, "keep_until": keep_until.isoformat() if keep_until else None}

    return record("archive", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _keep_until(matter: Matter) -> date | None:
    years = keep_years(Conclusion(matter.conclusion), matter.dispute_type_id)
    assert matter.concluded_at is not None
    return date(matter.concluded_at.astimezone(ZONE).year + years, 12, 31) if years else None
