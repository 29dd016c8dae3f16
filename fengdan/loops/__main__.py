"""`python -m fengdan.loops`: the loops beside the server, in a process of their own, until told to stop.

It ends by itself when whoever started it is gone, however that one died.
"""

import os
import signal
import time
from types import FrameType

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengdan.settings")
django.setup()

from django.db import close_old_connections  # noqa: E402 - needs the apps loaded
from django.utils import timezone  # noqa: E402

from fengdan.collector import settle  # noqa: E402
from fengdan.database.broken import drop_broken  # noqa: E402
from fengdan.loops.rounds import LOOPS  # noqa: E402
from fengdan.loops.runner import Runner  # noqa: E402

NAP = 0.5


class Until:
    """Whether to go on: until a signal, or until the parent is another."""

    def __init__(self) -> None:
        self._told = False
        self._parent = os.getppid()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._told = True

    def go_on(self) -> bool:
        return not self._told and os.getppid() == self._parent

    def wait(self, moment: float) -> None:
        """In naps, as a sleep goes on after a signal. A connection that broke is made anew for the next round."""
        while self.go_on() and (left := moment - time.monotonic()) > 0:
            time.sleep(min(left, NAP))
        close_old_connections()
        drop_broken()


if __name__ == "__main__":
    settle()
    until = Until()
    Runner(LOOPS, now=timezone.now, monotonic=time.monotonic, wait=until.wait, go_on=until.go_on).run()
