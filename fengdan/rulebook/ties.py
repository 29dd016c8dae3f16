"""What the centre knows of a mediator's ties, and how two ways of writing the same person or place are told alike.

The marks that are compared are made from these keys (`fengdan.teams.ties.mark`); nothing here is kept in the clear.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum


class TieKind(StrEnum):
    LIVES_IN = "lives_in"
    EMPLOYER = "employer"
    KIN = "kin"
    ADVISED = "advised"


TIE_LABELS = {
    TieKind.LIVES_IN: "住在哪个村民小组（社）",
    TieKind.EMPLOYER: "在哪个单位工作",
    TieKind.KIN: "近亲属",
    TieKind.ADVISED: "代理过、当过顾问的人或单位",
}
OF_A_PERSON = frozenset({TieKind.KIN, TieKind.ADVISED})  # found by name and by telephone
LASTS = frozenset({TieKind.KIN, TieKind.ADVISED})  # who advised somebody once has advised them

_NUMBERS = "〇一二三四五六七八九"
_GROUP = re.compile(
    r"(?P<town>[^省市县区镇乡村]{1,6}(?:镇|乡|街道))?"
    r"(?P<village>[^省县镇乡]{1,8}?(?:村|社区))"
    r"第?(?P<number>[0-9〇零一二两三四五六七八九十]{1,3})(?:村民小组|村小组|小组|组|社(?!区))"
)
_HIGHER = re.compile(r"^(?:[^省]{2,3}省)?(?:[^市]{2,3}市)?(?:[^县]{2,3}县)?")
_NOISE = re.compile(r"[\s·．.,，、()\[\]（）【】“”\"'-]")


def counts_on(kind: TieKind, since: date, until: date | None, day: date) -> bool:
    """Whether a tie counts on a day: where somebody lived or worked is over when it is over."""
    return since <= day and (until is None or until >= day or kind in LASTS)


def person_key(name: str) -> str:
    return _plain(name)


def employer_key(name: str) -> str:
    """An organisation, however much of its county stands before the name."""
    plain = _plain(name).replace("有限责任公司", "有限公司")
    return _HIGHER.sub("", plain) or plain


def group_key(address: str, township: str = "") -> str:
    """`township` is where an address lies that names none. Empty for an address that names no group of a village."""
    found = _GROUP.search(_plain(address))
    if found is None:
        return ""
    return f"{found['town'] or township}|{found['village']}|{_number(found['number'])}"


def key_of(kind: TieKind, value: str) -> str:
    """The key of what is entered of a mediator; empty where it says too little to be compared."""
    if kind is TieKind.LIVES_IN:
        key = group_key(value)
        return "" if key.startswith("|") else key
    return employer_key(value) if kind is TieKind.EMPLOYER else person_key(value)


def _plain(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _number(text: str) -> int:
    """Up to 99, in Chinese or Arabic digits."""
    text = text.replace("零", "〇").replace("两", "二")
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(digit if digit.isascii() else str(_NUMBERS.index(digit)) for digit in text))
    return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)


def _digit(text: str) -> int:
    return int(text) if text.isascii() else _NUMBERS.index(text[-1])
