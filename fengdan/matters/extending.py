"""Which limits an extension would move, and what keeps it from being given."""

from fengdan.catalogue.rules import limit_names
from fengdan.matters.entry import Entry
from fengdan.matters.limit_changes import lasting
from fengdan.matters.models import Clock
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.limits import UNIT_LABELS, Extend, Limit, Unit, parse_limit

IN_DAYS = (Unit.DAYS, Unit.WORKING_DAYS)


def extended_clocks(entry: Entry, amount: str, *, consent: bool) -> list[int]:
    """The ids of the running clocks that this much more time is for: what the county and what the law allows alike.

    Raises Refused: for what has run out already, for more than the table allows in all, and where the law wants the
    consent of every party (医疗纠纷预防和处理条例 Art. 38; 特邀调解规定 Art. 27) and it is not there.
    """
    more = _days(amount)
    may = [clock for clock in entry.matter.clocks.filter(stopped_at=None) if _manner(entry, clock) is not Extend.NO]
    if not may:
        raise Refused("现在没有可以延长的时限。", "amount")
    since = lasting(entry.matter).values_list("since", flat=True).first() or entry.at
    open_ = [clock for clock in may if clock.due_at > (since if clock.paused else entry.at)]
    if not open_:
        raise Refused("时限已经到期，不能再延长：延期要在到期以前申请和批准。", "amount")
    names = limit_names()
    for clock in open_:
        name = names.get(clock.limit, clock.limit)
        if _manner(entry, clock) is Extend.CONSENT and not consent:
            raise Refused(f"延长“{name}”要各方当事人都同意，请先征得同意并勾选。", "consent")
        _not_too_long(entry, clock, more, name)
    return sorted(clock.pk for clock in open_)


def _manner(entry: Entry, clock: Clock) -> Extend:
    return entry.rules.provision(clock.limit).extend


def _days(amount: str) -> Limit:
    more = parse_limit(amount)
    if more.unit not in IN_DAYS or not more.amount:
        raise Refused("延长多久请按日或者工作日写，至少一日。", "amount")
    return more


def _not_too_long(entry: Entry, clock: Clock, more: Limit, name: str) -> None:
    longest = entry.rules.provision(clock.limit).longest
    if longest is None:
        return
    if longest.unit is not more.unit:
        raise Refused(f"“{name}”按{UNIT_LABELS[longest.unit].removeprefix('个')}延长，请改单位。", "amount")
    granted = entry.matter.extensions.filter(round=entry.matter.round, approved=True, undone_at=None)
    had = sum(parse_limit(row.amount).amount for row in granted if clock.pk in row.clocks)
    if had + more.amount > longest.amount:
        already = f"，已经延长过{Limit(had, more.unit).words}" if had else ""
        raise Refused(f"“{name}”一共最多延长{longest.words}{already}，请减少。", "amount")
