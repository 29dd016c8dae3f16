"""The collector of garbage, for a process that works for long."""

import gc


def settle() -> None:
    """What is loaded by now stays: looking through it again and again took a tenth of every request and every sweep."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
