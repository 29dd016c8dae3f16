"""The links of a matter's event chain."""

from datetime import UTC, datetime

from fengdan.matters.models import Event
from fengdan.vault.digest import sm3


def link(event: Event) -> str:
    """The hash an event must carry: SM3 over all its columns and the hash before it."""
    return sm3(
        [
            event.matter_id,
            event.seq,
            event.step,
            event.stage_before,
            event.stage_after,
            event.holder,
            _utc(event.at),
            _utc(event.recorded_at),
            event.actor_id,
            event.role,
            event.on_behalf_of,
            event.facts,
            event.digests,
            event.versions,
            event.once or "",
            event.prev_hash,
        ]
    )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
