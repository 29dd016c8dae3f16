"""What a gateway to the outside world can do, and what it may answer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What came of sending. Only LATER and REFUSED say for certain that nothing went out."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Answer(StrEnum):
    """Whether the gateway has seen a message, by our id of it."""

    KNOWN = "known"
    NOT_KNOWN = "not_known"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, repr=False)
class Message:
    """One message. It has no representation of its own: it holds an address, which belongs in no log."""

    out_id: str
    address: str
    subject: str
    text: str


class Gateway(Protocol):
    """`configured` is False for the null version, which sends nothing."""

    configured: bool

    def send(self, message: Message) -> Outcome:
        """Send once. Never raises for what the other side does: that is an Outcome."""
        ...

    def ask(self, out_id: str) -> Answer:
        """Whether a message of this id has arrived at the gateway."""
        ...
