"""Which team a matter goes to: who may be asked at all, and why one fits better than another."""

from dataclasses import dataclass

from fengdan.rulebook.facts import MatterFacts

MIN_QUALIFIED = 2
CONFLICT = "conflict"  # the reason for giving back that keeps a team off this matter for good


@dataclass(frozen=True)
class TeamFacts:
    """`load` counts matters the team holds and has not concluded; `qualified` its qualified full-time members today.

    `eligible` counts members whom the stamping committee has appointed: somebody must be able to sign.
    """

    code: str
    name: str
    committee: str
    matter_types: frozenset[str]
    load: int
    qualified: int
    eligible: int
    active: bool


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
    if not team.active:
        return f"{team.name}已停用。"
    if team.code in facts.conflicted:
        return f"{team.name}因回避退过这件事项，请换一个团队。"
    if not team.eligible:
        return f"{team.name}没有受盖章调委会聘任的在岗调解员，暂不能派单。"
    if team.qualified < MIN_QUALIFIED:
        return f"{team.name}具备资格的专职调解员不足 {MIN_QUALIFIED} 人，暂不能派单。"
    return None
