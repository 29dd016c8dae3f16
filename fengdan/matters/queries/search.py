"""Finding matters by code, telephone, ID number, or any two characters of a name or story — among those in reach."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from fengdan.matters.models import Party
from fengdan.matters.queries.desk import picked
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import MatterRow, rows
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.identity import tidy_id_number, tidy_phone
from fengdan.rulebook.numbering import matter_id, read_code
from fengdan.rulebook.stages import Stage
from fengdan.search.index import matching
from fengdan.vault import blind

SHOWN = 50


@dataclass(frozen=True)
class Found:
    """The newest `rows` of `total` hits."""

    total: int
    rows: list[MatterRow]


def find(actor: Actor, text: str) -> Found:
    """Matters in reach that have this code, telephone or ID number, or contain these words."""
    wanted = Q(pk__in=[])
    if code := read_code(text):
        wanted |= Q(code=code)
    if any(character.isdigit() for character in text):
        # no join, and not for mere words: that would read every matter with all its parties
        known = Q(phone_index=blind.index("phone", tidy_phone(text))) & ~Q(phone_index="")
        known |= Q(id_index=blind.index("id_number", tidy_id_number(text)))
        people = Party.objects.filter(known, removed=False)
        wanted |= Q(pk__in=people.order_by().values("matter_id"))
    if (ids := matching(text)) is not None:
        wanted |= Q(id__in=ids)
    found = reach(actor).filter(wanted)
    return Found(found.count(), rows(found.order_by("-id")[:SHOWN]))


def listed(actor: Actor, stage: str = "", before: str = "") -> Found:
    """The newest matters in reach, of one stage if it is named, older than the matter of code `before`."""
    matters = reach(actor)
    if stage in set(Stage):
        matters = matters.filter(stage=stage)
    total = matters.count()
    if code := read_code(before):
        matters = matters.filter(id__lt=matter_id(code))
    return Found(total, rows(matters.order_by("-id")[:SHOWN]))


def of_list(actor: Actor, key: str, page: int, at: datetime) -> tuple[str, Found] | None:
    """A page (from 1) of one of the actor's lists with its name: exactly what its count counted. None: no such list."""
    list_ = picked(actor, key, at)
    if list_ is None:
        return None
    start = (page - 1) * SHOWN
    return list_.title, Found(list_.matters.order_by().count(), rows(list_.matters[start : start + SHOWN], list_.due))


def same_person(actor: Actor, phone: str, id_number: str) -> list[MatterRow]:
    """Matters in reach that a person with this telephone or ID number is already a party of."""
    wanted = Q(pk__in=[])
    if phone:
        wanted |= Q(parties__phone_index=blind.index("phone", phone), parties__removed=False)
    if id_number:
        wanted |= Q(parties__id_index=blind.index("id_number", id_number), parties__removed=False)
    return rows(reach(actor).filter(wanted).distinct().order_by("-id")[:5])
