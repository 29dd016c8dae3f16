"""A first-come lock: whoever has waited longest is next."""

import threading
from collections import deque


class Turnstile:
    """A lock handed over in order of arrival.

    SQLite's busy handler polls, so four busy writers can starve a fifth for seconds; nobody overtakes here, not even
    the one who has just left.
    """

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._taken = False
        self._queue: deque[threading.Event] = deque()

    @property
    def waiting(self) -> int:
        """How many stand in the queue."""
        return len(self._queue)

    def enter(self, timeout: float) -> bool:
        """Wait for one's turn, `timeout` seconds at most. False means the turn did not come."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return True
            ticket = threading.Event()
            self._queue.append(ticket)
        try:
            called = ticket.wait(timeout)
        except BaseException:  # an interrupt must not leave a ticket that nobody will answer
            if not self._withdraw(ticket):
                self.leave()
            raise
        return called or not self._withdraw(ticket)

    def leave(self) -> None:
        """Hand over to the next in the queue, if any."""
        with self._mutex:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._taken = False

    def _withdraw(self, ticket: threading.Event) -> bool:
        """Give the ticket back. False means it has been called in the meantime."""
        with self._mutex:
            if ticket.is_set():
                return False
            self._queue.remove(ticket)
            return True
