"""`bin/bench`: each engine in a process of its own, one after the other; a table, and build/bench.json."""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from bench.table import table

ENGINES = ("sqlite", "postgres")
JSON = Path(__file__).resolve().parents[1] / "build" / "bench.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument(
        "--matters", type=int, default=1000, help="the larger size; the smaller is a tenth (default 1000)"
    )
    parser.add_argument("--seconds", type=float, default=2, help="how long each thing is measured (default 2)")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="one engine only")
    given = parser.parse_args()
    if given.matters < 100 or given.seconds <= 0:
        parser.error("--matters is 100 or more, --seconds more than 0")
    report = {
        "machine": {"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
        "options": {"matters": given.matters, "seconds": given.seconds},
        "engines": {},
    }
    for engine in given.engine or ENGINES:
        print(f"measuring {engine} …", file=sys.stderr)
        asked = [sys.executable, "-m", "bench.engine", engine, str(given.matters), str(given.seconds)]
        done = subprocess.run(asked, stdout=subprocess.PIPE, check=False)
        if done.returncode:
            return done.returncode
        report["engines"][engine] = json.loads(done.stdout)
    JSON.parent.mkdir(exist_ok=True)
    JSON.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    print(table(report))
    return 0


raise SystemExit(main())
