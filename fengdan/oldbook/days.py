"""Days as registers write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from fengdan.rulebook.errors import Refused

WRITTEN = re.compile(
    r"(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{2})(\d{2}))(?:[T ]?\d{1,2}[:时点].*)?", re.ASCII
)
DAY_ZERO = date(1899, 12, 30)  # what Excel counts days from, for days after February 1900
SERIALS = range(36526, 73051)  # 2000 to 2099
REMEDY = "请写成 2025-03-01 这样。"


def day_of(value: Any) -> date:
    """The day a cell means: a date, 2025.3.1, 2025年3月1日, 20250301, or Excel's own number. Raises Refused."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and int(value) in SERIALS:
        return DAY_ZERO + timedelta(days=int(value))
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if text.isascii() and text.isdigit() and int(text) in SERIALS:
        return DAY_ZERO + timedelta(days=int(text))
    said = WRITTEN.fullmatch(re.sub(r"\s*([-./年月日])\s*", r"\1", text))
    if said is None:
        raise Refused(f"“{text[:20]}”看不出是哪一天。{REMEDY}")
    year, month, day, month_, day_ = said.groups()
    try:
        return date(int(year), int(month or month_), int(day or day_))
    except ValueError as fault:
        raise Refused(f"没有“{text[:20]}”这一天。{REMEDY}") from fault
