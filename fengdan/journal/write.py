"""The only writer of the journal."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from fengdan.journal.models import Entry
from fengdan.journal.queries import forget
from fengdan.vault.digest import sm3


def enter(*, act: str, actor_id: str, at: datetime, subject: str = "", facts: dict[str, Any] | None = None) -> None:
    """Append one entry inside the caller's transaction, chained to the last. Two at once: the second waits."""
    with transaction.atomic():
        Entry.objects.select_for_update().filter(seq=1).first()  # one lock for all: the chain has one end
        last = Entry.objects.order_by("-seq").first()
        entry = Entry(
            seq=last.seq + 1 if last else 1,
            at=at,
            act=act,
            actor_id=actor_id,
            subject=subject,
            facts=facts or {},
            prev_hash=last.hash if last else "",
        )
        entry.hash = link(entry)
        entry.save(force_insert=True)
        forget()
        transaction.on_commit(forget)


def link(entry: Entry) -> str:
    """The hash an entry must carry."""
    return sm3(
        [
            entry.seq,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.act,
            entry.actor_id,
            entry.subject,
            entry.facts,
            entry.prev_hash,
        ]
    )
