"""Waiting for what another process does."""

import time
from collections.abc import Callable
from pathlib import Path

LONGEST = 60.0


def until(holds: Callable[[], object], what: str, seconds: float = LONGEST) -> None:
    """Ask again and again until it holds; fail when it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)


def running(process: int) -> bool:
    """Whether there is such a process, and not only what is left of one."""
    return bool(_fields(process))


def processes_of(session: int) -> list[int]:
    """Who still runs in the session that this process leads or led."""
    everybody = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return [process for process in everybody if _fields(process)[2:3] == [str(session)]]


def _fields(process: int) -> list[str]:
    """Parent, group and session; nothing of a dead one."""
    try:
        state, *rest = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [] if state == "Z" else rest
