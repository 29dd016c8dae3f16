"""One row of the register → what is to be taken over, or what is wrong with it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from fengdan.matters.actions.take_over import Standing
from fengdan.matters.intake import NOT_SENT, Sender
from fengdan.matters.parties import PartyDetails
from fengdan.oldbook.columns import CONCLUSIONS, SOURCES, STANDINGS
from fengdan.oldbook.county import County
from fengdan.oldbook.problem import Problem
from fengdan.oldbook.reader import Reader
from fengdan.oldbook.sheet import Line, text_of
from fengdan.oldbook.sides import parties
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.sources import REFERRED, Source

OPENS, CLOSES = time(9), time(17)  # a register knows the day only
MOST_PEOPLE = 999


@dataclass(frozen=True)
class Row:
    """A row that can be taken over, read and checked."""

    line: Line
    number: str
    registered_at: datetime
    matter_type: str
    area: str
    story: str
    place: str
    channel: Source
    sender: Sender
    people: int
    parties: tuple[PartyDetails, ...]
    standing: Standing
    unit: str
    conclusion: Conclusion | None
    reason: str
    concluded_at: datetime | None


def read_row(line: Line, county: County, at: datetime) -> tuple[Row | None, list[Problem]]:
    """Read and check one line."""
    reader = Reader(line, county, at)
    registered = reader.day("registered")
    if not text_of(line.values.get("registered")):
        reader.wrong("registered", "没有填。请补上。")
    kind = reader.ask("type", county.type_of, text) if (text := reader.text("type")) else None
    service = bool(kind and kind[1])
    area = reader.ask("area", county.area_of, text) if (text := reader.text("area")) else None
    standing = reader.word("standing", STANDINGS)
    channel = reader.word("source", SOURCES) or Source.WALK_IN
    concluded, conclusion = _ending(reader, standing, registered)
    row = {
        "number": reader.text("number"),
        "story": reader.text("story"),
        "place": reader.text("place"),
        "reason": reader.text("reason"),
        "channel": channel,
        "sender": _sender(reader, channel),
        "people": _people(reader),
        "parties": parties(reader, known=kind is not None, service=service),
        "unit": _unit(reader, standing, service=service),
    }
    at_first, at_last = reader.moment(registered, OPENS), reader.moment(concluded, CLOSES)
    if reader.problems or kind is None or area is None or standing is None or at_first is None:
        return None, reader.problems
    found = Row(
        line=line,
        registered_at=at_first,
        matter_type=kind[0],
        area=area,
        standing=standing,
        conclusion=conclusion,
        concluded_at=at_last,
        **row,  # type: ignore[arg-type]
    )
    return found, []


def _ending(
    reader: Reader, standing: Standing | None, registered: date | None
) -> tuple[date | None, Conclusion | None]:
    """When and how it ended, if it did."""
    day, how = reader.day("concluded"), reader.word("conclusion", CONCLUSIONS)
    if standing is not Standing.ENDED:
        for key in ("concluded", "conclusion"):
            if standing and text_of(reader.line.values.get(key)):
                reader.wrong(key, "状态不是“已办结”，却填了这一列。请清空，或把状态改成“已办结”。")
        return None, None
    for key in ("concluded", "conclusion"):
        if not text_of(reader.line.values.get(key)):
            reader.wrong(key, "已办结的要填这一列。请补上。")
    if day and registered and day < registered:
        reader.wrong("concluded", f"办结日期 {day} 早于登记日期 {registered}。请核对。")
    return day, how


def _sender(reader: Reader, channel: Source) -> Sender:
    organ = reader.text("sender")
    if channel in REFERRED and not organ:
        reader.wrong("sender", "是转来的，要填来件单位。请补上。")
    if channel not in REFERRED and organ:
        reader.wrong("sender", "“来源”不是转来的，却填了来件单位。请清空，或改正“来源”。")
    return Sender(organ) if organ else NOT_SENT


def _people(reader: Reader) -> int:
    text = reader.text("people").removesuffix("人")
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PEOPLE):
        reader.wrong("people", f"人数要写成 1 到 {MOST_PEOPLE} 的数字。")
        return 1
    return int(text)


def _unit(reader: Reader, standing: Standing | None, *, service: bool) -> str:
    """Who has it now. Of what has ended, it stays with the row."""
    text = reader.text("unit")
    if not text or standing in {None, Standing.ENDED}:
        return ""
    if standing is not Standing.RUNNING:
        reader.wrong("unit", "还没有交办的不填承办单位。请清空，或把状态改成“办理中”。")
        return ""
    return reader.ask("unit", lambda said: reader.county.unit_of(said, service=service), text) or ""
