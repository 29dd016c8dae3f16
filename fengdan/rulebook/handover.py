"""交接: what one level tells the next when a matter climbs by itself; made from what was recorded, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fengdan.rulebook.spoken import spoken

SHOWN = 12  # the last of what was done; the whole history goes with the matter


@dataclass(frozen=True)
class Done:
    """One thing done on the level: when, what (the step's word), and in which office."""

    at: datetime
    what: str
    office: str


def handover_text(level: str, since: datetime, until: datetime, done: Sequence[Done]) -> str:
    """The handover of a level (its name) that had the matter from `since` until `until`, in plain sentences."""
    span = f"{level}：{spoken(since)} 到本级，{spoken(until)} 到期没有办成。"
    if not done:
        return f"{span}本级没有办理记录。"
    left_out = f"此前另有 {len(done) - SHOWN} 步，见办理记录。" if len(done) > SHOWN else ""
    steps = "；".join(f"{spoken(each.at)} {each.what}（{each.office}）" for each in done[-SHOWN:])
    return f"{span}{left_out}本级做过：{steps}。"
