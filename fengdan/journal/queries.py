"""What others want to know of the journal."""

import time
from dataclasses import dataclass

from django.conf import settings

from fengdan.database.broken import drop_broken
from fengdan.database.prepared import Prepared
from fengdan.journal.models import Entry

_newest = Prepared(lambda: Entry.objects.order_by("-seq").values_list("seq", flat=True)[:1])
OTHERS = 1.0  # seconds until an entry written by another process is seen


@dataclass
class _Known:
    """The number as it was last read, and when; `forget` makes the next question read it again."""

    number: int = 0
    read_at: float = float("-inf")

    def forget(self) -> None:
        self.read_at = float("-inf")


_known = _Known()
forget = _known.forget


def newest() -> int:
    """The number of the newest entry, 0 without any: whether anything was published since. At most one query.

    An entry of this process is seen by the next question, and one of the staff's door by the public's; what a command
    of the server writes a second later at most.
    """
    now = time.monotonic()
    if settings.DOORS != "all" or now - _known.read_at >= OTHERS:  # behind two doors much is written by the other
        _known.read_at = now  # first: what is written while it is read makes it be read again
        drop_broken()
        _known.number = _newest.first() or 0
    return _known.number
