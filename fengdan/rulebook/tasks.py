"""Which tasks a service item's version sets whoever is given a matter of it: bring the materials, do the work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fengdan.rulebook.file_check import PAPER_LABELS, Paper
from fengdan.rulebook.items import STEP_LABELS

# the step people wait for → the limit by which its materials are to be there
WORK = {"hold_session": "first_session", "reply": "service_reply"}
Lines = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class TaskSet:
    """`limit` is the code of the limit it is due by; `own` the item's own length, where it has one."""

    name: str
    limit: str
    own: str = ""


def tasks_of(steps: Lines, materials: Lines, period: str) -> list[TaskSet]:
    """In the order they are to be done. `period` is the code of the limit the work itself is due by."""
    work = next((line for line in steps if line["step"] in WORK), None)
    if work is None:
        return []
    needed = "、".join(line["name"] for line in materials if line["required"] == "是")
    papers = "、".join(PAPER_LABELS[Paper(paper)] for paper in work["papers"].split(";") if paper)
    name = STEP_LABELS[work["step"]]
    found = [TaskSet(f"收齐材料：{needed}", WORK[work["step"]])] if needed else []
    return [*found, TaskSet(f"{name}（{papers}）" if papers else name, period, work["limit"])]
