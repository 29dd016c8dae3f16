"""Who joined a committee, left it or changed post, told from the days on which places are held (人民调解法 Art. 10)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class Happened(StrEnum):
    JOINED = "joined"
    LEFT = "left"
    POST = "post"


HAPPENED_LABELS = {Happened.JOINED: "新任", Happened.LEFT: "离任", Happened.POST: "改任"}


@dataclass(frozen=True)
class Place:
    """A place somebody holds in a committee; `until` is its last day, None while it lasts.

    Of two places that one person holds in a committee on a day, the later row (`row`) counts.
    """

    row: int
    committee: str
    mediator: str
    director: bool
    since: date
    until: date | None
    reason: str = ""

    def held_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def post(self) -> str:
        return "主任" if self.director else "委员"


@dataclass(frozen=True)
class Change:
    """One change: `day` is the first day of whoever joined or changed post, the last day of whoever left."""

    day: date
    committee: str
    mediator: str
    happened: Happened
    before: str
    after: str
    reason: str = ""


def held(places: Iterable[Place], day: date) -> Place | None:
    """The place that counts on a day, of those of one person in one committee."""
    return max((place for place in places if place.held_on(day)), key=lambda place: place.row, default=None)


def changes(places: Iterable[Place], first: date, last: date) -> list[Change]:
    """What changed from `first` to `last`, both days included, by committee, day and mediator."""
    of: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        of[place.committee, place.mediator].append(place)
    found = [change for own in of.values() for change in _of_one(own) if first <= change.day <= last]
    return sorted(found, key=lambda change: (change.committee, change.day, change.mediator, change.happened))


def _of_one(places: list[Place]) -> Iterator[Change]:
    days = {place.since for place in places} | {place.until + DAY for place in places if place.until}
    where = places[0].committee, places[0].mediator
    for day in sorted(days):
        before, after = held(places, day - DAY), held(places, day)
        if after and not before:
            yield Change(day, *where, Happened.JOINED, "", after.post)
        elif before and not after:
            yield Change(day - DAY, *where, Happened.LEFT, before.post, "", before.reason)
        elif before and after and before.post != after.post:
            yield Change(day, *where, Happened.POST, before.post, after.post)
