"""A paper ready to print: what is known stands there, the rest is left to write on by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fengdan.paperwork.paper import PARTY_ITEMS, SIGNER_LABELS, Field, Kind, Signer
from fengdan.rulebook.facts import SIDE_LABELS, Side


@dataclass(frozen=True)
class Person:
    """A party; `items` are in the order of PARTY_ITEMS, empty where nobody knows."""

    side: Side
    items: tuple[str, ...] = ("",) * len(PARTY_ITEMS)
    id_number: str = ""

    @property
    def label(self) -> str:
        return SIDE_LABELS[self.side]

    @property
    def signs(self) -> str:
        return f"{self.label} {self.items[0]}".rstrip()


NOBODY_YET = (Person(Side.APPLICANT), Person(Side.RESPONDENT))


@dataclass(frozen=True)
class Line:
    """`boxes` are (label, ticked); `rows` are left to write on when `value` is empty."""

    label: str
    value: str
    rows: int
    boxes: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Printed:
    """`signers` are the lines to sign on; `digest` is that of a frozen text, or empty."""

    kind: Kind
    number: str
    people: Sequence[Person]
    lines: list[Line]
    signers: list[str]
    digest: str = ""


def printed(
    kind: Kind,
    *,
    number: str = "",
    people: Sequence[Person] = NOBODY_YET,
    values: Mapping[str, str] | None = None,
    names: Mapping[Signer, str] | None = None,
    digest: str = "",
) -> Printed:
    """`names` are known signers who are no parties. Without any of these it is the empty form."""
    lines = [_line(field, (values or {}).get(field.code, "")) for field in kind.fields]
    signers = [line for signer in kind.signers for line in _signers(signer, people, names or {})]
    return Printed(kind, number, people, lines, signers, digest)


def _line(field: Field, value: str) -> Line:
    boxes = tuple((choice, choice == value) for choice in field.choices)
    return Line(field.label, field.text or ("" if boxes else value), field.rows, boxes)


def _signers(signer: Signer, people: Sequence[Person], names: Mapping[Signer, str]) -> list[str]:
    if signer is Signer.PARTIES:
        return [person.signs for person in people]
    if signer is Signer.APPLICANTS:
        return [person.signs for person in people if person.side is Side.APPLICANT]
    return [f"{SIGNER_LABELS[signer]} {names.get(signer, '')}".rstrip()]
