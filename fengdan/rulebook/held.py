"""Who held a matter and for how long: the stretches are gapless and add up to the time it was open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fengdan.rulebook.stages import CLOSED, Stage


@dataclass(frozen=True)
class Held:
    """A stretch of time at one unit (its code)."""

    holder: str
    since: datetime
    until: datetime

    @property
    def length(self) -> timedelta:
        return self.until - self.since


def held(events: Iterable[tuple[datetime, Stage, str]], now: datetime) -> list[Held]:
    """The stretches of a matter in their order, from its events (moment, stage after, holder after), oldest first.

    After the end of a round the time is nobody's, until the matter is reopened. A stretch of no length is left out.
    """
    stretches: list[Held] = []
    since: datetime | None = None  # None: it is over
    holder = ""
    for at, stage, to in events:
        moment = max(at, since) if since else at
        if since is not None and (to != holder or stage in CLOSED):
            stretches.append(Held(holder, since, moment))
            since = None
        if since is None and stage not in CLOSED:
            since, holder = moment, to
    if since is not None:
        stretches.append(Held(holder, since, max(now, since)))
    return [stretch for stretch in stretches if stretch.length]
