"""The seven items of each party, as far as they are known."""

from collections.abc import Iterable
from datetime import date, datetime

from fengdan.matters.models import Party
from fengdan.matters.queries.page import MatterPage
from fengdan.paperwork.printed import Person
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import Side
from fengdan.rulebook.file_check import Paper
from fengdan.rulebook.identity import age, sex
from fengdan.vault.mask import WITHHELD


def people(page: MatterPage, rows: Iterable[Party], paper: Paper) -> list[Person]:
    """On an agreement they are as they were when its text was frozen, on other papers as they are now."""
    frozen = page.agreement.row.frozen_at if page.agreement and paper is Paper.AGREEMENT else None
    day = (frozen or page.matter.last_at).astimezone(ZONE).date()
    since = _changed_since(page, frozen) if frozen else {}
    return [_person(row, day, {name: since.get((row.pk, name)) for name in ("phone", "address")}) for row in rows]


def _changed_since(page: MatterPage, frozen: datetime) -> dict[tuple[int | None, str], str]:
    """What a field was on that day: the old value of the first correction after it."""
    later = page.matter.corrections.filter(corrected_at__gt=frozen).order_by("-id")
    return {(row.party_id, row.field): row.old for row in later}


def _person(row: Party, day: date, was: dict[str, str | None]) -> Person:
    phone, address = (getattr(row, name) if old is None else old for name, old in was.items())
    years = age(row.id_number, day)
    items = (
        row.name,
        sex(row.id_number),
        "",
        "" if years is None else str(years),
        "",
        phone,
        WITHHELD if row.protected else address,
    )
    return Person(Side(row.side), items, row.id_number)
