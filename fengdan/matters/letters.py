"""The letters of a step, as rulebook/notices.py says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fengdan.database.insert import insert
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Event, Matter
from fengdan.outbox.models import Letter
from fengdan.people.away import answering
from fengdan.rulebook.actor import Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import BY_STEP
from fengdan.rulebook.deadlines import stops
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.notices import GIVES, climbed, told
from fengdan.rulebook.orders import unanswered
from fengdan.rulebook.party_letters import ASKS, called_off, party_letter
from fengdan.rulebook.rungs import RUNGS
from fengdan.rulebook.waiting import SUPERVISION
from fengdan.rulebook.watching import ABOUT, OF_NEEDS

MOVES_ON = (
    GIVES | BY_STEP.keys() | {"recall", "give_back", "decide_conference", "conclude", "reopen", "climb", "time_out"}
)
SETTLES = ("drop_supervision", "judge_supervision")  # beside those that stop its clock
STAY_NEWS = ("red", "alarm", "draft_supervision", "unsigned", "answer_supervision", "taken_back", ASKS, *OF_NEEDS)


def write_letters(step: str, matter: Matter, *, event: Event, after: MatterFacts) -> None:
    """Write them inside the caller's transaction. A unit nobody can be reached at brings in the duty leader.

    When the matter passes to somebody else, what was told about it before is no news to anybody and is put away; a
    red risk and an alarm stay news, and the parties are told the newest alone. What was told about a limit is put
    away when the limit stops.
    """
    at, said = event.at, event.facts
    about = said["clock"] if step in RUNGS else ""
    to_parties = _to_parties(step, after, said)
    _put_away(
        matter,
        at,
        limits={about} if about else {SUPERVISION} if step in SETTLES else set(stops(step, after, said)),
        moved_on=step in MOVES_ON,
        told_anew=bool(to_parties),
        asked=bool(unanswered(after.order, after.sides)) and ASKS not in {template for template, *_ in to_parties},
    )
    desk = (said["as"], said["to"]) if "as" in said else ("", "")
    by = {"by": event.role, "desk": desk, "said": said}
    news = climbed(said) if step == "climb" else told(step, after, **_where(step, matter, after, at), **by)
    letters = [
        Letter(
            to_unit=unit,
            to_role=role,
            template=template,
            about=ABOUT.get(template, about),
            to_user=int(said["person"]) if (role, unit) == desk and said.get("person") else None,
            matter_id=matter.pk,
            matter_seq=event.seq,
            written_at=at,
        )
        for template, unit, role in news
    ]
    for template, unit in to_parties:
        kept = {"matter_id": matter.pk, "matter_seq": event.seq, "written_at": at}
        letters.append(Letter(to_unit=unit, to_role=Role.PARTY, template=template, **kept))
    for letter in letters:
        insert(letter)


def _to_parties(step: str, after: MatterFacts, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What they are told of the step, and that a booking was called off with it."""
    letter = party_letter(step, after, approved=said.get("approved", True))
    return [*([letter] if letter else []), *([called_off(after)] if "booking_cancelled" in said else [])]


def _where(step: str, matter: Matter, after: MatterFacts, at: datetime) -> dict[str, Any]:
    """The unit above, where it is asked for help; whether anybody can be reached where the matter went."""
    return {
        "above": (matter.holder.above_id or CENTRE) if step == "ask_help" else CENTRE,
        "reachable": step not in GIVES or after.holder == CENTRE or _reachable(after.unit, at),
    }


_unread = Prepared(
    lambda: Letter.objects.filter(matter_id=Slot("matter"), read_at=None).values_list(
        "pk", "template", "about", "to_role"
    )
)


def _put_away(matter: Matter, at: datetime, *, limits: set[str], moved_on: bool, told_anew: bool, asked: bool) -> None:
    """The letters that are no news any more; of those to the parties, all when they are told something newer.

    What asks them about an order stands until nobody is `asked` any more, or something else is.
    """
    old = [
        pk
        for pk, template, about, role in _unread.ask(matter=matter.pk)
        if (about and about in limits)
        or (moved_on and template not in STAY_NEWS)
        or (not asked if template == ASKS else told_anew and role == Role.PARTY)
    ]
    if old:
        Letter.objects.filter(pk__in=old, read_at=None).update(read_at=at)


def _reachable(unit: str, at: datetime) -> bool:
    return unit in answering(at.astimezone(ZONE).date(), unit)
