"""Measure one engine and print JSON: `python -m bench.engine sqlite|postgres MATTERS SECONDS`."""

import json
import sys

from bench.stand import stand


def main(engine: str, matters: str, seconds: str) -> None:
    stand(engine)
    from bench.measure import measure  # noqa: PLC0415 - the settings are read when it is imported

    print(json.dumps(measure(int(matters), float(seconds))))


main(*sys.argv[1:])
