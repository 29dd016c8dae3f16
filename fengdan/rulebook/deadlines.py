"""Which step starts and stops which clock. How long each runs is county data (limits.csv)."""

from collections.abc import Mapping
from dataclasses import dataclass

from fengdan.rulebook.workdays import Calendar, Limit

STARTS: dict[str, tuple[str, ...]] = {
    "register": ("accept",),
    "accept": ("assign", "mediation"),
    "assign": ("take",),
    "recall": ("assign",),
    "give_back": ("assign",),
    "take": ("first_session",),
    "conclude": ("archive",),
}
STOPS: dict[str, tuple[str, ...]] = {
    "accept": ("accept",),
    "assign": ("assign",),
    "recall": ("take", "first_session"),
    "give_back": ("take",),
    "take": ("take",),
    "hold_session": ("first_session",),
    "conclude": ("accept", "assign", "take", "first_session", "mediation"),
    "archive": ("archive",),
}
CONFIRMATION = "confirmation"  # started by the signature that makes an agreement effective (民事诉讼法 Art. 205)
RIGHTS = frozenset({CONFIRMATION})  # a right of the parties that lapses, not work of the office that is late

# the unrolled date is the safe one: whether the 30 days roll over a holiday is the court's call
UNROLLED = frozenset({CONFIRMATION})


@dataclass(frozen=True)
class Rules:
    """The county's data in force, as the rulebook needs it. `versions` is stored with every event."""

    calendar: Calendar
    limits: Mapping[str, Limit]
    versions: Mapping[str, str]
