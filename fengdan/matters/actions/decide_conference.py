"""会商裁定: a 职责争议会商 fixes who leads, and there it stays."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.conferences import begin_with_the_first
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.levels import send_down
from fengdan.matters.models import Assignment, Matter
from fengdan.matters.targets import give, support, take_away
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def decide_conference(
    matter: Matter,
    *,
    unit: str,
    decision: str,
    supporting: Collection[str] = (),
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Name the unit or team that leads (code) and those that support it: nobody gives it back again. Raises Refused.

    信访工作条例 Art. 24: where several organs are concerned, their common superior decides. A unit that already acts in
    a red matter goes on with it; named is another, and the matter moves there.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        open_ = entry.matter.conferences.get(closed_at=None)
        words = said(decision, "decision", "裁定意见")
        entry.facts = {"conference": open_.pk, "decided": unit}
        if unit and unit == entry.before.unit:
            support(entry, unit, supporting)
            given = entry.matter.assignments.get(status__in=Assignment.LIVE)
        else:
            given = _move(entry, unit, words, supporting)
        entry.change(open_, decided=given.unit, decision=words, assignment=given, closed_at=at)

    return record("decide_conference", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _move(entry: Entry, unit: str, words: str, helpers: Collection[str]) -> Assignment:
    assert entry.before is not None
    if entry.before.agreement or entry.before.oral:
        raise Refused("双方已经说定了协议，请裁定由现在的承办单位牵头。", "unit")
    take_away(entry, Assignment.Status.RECALLED, outcome_reason=words)
    begin_with_the_first(entry)
    given = give(entry, unit, words, helpers)
    send_down(entry, given)
    return given
