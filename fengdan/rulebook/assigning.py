"""Which team or unit a matter goes to: who may be asked at all, and why one team fits better than another."""

from dataclasses import dataclass

from fengdan.rulebook.facts import MatterFacts

MIN_QUALIFIED = 2
RESPONSIBLE = frozenset({"department", "township", "village"})
CONFLICT = "conflict"  # the reason for giving back that keeps a team off this matter for good


@dataclass(frozen=True)
class TeamFacts:
    """`load` counts matters the team holds and has not concluded; `qualified` its qualified full-time members today.

    `eligible` counts members whom the stamping committee has appointed: somebody must be able to sign.
    `term_ended`: that committee's term is over, so it cannot seal until it is elected anew (人民调解法 Art. 9).
    """

    code: str
    name: str
    committee: str
    matter_types: frozenset[str]
    load: int
    qualified: int
    eligible: int
    active: bool
    term_ended: bool


@dataclass(frozen=True)
class UnitTarget:
    """A department, township or village as 交办 sees it. `successor` is the name of who took its duties over.

    `township` is the area code of the township it lies in, or is for; empty for a department.
    """

    code: str
    name: str
    kind: str
    township: str
    serves: bool
    reachable: bool
    successor: str = ""


@dataclass(frozen=True)
class Fit:
    """How a team suits: lower `rank` first; `reasons` are shown to the dispatcher; `refusal` keeps it off the list."""

    team: TeamFacts
    rank: tuple[int, int, str]
    reasons: tuple[str, ...]
    refusal: str | None


def fit(team: TeamFacts, matter_type: str, facts: MatterFacts) -> Fit:
    """Judge one team for one matter."""
    special = matter_type in team.matter_types
    reasons = (
        "擅长这一类纠纷" if special else "不是这一类纠纷的专门团队",
        f"手上有 {team.load} 件" if team.load else "手上没有在办事项",
        f"专职且具备资格 {team.qualified} 人",
        f"协议由{team.committee}盖章",
    )
    return Fit(team, (0 if special else 1, team.load, team.code), reasons, _refusal(team, facts))


def _refusal(team: TeamFacts, facts: MatterFacts) -> str | None:
    if facts.service:
        return "便民事项不派调解团队，请交给责任单位。"
    if facts.refused_by():
        return (
            "有当事人明确拒绝调解，不能派给调解团队（人民调解法第十七条）；"
            "可以交责任单位依职权办理，或办结并告知其他途径。"
        )
    if team.code in facts.conflicted:
        return f"{team.name}因回避退过这件事项，请换一个团队。"
    return _shortfall(team)


def _shortfall(team: TeamFacts) -> str | None:
    """What keeps a team off every matter until it is mended; matters it has already go on."""
    if not team.active:
        return f"{team.name}已停用。"
    if team.term_ended:
        return f"{team.committee}任期已届满，换届前不能盖章，暂不能派单。"
    if not team.eligible:
        return f"{team.name}没有受盖章调委会聘任的在岗调解员，暂不能派单。"
    if team.qualified < MIN_QUALIFIED:
        return f"{team.name}具备资格的专职调解员不足 {MIN_QUALIFIED} 人，暂不能派单。"
    return None


def why_not_given(unit: UnitTarget) -> str | None:
    """Why a matter may not be given to this unit, or None. One that nobody can be reached at may: duty is told."""
    if unit.kind not in RESPONSIBLE:
        return f"{unit.name}不直接承办事项，请选择部门、乡镇或村（社区）。"
    if not unit.serves:
        return f"{unit.name}已停用{f'，其职责由{unit.successor}承接' if unit.successor else ''}。"
    return None
