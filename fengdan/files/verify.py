"""Checking every kept file against its row."""

from collections.abc import Iterator

from fengdan.files.models import StoredFile
from fengdan.files.store import Damaged, read
from fengdan.vault.cipher import Unreadable


def problems() -> Iterator[str]:
    """Yield a sentence for each file that is missing, unreadable or changed, and for each name that is unreadable."""
    for stored in StoredFile.objects.defer("name").order_by("pk").iterator(chunk_size=500):
        try:
            read(stored)
        except Damaged as damaged:
            yield damaged.reason
        try:
            stored.name  # noqa: B018 - fetched only here, so that a garbled one stops nothing
        except Unreadable:
            yield f"附件 {stored.pk} 的文件名无法解密"
