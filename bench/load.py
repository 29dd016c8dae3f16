"""Asking a server over the loopback, on a few connections that are kept, for a bounded time; and what it took."""

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from bench.cpu import Cpu

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Ask:
    """One request, and the status that says it was done."""

    method: str
    address: str
    form: dict[str, str] | None = None
    headers: dict[str, str] | None = None
    status: int = 200


def send(line: HTTPConnection, ask: Ask) -> tuple[int, bytes, Any]:
    body = urlencode(ask.form) if ask.form else None
    line.request(ask.method, ask.address, body, (FORM if body else {}) | (ask.headers or {}))
    answer = line.getresponse()
    return answer.status, answer.read(), answer.headers


def load(
    port: int, next_ask: Callable[[], Ask | None], seconds: float, cpu: Cpu, connections: int = 4
) -> dict[str, float]:
    """Ask until the time or the asks are over. Raises SystemExit at the first answer that is not what was wanted."""
    walls: list[float] = []
    wrong: list[str] = []
    until = time.perf_counter() + seconds

    def drive() -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until and not wrong and (ask := next_ask()):
            began = time.perf_counter()
            status, body, _ = send(line, ask)
            walls.append(time.perf_counter() - began)
            if status != ask.status:
                wrong.append(f"{ask.address} answered {status}: {body[:2000].decode(errors='replace')}")
        line.close()

    threads = [threading.Thread(target=drive) for _ in range(connections)]
    server, database, began = *cpu.spent(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    after = cpu.spent()
    if wrong or len(walls) < 2:
        raise SystemExit(wrong[0] if wrong else "nothing was asked")
    n = len(walls)
    return {
        "n": n,
        "per_second": round(n / took, 1),
        "ms_p50": round(statistics.median(walls) * 1000, 2),
        "ms_p95": round(statistics.quantiles(walls, n=20)[-1] * 1000, 2),
        "cpu_server": round((after[0] - server) / n * 1000, 3),
        "cpu_database": round((after[1] - database) / n * 1000, 3),
    }
