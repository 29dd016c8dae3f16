"""聘任, 续聘, 解聘和离任: who mediates for which committee, for how long, and why no more. By the centre's director."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from fengdan.journal import write as journal
from fengdan.people.models import User
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.pool import Leaving
from fengdan.teams.models import Appointment, Committee, CommitteeMember, Mediator, TeamMember
from fengdan.teams.terms import COUNTS
from fengdan.units.queries import serves

DAY = timedelta(days=1)
OVERTAKEN = "刚刚有人为这位调解员登记了聘任，您这次没有保存。请看过新的内容再办。"


@dataclass(frozen=True)
class Named:
    """A term of appointment as it is typed: `committee` is its code, `until` the last day."""

    committee: str
    from_day: date
    until: date
    appointed_by: str
    letter: str
    director: bool


@dataclass(frozen=True)
class Ending:
    """Somebody leaves a committee: its code, the last day, and why."""

    committee: str
    last_day: date
    reason: Leaving


def keeper(actor: Actor) -> None:
    """Raises Refused unless the actor keeps the pool."""
    if not actor.has(Role.DIRECTOR):
        raise Refused("调解员的聘任、等级和培训由综治中心主任登记。")


def hold(codes: Iterable[str]) -> dict[str, Mediator]:
    """Lock these mediators: of two who deal with one at once the second waits, then sees what the first did."""
    return {row.pk: row for row in Mediator.objects.select_for_update().filter(pk__in=list(codes)).order_by("pk")}


def serving(code: str, day: date) -> Mediator:
    """The mediator, locked. Raises Refused for one who has left, or whom nobody knows."""
    held = hold([code]).get(code)
    if held is None:
        raise Refused("名册里没有这位调解员，请刷新页面。")
    if held.active_to is not None:
        raise Refused(f"{held.name}已于 {held.active_to} 离任。重新聘任请先在县数据中登记。")
    return held


def latest(code: str) -> int:
    """The newest term of a mediator (an id, 0 for none): what a page shows, so that nobody acts on an older one."""
    newest = Appointment.objects.filter(COUNTS, mediator=code).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def appoint(code: str, named: Named, *, seen: int, actor: Actor, at: datetime) -> Appointment:
    """Appoint or renew (人民调解法 Art. 9, 13); sent twice it is the same. `seen` is `latest` of the page. Refused."""
    keeper(actor)
    today = at.astimezone(ZONE).date()
    with transaction.atomic():
        mediator = serving(code, today)
        same = Appointment.objects.filter(COUNTS, mediator=mediator, committee=named.committee, from_day=named.from_day)
        if (row := same.filter(until=named.until, letter=named.letter, ended_on=None).first()) and row.pk != seen:
            return row
        if latest(code) != seen:
            raise Refused(OVERTAKEN)
        committee = _committee(named, today)
        _end_other_post(mediator, named)
        _fits(mediator, named)
        _take_place(mediator, committee, named, today)
        row = Appointment.objects.create(
            committee=committee,
            mediator=mediator,
            from_day=named.from_day,
            until=named.until,
            appointed_by=named.appointed_by,
            letter=named.letter,
            set_by=User.objects.get(pk=int(actor.id)),
            set_at=at,
        )
        facts = {"term": row.pk, "committee": committee.pk, "from": str(row.from_day), "until": str(row.until)}
        journal.enter(act="appointed", actor_id=actor.id, at=at, subject=code, facts=facts)
    return row


def _committee(named: Named, today: date) -> Committee:
    committee = Committee.objects.filter(pk=named.committee).select_related("unit").first()
    if committee is None or not serves(committee.unit, today):
        raise Refused("这个调委会已不在，请重新选择。", "committee")
    if named.until < named.from_day:
        raise Refused("“聘期到哪天”早于“从哪天起”，请核对。", "until")
    if committee.term_ends < named.from_day:
        wrong = f"{committee.unit.name}的任期到 {committee.term_ends} 届满，请先换届并更新任期，再聘任。"
        raise Refused(wrong, "committee")
    if committee.term_ends < named.until:
        raise Refused(f"聘期不能超出调委会任期（到 {committee.term_ends}），请改到这一天以内。", "until")
    return committee


def _end_other_post(mediator: Mediator, named: Named) -> None:
    """改任: the term in the other post ends the day before, so that somebody may be chosen director in mid-term."""
    place = CommitteeMember.objects.filter(mediator=mediator, committee=named.committee, active_to=None).first()
    if place is None or place.director == named.director:
        return
    running = Appointment.objects.filter(COUNTS, mediator=mediator, committee=named.committee, ended_on=None)
    running.filter(from_day__lt=named.from_day, until__gte=named.from_day).update(ended_on=named.from_day - DAY)


def _fits(mediator: Mediator, named: Named) -> None:
    """No two terms in one committee at once. One that was ended counts until it ended."""
    ended_before = Q(ended_on__isnull=False, ended_on__lt=named.from_day)
    rows = Appointment.objects.filter(COUNTS, mediator=mediator, committee=named.committee).exclude(ended_before)
    clash = rows.filter(from_day__lte=named.until, until__gte=named.from_day).order_by("from_day").first()
    if clash is not None:
        wrong = f"与已登记的聘期（{clash.from_day} 至 {clash.ended_on or clash.until}）重叠，续聘请从届满的次日起。"
        raise Refused(wrong, "from_day")
    if mediator.active_from > named.until:
        raise Refused(f"{mediator.name}从 {mediator.active_from} 起才在名册里，请核对聘期。", "until")


def _take_place(mediator: Mediator, committee: Committee, named: Named, today: date) -> None:
    """A place for whoever has none yet; another one where the post changes, so that the earlier stays readable."""
    open_places = CommitteeMember.objects.filter(committee=committee, active_to=None)
    place = open_places.filter(mediator=mediator).first()
    if place is not None and place.director == named.director:
        return
    if named.from_day > today:
        raise Refused("新任和改任职务从今天或以前的一天起；只是续聘的可以提前登记。", "from_day")
    other = open_places.filter(director=True).exclude(mediator=mediator).select_related("mediator").first()
    if named.director and other is not None:
        raise Refused(f"现任主任是{other.mediator.name}，一个调委会只有一名主任，请先为其办理改任或离任。", "post")
    if place is not None:
        place.active_to = named.from_day - DAY
        place.save(update_fields=["active_to"])
    CommitteeMember.objects.create(
        committee=committee, mediator=mediator, director=named.director, active_from=named.from_day
    )


def places_lost(code: str, committee: str) -> QuerySet[TeamMember]:
    """The places in teams that end when a mediator leaves a committee: those it stamps for, or all with the last."""
    held = TeamMember.objects.filter(mediator=code, active_to=None)
    others = CommitteeMember.objects.filter(mediator=code, active_to=None).exclude(committee=committee)
    return held.filter(team__committee=committee) if others.exists() else held


def end(code: str, ending: Ending, *, actor: Actor, at: datetime) -> None:
    """解聘 or 离任 (Art. 15); with the last committee somebody leaves the pool. Nothing is deleted. Raises Refused.

    `matters.mediators.let_go` is the way to it: whoever still has matters in hand is kept until others have them.
    """
    keeper(actor)
    today = at.astimezone(ZONE).date()
    with transaction.atomic():
        mediator = serving(code, today)
        open_places = CommitteeMember.objects.filter(mediator=mediator, active_to=None)
        place = open_places.filter(committee=ending.committee).first()
        if place is None:
            raise Refused("这位调解员已不在这个调委会，请刷新页面。", "committee")
        if not place.active_from <= ending.last_day <= today:
            raise Refused(f"最后一天在 {place.active_from}（任职）和今天之间，请核对。", "last_day")
        places_lost(code, ending.committee).update(active_to=ending.last_day)
        place.active_to, place.ended_for = ending.last_day, ending.reason
        place.save(update_fields=["active_to", "ended_for"])
        terms = Appointment.objects.filter(COUNTS, mediator=mediator, committee=ending.committee, ended_on=None)
        terms.filter(until__gt=ending.last_day).update(ended_on=ending.last_day)
        if not open_places.exists():
            mediator.active_to = ending.last_day
            mediator.save(update_fields=["active_to"])
        facts = {"committee": ending.committee, "last_day": str(ending.last_day), "reason": ending.reason}
        journal.enter(act="appointment_ended", actor_id=actor.id, at=at, subject=code, facts=facts)
