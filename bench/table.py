"""The report as a table for people."""

from typing import Any


def table(report: dict[str, Any]) -> str:
    return "\n".join(line for measured in report["engines"].values() for line in _engine(measured))


def _engine(measured: dict[str, Any]) -> list[str]:
    floor = measured["floor"]
    small, large = measured["sizes"]
    before, after = measured["sizes"].values()
    head = f"{'p50 ms':>9}{'p95 ms':>9}{'cpu ms':>9}{'queries':>9}{'cpu at ' + small:>13}{'growth':>8}"
    return [
        "",
        f"{measured['engine']} — every commit synced to disk, one thread, at {large} matters",
        f"{'step':<16}{'per s':>8}{head}{'× floor':>9}{'× its cpu':>11}",
        f"{'(floor: 2 rows)':<16}{floor['per_second']:>8.0f}{_times(floor)}",
        *(
            f"{name:<16}{row['per_second']:>8.0f}{_common(row, before['steps'][name])}{_ratios(row, floor)}"
            for name, row in after["steps"].items()
        ),
        "",
        f"{'page':<16}{'bytes':>8}{head}",
        *(f"{name:<16}{row['bytes']:>8}{_common(row, before['pages'][name])}" for name, row in after["pages"].items()),
        "cpu is this process's own: SQLite works in it, PostgreSQL does not. Growth is of cpu.",
        _routing(measured["routing"]),
        f"{measured['verified']['events']} events verified afterwards.",
    ]


def _routing(row: dict[str, Any]) -> str:
    return f"routing: {row['per_second']} matters per s of cpu, by {row['rules']} rules over {row['units']} units."


def _times(row: dict[str, float]) -> str:
    return f"{row['ms_p50']:>9.2f}{row['ms_p95']:>9.2f}{row['ms_cpu']:>9.2f}"


def _common(row: dict[str, float], before: dict[str, float]) -> str:
    same = before["queries"] == row["queries"]
    queries = str(row["queries"]) if same else f"{before['queries']}→{row['queries']}"
    growth = row["ms_cpu"] / before["ms_cpu"]
    return f"{_times(row)}{queries:>9}{before['ms_cpu']:>13.2f}{growth:>7.2f}×"


def _ratios(row: dict[str, float], floor: dict[str, float]) -> str:
    """How many times the floor a step takes: by throughput, syncs included, and by own work."""
    return f"{floor['per_second'] / row['per_second']:>9.1f}{row['ms_cpu'] / floor['ms_cpu']:>11.1f}"
