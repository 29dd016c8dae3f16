"""The only writer of the journal."""

from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction

from fengdan.journal.models import Entry
from fengdan.vault.digest import sm3

TRIES = 20


def enter(*, act: str, actor_id: str, at: datetime, subject: str = "", facts: dict[str, Any] | None = None) -> None:
    """Append one entry inside the caller's transaction, chained to the last. Two at once: the later one looks again."""
    for attempt in range(TRIES):
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
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
        else:
            return


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
