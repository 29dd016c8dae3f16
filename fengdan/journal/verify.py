"""Checking the journal's chain."""

from collections.abc import Iterator

from fengdan.journal.models import Entry
from fengdan.journal.write import link


def problems() -> Iterator[str]:
    """Yield a sentence for each entry that is missing, moved or changed."""
    expected, prev_hash = 1, ""
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        if entry.seq != expected:
            yield f"日志第 {expected} 条缺失"
        elif entry.prev_hash != prev_hash or entry.hash != link(entry):
            yield f"日志第 {entry.seq} 条被改动"
        expected, prev_hash = entry.seq + 1, entry.hash
