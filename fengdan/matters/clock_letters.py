"""The letters of what the clock does by itself, of many matters at once."""

from collections.abc import Iterable
from typing import Any

from fengdan.database.insert import insert_many
from fengdan.database.move import move
from fengdan.database.prepared import Prepared, SlotList
from fengdan.matters.entry import Landing
from fengdan.matters.models import Event
from fengdan.outbox.models import Letter
from fengdan.rulebook.actor import Role
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.notices import told
from fengdan.rulebook.orders import ORDER
from fengdan.rulebook.rungs import Rung
from fengdan.rulebook.watching import ABOUT

_unread = Prepared(
    lambda: (
        Letter.objects.filter(matter_id__in=SlotList("matters"), read_at=None)
        .exclude(about="")
        .values_list("pk", "matter_id", "about")
    )
)


NO_UNIT: dict[str, Any] = {"above": "", "reachable": True}  # the clock gives a matter to nobody
Written = tuple[Letter, bool]  # and whether it puts away what was told about the same limit before


def letters_of(event: Event, after: MatterFacts, landings: Iterable[Landing]) -> list[Written]:
    """What one event tells, not yet inserted."""
    return [
        (
            Letter(
                to_unit=unit,
                to_role=role,
                template=template,
                about=ABOUT.get(template, news.limit),
                to_user=news.person if (role, unit) == (news.role, news.unit) else None,
                matter_id=event.matter_id,
                matter_seq=event.seq,
                written_at=event.at,
            ),
            news.anew and template not in ABOUT,
        )
        for news in landings
        for template, unit, role in told(event.step, after, **NO_UNIT, desk=(news.role, news.unit), said=event.facts)
    ] + _to_parties(event)


def _to_parties(event: Event) -> list[Written]:
    """They are told when the sides have found no common mediator in time: now the centre arranges it."""
    if event.step != Rung.URGE or event.facts.get("clock") != ORDER:
        return []
    to: dict[str, Any] = {"to_unit": CENTRE, "to_role": Role.PARTY, "template": "party_order_late"}
    letter = Letter(**to, matter_id=event.matter_id, matter_seq=event.seq, written_at=event.at)
    return [(letter, False)]


def write_all(written: list[Written]) -> None:
    """Insert them, in the order of their events."""
    letters = [letter for letter, _ in written]
    newest = {(letter.matter_id, letter.about): letter for letter, anew in written if anew}
    for letter in letters:
        last = newest.get((letter.matter_id, letter.about))
        if last and letter.matter_seq < last.matter_seq:
            letter.read_at = last.written_at
    old = [
        (pk, newest[matter, about].written_at)
        for pk, matter, about in _unread.ask(matters=sorted({matter for matter, _ in newest}))
        if (matter, about) in newest
    ]
    move(Letter, old, to=["read_at"])
    insert_many(letters)
