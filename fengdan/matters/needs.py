"""Needs as rows: the one that waits for its answer, who may bring it about, the day somebody looks at it again."""

from datetime import date

from fengdan.matters.clocks import new_clock
from fengdan.matters.entry import Entry
from fengdan.matters.models import Need, Order
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.diary import FARTHEST
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.waiting import NEED

CHANGED = "这条需求刚刚已由他人办理，请看现在的情况。"


def for_late_order(entry: Entry) -> None:
    """The sides had no common choice in time: whoever ordered is owed an answer, like anybody who cannot be served.

    One need of a matter waits at a time; where one does already, this is added to it. The event names the need.
    """
    assert entry.before is not None
    if entry.before.order is None:
        return
    order = Order.objects.select_related("team").get(pk=entry.before.order.id)
    choices = order.choices.filter(turn=order.turn).order_by("rank").select_related("mediator")
    wanted = "、".join(choice.mediator.name for choice in choices) or str(order.team)
    words, why = f"点单想请{wanted}。", "点单到期，双方没有选定同一位，由中心安排并说明理由。"
    if entry.before.need:
        row = Need.objects.get(pk=entry.before.need)
        kinds = list(dict.fromkeys([*row.kinds, Need.Kind.NAMED]))
        entry.change(row, kinds=kinds, words=f"{row.words}\n{words}", why=f"{row.why}\n{why}")
        entry.facts["need"] = row.pk
        return
    today = entry.at.astimezone(ZONE).date()
    row = Need(
        matter=entry.matter,
        party_id=order.party_id,
        kinds=[Need.Kind.NAMED],
        words=words,
        cause=Need.Cause.NOT_AGREED,
        why=why,
        next_on=entry.rules.calendar.workday_after(today),
        registered_at=entry.at,
        registered_by=entry.actor.id,
    )
    entry.add(row)
    entry.facts["need"] = row.pk
    if NEED in entry.rules.limits:  # a county whose limits were published before there were needs
        entry.clocks.append(new_clock(NEED, entry.matter, entry.at, entry.rules))


def unanswered(entry: Entry, seen: int | None) -> Need:
    """The need of this matter that waits. Raises Refused when it is not the one somebody was looking at."""
    row = Need.objects.filter(matter=entry.matter).exclude(status=Need.Status.ANSWERED).first()
    if row is None or seen not in {None, row.pk}:
        raise Refused(CHANGED)
    return row


def may_arrange(facts: MatterFacts) -> frozenset[str]:
    """The units (codes) that have the matter before them; the centre's own desk needs no naming."""
    return (facts.supporting | {facts.holder}) - {CENTRE}


def workday(entry: Entry, day: date, field: str, label: str) -> date:
    """A working day of the county's calendar, today or within ninety days. Raises Refused naming the nearest one."""
    calendar, today = entry.rules.calendar, entry.at.astimezone(ZONE).date()
    if day < today:
        raise Refused(f"“{label}”不能早于今天，请重新选择。", field)
    if day > today + FARTHEST:
        raise Refused(f"“{label}”要在 90 天以内，请选近一点的日子。", field)
    read = calendar.day(day)
    if not read.counts:
        then = calendar.workday_after(day)
        nearest = f"最近的工作日是 {then.month}月{then.day}日"
        raise Refused(f"“{label}”选的是休息日（{read.why}），请重新选择；{nearest}。", field)
    return day
