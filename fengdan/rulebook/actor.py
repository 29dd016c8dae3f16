"""Who is acting: all that a rule may know about a person."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The hats of domain.md §2.5. One account may wear several."""

    CLERK = "clerk"
    DUTY = "duty"
    DISPATCHER = "dispatcher"
    LEADER = "leader"
    MEDIATOR = "mediator"
    DEPT = "dept"
    TOWN = "town"
    VILLAGE = "village"
    GRID = "grid"
    COURT = "court"
    JUSTICE = "justice"
    SUPERVISOR = "supervisor"
    FOLLOWUP = "followup"
    ARCHIVIST = "archivist"
    DIRECTOR = "director"
    AUDITOR = "auditor"
    SECURITY = "security"
    ADMIN = "admin"
    PARTY = "party"
    CLOCK = "clock"


ROLE_LABELS: dict[Role, str] = {
    Role.CLERK: "窗口受理员",
    Role.DUTY: "值班领导",
    Role.DISPATCHER: "派单员",
    Role.LEADER: "团队负责人",
    Role.MEDIATOR: "调解员",
    Role.DEPT: "部门联络员",
    Role.TOWN: "乡镇综治中心专干",
    Role.VILLAGE: "村（社区）调委会主任",
    Role.GRID: "网格员",
    Role.COURT: "法院联络员",
    Role.JUSTICE: "司法局联络员",
    Role.SUPERVISOR: "督办员",
    Role.FOLLOWUP: "回访员",
    Role.ARCHIVIST: "档案员",
    Role.DIRECTOR: "综治中心主任",
    Role.AUDITOR: "审计员",
    Role.SECURITY: "安全管理员",
    Role.ADMIN: "系统管理员",
    Role.PARTY: "当事人本人",
    Role.CLOCK: "系统",
}


# who answers for a unit that matters are sent to; the last three also take matters in where they start
# held by accounts; `party` and `clock` are nobody's post
POSTS = tuple(role for role in Role if role not in {Role.PARTY, Role.CLOCK})
# kept apart from each other and from every other post (等保 8.1.4)
ADMINISTRATORS = frozenset({Role.AUDITOR, Role.SECURITY, Role.ADMIN})
LIAISONS = (Role.DEPT, Role.COURT, Role.JUSTICE, Role.TOWN, Role.VILLAGE, Role.GRID)
FIELD = (Role.TOWN, Role.VILLAGE, Role.GRID)


@dataclass(frozen=True)
class Actor:
    """A person (or, for sweeps, the clock) as the rulebook sees them.

    `roles` are those in force now; `units` are the unit codes (teams included) for which each role is held. Both hold
    what is held for somebody who is away as well; `stands_in` says which those are, and for whom (a user id).
    """

    id: str
    name: str
    roles: frozenset[Role] = frozenset()
    units: frozenset[tuple[Role, str]] = frozenset()
    stands_in: frozenset[tuple[Role, str, str]] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Whether the actor wears at least one of these hats."""
        return not self.roles.isdisjoint(roles)

    def units_as(self, *roles: Role) -> frozenset[str]:
        """The codes of the units for which one of these roles is held."""
        return frozenset(unit for role, unit in self.units if role in roles)

    def behalf(self, role: Role, unit: str) -> str:
        """The user id of whoever this hat is worn for (代签), or empty when it is the actor's own."""
        return min((user for held, of, user in self.stands_in if (held, of) == (role, unit)), default="")


PARTY_PREFIX = "party:"  # no account: the id of whoever holds a slip or a link is `party:<id>`


def party_actor(party: int, name: str) -> Actor:
    """A party acting without an account, let in by the slip or by a link of their own."""
    held = frozenset({(Role.PARTY, "centre")})
    return Actor(f"{PARTY_PREFIX}{party}", name, frozenset({Role.PARTY}), held)


def party_of(actor: Actor) -> int | None:
    """The party who acts for themselves alone, or None for staff."""
    return int(actor.id.removeprefix(PARTY_PREFIX)) if actor.id.startswith(PARTY_PREFIX) else None


# the loops, which remind and urge: a machine does no more than that (pages.md)
CLOCK = Actor("clock", "时钟", frozenset({Role.CLOCK}), frozenset({(Role.CLOCK, "centre")}))
# whoever tells the centre something on the public page: nobody has seen them yet
ONLINE = Actor("online", "网上提交", frozenset({Role.PARTY}), frozenset({(Role.PARTY, "centre")}))
# the command that takes over the register kept before the system: it does what a duty leader does by the page
OLD_BOOK = Actor("old_book", "原台账导入", frozenset({Role.DUTY}), frozenset({(Role.DUTY, "centre")}))
