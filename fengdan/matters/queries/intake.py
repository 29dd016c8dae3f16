"""How a matter came in: who sent it, and who speaks for a party."""

from collections.abc import Mapping
from dataclasses import dataclass

from fengdan.matters.models import Contact, Referral
from fengdan.matters.queries.written import Written
from fengdan.vault import mask


@dataclass(frozen=True)
class IntakeShown:
    """`contacts`: party id → 王小花（女儿），电话."""

    referral: Referral | None
    contacts: Mapping[int, str]


def intake(rows: Written, *, revealed: bool) -> IntakeShown:
    """From rows the page has read anyway; telephones masked unless somebody asked to see them."""
    return IntakeShown(
        referral=next(iter(rows.rows("referral")), None),
        contacts={row.party_id: _contact(row, revealed=revealed) for row in rows.rows("contact")},
    )


def _contact(row: Contact, *, revealed: bool) -> str:
    relation = f"（{row.relation}）" if row.relation else ""
    phone = f"，电话 {row.phone if revealed else mask.phone(row.phone)}" if row.phone else ""
    return f"{row.name}{relation}{phone}"
