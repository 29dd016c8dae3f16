"""Who stands on the two sides of a row, with their numbers."""

import re
from collections.abc import Callable

from fengdan.matters.parties import PartyDetails
from fengdan.oldbook.reader import Reader
from fengdan.oldbook.sheet import text_of
from fengdan.rulebook import identity
from fengdan.rulebook.facts import Side

DIGITS_KEPT = 10**15  # what Excel keeps of a number exactly


def parties(reader: Reader, *, known: bool, service: bool) -> tuple[PartyDetails, ...]:
    """Both sides, the applicant first; a dispute has two."""
    applicants, respondents = _side(reader, Side.APPLICANT), _side(reader, Side.RESPONDENT)
    if known and not service:
        for key, side in (("applicant", applicants), ("respondent", respondents)):
            if not side:
                reader.wrong(key, "纠纷要有双方。请补上；如果是办事，请把类型改成便民事项。")
    if known and service and respondents and not applicants:
        reader.wrong("applicant", "填了被申请人，却没有申请人。请补上。")
    return (*applicants, *respondents)


def _side(reader: Reader, side: Side) -> list[PartyDetails]:
    """The people of one side; a single telephone or ID number is the first one's."""
    names = _several(reader.text(side))
    phones = _numbers(reader, f"{side}_phone", len(names), identity.tidy_phone, identity.check_phone)
    if side is Side.RESPONDENT:
        return [PartyDetails(side, name, phone) for name, phone in zip(names, phones, strict=True)]
    ids = _numbers(reader, "applicant_id", len(names), identity.tidy_id_number, identity.check_id_number)
    address = reader.text("applicant_address")
    lived = [address, *[""] * len(names)]
    return [PartyDetails(side, *each) for each in zip(names, phones, ids, lived, strict=False)]


def _several(text: str) -> list[str]:
    return [part for part in (each.strip() for each in re.split(r"[、；;\n]", text)) if part]


def _numbers(
    reader: Reader, key: str, people: int, tidy: Callable[[str], str], check: Callable[[str], None]
) -> list[str]:
    value = reader.line.values.get(key)
    if isinstance(value, int | float) and value >= DIGITS_KEPT:
        reader.wrong(key, "这一格是数字格式，Excel 已经丢掉后几位。请把这一列设为“文本”，对照证件重新填。")
        return [""] * people
    numbers = [tidy(each) for each in _several(text_of(value))]
    for number in numbers:
        reader.ask(key, check, number)
    if numbers and not people:
        reader.wrong(key, "填了号码，却没有姓名。请补上姓名。")
    if len(numbers) > 1 and len(numbers) != people:
        reader.wrong(key, f"有 {people} 个人、{len(numbers)} 个号码，对不上。请用顿号隔开，一人一个。")
        return [""] * people
    return (numbers + [""] * people)[:people]
