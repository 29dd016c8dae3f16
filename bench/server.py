"""A server as bin/serve starts it, for the product and for BARE alike."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIKE_BIN_SERVE = (
    *("--workers", "1", "--blocking-threads", "4", "--blocking-threads-idle-timeout", "600"),
    *("--workers-kill-timeout", "10", "--no-ws"),
)


@contextlib.contextmanager
def serving(application: str) -> Iterator[tuple[int, int]]:
    """Serve it on a free port while the block runs: (port, process id)."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    server = subprocess.Popen([*command, *LIKE_BIN_SERVE, "--log-level", "warning", application], env=environment)
    try:
        _wait(port, server)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit("the server does not start")
