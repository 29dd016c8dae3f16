"""Limits in force, and a new version of one, by the director. What the law itself sets stays as it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from fengdan.catalogue.models import Limit
from fengdan.journal import write as journal
from fengdan.people.models import User
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.limits import EXTEND_LABELS, SINCE_LABELS, Extend, Since, Unit, parse_limit

OF_LAW = "原文"
KEPT = ("name", "since", "rolls", "pauses", "extend", "longest", "source")  # from one version to the next
LONGEST = {  # about a year
    Unit.WORKING_DAYS: 250,
    Unit.WORKING_HOURS: 2000,
    Unit.DAYS: 366,
    Unit.MONTHS: 12,
    Unit.HOURS: 8784,
    Unit.MINUTES: 9999,
}


@dataclass(frozen=True)
class InForce:
    """A limit as it stands: `who` and `when` are empty for what came with the county's files.

    `manner` says in words what is particular about how it counts; empty for most.
    """

    code: str
    version: int
    name: str
    value: str
    words: str
    manner: str
    basis: str
    may_change: bool
    who: str
    when: datetime | None


def in_force() -> list[InForce]:
    """The newest version of every limit, by name. One query."""
    newest = {row.code: row for row in Limit.objects.order_by("version").select_related("set_by")}
    return [_told(row) for row in sorted(newest.values(), key=lambda row: row.code)]


def one(code: str) -> InForce | None:
    row = Limit.objects.filter(code=code).order_by("-version").select_related("set_by").first()
    return _told(row) if row else None


def versions(code: str) -> list[InForce]:
    """All versions of one limit, the newest first."""
    return [_told(row) for row in Limit.objects.filter(code=code).order_by("-version").select_related("set_by")]


def _told(row: Limit) -> InForce:
    return InForce(
        code=row.code,
        version=row.version,
        name=row.name,
        value=row.value,
        words=parse_limit(row.value).words,
        manner=_manner(row),
        basis=row.basis,
        may_change=row.source != OF_LAW,
        who=row.set_by.name if row.set_by else "",
        when=row.set_at,
    )


def _manner(row: Limit) -> str:
    """Only what is not as of every limit: counted from its step, a last day off moved on, neither still nor longer."""
    longest = f"，一共最多{parse_limit(row.longest).words}" if row.longest else ""
    said = [
        "" if row.since == Since.STEP else f"从{SINCE_LABELS[Since(row.since)]}起算",
        "" if row.rolls else "末日逢休息日不顺延",
        "中止期间不计" if row.pauses else "",
        "" if row.extend == Extend.NO else f"{EXTEND_LABELS[Extend(row.extend)]}{longest}",
    ]
    return "；".join(filter(None, said))


def change(code: str, *, seen: int, value: str, basis: str, actor: Actor, at: datetime) -> InForce:
    """The next version of a limit. Clocks that run keep their moments; new ones follow it. Raises Refused.

    `seen` is the version the page showed: of two directors at once the second is told.
    """
    if not actor.has(Role.DIRECTOR):
        raise Refused("时限由综治中心主任修改。")
    limit = parse_limit(value)
    if limit.amount > LONGEST[limit.unit]:
        raise Refused(f"时限“{limit.words}”太长，不能超过一年，请核对数字和单位。", "amount")
    held = one(code)
    if held is None:
        raise Refused("没有这项时限，请刷新页面。")
    if not held.may_change:
        raise Refused(f"“{held.name}”的时限由法律规定，不能修改：{held.basis}。")
    if held.version != seen:
        raise Refused(_overtaken(held))
    if (held.value, held.basis) == (value, basis):
        return held
    try:
        with transaction.atomic():
            kept = Limit.objects.values(*KEPT).get(code=code, version=seen)
            row = Limit.objects.create(
                code=code,
                version=seen + 1,
                value=value,
                basis=basis,
                set_by=User.objects.get(pk=int(actor.id)),
                set_at=at,
                **kept,
            )
            facts = {"version": seen + 1, "from": held.value, "to": value}
            journal.enter(act="limit", actor_id=actor.id, at=at, subject=code, facts=facts)
    except IntegrityError as error:
        raise Refused(_overtaken(held)) from error
    return _told(row)


def _overtaken(held: InForce) -> str:
    now = one(held.code) or held
    return f"{now.who or '别人'}刚刚把“{now.name}”改为{now.words}，您这次没有保存。请看过新的内容再改。"
