"""How many matters a second the county's rules can be asked about, on one core: the pure rule, no database."""

import time
from datetime import date
from itertools import product
from random import Random
from typing import Any

from fengdan.catalogue.routing import routing_on
from fengdan.rulebook.routing import Case, route
from fengdan.rulebook.sources import Level, Risk, Source

CASES = 5000


def routings(day: date, seconds: float) -> dict[str, Any]:
    """Ask about the same cases over and over, drawn at random from all there are in the county."""
    rules = routing_on(day)
    everything = list(product(rules.types, rules.townships, Level, Source, Risk))
    cases = [Case(*asked) for asked in Random(1).sample(everything, CASES)]
    done, began = 0, time.process_time()
    while (spent := time.process_time() - began) < seconds:
        for case in cases:
            route(case, rules)
        done += CASES
    return {"n": done, "per_second": round(done / spent), "rules": len(rules.rules), "units": len(rules.units)}
