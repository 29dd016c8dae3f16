"""How far something long has come: told on a terminal, nowhere else."""

import sys
from collections.abc import Callable

# how much is done, and of how much; 0 where nobody knows
Tell = Callable[[int, int], None]
Watch = Callable[[str, str], Tell]  # what is being done, in which unit
WIDTH = 30


def quiet(_done: int, _of: int) -> None:
    """For whoever is not watched."""


def unwatched(_doing: str, _unit: str) -> Tell:
    """The same, for something of several parts."""
    return quiet


def megabytes(count: int) -> int:
    """Bytes as whole megabytes, begun ones counted."""
    return -(-count // 1_000_000)


def progress(doing: str, unit: str = "") -> Tell:
    """A bar on the terminal, e.g. 正在核对 ██████ 120/300 件. It ends its line when all is done."""

    def tell(done: int, of: int) -> None:
        if not sys.stderr.isatty():
            return
        bar = f"{'█' * (done * WIDTH // of):<{WIDTH}} {done}/{of}" if of else str(done)
        over = "\n" if of and done >= of else ""
        print(f"\r{doing} {bar} {unit}".rstrip(), end=over, file=sys.stderr, flush=True)  # noqa: T201

    return tell
