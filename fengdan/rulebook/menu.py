"""The menu of mediators: what a card must say, in what order cards stand, and when somebody is free next.

在线调解规则（法释〔2021〕23号） Art. 5: basic data, scope, field of expertise, fee and inviting court are published, so
that parties can choose. A place on the menu is never earned by activity, time online or a raw rate (features.md (c)4).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from fengdan.rulebook.booking import half_hours
from fengdan.rulebook.calendars import ONE_DAY, ZONE, Calendar
from fengdan.rulebook.conclusions import SETTLED, Conclusion

NUMBERS = range(1, 1000)  # of the booklet: people read them out, so the small ones are given first
HELD = timedelta(days=365)  # as long as a booklet lies about, its number means nobody else
FEE = "不收费（人民调解法第四条）"
LANGUAGES = ("普通话", "陇西话", "武山话", "漳县话", "渭源话", "通渭话", "手语")
STRENGTHS = (
    *("婚姻彩礼", "赡养老人", "分家继承", "邻里排水", "宅基地边界", "土地流转", "征地补偿", "借款担保", "买卖合同"),
    *("拖欠工资", "工伤赔偿", "交通事故赔偿", "医疗损害", "物业费", "消费退换货", "校园伤害", "环境噪声", "合伙经营"),
    *("重复来访", "法律咨询", "心理疏导"),
)
# what a mediator has brought to an end; what went on elsewhere is nobody's result (domain.md §2.7, §6.2)
DONE = SETTLED | {Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN}
RULE = (
    "排列办法：选了乡镇的，先列专门服务这个乡镇的，再列服务全县的；其余一律按手册编号，"
    "每天从不同的编号排起，没有人总在最前。不按办件多少、成功率高低、是否在线排列。"
)
RESULT_RULE = "“办”是由这位调解员主办、已经办结的纠纷，包括没有调成的和申请人撤回的；“成”是其中调解成功的。"
NOON = 12
MORNING, AFTERNOON = "上午", "下午"
LOOK_AHEAD = 60  # days: who is away for longer has no day to offer


class Said(Protocol):
    """What a card says of somebody, as far as the law asks for it."""

    since: int | None
    types: list[str]
    strengths: list[str]
    languages: list[str]
    seat: str
    court: str
    introduction: str


def gaps(card: Said, *, invited: bool) -> list[str]:
    """The fields of Art. 5 that are still empty, in the words of the form; the fee is fixed by law."""
    asked: list[tuple[str, object]] = [
        ("从事调解的起始年份", card.since),
        ("受理范围", card.types),
        ("擅长", card.strengths),
        ("会说的话", card.languages),
        ("在哪里办公", card.seat),
        ("简介", card.introduction),
        ("邀请的法院", card.court or not invited),
    ]
    return [name for name, value in asked if not value]


class Placed(Protocol):
    """What decides where a card stands: its number and the townships it serves (none: the whole county)."""

    @property
    def number(self) -> int: ...
    @property
    def areas(self) -> Collection[str]: ...


Card = TypeVar("Card", bound=Placed)


def in_order(cards: Sequence[Card], day: date, *, town: str = "") -> list[Card]:
    """RULE: those for this township alone, then those for the whole county; in each group by booklet number.

    Each group begins a place further on every day, so that over as many days as it has cards each is first once.
    """
    near = [card for card in cards if town and town in card.areas]
    rest = [card for card in cards if not (town and town in card.areas)]
    return [card for group in (near, rest) for card in _turned(group, day)]


def _turned(cards: list[Card], day: date) -> list[Card]:
    ordered = sorted(cards, key=lambda card: card.number)
    start = day.toordinal() % len(ordered) if ordered else 0
    return ordered[start:] + ordered[:start]


@dataclass(frozen=True)
class HalfDay:
    """A half of a working day; `provisional`: its year has no published calendar yet."""

    day: date
    half: str
    provisional: bool


Span = tuple[date, date]


def next_free(
    at: datetime, calendar: Calendar, away: Collection[Span], taken: Collection[datetime] = ()
) -> HalfDay | None:
    """The first half of a working day that is still to begin, on which nobody is away (both ends included).

    Half an hour of it at least is not `taken` (moments at which half hours begin). None within LOOK_AHEAD days.
    """
    now = at.astimezone(ZONE)
    for number in range(LOOK_AHEAD):
        day = now.date() + number * ONE_DAY
        if not calendar.is_working_day(day) or any(first <= day <= last for first, last in away):
            continue
        for opens, closes in calendar.hours_in(day.year):
            begin, end = datetime.combine(day, opens, ZONE), datetime.combine(day, closes, ZONE)
            if begin > now and not set(half_hours(begin, end)) <= set(taken):
                half = MORNING if opens.hour < NOON else AFTERNOON
                return HalfDay(day, half, not calendar.published(day))
    return None


def lowest_free(taken: Collection[int]) -> int | None:
    """The smallest booklet number that means nobody, or None when all do."""
    return next((number for number in NUMBERS if number not in taken), None)
