"""The letters of a step, as rulebook/notices.py says."""

from datetime import datetime

from fengdan.matters.models import Event, Matter
from fengdan.outbox.models import Letter
from fengdan.people.away import answering
from fengdan.rulebook.actor import Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import BY_STEP
from fengdan.rulebook.deadlines import stops
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.notices import GIVES, told
from fengdan.rulebook.party_letters import party_letter
from fengdan.rulebook.rungs import RUNGS

MOVES_ON = GIVES | BY_STEP.keys() | {"recall", "give_back", "conclude", "reopen"}
STAY_NEWS = ("red", "alarm")


def write_letters(step: str, matter: Matter, *, event: Event, after: MatterFacts) -> None:
    """Write them inside the caller's transaction. A unit nobody can be reached at brings in the duty leader.

    When the matter passes to somebody else, what was told about it before is no news to anybody and is put away; a
    red risk and an alarm stay news, and the parties are told the newest alone. What was told about a limit is put
    away when the limit stops, or is told again.
    """
    at, said = event.at, event.facts
    about = said["clock"] if step in RUNGS else ""
    Letter.objects.filter(
        matter_id=matter.pk, read_at=None, about__in=[about] if about else stops(step, after)
    ).exclude(about="").update(read_at=at)
    if step in MOVES_ON:
        Letter.objects.filter(matter_id=matter.pk, read_at=None).exclude(template__in=STAY_NEWS).update(read_at=at)
    to_parties = party_letter(step, after)
    if to_parties:  # the newest is what they are told
        Letter.objects.filter(matter_id=matter.pk, read_at=None, to_role=Role.PARTY).update(read_at=at)
    reachable = step not in GIVES or after.holder == CENTRE or _reachable(after.unit, at)
    above = (matter.holder.above_id or CENTRE) if step == "ask_help" else CENTRE
    desk = (said["as"], said["to"]) if about else ("", "")
    letters = [
        Letter(
            to_unit=unit,
            to_role=role,
            template=template,
            about=about,
            to_user=int(said["person"]) if about and said["person"] and (role, unit) == desk else None,
            matter_id=matter.pk,
            matter_seq=event.seq,
            written_at=at,
        )
        for template, unit, role in told(step, after, above=above, reachable=reachable, by=event.role, desk=desk)
    ]
    if to_parties:
        template, unit = to_parties
        kept = {"matter_id": matter.pk, "matter_seq": event.seq, "written_at": at}
        letters.append(Letter(to_unit=unit, to_role=Role.PARTY, template=template, **kept))
    Letter.objects.bulk_create(letters)


def _reachable(unit: str, at: datetime) -> bool:
    return unit in answering(at.astimezone(ZONE).date(), unit)
