"""The talent pool: grades, why somebody stops mediating, and what a committee must be (人民调解法 Art. 8, 9, 13–15)."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

COMMITTEE_SIZE = range(3, 10)
REMIND_DAYS = 60  # before a term, an appointment or a grade runs out


class Grade(StrEnum):
    """人民调解员等级: four nationally, the first the highest."""

    FIRST = "1"
    SECOND = "2"
    THIRD = "3"
    FOURTH = "4"


GRADE_LABELS = {
    Grade.FIRST: "一级人民调解员",
    Grade.SECOND: "二级人民调解员",
    Grade.THIRD: "三级人民调解员",
    Grade.FOURTH: "四级人民调解员",
}


class Leaving(StrEnum):
    """Why an appointment ends. The first four are the law's own grounds (Art. 15), the rest the office's."""

    BIAS = "bias"
    INSULT = "insult"
    GAIN = "gain"
    LEAK = "leak"
    RESIGNED = "resigned"
    TERM_OVER = "term_over"
    MOVED = "moved"
    RETIRED = "retired"
    UNFIT = "unfit"
    DIED = "died"


LEAVING_LABELS = {
    Leaving.BIAS: "偏袒一方当事人，情节严重",
    Leaving.INSULT: "侮辱当事人，情节严重",
    Leaving.GAIN: "索取、收受财物或者牟取其他不正当利益，情节严重",
    Leaving.LEAK: "泄露当事人的个人隐私、商业秘密，情节严重",
    Leaving.RESIGNED: "本人辞任",
    Leaving.TERM_OVER: "任期或聘期届满，不再续聘",
    Leaving.MOVED: "工作调动",
    Leaving.RETIRED: "退休或身体原因",
    Leaving.UNFIT: "不再符合担任人民调解员的条件",
    Leaving.DIED: "去世",
}
BY_LAW = (Leaving.BIAS, Leaving.INSULT, Leaving.GAIN, Leaving.LEAK)


def leaving_words(reason: str) -> str:
    """解聘（偏袒一方当事人，情节严重）; 离任（本人辞任). Empty when nobody said why."""
    if not reason:
        return ""
    known = Leaving(reason)
    how = "罢免或解聘" if known in BY_LAW else "离任"
    return f"{how}：{LEAVING_LABELS[known]}"


class Lack(NamedTuple):
    """What a committee is short of: the column of the county's file it shows in, what is wrong, how to mend it."""

    field: str
    wrong: str
    mend: str


def committee_lacks(*, size: int, women: int, directors: int, term_ends: date | None, today: date) -> Iterator[Lack]:
    """3–9 members, women among them, one director (Art. 8), a term that has not run out (Art. 9)."""
    if term_ends and term_ends < today:
        yield Lack("term_ends", f"任期已于 {term_ends} 届满", "请换届后更新任期")
    if size not in COMMITTEE_SIZE:
        yield Lack("unit", f"有 {size} 名委员，法律要求 3 至 9 名", "请在 committee_members.csv 中增减")
    if not women:
        yield Lack("unit", "没有女性委员", "请在 committee_members.csv 中增补女性委员")
    if directors != 1:
        yield Lack("unit", f"应有且只有一名主任，现有 {directors} 名", "请在 committee_members.csv 中改正")
