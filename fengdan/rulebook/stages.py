"""The spine: the seven stages of a matter, and how the office says them (design.md §2)."""

from enum import StrEnum

TEAM = "team"  # the kind of unit that mediates; every other kind answers


class Stage(StrEnum):
    REGISTERED = "registered"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    TAKEN = "taken"
    UNDERWAY = "underway"
    CONCLUDED = "concluded"
    ARCHIVED = "archived"


STAGE_LABELS: dict[Stage, str] = {
    Stage.REGISTERED: "已登记",
    Stage.ACCEPTED: "已受理",
    Stage.ASSIGNED: "已派单",
    Stage.TAKEN: "已接单",
    Stage.UNDERWAY: "化解中",
    Stage.CONCLUDED: "已办结",
    Stage.ARCHIVED: "已归档",
}

# the office's words where a responsible unit has the matter, not a mediation team (pages.md)
UNIT_STAGE_LABELS = STAGE_LABELS | {
    Stage.ASSIGNED: "已交办",
    Stage.TAKEN: "已签收",
    Stage.UNDERWAY: "办理中",
}

BOTH_STAGE_LABELS = {
    stage: label if label == UNIT_STAGE_LABELS[stage] else f"{label}、{UNIT_STAGE_LABELS[stage]}"
    for stage, label in STAGE_LABELS.items()
}

OPEN = frozenset({Stage.REGISTERED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY})
CLOSED = frozenset({Stage.CONCLUDED, Stage.ARCHIVED})


def stage_label(stage: Stage, unit_kind: str) -> str:
    """The stage as the office says it where this kind of unit has the matter; by a team's words while nobody has."""
    return (STAGE_LABELS if unit_kind in {"", TEAM} else UNIT_STAGE_LABELS)[stage]


def spine(now: Stage, unit_kind: str) -> list[tuple[str, str]]:
    """The seven stages as (label, done | now | later)."""
    order = list(Stage)
    reached = order.index(now)
    return [
        (stage_label(stage, unit_kind), "done" if place < reached else "now" if place == reached else "later")
        for place, stage in enumerate(order)
    ]
