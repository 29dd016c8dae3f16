"""清单: what a service item is made of. Its steps are the ledger's: a version can neither add nor order them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fengdan.rulebook.limits import Limit
from fengdan.rulebook.routing import DEPARTMENT, TEAM, TOWNSHIP, VILLAGE


class ItemClass(StrEnum):
    """What kind of service it is (domain.md §10, row 11)."""

    DISPUTE = "dispute"
    CONSULT = "consult"
    LEGAL_AID = "legal_aid"
    CONVENIENCE = "convenience"


CLASS_LABELS = {
    ItemClass.DISPUTE: "矛盾纠纷",
    ItemClass.CONSULT: "咨询",
    ItemClass.LEGAL_AID: "法律援助",
    ItemClass.CONVENIENCE: "便民服务",
}
STEP_LABELS = {
    "accept": "受理",
    "assign": "派单、交办",
    "take": "接单、签收",
    "hold_session": "调解",
    "reply": "办理答复",
    "conclude": "办结",
    "follow_up": "回访",
    "archive": "归档",
}
# the step → the limit of the county that its own stands for; a step without one ends with the step before it
LIMIT_OF = {
    "accept": "accept",
    "assign": "assign",
    "take": "take",
    "hold_session": "mediation",
    "reply": "service_reply",
    "follow_up": "follow_up",
    "archive": "archive",
}
# who answers for a step where that hangs on the type or the place of a matter, as in routing.csv
RELATIVE = {
    TEAM: "对口的调解团队",
    DEPARTMENT: "主管部门",
    TOWNSHIP: "所在乡镇综治中心",
    VILLAGE: "所在村（社区）调委会",
}
FORMS = {"original": "原件", "copy": "复印件", "either": "原件或复印件"}


def steps_of(kind: str) -> tuple[str, ...]:
    """The steps of an item of this class, in the ledger's order."""
    work = "hold_session" if kind == ItemClass.DISPUTE else "reply"
    return ("accept", "assign", "take", work, "conclude", "follow_up", "archive")


@dataclass(frozen=True)
class Terms:
    """What a matter keeps of the version its item had: `limits` by the code of the county's limit they stand for.

    `key` is the version's id, `name` what an event says of it, e.g. D02.1.
    """

    key: int
    name: str
    limits: Mapping[str, Limit] = field(default_factory=dict)
