"""Taking a checked register over, some rows a transaction: killed in the middle, the next run goes on where it was."""

from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction

from fengdan.files import disk
from fengdan.files.check import Checked as FitFile
from fengdan.files.limits import MOST_BYTES, too_big
from fengdan.files.models import StoredFile
from fengdan.files.names import clean
from fengdan.files.store import keep
from fengdan.journal.write import enter
from fengdan.matters.actions.register import Registration
from fengdan.matters.actions.take_over import TakenOver, take_over
from fengdan.matters.models import ImportedRow
from fengdan.matters.old_rows import OldRow
from fengdan.oldbook.check import CHANGED, Checked, digest_of
from fengdan.oldbook.row import Row
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.terminal import Tell, quiet

AT_ONCE = 50  # rows in one transaction
SUBJECT = "old_book"
NOT_IN = "第 {} 行没有导入：{}"
NO_WORDS = "原台账没有写明办结情况。"


def keep_book(data: bytes, name: str, *, actor: Actor, at: datetime) -> StoredFile:
    """Keep the file as it is, encrypted; the same content is kept once. Raises Refused when it is too big."""
    if len(data) > MOST_BYTES:
        raise Refused(too_big(len(data), "文件"), "file")
    same = StoredFile.objects.filter(subject=SUBJECT, digest=disk.digest(data))
    kind = StoredFile.Kind.XLSX
    try:
        with transaction.atomic():
            return same.first() or keep(FitFile(clean(name, kind), kind, data), SUBJECT, actor.id, at)
    except IntegrityError:  # somebody kept it just now
        return same.get()


def bring_in(
    checked: Checked,
    book: StoredFile,
    *,
    actor: Actor,
    at: datetime,
    most: int | None = None,
    tell: Tell = quiet,
) -> int:
    """Take over the rows that are not here yet, at most `most`; return how many. Raises Refused while rows are wrong.

    `tell` hears after each transaction how many came in so far.
    """
    if checked.problems:
        raise Refused(f"还有 {len(checked.problems)} 处要改正，没有导入任何一行。", "file")
    rows = list(checked.rows.items())[:most]
    waiting = iter(rows)
    count = 0
    while batch := list(islice(waiting, AT_ONCE)):
        count += _some(batch, book, actor, at)
        tell(count, len(rows))
    return count


def _some(batch: list[tuple[str, Row]], book: StoredFile, actor: Actor, at: datetime) -> int:
    """These rows, all or none; each leaves its key, so that none comes in twice."""
    with transaction.atomic():
        _wait_for_other_imports()
        here = dict(ImportedRow.objects.filter(key__in=[key for key, _ in batch]).values_list("key", "digest"))
        for key, row in batch:
            if here.get(key, digest_of(row.line)) != digest_of(row.line):  # since it was checked
                raise Refused(NOT_IN.format(row.line.row, CHANGED), "file")
        fresh = [(key, row) for key, row in batch if key not in here]
        for key, row in fresh:
            _take(key, row, book, actor, at)
        if fresh:
            facts = {"rows": len(fresh), "file": book.pk}
            enter(act="import", actor_id=actor.id, at=at, subject=f"file:{book.pk}", facts=facts)
    return len(fresh)


def _wait_for_other_imports() -> None:
    """All kept registers are held till the transaction ends: two with the same numbers or days in another order would
    wait for each other's counters for ever.
    """
    list(StoredFile.objects.select_for_update().filter(subject=SUBJECT).order_by("pk").values_list("pk"))


def _take(key: str, row: Row, book: StoredFile, actor: Actor, at: datetime) -> None:
    ended = row.concluded_at is not None
    old = OldRow(key, digest_of(row.line), row.line.row, row.line.cells, ended, book.pk, at)
    told = Registration(
        channel=row.channel,
        matter_type=row.matter_type,
        area=row.area,
        story=row.story,
        parties=row.parties,
        place=row.place,
        sender=row.sender,
        people=row.people,
        anonymous=not row.parties,
        old=old,
    )
    ending = {"conclusion": row.conclusion, "reason": row.reason or NO_WORDS, "concluded_at": row.concluded_at}
    taken = TakenOver(told, row.standing, row.registered_at, row.unit, **(ending if ended else {}))  # type: ignore[arg-type]
    try:
        take_over(taken, actor=actor, at=at)
    except Refused as no:
        raise Refused(NOT_IN.format(row.line.row, no.reason), "file") from no
