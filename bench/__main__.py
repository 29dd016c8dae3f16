"""`bin/bench`: W1–W7 against BARE, P1–P2 public pages, T1–T3 the clocks, K1 one slot, a table, build/bench.json.

Each run is a process of its own.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.table import NAMES, table

ENGINES = ("sqlite", "postgres")
FEW = 1000  # T1 is compared with the same among so many
JSON = Path(__file__).resolve().parents[1] / "build" / "bench.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--matters", type=int, default=1000, help="how many are stored (default 1000)")
    parser.add_argument("--seconds", type=float, default=4, help="how long each work is measured (default 4)")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="one engine only")
    parser.add_argument("--works", default=",".join(NAMES), help="which works, e.g. W1,W2 (default all)")
    given = parser.parse_args()
    if given.matters < 100 or given.seconds <= 0 or not set(given.works.split(",")) <= set(NAMES):
        parser.error("--matters is 100 or more, --seconds more than 0, --works are some of " + ",".join(NAMES))
    report = {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
        "load": os.getloadavg()[0],
        "runs": [],
    }
    for engine in given.engine or ENGINES:
        print(f"measuring {engine} …", file=sys.stderr)
        run = _run(engine, given.matters, given.seconds, given.works)
        if "T1" in run["works"] and given.matters > FEW:
            run["works"]["T1"]["bare"] = _run(engine, FEW, given.seconds, "T1")["works"]["T1"]["ours"]
        report["runs"].append(run)
    JSON.parent.mkdir(exist_ok=True)
    JSON.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    print(table(report))
    return 0


def _run(engine: str, matters: int, seconds: float, works: str) -> dict[str, Any]:
    asked = [sys.executable, "-m", "bench.engine", engine, str(matters), str(seconds), works]
    done = subprocess.run(asked, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    raise SystemExit(main())
