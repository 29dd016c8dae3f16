"""退单 by a team, 退回交办 by a unit."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.conferences import convene
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.levels import arrive
from fengdan.matters.models import Assignment, Matter, UnitReturn
from fengdan.matters.targets import take_away
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.assigning import RESPONSIBLE
from fengdan.rulebook.conference import convenes
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Unit


def give_back(
    matter: Matter,
    *,
    code: str,
    reason: str,
    believed: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Give an assignment back, once per unit and matter, with a reason code and what it rests on. Raises Refused.

    A responsible unit names who it believes is responsible (`believed`, a unit code); duty rules on it (信访工作条例
    Art. 23: objections to a wrong referral are reasoned). The second return of a matter convenes a 会商 in its place.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        conferring = convenes(entry.before)
        why = said(reason, "reason", "具体情况和依据")
        returned = one_of(Assignment.ReturnCode, code, "code")
        ended = take_away(entry, Assignment.Status.GIVEN_BACK, return_code=returned, outcome_reason=why)
        assert ended is not None
        entry.facts["code"] = code
        arrive(entry, Unit.Kind.CENTRE)
        if not entry.before.with_team:
            unit = _believed(believed, ended.unit_id)
            when = {"returned_at": at, "closed_at": at if conferring else None}
            row = UnitReturn(matter=entry.matter, given_back=ended, believed=unit, basis=why, **when)
            entry.add(row)
            entry.facts |= {"return": row.pk, "believed": row.believed_id}
        if conferring:
            convene(entry, ended)

    return record("give_back", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _believed(code: str, own: str) -> Unit:
    unit = Unit.objects.filter(pk=code, kind__in=RESPONSIBLE).first()
    if unit is None:
        raise Refused("请选择您认为应当由哪个单位负责。", "believed")
    if unit.pk == own:
        raise Refused("不能选本单位，请选择您认为应当负责的单位。", "believed")
    return unit
