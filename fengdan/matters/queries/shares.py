"""时间花在谁手上: whose hands a matter's time went through, as a picture and as lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fengdan.matters.models import Event
from fengdan.rulebook.held import held
from fengdan.rulebook.stages import Stage
from fengdan.units.models import Unit

WHOLE = 1000  # how wide the picture is


@dataclass(frozen=True)
class Share:
    """A stretch at a unit. `left` and `width` are its place in a picture as wide as WHOLE; `tone` tells units apart."""

    holder: str
    since: datetime
    until: datetime
    length: timedelta
    left: float
    width: float
    tone: int


def shares(events: Iterable[Event], now: datetime) -> list[Share]:
    """The stretches of a matter's open time in their order. One query."""
    told = sorted(events, key=lambda event: event.seq)
    stretches = held([(event.at, Stage(event.stage_after), event.holder) for event in told], now)
    whole = sum((stretch.length for stretch in stretches), timedelta())
    names = dict(Unit.objects.filter(pk__in={stretch.holder for stretch in stretches}).values_list("pk", "name"))
    tones = {holder: tone for tone, holder in enumerate(dict.fromkeys(stretch.holder for stretch in stretches))}
    shown, gone = [], timedelta()
    for stretch in stretches:
        left, width = gone / whole * WHOLE, stretch.length / whole * WHOLE
        gone += stretch.length
        shown.append(
            Share(
                names[stretch.holder],
                stretch.since,
                stretch.until,
                stretch.length,
                round(left, 1),
                round(width, 1),
                tones[stretch.holder],
            )
        )
    return shown
