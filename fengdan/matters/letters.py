"""The letters of a step, as rulebook/notices.py says."""

from datetime import datetime

from django.db.models import Q

from fengdan.matters.models import Matter
from fengdan.outbox.models import Letter
from fengdan.people.away import answering
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import BY_STEP
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.notices import GIVES, told

MOVES_ON = GIVES | BY_STEP.keys() | {"recall", "give_back", "conclude", "reopen"}
STAY_NEWS = ("red", "alarm")


def write_letters(step: str, matter: Matter, *, seq: int, at: datetime, after: MatterFacts, by: str) -> None:
    """Write them inside the caller's transaction. A unit nobody can be reached at brings in the duty leader.

    When the matter passes to somebody else, what was told about it before is no news to anybody and is put away; a
    red risk and an alarm stay news.
    """
    if step in MOVES_ON:
        Letter.objects.filter(matter_id=matter.pk, read_at=None).exclude(template__in=STAY_NEWS).update(read_at=at)
    reachable = step not in GIVES or after.holder == CENTRE or _reachable(after.unit, at)
    above = (matter.holder.above_id or CENTRE) if step == "ask_help" else CENTRE
    Letter.objects.bulk_create(
        Letter(to_unit=unit, to_role=role, template=template, matter_id=matter.pk, matter_seq=seq, written_at=at)
        for template, unit, role in told(step, after, above=above, reachable=reachable, by=by)
    )


def _reachable(unit: str, at: datetime) -> bool:
    return unit in answering(Q(unit=unit), at.astimezone(ZONE).date())
