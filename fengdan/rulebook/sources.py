"""Where a matter comes from, at which level it starts, and how pressing it is: what routing looks at beside type."""

from enum import StrEnum


class Source(StrEnum):
    """来源 (domain.md §4.5): told by people themselves, found by patrol, or sent by another body."""

    WALK_IN = "walk_in"
    TELEPHONE = "telephone"
    ONLINE = "online"
    PATROL = "patrol"
    COURT = "court"
    POLICE = "police"
    PETITION = "petition"
    HOTLINE = "hotline"


SOURCE_LABELS = {
    Source.WALK_IN: "现场来访",
    Source.TELEPHONE: "来电",
    Source.ONLINE: "网上提交",
    Source.PATROL: "主动排查",
    Source.COURT: "法院委派、委托",
    Source.POLICE: "公安移送",
    Source.PETITION: "信访转来",
    Source.HOTLINE: "12345 热线转来",
}
# sent by another body, which wants to hear what became of it
REFERRED = frozenset({Source.COURT, Source.POLICE, Source.PETITION, Source.HOTLINE})


class Level(StrEnum):
    """The level at which a matter is taken in; the five rungs of the ladder are county data (ladder.csv)."""

    GRID = "grid"
    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"


LEVEL_LABELS = {Level.GRID: "网格", Level.VILLAGE: "村（社区）", Level.TOWNSHIP: "乡镇", Level.COUNTY: "县"}


class Risk(StrEnum):
    """风险等级 (domain.md §2.8), ordinary first. Never shown to a party."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


RISK_LABELS = {Risk.BLUE: "蓝（一般）", Risk.YELLOW: "黄（关注）", Risk.ORANGE: "橙（较高）", Risk.RED: "红（紧急）"}


def above(one: str, other: str) -> bool:
    """Whether one colour is more pressing than the other."""
    order = list(Risk)
    return order.index(Risk(one)) > order.index(Risk(other))
