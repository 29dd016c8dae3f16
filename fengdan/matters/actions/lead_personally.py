"""领导包案: a leader takes charge of the matter in person."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, PersonalLead
from fengdan.people.models import Grant
from fengdan.rulebook.actor import LIAISONS, ROLE_LABELS, Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.rungs import LIAISON
from fengdan.units.queries import active_on


def lead_personally(
    matter: Matter,
    *,
    reason: str,
    user: int | None = None,
    who: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Somebody with an account (`user`), or a county leader by name and post (`who`); ends the one before.

    It lasts until the matter is concluded (信访工作条例 Art. 18). Raises Refused.
    """

    def write(entry: Entry) -> None:
        post = _post(user, entry.at) if user is not None else None
        if post is None and not who.strip():
            raise Refused("请选择包案领导，或者写上姓名和职务。", "who")
        for before in PersonalLead.objects.filter(matter=entry.matter, ended_at=None):
            entry.change(before, ended_at=entry.at)
        row = PersonalLead(
            matter=entry.matter,
            user_id=user if post else None,
            who=_named(post) if post else who.strip(),
            reason=said(reason, "reason", "为什么包案"),
            set_at=entry.at,
            set_by=actor.id,
        )
        entry.add(row)
        entry.facts = {"personal_lead": row.pk, **(_desk(post) if post else {})}

    return record("lead_personally", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _post(user: int, at: datetime) -> Grant:
    """The post of somebody in office. Raises Refused."""
    day = at.astimezone(ZONE).date()
    grants = Grant.objects.filter(active_on(day), active_on(day, "unit__"), user=user, user__is_active=True)
    post = grants.select_related("user", "unit").order_by("pk").first()
    if post is None:
        raise Refused("这个人现在没有在岗的岗位，请另选一位，或者写上姓名和职务。", "user")
    return post


def _named(post: Grant) -> str:
    return f"{post.user.name}（{post.unit.name}{ROLE_LABELS[Role(post.role)]}）"


def _desk(post: Grant) -> dict[str, str]:
    role = LIAISON if post.role in LIAISONS else post.role
    return {"to": post.unit_id, "as": role, "person": str(post.user_id)}
