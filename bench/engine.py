"""Measure one engine at one size and print JSON: `python -m bench.engine ENGINE MATTERS SECONDS W1,W2,…`."""

import json
import sys
from pathlib import Path

from bench.stand import stand


def main(engine: str, matters: str, seconds: str, works: str) -> None:
    room = stand(engine, int(matters))
    from bench.measure import measure  # noqa: PLC0415 - the settings are read when it is imported
    from fengdan.collector import settle  # noqa: PLC0415

    settle()  # as the loops do

    running = room / "cluster" / "postmaster.pid"
    database = int(running.read_text().split()[0]) if running.exists() else None
    print(json.dumps(measure(tuple(works.split(",")), float(seconds), database)))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main(*sys.argv[1:])
