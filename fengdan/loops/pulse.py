"""How the loops are, for whoever watches the machine: moments and counts, nothing of any matter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fengdan.backup.schedule import failure
from fengdan.backup.shelf import last
from fengdan.loops.models import Beat
from fengdan.loops.rounds import DELIVER, TICK
from fengdan.matters.models import Event
from fengdan.outbox.deliver import oldest_waiting

LATE = timedelta(minutes=5)
WAITED = timedelta(minutes=30)
OLD_BACKUP = timedelta(hours=26)
SKEW = timedelta(minutes=1)


@dataclass(frozen=True)
class Pulse:
    """The last rounds, the age of the oldest letter no machine has brought out, in minutes, and what is not well."""

    last_tick: datetime | None
    last_delivery: datetime | None
    oldest_letter_minutes: int | None
    last_backup: datetime | None
    last_drill: datetime | None
    warnings: list[str]


def pulse(at: datetime) -> Pulse:
    """A dozen small queries."""
    beats = {beat.name: beat for beat in Beat.objects.all()}
    ticked, delivered = (beats[name].at if name in beats else None for name in (TICK, DELIVER))
    oldest = oldest_waiting()
    waits = max(at - oldest, timedelta()) if oldest else None
    kept = last()
    late = {
        "还没有扫过时限，或者已经停了 5 分钟以上": not ticked or at - ticked > LATE,
        "还没有发过信件，或者已经停了 5 分钟以上": not delivered or at - delivered > LATE,
        "有信件等了半小时以上没有发出": waits is not None and waits > WAITED,
        "最近一天没有备份": not kept.backup_at or at - kept.backup_at > OLD_BACKUP,
        "上一次备份失败": failure() is not None,
        "上一次恢复演练失败": kept.drill_ok is False,
        "时钟比最近一步办理记录还早，可能被拨回": _behind(at, [ticked, delivered]),
    }
    return Pulse(
        last_tick=ticked,
        last_delivery=delivered,
        oldest_letter_minutes=None if waits is None else waits // timedelta(minutes=1),
        last_backup=kept.backup_at,
        last_drill=kept.drill_at,
        warnings=[said for said, holds in late.items() if holds] + [beat.note for beat in beats.values() if beat.note],
    )


def _behind(at: datetime, rounds: list[datetime | None]) -> bool:
    """Whether something was written down at a moment that has not come yet."""
    typed = Event.objects.order_by("-id").values_list("recorded_at", flat=True).first()
    return any(moment is not None and moment > at + SKEW for moment in (typed, *rounds))
