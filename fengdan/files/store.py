"""Keeping a file and reading it again. Who may see it, the caller decides: files know no matters."""

from datetime import datetime

from fengdan.files import disk
from fengdan.files.check import Checked, check
from fengdan.files.models import StoredFile
from fengdan.files.upload import Upload
from fengdan.vault.cipher import Unreadable


class Damaged(Exception):  # noqa: N818 - names the state of the data
    """A kept file is not what was kept. `reason` is a Chinese sentence that names it by its number."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def accept(upload: Upload, subject: str, actor_id: str, at: datetime, *, field: str = "attachment") -> StoredFile:
    """Check and keep at once, for callers that have no transaction open. Raises Refused."""
    return keep(check(upload, field), subject, actor_id, at)


def keep(checked: Checked, subject: str, actor_id: str, at: datetime) -> StoredFile:
    """Write content and row; the row belongs to the caller's transaction. Raises OSError when the disk refuses.

    The content is on the disk before the row is inserted. When the transaction is rolled back it stays there, unread.
    """
    return StoredFile.objects.create(
        place=disk.write(checked.data),
        subject=subject,
        name=checked.name,
        kind=checked.kind,
        size=len(checked.data),
        digest=disk.digest(checked.data),
        made_at=at,
        made_by=actor_id,
    )


def read(stored: StoredFile) -> bytes:
    """The plain content, which is what was kept. Raises Damaged."""
    try:
        data = disk.read(stored.place)
    except FileNotFoundError as fault:
        raise Damaged(f"附件 {stored.pk} 的文件不见了") from fault
    except OSError as fault:
        raise Damaged(f"附件 {stored.pk} 的文件读不出来") from fault
    except Unreadable as fault:
        raise Damaged(f"附件 {stored.pk} 的文件无法解密") from fault
    if disk.digest(data) != stored.digest or len(data) != stored.size:
        raise Damaged(f"附件 {stored.pk} 的内容与登记的摘要不符")
    return data
