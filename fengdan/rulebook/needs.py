"""What people ask of whoever mediates: ticked when they order, weighed when somebody is proposed."""

from collections.abc import Mapping
from enum import StrEnum


class Need(StrEnum):
    """None keeps anybody off the list."""

    DIALECT = "dialect"
    FEMALE = "female"
    HOME = "home"
    EVENING = "evening"
    LAWYER = "lawyer"
    PSYCHOLOGY = "psychology"


NEED_LABELS: Mapping[str, str] = {
    Need.DIALECT: "会说方言",
    Need.FEMALE: "女调解员",
    Need.HOME: "上门",
    Need.EVENING: "晚间",
    Need.LAWYER: "律师",
    Need.PSYCHOLOGY: "心理疏导",
}
