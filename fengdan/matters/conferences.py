"""职责争议会商: convening one over the second return of a matter, and what the time of its lead counts from."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters import routes
from fengdan.matters.entry import Entry
from fengdan.matters.levels import send_down
from fengdan.matters.models import Assignment, Conference, ConferenceMember, Matter
from fengdan.matters.targets import give, why_not_to
from fengdan.rulebook.assigning import CONFLICT, RESPONSIBLE
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conference import lead_of
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.sources import Risk
from fengdan.units.models import Unit

ACTS_FIRST = "红色风险，先办后议：会商裁定以前由牵头单位先办。"


def convene(entry: Entry, returned: Assignment) -> None:
    """Bring those who gave the matter back and those they hold responsible to one table, with a lead by rule.

    A red matter does not wait for the decision: the lead has it at once (先办后议, domain.md §2.4).
    """
    assert entry.before is not None
    matter = entry.matter
    lead = _lead(entry, returned)
    gave_back = matter.assignments.filter(status=Assignment.Status.GIVEN_BACK).values_list("unit_id", flat=True)
    at_table = {*gave_back, *matter.returns.values_list("believed_id", flat=True), lead} - {CENTRE}
    kinds = dict(Unit.objects.filter(pk__in=at_table).order_by("pk").values_list("pk", "kind"))
    row = Conference(matter=matter, lead_id=lead, convened_at=entry.at)
    entry.add(row)
    for unit in kinds:
        entry.add(ConferenceMember(conference=row, unit_id=unit))
    entry.facts |= {"conference": row.pk, "lead": lead, "members": kinds}
    if entry.before.risk == Risk.RED and lead != CENTRE:
        ended = entry.facts["assignment"]
        begin_with_the_first(entry)
        given = give(entry, lead, ACTS_FIRST)
        send_down(entry, given)
        entry.facts |= {"assignment": ended, "given": given.pk}


def begin_with_the_first(entry: Entry) -> None:
    """An answer is due counting from the first time the matter was given to anybody in this round."""
    first = _of_this_round(entry.matter)[:1]
    if first:
        entry.since["reply"] = first[0][1]


def _lead(entry: Entry, returned: Assignment) -> str:
    proposed = routes.latest(entry.matter)
    responsible = proposed.unit_id if proposed is not None and proposed.unit.kind in RESPONSIBLE else ""
    asked = [unit for unit, _ in _of_this_round(entry.matter)]
    conflicted = {returned.unit_id} if returned.return_code == CONFLICT else set()
    return lead_of(responsible, asked, _able(entry, {responsible, *asked} - {""}) - conflicted)


def _able(entry: Entry, units: Collection[str]) -> set[str]:
    """Those of the units that may be given the matter today."""
    assert entry.before is not None
    day = entry.at.astimezone(ZONE).date()
    return {unit for unit in units if why_not_to(unit, entry.matter, entry.before, day) is None}


def _of_this_round(matter: Matter) -> list[tuple[str, datetime]]:
    """To whom the matter was given in this round, and when, the first of all first."""
    begun = matter.past_rounds.order_by("-pk").values_list("reopened_at", flat=True).first()
    given = matter.assignments.order_by("pk").values_list("unit_id", "assigned_at")
    return list(given.filter(assigned_at__gte=begun) if begun else given)
