"""Numbers: each well-formed, none missing, none invented."""

from collections import defaultdict
from collections.abc import Iterator

from fengdan.matters.models import Agreement, Counter, Matter, OralAgreement, PaperSlip
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
        if (
            isinstance(code, str) and read_code(code) == code
        ):  # a garbled one is named by `wrong_numbers`, and its place shows as a gap
            area, day, sequence, _ = code.split("-")
            used[f"matter:{area}-{day}"].add(int(sequence))
    for code in PaperSlip.objects.order_by().values_list("code", flat=True).iterator(chunk_size=CHUNK):
        area, day, sequence, _ = code.split("-")
        used[f"matter:{area}-{day}"].add(int(sequence))
    for committee, year, number in Agreement.objects.values_list("committee", "year", "sequence"):
        used[f"agreement:{committee}:{year}"].add(number)
    for committee, year, number in OralAgreement.objects.values_list("committee", "year", "sequence"):
        used[f"oral:{committee}:{year}"].add(number)
    last = dict(Counter.objects.values_list("series", "last"))
    for series in sorted(used.keys() | last.keys()):
        yield from _series_gaps(series, used[series], last.get(series, 0))


def _series_gaps(series: str, used: set[int], last: object) -> Iterator[str]:
    """Walks only as far as numbers are in use: a counter wound up by hand is one sentence, not a billion."""
    if not isinstance(last, int):
        yield f"编号 {series} 的计数不成样子"
        return
    highest = min(max(used, default=0), last)
    for odd in sorted(set(range(1, highest + 1)) - used):
        yield f"编号 {series} 第 {odd} 号缺失"
    if last > highest:
        yield f"编号 {series} 第 {highest + 1} 号{f'到第 {last} 号' if last > highest + 1 else ''}缺失"
    for odd in sorted(number for number in used if number > last):
        yield f"编号 {series} 第 {odd} 号多出"
