"""Who mediates a matter: one lead, and others beside them."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from fengdan.matters.conflicts import lapse, mediating
from fengdan.matters.entry import Entry
from fengdan.matters.models import Booking, CoMediator, Matter
from fengdan.matters.parties import names_of
from fengdan.matters.screening import blocked
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.booking import person
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conflicts import SAFE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.stages import OPEN
from fengdan.teams.appointing import Ending, end, hold, places_lost
from fengdan.teams.models import Committee, Mediator, Team, TeamMember
from fengdan.teams.queries import eligible_mediators


def own_matter(mediator: str, field: str) -> Refused:
    """Nobody mediates a matter of their own; whether a namesake is meant, the office cannot tell (Art. 23)."""
    return Refused(
        f"当事人里有人与{mediator}同名。自己的事不能自己调解：请改由别的调解员承办；只是同名的，也由别的调解员承办。",
        field,
    )


def join(matter: Matter, name: str, field: str) -> None:
    """Raise Refused when somebody who mediates this matter would become a party of it."""
    if name in {row.name for row in mediating(matter)}:
        raise own_matter(name, field)


def appoint(entry: Entry, lead: str, assistants: Collection[str], *, no_conflict: bool) -> Mediator:
    """Set the mediator of record (code) and those beside them; earlier ones beside them end. Raises Refused.

    All are of the team and appointed by its stamping committee, and none has a conflict (在线调解规则 Art. 11, 13),
    neither by their own word nor by what is known: this is where 回避 is enforced.
    """
    if not no_conflict:
        raise Refused("请确认承办调解员与双方没有需要回避的关系；有关系请换人或退单。", "no_conflict")
    assert entry.matter.unit_id is not None
    hold({lead, *assistants})  # whoever leaves at this moment either has gone or waits, and then has this in hand
    day = entry.at.astimezone(ZONE).date()
    able = {row.pk: row for row in eligible_mediators(entry.matter.unit_id, day)}
    if lead not in able:
        raise Refused("该调解员不在本团队，或未受盖章调委会聘任，请重新选择。", "mediator")
    beside = sorted(set(assistants) - {lead})
    if unknown := set(beside) - able.keys():
        raise Refused(f"共同承办的人里有 {len(unknown)} 人不在本团队或未受聘任，请重新选择。", "assistants")
    parties = names_of(entry.matter)
    for code in (lead, *beside):
        if able[code].name in parties:
            raise own_matter(able[code].name, "mediator" if code == lead else "assistants")
    refuse_blocked(entry.matter, [able[code] for code in (lead, *beside)], day, lead=lead)
    lapse(entry, (lead, *beside))
    entry.matter.co_mediators.filter(ended_at=None).update(ended_at=entry.at)
    CoMediator.objects.bulk_create(
        CoMediator(matter=entry.matter, mediator=able[code], named_at=entry.at) for code in beside
    )
    entry.change_matter(mediator=able[lead])
    entry.facts |= {
        "mediator": lead,
        "mediator_user": str(able[lead].user_id or ""),
        "assistants": sorted(str(able[code].user_id) for code in beside if able[code].user_id),
        "no_conflict": True,
    }
    return able[lead]


def refuse_blocked(matter: Matter, chosen: Collection[Mediator], day: date, *, lead: str) -> None:
    """Raise Refused naming the field when somebody chosen may not mediate this matter; never why not."""
    kept_off = blocked(matter, chosen, day)
    for row in chosen:
        if row.pk in kept_off:
            field = "mediator" if row.pk == lead else "assistants"
            raise Refused(f"{row.name}{SAFE}，请改由别的调解员承办。", field)


def in_hand(code: str) -> QuerySet[Matter]:
    """The open matters that somebody mediates, as the mediator of record or beside them, oldest first."""
    beside = CoMediator.objects.filter(mediator=code, ended_at=None).values("matter")
    return Matter.objects.filter(Q(mediator=code) | Q(pk__in=beside), stage__in=OPEN).order_by("code")


def let_go(code: str, ending: Ending, *, actor: Actor, at: datetime) -> None:
    """解聘 or 离任 (人民调解法 Art. 15). Whoever still mediates for the teams they would leave stays until others do.

    A matter is never left with somebody who is gone: its team's leader changes the mediator first. Nor does anybody
    come to a meeting in vain: what they are expected at is moved or called off first. Raises Refused.
    """
    with transaction.atomic():
        hold([code])
        places = places_lost(code, ending.committee)
        left = Q(matter__unit__in=places.values("team"))
        if many := in_hand(code).filter(unit__in=places.values("team")).count():
            raise Refused(f"手上还有 {many} 件在办事项，请先由团队负责人更换调解员，再办理离任。", "committee")
        if not TeamMember.objects.filter(mediator=code, active_to=None).exclude(pk__in=places.values("pk")).exists():
            left |= Q(matter__unit=None)
        expected = Booking.objects.filter(left, slots__key=person(code), ends_at__gt=at).distinct()
        if many := expected.count():
            raise Refused(f"还约好了 {many} 次见面，请先改期换人或取消约定，再办理离任。", "committee")
        end(code, ending, actor=actor, at=at)


def on_the_spot(code: str, day: date) -> tuple[Mediator, Committee]:
    """Whoever mediates at the desk, and the committee of the first team that may have them do so. Raises Refused."""
    for team in Team.objects.select_related("committee").filter(members__mediator=code).order_by("pk").distinct():
        mediator = eligible_mediators(team.pk, day).filter(pk=code).first()
        if mediator is not None and team.committee.term_ends >= day:
            return mediator, team.committee
    raise Refused("请选择当场调解的调解员：要在调解团队里，并受任期内的调委会聘任。", "mediator")
