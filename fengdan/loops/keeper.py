"""`python -m fengdan.loops.keeper PID`: keeps the loops running as long as the server PID, its parent, runs.

It knows nothing of the product, so that nothing of the product can bring it down.
"""

import os
import signal
import subprocess
import sys
import time

NAP = 0.5
FIRST, LONGEST = 1.0, 60.0  # seconds until a dead loop is started again
PATIENCE = 10  # seconds to finish a step


def main(command: list[str], server: int) -> None:
    """Start `command`, and again whenever it ends; end it when the server is gone."""
    told: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: told.append(number))

    def go_on() -> bool:
        return not told and os.getppid() == server

    pause = FIRST
    while go_on():
        child = subprocess.Popen(command)  # noqa: S603 - our own command
        began = time.monotonic()
        while go_on() and child.poll() is None:
            time.sleep(NAP)
        _end(child)
        pause = FIRST if time.monotonic() - began > LONGEST else min(pause * 2, LONGEST)
        again = time.monotonic() + pause
        while go_on() and time.monotonic() < again:
            time.sleep(NAP)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    main([sys.executable, "-P", "-m", "fengdan.loops"], int(sys.argv[1]))
