"""The county's places, organisations and windows, and who sits where when."""

from fengdan.units.models.organisations import (
    LIAISON_ROLES,
    Area,
    DirectoryEntry,
    Liaison,
    Room,
    Unit,
    Window,
    source_field,
)
from fengdan.units.models.roster import OnCall, Ticket, Turn, TurnChange
from fengdan.units.models.travel import Travel

__all__ = [
    "LIAISON_ROLES",
    "Area",
    "DirectoryEntry",
    "Liaison",
    "OnCall",
    "Room",
    "Ticket",
    "Travel",
    "Turn",
    "TurnChange",
    "Unit",
    "Window",
    "source_field",
]
