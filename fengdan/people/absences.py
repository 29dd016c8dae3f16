"""请假、代理、离岗: entering an absence, calling it off, and leaving for good. Each leaves a line in the journal."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from fengdan.journal import write as journal
from fengdan.people.models import Absence, Grant, User
from fengdan.rulebook.actor import ADMINISTRATORS, Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.units.queries import active_on

OTHERS = (Role.DUTY, Role.ADMIN)  # who may enter an absence for somebody else
LONGEST = 366


def may_enter_for(actor: Actor, user: User) -> bool:
    """One's own absence is one's own to enter; somebody else's is duty's or the administrator's."""
    return actor.id == str(user.pk) or actor.has(*OTHERS)


def be_away(user: User, *, from_day: date, to_day: date, stand_in: User | None, actor: Actor, at: datetime) -> Absence:
    """Enter days of absence, both ends included, and who signs meanwhile. Raises Refused."""
    if not may_enter_for(actor, user):
        raise Refused("只能登记自己的请假；替别人登记请找值班领导或系统管理员。", "user")
    if to_day < from_day:
        raise Refused("“到哪天”早于“从哪天”，请核对。", "to_day")
    if to_day < at.astimezone(ZONE).date():
        raise Refused("请假日期已经过去，请核对。", "to_day")
    if (to_day - from_day).days >= LONGEST:
        raise Refused("一次请假不能超过一年，请核对日期；不再任职的请办离岗。", "to_day")
    if stand_in is not None and (refusal := _why_not_stand_in(stand_in, user, actor, from_day)):
        raise Refused(refusal, "stand_in")
    with transaction.atomic():
        _hold(user)
        clash = user.absences.filter(called_off_at=None, from_day__lte=to_day, to_day__gte=from_day).first()
        if clash is not None and (clash.from_day, clash.to_day, clash.stand_in) == (from_day, to_day, stand_in):
            return clash  # the same form, sent twice
        if clash is not None:
            raise Refused(
                f"与已登记的请假（{clash.from_day:%Y-%m-%d} 至 {clash.to_day:%Y-%m-%d}）重叠，要改请先取消那一次。",
                "from_day",
            )
        row = Absence.objects.create(
            user=user, stand_in=stand_in, from_day=from_day, to_day=to_day, set_by_id=int(actor.id), set_at=at
        )
        facts = {"from": str(from_day), "to": str(to_day), "stand_in": stand_in.pk if stand_in else None}
        journal.enter(act="absence", actor_id=actor.id, at=at, subject=str(user.pk), facts=facts)
    return row


def _why_not_stand_in(stand_in: User, user: User, actor: Actor, day: date) -> str | None:
    if stand_in.pk == user.pk:
        return "代理人不能是本人，请另选一位。"
    if actor.id == str(stand_in.pk):
        return "替别人登记请假时，不能让自己代签，请另选一位。"  # or duty could make itself anybody
    roles = set(stand_in.grants.filter(active_on(day)).values_list("role", flat=True))
    if not stand_in.is_active or not roles:
        return "这位代理人的账号已停用或者不再任职，请另选一位。"
    if roles & ADMINISTRATORS:
        return "系统管理员、安全管理员、审计员不能替别人代签，请另选一位。"
    return None


def call_off(absence: int, *, actor: Actor, at: datetime) -> Absence:
    """销假: from now on the absence counts for nothing. Calling it off twice is the same. Raises Refused."""
    with transaction.atomic():
        row = Absence.objects.select_for_update().select_related("user").filter(pk=absence).first()
        if row is None or not may_enter_for(actor, row.user):
            raise Refused("没有这条请假记录，请刷新页面。")
        if row.called_off_at is None:
            row.called_off_at = at
            row.save(update_fields=["called_off_at"])
            journal.enter(act="absence_called_off", actor_id=actor.id, at=at, subject=str(row.user_id))
    return row


def leave_office(user: User, *, last_day: date, actor: Actor, at: datetime) -> int:
    """离岗: every role ends with that day. Returns how many ended. The account and its history stay. Raises Refused."""
    if not actor.has(Role.ADMIN):
        raise Refused("离岗由系统管理员办理。")
    if last_day < at.astimezone(ZONE).date():
        raise Refused("最后一天不能早于今天。", "last_day")
    with transaction.atomic():
        _hold(user)
        lasting = Grant.objects.filter(Q(active_to=None) | Q(active_to__gt=last_day), user=user)
        if lasting.filter(role__in=ADMINISTRATORS).exists():
            raise Refused("管理员的岗位要由安全管理员确认才能结束，请在“账号和岗位”页办理。", "user")
        ended = lasting.update(active_to=last_day)
        if ended:
            facts = {"last_day": str(last_day), "roles": ended}
            journal.enter(act="leave_office", actor_id=actor.id, at=at, subject=str(user.pk), facts=facts)
    return ended


def _hold(user: User) -> None:
    """Two at once: the second waits, then sees what the first did."""
    User.objects.select_for_update().get(pk=user.pk)
