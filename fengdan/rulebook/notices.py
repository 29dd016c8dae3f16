"""Which step tells whom. The texts are filled from the matter when they are read, so a letter holds no names."""

from fengdan.rulebook.actor import Role
from fengdan.rulebook.facts import CENTRE

TEAM = "team"  # stands for the team the matter is with

TOLD: dict[str, tuple[tuple[str, Role], ...]] = {
    "register": ((CENTRE, Role.DUTY),),
    "accept": ((CENTRE, Role.DISPATCHER),),
    "assign": ((TEAM, Role.LEADER),),
    "give_back": ((CENTRE, Role.DISPATCHER),),
    "take": ((TEAM, Role.MEDIATOR),),
    "conclude": ((CENTRE, Role.ARCHIVIST),),
}

TEXTS: dict[str, str] = {
    "register": "新登记，等待受理",
    "accept": "已受理，等待派单",
    "assign": "派给您的团队，等待接单",
    "give_back": "团队退单，等待重新派单",
    "take": "已接单，由您承办",
    "conclude": "已办结，等待归档",
}
