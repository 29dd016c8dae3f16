"""回避: who may not mediate a matter and why, what both sides may let be, and what may be said of it to whom.

The parties choose or accept a mediator (人民调解法 Art. 23(1)). A mediator discloses what could make them partial,
before or during the mediation, and goes on only if the parties agree all the same (在线调解规则 Art. 13); a party may
apply for another one (特邀调解规定 Art. 15). Why somebody is kept off is for few to read: `SAFE` is for anybody.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from fengdan.rulebook.ties import TieKind

SAFE = "因回避规定不能承办这件事项"


class Kind(StrEnum):
    OWN = "own"
    UPHELD = "upheld"
    KIN = "kin"
    SAME_GROUP = "same_group"
    SAME_EMPLOYER = "same_employer"
    ADVISER = "adviser"


class Found(StrEnum):
    SCREEN = "screen"
    DECLARED = "declared"
    CHALLENGED = "challenged"


class Status(StrEnum):
    """RAISED waits for a decision, DISMISSED was turned down; of a STANDING one its mediator is kept off the matter."""

    RAISED = "raised"
    DISMISSED = "dismissed"
    STANDING = "standing"
    WAIVED = "waived"
    OVERRIDDEN = "overridden"
    LIFTED = "lifted"


@dataclass(frozen=True)
class Ground:
    """`plain` is what is declared when a matter is taken. `waivable`: both sides may agree all the same."""

    label: str
    plain: str
    basis: str
    waivable: bool


GROUNDS: dict[Kind, Ground] = {
    Kind.OWN: Ground("自己的事", "不是当事人本人", "在线调解规则 13 条；特邀调解规定 15 条", waivable=False),
    Kind.KIN: Ground("近亲属", "不是当事人的近亲属", "在线调解规则 13 条；特邀调解规定 15 条", waivable=True),
    Kind.SAME_GROUP: Ground("同一村民小组（社）", "不和当事人住同一个村民小组", "在线调解规则 13 条", waivable=True),
    Kind.SAME_EMPLOYER: Ground("同单位", "不和当事人在同一个单位", "在线调解规则 13 条", waivable=True),
    Kind.ADVISER: Ground("曾为一方代理或顾问", "没有给哪一方代理过、当过顾问", "在线调解规则 13 条", waivable=True),
    Kind.UPHELD: Ground(
        "申请回避已被支持", "没有因申请回避被换下", "人民调解法 23 条；特邀调解规定 15 条", waivable=False
    ),
}
FOUND_LABELS = {Found.SCREEN: "按登记的关系", Found.DECLARED: "声明", Found.CHALLENGED: "当事人申请"}
STATUS_LABELS = {
    Status.RAISED: "等待决定",
    Status.DISMISSED: "不成立",
    Status.STANDING: "要回避",
    Status.WAIVED: "双方同意不回避",
    Status.OVERRIDDEN: "破例承办",
    Status.LIFTED: "已解除",
}
DECLARABLE = (Kind.KIN, Kind.SAME_GROUP, Kind.SAME_EMPLOYER, Kind.ADVISER, Kind.OWN)
WAIVABLE = tuple(kind for kind, ground in GROUNDS.items() if ground.waivable)
OF_TIE = {
    TieKind.KIN: Kind.KIN,
    TieKind.LIVES_IN: Kind.SAME_GROUP,
    TieKind.EMPLOYER: Kind.SAME_EMPLOYER,
    TieKind.ADVISED: Kind.ADVISER,
}
DECLARATION = f"承办的人：{'；'.join(ground.plain for ground in GROUNDS.values())}。"


@dataclass(frozen=True)
class TieFacts:
    """A tie of a mediator by its marks; a mark stands for a name, a telephone, an employer or a group."""

    kind: TieKind
    marks: frozenset[str]


@dataclass(frozen=True)
class MediatorFacts:
    """`name` is the mark of the mediator's own name."""

    code: str
    name: str
    ties: tuple[TieFacts, ...] = ()


@dataclass(frozen=True)
class PartyFacts:
    """`said` is how whoever may see the people calls the party; `marks` are those each kind of tie is found by."""

    id: int
    said: str
    name: str
    marks: Mapping[TieKind, frozenset[str]]


@dataclass(frozen=True)
class Kept:
    """A conflict on record: who it keeps off or no more, why, and in relation to whom (a party's id)."""

    id: int
    mediator: str
    kind: Kind
    found: Found
    status: Status
    party: int


@dataclass(frozen=True)
class Block:
    """Somebody is kept off. `full` only for whoever may see the people of the matter; `conflict` is its row, or 0."""

    mediator: str
    kind: Kind
    party: int
    conflict: int
    full: str

    @property
    def safe(self) -> str:
        return SAFE

    @property
    def waivable(self) -> bool:
        return GROUNDS[self.kind].waivable


def screen(mediator: MediatorFacts, parties: Collection[PartyFacts], kept: Iterable[Kept]) -> tuple[Block, ...]:
    """Every reason that keeps a mediator off, the gravest first, each kind once.

    What both sides let be, or two people have decided on, keeps nobody off: but only of a kind that can be let be.
    """
    said = {party.id: party.said for party in parties}
    rows = [row for row in kept if row.mediator == mediator.code]
    let_be = {row.kind for row in rows if row.status in {Status.WAIVED, Status.OVERRIDDEN}} & set(WAIVABLE)
    found: dict[Kind, Block] = {}
    for row in rows:
        if row.status is Status.STANDING:
            _note(found, mediator, row.kind, row.party, row.id, said.get(row.party, ""), row.found)
    for party in parties:
        for kind in _related(mediator, party):
            _note(found, mediator, kind, party.id, 0, party.said, Found.SCREEN)
    return tuple(found[kind] for kind in Kind if kind in found and kind not in let_be)


def _related(mediator: MediatorFacts, party: PartyFacts) -> Iterable[Kind]:
    if party.name == mediator.name:
        yield Kind.OWN
    for tie in mediator.ties:
        if tie.marks & party.marks.get(tie.kind, frozenset()):
            yield OF_TIE[tie.kind]


def _note(  # noqa: PLR0917 - all that a block says
    found: dict[Kind, Block], mediator: MediatorFacts, kind: Kind, party: int, conflict: int, said: str, how: Found
) -> None:
    full = f"{f'与{said}：' if said else ''}{GROUNDS[kind].label}（{FOUND_LABELS[how]}）"
    first = found.setdefault(kind, Block(mediator.code, kind, party, conflict, full))
    if party != first.party and full not in first.full:
        found[kind] = replace(first, full=f"{first.full}；{full}")
