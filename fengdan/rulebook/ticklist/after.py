"""回访: what was promised is done, people were asked and have rated, the file is put away."""

from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.conclusions import ATTEMPTS, FOLLOWED_UP, Conclusion
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.ticklist.tick import Tick, Ticking, not_needed


def after(matter: Ticking) -> tuple[Tick, ...]:
    return _owed(matter), _asked(matter), _rated(matter), _low(matter), _filed(matter)


def _owed(matter: Ticking) -> Tick:
    label, owed = "履行事项", len(matter.facts.owed)
    if owed:
        return matter.still(label, "履行义务的一方", f"还有 {owed} 项没有履行完")
    if matter.last("record_performance"):
        return matter.done(label, "record_performance", note="每一项都有了结果")
    return matter.later(label, "没有登记要履行的事项")


def _asked(matter: Ticking) -> Tick:
    facts, label = matter.facts, STEPS["follow_up"].label
    if facts.followed:
        return matter.done(label, "follow_up")
    if facts.follow_ups >= ATTEMPTS:
        return matter.done(label, "follow_up", note=f"联系了 {facts.follow_ups} 次，没有联系上")
    if facts.conclusion not in FOLLOWED_UP:
        return matter.later(label, "这样办结的不用回访")
    tried = f"联系过 {facts.follow_ups} 次，没有联系上" if facts.follow_ups else ""
    return matter.still(label, ROLE_LABELS[Role.FOLLOWUP], tried)


def _rated(matter: Ticking) -> Tick:
    """Silence keeps no file open."""
    facts, label = matter.facts, STEPS["rate"].label
    if facts.rated:
        return matter.done(label, "rate", note=f"{len(facts.parties)} 名当事人中有 {len(facts.rated)} 名评过")
    if facts.conclusion == Conclusion.MERGED:
        return not_needed(label, "在并入的那一件上评")
    if facts.stage is Stage.ARCHIVED:
        return not_needed(label, "没有人评")
    return matter.still(label, "当事人", "不评也不影响归档") if facts.conclusion else matter.later(label)


def _low(matter: Ticking) -> Tick:
    label = STEPS["handle_rating"].label
    if matter.facts.low_ratings:
        return matter.still(label, f"{ROLE_LABELS[Role.DUTY]}或{ROLE_LABELS[Role.DIRECTOR]}")
    return matter.done(label, "handle_rating") if matter.last("handle_rating") else not_needed(label, "没有低分评价")


def _filed(matter: Ticking) -> Tick:
    label = STEPS["archive"].label
    if matter.facts.stage is Stage.ARCHIVED:
        return matter.done(label, "archive")
    return matter.still(label, ROLE_LABELS[Role.ARCHIVIST]) if matter.facts.conclusion else matter.later(label)
