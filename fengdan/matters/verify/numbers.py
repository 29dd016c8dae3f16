"""Numbers: each well-formed, none missing, none invented."""

from collections import defaultdict
from collections.abc import Iterator

from fengdan.matters.models import Agreement, Counter, Matter
from fengdan.rulebook.numbering import agreement_number, matter_id, read_code

CHUNK = 500


def wrong_numbers(matter: Matter) -> Iterator[str]:
    """A matter's code and the numbers of its agreements, as they must read."""
    if read_code(matter.code) != matter.code or matter_id(matter.code) != matter.id:
        yield "事项编号不对"
    rows = matter.agreements.values_list("year", "committee__numbering_name", "sequence", "number")
    for year, committee, sequence, number in rows:
        expected = agreement_number(year, committee, sequence)
        if number != expected:
            yield f"协议编号“{number}”不对，应为“{expected}”"


def gaps() -> Iterator[str]:
    """Numbers handed out but nowhere to be found, or found beyond the last one handed out."""
    used: defaultdict[str, set[int]] = defaultdict(set)
    for code in Matter.objects.order_by().values_list("code", flat=True).iterator(chunk_size=CHUNK):
        if read_code(code) == code:  # a garbled one is named by `wrong_numbers`, and its place shows as a gap
            area, day, sequence, _ = code.split("-")
            used[f"matter:{area}-{day}"].add(int(sequence))
    for committee, year, number in Agreement.objects.values_list("committee", "year", "sequence"):
        used[f"agreement:{committee}:{year}"].add(number)
    last = dict(Counter.objects.values_list("series", "last"))
    for series in sorted(used.keys() | last.keys()):
        expected = set(range(1, last.get(series, 0) + 1))
        for odd in sorted(expected ^ used[series]):
            yield f"编号 {series} 第 {odd} 号{'缺失' if odd in expected else '多出'}"
