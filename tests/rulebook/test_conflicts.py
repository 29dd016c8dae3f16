"""回避 by the rule alone: what keeps somebody off, what may be let be, what may be said of it to anybody."""

from dataclasses import replace

import pytest

from fengdan.rulebook.conflicts import (
    DECLARABLE,
    DECLARATION,
    FOUND_LABELS,
    GROUNDS,
    SAFE,
    STATUS_LABELS,
    WAIVABLE,
    Found,
    Kept,
    Kind,
    MediatorFacts,
    PartyFacts,
    Status,
    TieFacts,
    screen,
)
from fengdan.rulebook.ties import TIE_LABELS, TieKind

MEDIATOR = MediatorFacts("m1", "name-m")
MARKS = {
    TieKind.KIN: frozenset({"name-p", "phone-p"}),
    TieKind.ADVISED: frozenset({"name-p", "phone-p"}),
    TieKind.EMPLOYER: frozenset({"firm-p"}),
    TieKind.LIVES_IN: frozenset({"group-p"}),
}
PARTY = PartyFacts(7, "申请人王测一", "name-p", MARKS)
OTHER = PartyFacts(8, "被申请人李测二", "name-q", {kind: frozenset({f"{kind}-q"}) for kind in TieKind})
KIN = Kept(1, "m1", Kind.KIN, Found.DECLARED, Status.STANDING, 8)


def tied(kind: TieKind, *marks: str) -> MediatorFacts:
    return replace(MEDIATOR, ties=(TieFacts(kind, frozenset(marks)),))


def test_every_kind_has_its_words_and_a_law():
    assert GROUNDS.keys() == set(Kind)
    assert TIE_LABELS.keys() == set(TieKind)
    assert (FOUND_LABELS.keys(), STATUS_LABELS.keys()) == (set(Found), set(Status))
    assert all(row.label and row.plain and "条" in row.basis for row in GROUNDS.values())
    assert set(WAIVABLE) == set(Kind) - {Kind.OWN, Kind.UPHELD}
    assert set(DECLARABLE) == set(Kind) - {Kind.UPHELD}
    assert all(row.plain in DECLARATION for row in GROUNDS.values())


def test_a_stranger_to_both_sides_may_mediate():
    assert screen(MEDIATOR, [PARTY, OTHER], []) == ()


@pytest.mark.parametrize(
    ("kind", "mark", "why"),
    [
        (TieKind.KIN, "name-p", "与申请人王测一：近亲属（按登记的关系）"),
        (TieKind.KIN, "phone-p", "与申请人王测一：近亲属（按登记的关系）"),
        (TieKind.ADVISED, "phone-p", "与申请人王测一：曾为一方代理或顾问（按登记的关系）"),
        (TieKind.EMPLOYER, "firm-p", "与申请人王测一：同单位（按登记的关系）"),
        (TieKind.LIVES_IN, "group-p", "与申请人王测一：同一村民小组（社）（按登记的关系）"),
    ],
)
def test_each_tie_is_its_own_kind_and_only_by_its_own_mark(kind, mark, why):
    (block,) = screen(tied(kind, mark, "else"), [OTHER, PARTY], [])
    assert (block.mediator, block.party, block.conflict, block.full, block.safe) == ("m1", 7, 0, why, SAFE)
    assert block.waivable
    others = set(TieKind) - ({TieKind.KIN, TieKind.ADVISED} if kind in {TieKind.KIN, TieKind.ADVISED} else {kind})
    assert all(not screen(tied(other, mark), [OTHER, PARTY], []) for other in others)


def test_ones_own_matter_is_nobodys_to_let_be():
    (block,) = screen(replace(MEDIATOR, name="name-p"), [PARTY], [replace(KIN, kind=Kind.OWN, status=Status.WAIVED)])
    assert (block.kind, block.waivable) == (Kind.OWN, False)


@pytest.mark.parametrize("status", Status)
def test_what_is_on_record_counts_while_it_stands(status):
    found = screen(MEDIATOR, [PARTY, OTHER], [replace(KIN, status=status)])
    assert [block.full for block in found] == (
        ["与被申请人李测二：近亲属（声明）"] if status is Status.STANDING else []
    )


@pytest.mark.parametrize("status", [Status.WAIVED, Status.OVERRIDDEN])
def test_what_was_let_be_keeps_off_no_more_and_another_kind_still_does(status):
    let_be = replace(KIN, status=status)
    assert screen(tied(TieKind.KIN, "name-p"), [PARTY], [let_be]) == ()
    (block,) = screen(tied(TieKind.EMPLOYER, "firm-p"), [PARTY], [let_be])
    assert block.kind is Kind.SAME_EMPLOYER
    assert screen(tied(TieKind.KIN, "name-p"), [PARTY], [replace(let_be, mediator="m2")])


def test_the_gravest_comes_first_and_each_kind_once_with_all_it_is_about():
    mediator = replace(
        MEDIATOR,
        ties=(
            TieFacts(TieKind.LIVES_IN, frozenset({"group-p"})),
            TieFacts(TieKind.KIN, frozenset({"name-p"})),
            TieFacts(TieKind.KIN, frozenset({"kin-q"})),
        ),
    )
    first, second = screen(mediator, [PARTY, OTHER], [])
    assert (first.kind, second.kind) == (Kind.KIN, Kind.SAME_GROUP)
    assert first.full == "与申请人王测一：近亲属（按登记的关系）；与被申请人李测二：近亲属（按登记的关系）"


def test_a_conflict_about_somebody_taken_off_the_matter_names_nobody():
    (block,) = screen(MEDIATOR, [PARTY], [KIN])
    assert block.full == "近亲属（声明）"
