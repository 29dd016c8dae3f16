"""Posts given and ended. An administrator's takes two people: one asks, the security administrator agrees.

Each of the three administrators stands apart from the others and from every other post (等保 8.1.4): whoever does both
has two accounts.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from fengdan.journal import write as journal
from fengdan.people.models import Grant, GrantRequest, User
from fengdan.rulebook.actor import ADMINISTRATORS, ROLE_LABELS, Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Unit
from fengdan.units.queries import lasting_on, serves

CENTRE_ONLY = frozenset(
    {
        Role.CLERK,
        Role.DUTY,
        Role.DISPATCHER,
        Role.SUPERVISOR,
        Role.FOLLOWUP,
        Role.ARCHIVIST,
        Role.DIRECTOR,
        *ADMINISTRATORS,
    }
)
OF_KIND: dict[str, frozenset[Role]] = {
    Unit.Kind.CENTRE: CENTRE_ONLY,
    Unit.Kind.DEPARTMENT: frozenset({Role.DEPT, Role.COURT, Role.JUSTICE}),
    Unit.Kind.TOWNSHIP: frozenset({Role.TOWN}),
    Unit.Kind.VILLAGE: frozenset({Role.VILLAGE, Role.GRID}),
    Unit.Kind.TEAM: frozenset({Role.LEADER, Role.MEDIATOR}),
    Unit.Kind.COMMITTEE: frozenset(),
}
NOT_YOURS = "岗位由系统管理员办理。"


def give(user: User, *, role: Role, unit: Unit, from_day: date, actor: Actor, at: datetime) -> Grant | GrantRequest:
    """Give a post from a day on; for an administrator's, ask for it. Raises Refused naming the field."""
    _only_admin(actor)
    if from_day < at.astimezone(ZONE).date():
        raise Refused("“从哪天”不能早于今天，请核对。", "from_day")
    if role in ADMINISTRATORS:
        return _ask(user, role=role, unit=unit, ends=False, day=from_day, actor=actor, at=at)
    return put_in(user, role=role, unit=unit, from_day=from_day, actor_id=actor.id, at=at)


def put_in(user: User, *, role: Role, unit: Unit, from_day: date, actor_id: str, at: datetime) -> Grant:
    """The post itself, whoever decided. Raises Refused: a post that does not fit, or one already held."""
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if refusal := why_not(held, role, unit, from_day):
            raise Refused(refusal, "role")
        grant = Grant.objects.create(user=held, role=role, unit=unit, active_from=from_day)
        facts = {"role": role, "unit": unit.pk, "from": str(from_day)}
        journal.enter(act="grant", actor_id=actor_id, at=at, subject=str(held.pk), facts=facts)
    return grant


def why_not(user: User, role: Role, unit: Unit, day: date) -> str | None:
    """Why this account may not hold this post for this unit from that day on, or None."""
    if not user.is_active:
        return "账号已停用，请先启用。"
    if role not in OF_KIND[unit.kind]:
        return f"“{ROLE_LABELS[role]}”不是{unit.short_name}的岗位，请核对岗位和单位。"
    if not serves(unit, day):
        return f"{unit.short_name}那天不在运行，请核对单位和日期。"
    held = list(Grant.objects.filter(lasting_on(day), user=user))
    if any((grant.role, grant.unit_id) == (role, unit.pk) for grant in held):
        return f"{user.name}那天已经有这个岗位（或已经安排好），不用再授予。"
    others = {Role(grant.role) for grant in held}
    if apart := (others if role in ADMINISTRATORS else others & ADMINISTRATORS):
        return (
            f"{user.name}已经是{ROLE_LABELS[min(apart)]}；系统管理员、安全管理员、审计员互相分开，"
            "也不兼其他岗位，请另用一个账号。"
        )
    return None


def end(grant: Grant, *, last_day: date, actor: Actor, at: datetime) -> Grant | GrantRequest:
    """A post ends with that day; an administrator's is asked for. Of two at once the second is told. Raises Refused."""
    _only_admin(actor)
    if last_day < at.astimezone(ZONE).date():
        raise Refused("“最后一天”不能早于今天，请核对。", "last_day")
    if Role(grant.role) in ADMINISTRATORS:
        _lasting(grant, last_day)
        _not_the_last(Role(grant.role), grant.user, last_day)
        return _ask(grant.user, role=Role(grant.role), unit=grant.unit, ends=True, day=last_day, actor=actor, at=at)
    return take_out(grant, last_day=last_day, actor_id=actor.id, at=at)


def take_out(grant: Grant, *, last_day: date, actor_id: str, at: datetime) -> Grant:
    """The end itself, whoever decided."""
    with transaction.atomic():
        held = _lasting(Grant.objects.select_for_update().get(pk=grant.pk), last_day)
        held.active_to = last_day
        held.save(update_fields=["active_to"])
        facts = {"role": held.role, "unit": held.unit_id, "last_day": str(last_day)}
        journal.enter(act="grant_ended", actor_id=actor_id, at=at, subject=str(held.user_id), facts=facts)
    return held


def decide(request: int, *, agreed: bool, actor: Actor, at: datetime) -> GrantRequest:
    """安全管理员 agrees to what another asked for, or not. Once: the second is told. Raises Refused."""
    if not actor.has(Role.SECURITY):
        raise Refused("管理员岗位的授予和结束由安全管理员确认。")
    with transaction.atomic():
        found = GrantRequest.objects.select_for_update().filter(pk=request).first()
        if found is None or found.agreed is not None:
            raise Refused("这项申请已经有人处理过，请刷新页面查看。")
        if actor.id in {str(found.asked_by_id), str(found.user_id)}:
            raise Refused("不能确认自己提出的或与自己有关的申请，请由另一位安全管理员确认。")
        found.agreed, found.decided_by_id, found.decided_at = agreed, int(actor.id), at
        found.save(update_fields=["agreed", "decided_by", "decided_at"])
        act = "grant_agreed" if agreed else "grant_declined"
        journal.enter(act=act, actor_id=actor.id, at=at, subject=str(found.user_id), facts=_facts(found))
        if agreed:
            _carry_out(found, actor, at)
    return found


def _carry_out(asked: GrantRequest, actor: Actor, at: datetime) -> None:
    """What was asked days ago takes effect today at the earliest."""
    role, day = Role(asked.role), max(asked.day, at.astimezone(ZONE).date())
    if not asked.ends:
        put_in(asked.user, role=role, unit=asked.unit, from_day=day, actor_id=actor.id, at=at)
        return
    held = Grant.objects.filter(lasting_on(day), user=asked.user, role=role, unit=asked.unit).first()
    if held is None:
        raise Refused("这个岗位已经结束，请不同意这项申请。")
    _not_the_last(role, asked.user, day)
    take_out(held, last_day=day, actor_id=actor.id, at=at)


def _ask(user: User, *, role: Role, unit: Unit, ends: bool, day: date, actor: Actor, at: datetime) -> GrantRequest:
    if str(user.pk) == actor.id:
        raise Refused("不能给自己授予或者结束岗位，请由另一位系统管理员提出。", "role")
    if not ends and (refusal := why_not(user, role, unit, day)):
        raise Refused(refusal, "role")
    try:
        with transaction.atomic():
            asked = GrantRequest.objects.create(
                user=user, role=role, unit=unit, ends=ends, day=day, asked_by_id=int(actor.id), asked_at=at
            )
            journal.enter(act="grant_asked", actor_id=actor.id, at=at, subject=str(user.pk), facts=_facts(asked))
    except IntegrityError as error:
        raise Refused("这个岗位已经有一项申请在等安全管理员确认，不用再提。", "role") from error
    return asked


def _facts(asked: GrantRequest) -> dict[str, object]:
    return {"role": asked.role, "unit": asked.unit_id, "ends": asked.ends, "day": str(asked.day)}


def _lasting(grant: Grant, last_day: date) -> Grant:
    if grant.active_to is not None and grant.active_to <= last_day:
        raise Refused(f"这个岗位已经定于 {grant.active_to:%Y-%m-%d} 结束，请刷新页面查看。", "last_day")
    if last_day < grant.active_from:
        raise Refused(f"这个岗位从 {grant.active_from:%Y-%m-%d} 才开始，最后一天不能更早。", "last_day")
    return grant


def _not_the_last(role: Role, user: User, last_day: date) -> None:
    """There is always one of each of the three. Held by the caller's transaction, so that two cannot both go."""
    with transaction.atomic():
        rows = Grant.objects.select_for_update(of=("self",)).filter(role=role).select_related("user").order_by("pk")
        staying = [
            row
            for row in rows
            if row.user_id != user.pk
            and row.user.is_active
            and row.active_from <= last_day
            and (row.active_to is None or row.active_to > last_day)
        ]
    if not staying:
        raise Refused(f"这是最后一位{ROLE_LABELS[role]}，请先给接替的人授予岗位。", "last_day")


def _only_admin(actor: Actor) -> None:
    if not actor.has(Role.ADMIN):
        raise Refused(NOT_YOURS)
