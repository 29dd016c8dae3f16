"""`bin/bench`: W1–W7 against BARE, each engine and size in a process of its own; a table, and build/bench.json."""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.table import NAMES, table

ENGINES = ("sqlite", "postgres")
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
        asked = [sys.executable, "-m", "bench.engine", engine, str(given.matters), str(given.seconds), given.works]
        done = subprocess.run(asked, stdout=subprocess.PIPE, check=False)
        if done.returncode:
            return done.returncode
        report["runs"].append(json.loads(done.stdout))
    JSON.parent.mkdir(exist_ok=True)
    JSON.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    print(table(report))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
