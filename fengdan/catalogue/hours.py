"""The office hours of a year, changed by the director: the next version of that year's calendar."""

from datetime import datetime
from itertools import pairwise

from django.db import IntegrityError, transaction

from fengdan.catalogue.county.calendar import SPAN
from fengdan.catalogue.models import CalendarYear
from fengdan.journal import write as journal
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused

Spans = list[list[str]]
SEPARATORS = str.maketrans("，、；;：–—－至", ",,,,:----")
OVERTAKEN = "别人刚刚改过这一年的日历，您这次没有保存。请看过新的内容再改。"


def published(at: datetime) -> list[CalendarYear]:
    """The newest version of this year's calendar and of those that follow, as far as published."""
    rows = CalendarYear.objects.filter(year__gte=at.astimezone(ZONE).year).order_by("year", "version")
    return list({row.year: row for row in rows}.values())


def written(hours: Spans) -> str:
    """08:30-12:00，14:30-18:00."""
    return "，".join("-".join(span) for span in hours)


def read(text: str) -> Spans:
    """What `written` writes, and what people type for it. Raises Refused."""
    parts = text.translate(SEPARATORS).replace(" ", "").strip(",").split(",")
    matches = [SPAN.fullmatch(part) for part in parts]
    spans = [[match[1], match[2]] for match in matches if match]
    if len(spans) < len(parts):
        raise Refused("“办公时间”看不懂，请写成 08:30-12:00，14:30-18:00 的样子。", "hours")
    moments = [moment for span in spans for moment in span]
    if any(earlier >= later for earlier, later in pairwise(moments)):
        raise Refused("“办公时间”各段应先后相接、互不重叠，请核对。", "hours")
    return spans


def change(year: int, *, seen: int, hours: Spans, actor: Actor, at: datetime) -> CalendarYear:
    """Other hours for a published year. Clocks that run keep their moments. Raises Refused."""
    if not actor.has(Role.DIRECTOR):
        raise Refused("办公时间由综治中心主任修改。")
    held = CalendarYear.objects.filter(year=year).order_by("-version").first()
    if held is None or year < at.astimezone(ZONE).year:
        raise Refused("这一年的日历还没有公布或者已经过去，不能修改办公时间。", "hours")
    if held.version != seen:
        raise Refused(OVERTAKEN)
    if held.hours == hours:
        return held
    # the lines of the file stay what the county's files are compared with
    lines = [row for row in held.rows if row.get("kind") != "hours"]
    lines[1:1] = [{"kind": "hours", "value": "-".join(span), "note": "", "source": "假定"} for span in hours]
    try:
        with transaction.atomic():
            row = CalendarYear.objects.create(
                year=year, version=seen + 1, notice=held.notice, off=held.off, work=held.work, hours=hours, rows=lines
            )
            facts = {"year": year, "version": seen + 1, "from": held.hours, "to": hours}
            journal.enter(act="office_hours", actor_id=actor.id, at=at, subject=str(year), facts=facts)
    except IntegrityError as error:
        raise Refused(OVERTAKEN) from error
    return row
