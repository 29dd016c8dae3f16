"""Whom the clock tells, and whom what a leader issues; part of the notices (rulebook/notices.py)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from fengdan.rulebook.actor import Role
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.rungs import LIAISON, Rung
from fengdan.rulebook.waiting import NEED, SUPERVISION

# their letters are about the clock of the reply
OF_SUPERVISION = frozenset(
    {
        "draft_supervision",
        "unsigned",
        "issue_supervision",
        "answer_supervision",
        "send_back_supervision",
        "accept_supervision",
        "drop_supervision",
    }
)
# and these about the reply limit of a need
OF_NEEDS = frozenset({"register_need", "plan_need"})
# the clock a letter is about, where no rung of it is
ABOUT = dict.fromkeys(OF_SUPERVISION, SUPERVISION) | dict.fromkeys(OF_NEEDS, NEED)
LATE = frozenset({Rung.URGE, Rung.ESCALATE})
NOTHING_SAID: Mapping[str, Any] = MappingProxyType({})
To = tuple[str, str, str]  # template, unit code, role (or LIAISON)
TO_PLAN: list[To] = [("register_need", CENTRE, role) for role in (Role.DISPATCHER, Role.DUTY)]


def of_the_clock(step: str, desk: tuple[str, str], by: str, said: Mapping[str, Any], *, quiet: bool) -> list[To]:
    """To the desk the clock has chosen; once it is late the supervisor hears of it too, else the duty leader.

    Of a confidential (`quiet`) matter the supervisor hears nothing.

    Somebody who urges by hand knows that they do. An order that is late is a need as well.
    """
    role, unit = desk
    if by not in {"", Role.CLOCK}:
        return [("urge_by_hand", unit, role)]
    found = [(step, unit, role)]
    watched = (Role.SUPERVISOR, CENTRE) not in {desk, *map(tuple, said.get("nobody", ()))}
    if step in LATE and watched and not quiet:
        found.append((step, CENTRE, Role.SUPERVISOR))
    drafted = _to_sign(said) if "supervision" in said else []
    return [*found, *drafted, *(TO_PLAN if "need" in said else [])]


def alert(said: Mapping[str, Any]) -> list[To]:
    """Nobody may be nobody: where no one is at a desk that had to know, the duty leader arranges for it."""
    return [("nobody", CENTRE, Role.DUTY)] if said.get("nobody") else []


def _to_sign(said: Mapping[str, Any]) -> list[To]:
    """A draft goes to the director or their stand-in; with neither there, the duty leader sees to it."""
    there = said["signer"] == Role.DIRECTOR
    return [("draft_supervision" if there else "unsigned", CENTRE, said["signer"])]


def _to_answer(template: str, after: MatterFacts) -> list[To]:
    """To whoever has to reply."""
    return [(template, CENTRE, Role.DUTY)] if after.at_centre else to_holder(after, template)


def to_holder(after: MatterFacts, template: str) -> list[To]:
    """To whoever has the matter: the mediator, before there is one the team's leader, a liaison, or the duty leader."""
    if after.holder == CENTRE:
        return [(template, CENTRE, Role.DUTY)]
    team = Role.MEDIATOR if after.mediator else Role.LEADER
    return [(template, after.unit or after.holder, team if after.with_team else LIAISON)]


Told = Callable[[MatterFacts, tuple[str, str], Mapping[str, Any]], list[To]]
SUPERVISING: dict[str, Told] = {
    "draft_supervision": lambda _after, _desk, said: _to_sign(said),
    "drop_supervision": lambda _after, _desk, _said: [("drop_supervision", CENTRE, Role.SUPERVISOR)],
    "issue_supervision": lambda after, _desk, _said: _to_answer("issue_supervision", after),
    # the supervisor does not see a confidential matter
    "answer_supervision": lambda after, _desk, _said: [
        ("answer_supervision", CENTRE, Role.DIRECTOR if after.confidential else Role.SUPERVISOR)
    ],
    "judge_supervision": lambda after, _desk, said: (
        to_holder(after, "accept_supervision") if said["accepted"] else _to_answer("send_back_supervision", after)
    ),
    "lead_personally": lambda after, desk, _said: [
        *to_holder(after, "lead_personally"),
        *([("lead_personally", desk[1], desk[0])] if desk[0] else []),
    ],
}


def _to_bring_about(after: MatterFacts, _desk: tuple[str, str], said: Mapping[str, Any]) -> list[To]:
    """To the unit named in the plan; the centre's own desk has planned it itself."""
    if said["by"] == CENTRE:
        return []
    return to_holder(after, "plan_need") if said["by"] == after.holder else [("plan_need", said["by"], LIAISON)]


ARRANGING: dict[str, Told] = {"register_need": lambda *_: TO_PLAN, "plan_need": _to_bring_about}
