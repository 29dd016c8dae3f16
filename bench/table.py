"""The report as a table for people."""

from typing import Any

NAMES = {
    "W1": "register",
    "W2": "open a matter",
    "W3": "queue of 50 by due date",
    "W4": "two characters searched",
    "W5": "accept, with its event",
    "W6": "sweep, per rung",
    "W7": "counts by township, month",
    "P1": "a public page, against one word",
    "P2": "the same unchanged (304)",
    "T1": "100 due, against the same among 1,000 stored",
    "T2": "all due, against one bulk SQL",
    "T3": "a calendar over all that runs",
    "K1": "many at once for one slot",
}
GOOD = {
    "W1": 10,
    "W2": 10,
    "W3": 10,
    "W4": 5,
    "W5": 8,
    "W6": 15,
    "W7": 0.5,
    "P1": 1.67,
    "P2": 1.11,
    "T1": 1.5,
    "T2": 15,
}


def table(report: dict[str, Any]) -> str:
    return "\n".join(line for run in report["runs"] for line in _run(run))


def _run(run: dict[str, Any]) -> list[str]:
    stored = run["stored"]
    return [
        "",
        f"{run['engine']}: {stored['matters']} matters, {stored['events']} events. CPU ms: server + database.",
        f"{'work':<30}{'BARE cpu':>14}{'our cpu':>16}{'× BARE':>8}{'good':>6}{'per s':>8}{'p50':>8}{'p95':>8}",
        *(_line(work, rows) for work, rows in sorted(run["works"].items())),
        *(
            f"memory of the server: {memory['at rest']} MiB at rest, {memory['after']} MiB after (PSS)."
            for memory in ([run["memory"]] if "memory" in run else [])
        ),
    ]


def _line(work: str, rows: dict[str, Any]) -> str:
    if "bare" not in rows:
        return _alone(work, rows["ours"])
    ours, bare = rows["ours"], rows["bare"]
    times = "".join(f"{ours[name]:>8}" if name in ours else f"{'–':>8}" for name in ("per_second", "ms_p50", "ms_p95"))
    ratio = f"{times_bare(rows):.2f}" if work.startswith("P") else f"{times_bare(rows):.1f}"
    return f"{work} {NAMES[work]:<27}{_cpu(bare):>14}{_cpu(ours):>16}{ratio:>8}{GOOD[work]:>6}{times}"


def _alone(work: str, ours: dict[str, Any]) -> str:
    """T1 among 1,000 has nothing to be compared with, T3 and K1 are told in seconds."""
    if "booked" in ours:
        told = f"{ours['booked']} booked, {ours['refused']} told when else, in {ours['seconds']} s"
        return f"{work} {NAMES[work]}: {told}; CPU {_cpu(ours)} each"
    moved = f": {ours['n']} matters, {ours['dates']} dates, in {ours['seconds']} s" if "seconds" in ours else ""
    return f"{work} {NAMES[work]}{moved}; CPU {_cpu(ours)} each, {ours['per_second']} a second"


def _cpu(row: dict[str, float]) -> str:
    return f"{row['cpu_server']:.2f}+{row['cpu_database']:.2f}"


def times_bare(rows: dict[str, Any]) -> float:
    """Our CPU as a multiple of BARE's."""
    ours, bare = (rows[who]["cpu_server"] + rows[who]["cpu_database"] for who in ("ours", "bare"))
    return float(ours / bare) if bare else float("inf")
