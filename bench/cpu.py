"""CPU seconds of process trees, from /proc: the server's, and PostgreSQL's."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


class Cpu:
    """`server` and `database` are process ids; what their children took counts, also of those that ended."""

    def __init__(self, server: int, database: int | None) -> None:
        self.roots = (server, database)

    def spent(self) -> tuple[float, float]:
        """Seconds of the server and of the database, so far."""
        stats = _stats()
        return _tree(stats, self.roots[0]), _tree(stats, self.roots[1])

    def memory(self) -> float:
        """MiB of the server tree, pages shared among its processes counted once (PSS)."""
        pids, stats = {self.roots[0]}, _stats()
        while more := {pid for pid, (parent, _) in stats.items() if parent in pids} - pids:
            pids |= more
        total = 0
        for pid in pids:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return round(total / 1024, 1)


def _stats() -> dict[int, tuple[int, float]]:
    """Process id → parent, and seconds of itself and its ended children."""
    found = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:  # it ended just now
            continue
        found[int(place.parent.name)] = int(fields[1]), sum(map(int, fields[11:15])) / TICK
    return found


def _tree(stats: dict[int, tuple[int, float]], root: int | None) -> float:
    if root is None:
        return 0.0
    pids = {root}
    while more := {pid for pid, (parent, _) in stats.items() if parent in pids} - pids:
        pids |= more
    return sum(stats[pid][1] for pid in pids if pid in stats)
