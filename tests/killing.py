"""Workers that are killed, and what they had told before they died."""

import os
import signal
import traceback
from collections.abc import Callable

from django.db import connections


def killed_worker(work: Callable[[int], None], count: int) -> list[str]:
    """Fork a worker, read `count` lines it tells on its pipe, kill it at once, and return every whole line it told.

    `work` gets the pipe and never returns by itself.
    """
    connections.close_all()
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        try:
            os.close(reading)
            work(writing)
        except BaseException:  # noqa: BLE001 - told to whoever reads why it gave up
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = [told.readline() for _ in range(count)]
        os.kill(worker, signal.SIGKILL)
        _, status = os.waitpid(worker, 0)
        lines += told.readlines()
    assert os.WIFSIGNALED(status), "the worker gave up by itself"
    return [line for line in lines if line.endswith("\n")]


def rounds(few: int, many: int) -> int:
    """How often to kill: `FENGDAN_LONG=1` is the long form."""
    return many if os.environ.get("FENGDAN_LONG") == "1" else few
