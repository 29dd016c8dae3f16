"""The units a matter may be given to, and making the row that gives it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters import orders
from fengdan.matters.candidates import candidates
from fengdan.matters.entry import Entry
from fengdan.matters.models import Assignment, Matter, Supporting, Wish
from fengdan.matters.proposing import keep
from fengdan.matters.tasks import end_tasks
from fengdan.people.away import answering
from fengdan.rulebook.assigning import RESPONSIBLE, UnitTarget, why_not_given
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.needs import Need
from fengdan.rulebook.orders import OrderState
from fengdan.rulebook.stages import TEAM
from fengdan.teams.models import TeamMember
from fengdan.units.models import Unit
from fengdan.units.queries import serves

_unit = Prepared(lambda: Unit.objects.select_related("successor", "area").filter(pk=Slot("unit")))


def unit_targets(day: date) -> list[UnitTarget]:
    """Every responsible unit as it stands today, departments first. Three queries."""
    units = Unit.objects.filter(kind__in=RESPONSIBLE).select_related("successor", "area").order_by("kind", "code")
    there = answering(day)
    return [_target(unit, day, reachable=unit.pk in there) for unit in units]


def _target(unit: Unit, day: date, *, reachable: bool) -> UnitTarget:
    successor = unit.successor.name if unit.successor else ""
    town = {Unit.Kind.TOWNSHIP: unit.area_id, Unit.Kind.VILLAGE: unit.area.parent_id}.get(Unit.Kind(unit.kind))
    return UnitTarget(unit.pk, unit.name, unit.kind, town or "", serves(unit, day), reachable, successor)


def why_not_to(unit: str, matter: Matter, facts: MatterFacts, day: date) -> str | None:
    """Why this unit (code) may not be given the matter now, or None."""
    row = _unit.first(unit=unit)
    if row is None:
        return "没有这个单位，请从列表里选择。"
    if row.kind == TEAM:
        return next((fit.refusal for fit in candidates(matter, facts, day) if fit.team.code == unit), "没有这个团队。")
    return why_not_given(_target(row, day, reachable=True))


@dataclass(frozen=True)
class Wishes:
    """What goes with an assignment beside the reason: needs (codes), when and where, and the mediator wanted (code)."""

    needs: Collection[str] = ()
    time: str = ""
    place: str = ""
    mediator: str = ""

    def __bool__(self) -> bool:
        return bool(self.needs or self.time.strip() or self.place.strip() or self.mediator)


NO_WISHES = Wishes()


def give(entry: Entry, unit: str, reason: str, helpers: Collection[str] = (), wishes: Wishes = NO_WISHES) -> Assignment:
    """Add the assignment to a unit or team with the units that support it. Raises Refused naming the field.

    With one to a team goes the proposal it came from, so that it can be computed again.
    """
    assert entry.before is not None
    day = entry.at.astimezone(ZONE).date()
    if refusal := why_not_to(unit, entry.matter, entry.before, day):
        raise Refused(refusal, "unit")
    assignment = Assignment(matter=entry.matter, unit_id=unit, assigned_at=entry.at, reason=reason)
    entry.add(assignment)
    support(entry, unit, helpers)
    orders.overtaken(entry, OrderState.ARRANGED, f"中心裁定由{assignment.unit}办理。")
    entry.facts |= {"assignment": assignment.pk, "unit": unit, "kind": assignment.unit.kind}
    if assignment.unit.kind == TEAM:
        wishes = _ordered(entry, unit, wishes)
    _wish(entry, assignment, wishes)
    if assignment.unit.kind == TEAM:
        keep(entry, assignment, mediator=wishes.mediator, needs=wishes.needs)
    return assignment


def _ordered(entry: Entry, team: str, wishes: Wishes) -> Wishes:
    """With what the parties ordered, as far as this team can give it: their needs, and whom both sides chose."""
    order = orders.latest(entry.matter)
    if order is None or order.status == OrderState.WITHDRAWN:
        return wishes
    chosen = order.mediator_id if order.status == OrderState.FOLLOWED else None
    here = chosen and TeamMember.objects.filter(team=team, mediator=chosen, active_to=None).exists()
    return replace(
        wishes,
        needs=sorted({*wishes.needs, *order.needs}),
        mediator=wishes.mediator or (str(chosen) if here else ""),
    )


def _wish(entry: Entry, assignment: Assignment, wishes: Wishes) -> None:
    if not wishes:
        return
    if unknown := set(wishes.needs) - set(Need):
        raise Refused(f"“需要”里有 {len(unknown)} 项不在列表里，请重新勾选。", "needs")
    member = TeamMember.objects.filter(team=assignment.unit_id, mediator=wishes.mediator, active_to=None)
    if wishes.mediator and not member.exists():
        raise Refused("选的调解员已不在这个团队，请重新选择。", "unit")
    row = Wish(
        matter=entry.matter,
        assignment=assignment,
        needs=sorted(set(wishes.needs)),
        time=wishes.time.strip(),
        place=wishes.place.strip(),
        mediator_id=wishes.mediator or None,
    )
    entry.add(row)
    entry.facts |= {"wish": row.pk}


def support(entry: Entry, unit: str, helpers: Collection[str]) -> None:
    """Name the units that support the one that leads, in the place of those named before. Raises Refused."""
    day = entry.at.astimezone(ZONE).date()
    entry.matter.supporting.filter(ended_at=None).update(ended_at=entry.at)
    names = sorted(set(helpers) - {unit})
    known = {row.pk: row for row in Unit.objects.filter(pk__in=names)} if names else {}
    for helper in names:
        if helper not in known or known[helper].kind not in RESPONSIBLE or not serves(known[helper], day):
            raise Refused("配合单位只能是在办理业务的部门、乡镇或村（社区），请重新选择。", "supporting")
        Supporting.objects.create(matter=entry.matter, unit_id=helper, named_at=entry.at)
    entry.facts |= {"supporting": names}


def take_away(entry: Entry, status: Assignment.Status, **columns: object) -> Assignment | None:
    """End the assignment that lives, if one does, and the support, the co-mediators and the tasks that came with it."""
    entry.matter.supporting.filter(ended_at=None).update(ended_at=entry.at)
    entry.matter.co_mediators.filter(ended_at=None).update(ended_at=entry.at)
    end_tasks(entry, "另行安排")
    live = entry.matter.assignments.filter(status__in=Assignment.LIVE).first()
    if live is not None:
        entry.change(live, status=status, answered_at=live.answered_at or entry.at, **columns)
        entry.facts |= {"assignment": live.pk}
    return live
