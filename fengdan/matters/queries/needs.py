"""待安排需求台账: what waits, what is planned, what was answered; of one matter, and of all in reach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.models import Clock, Matter, Need, NeedPlan
from fengdan.matters.needs import may_arrange
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import titles
from fengdan.matters.queries.sentences.arranging import kinds_of
from fengdan.matters.queries.written import Written
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import MatterFacts, Side
from fengdan.units.models import Unit

READERS = (Role.DUTY, Role.DISPATCHER, Role.DIRECTOR, Role.SUPERVISOR, Role.LEADER)
DESK = "值班领导"
SHOWN = 100
# the groups of the ledger: the list that has all of each, its title, and what is said where it is empty
GROUPS = {
    Need.Status.WAITING: ("needs_waiting", "新登记，要梳理的", "没有新登记、还没安排的需求。"),
    Need.Status.PLANNED: ("needs_planned", "已安排，等着答复的", "没有已经安排、还没答复的需求。"),
    Need.Status.ANSWERED: ("needs_answered", "已答复的", "还没有答复过的需求。"),
}
LIVE = (Need.Status.WAITING, Need.Status.PLANNED)


@dataclass(frozen=True)
class NeedShown:
    """`who` has asked, or whose matter it is; `due_at` is until when they hear, while the limit runs.

    `plan` is the newest one's words. Texts may be empty.
    """

    id: int
    code: str
    who: str
    kinds: str
    words: str
    cause: str
    why: str
    status: str
    status_label: str
    owner: str
    registered_at: datetime
    next_on: date
    due_at: datetime | None
    plan: str
    exit: str
    told: str
    how: str
    answered_at: datetime | None

    @property
    def open(self) -> bool:
        return self.status in LIVE


@dataclass(frozen=True)
class Group:
    """`count` is all of it, `rows` the first SHOWN; `key` is the list of their matters."""

    key: str
    title: str
    empty: str
    count: int
    rows: list[NeedShown]


def ledger_of_needs(actor: Actor) -> list[Group]:
    """The three groups: what runs out first, and of what was answered the newest. Five queries, three more if long."""
    found = {status: list(_rows(actor, status)[:SHOWN]) for status in GROUPS}
    rows = [row for each in found.values() for row in each]
    who, plans = titles({row.matter_id for row in rows}), _last_plans(rows)
    return [
        Group(*GROUPS[status], _count(actor, status, each), [_shown(row, who[row.matter_id], plans) for row in each])
        for status, each in found.items()
    ]


def in_need(actor: Actor, key: str) -> tuple[str, QuerySet[Matter]] | None:
    """The matters behind a count of the ledger, with its title; None for what is no list of it."""
    for status, (name, title, _) in GROUPS.items():
        if name == key and actor.has(*READERS):
            there = Need.objects.filter(status=status)
            return f"待安排需求：{title}", reach(actor).filter(pk__in=there.values("matter_id")).order_by("id")
    return None


def needs_of(matter: Matter, written: Written) -> list[NeedShown]:
    """Of one matter, the newest first. One query where there is one, none without."""
    rows: list[Need] = sorted(written.rows("need"), key=lambda row: -row.pk)
    if not rows:
        return []
    dues = dict(matter.clocks.filter(name="need", stopped_at=None).values_list("matter_id", "due_at"))
    plans = {plan.need_id: plan.words for plan in written.rows("need_plan")}
    for row in rows:
        row.matter = matter
        row.due_at = dues.get(matter.pk) if row.status in LIVE else None  # type: ignore[attr-defined]
    return [_shown(row, row.party.name if row.party else "", plans) for row in rows]


def needs_told(matter: Matter, facts: MatterFacts, reader: int) -> list[NeedShown]:
    """What this party may know of them: their own, and for those who applied what nobody in particular asked for."""
    rows = matter.needs.select_related("unit").filter(party=reader)
    if facts.sides.get(reader) is Side.APPLICANT:
        rows |= matter.needs.select_related("unit").filter(party=None)
    found = list(_with_due(rows).order_by("-id"))
    plans = _last_plans(found)
    return [_shown(row, "", plans) for row in found]


def arrangers(facts: MatterFacts) -> list[tuple[str, str]]:
    """Code and name of the units that may be asked to bring it about."""
    return list(Unit.objects.filter(pk__in=may_arrange(facts)).order_by("name").values_list("pk", "name"))


def next_workday(at: datetime) -> date:
    """The working day after this moment."""
    return rules_in_force().calendar.workday_after(at.astimezone(ZONE).date())


def _with_due(rows: QuerySet[Need]) -> QuerySet[Need]:
    running = Clock.objects.filter(matter=OuterRef("matter"), name="need", stopped_at=None)
    return rows.annotate(due_at=Subquery(running.values("due_at")[:1]))


def _rows(actor: Actor, status: Need.Status) -> QuerySet[Need]:
    found = Need.objects.filter(status=status, matter__in=reach(actor).values("pk")).select_related("unit", "matter")
    found = found.defer("matter__story", "matter__place", "matter__pin", "matter__token", "matter__conclusion_reason")
    if status == Need.Status.ANSWERED:
        return found.order_by("-answered_at", "-id")
    return _with_due(found).order_by(F("due_at").asc(nulls_last=True), "id")


def _count(actor: Actor, status: Need.Status, rows: list[Need]) -> int:
    return len(rows) if len(rows) < SHOWN else _rows(actor, status).order_by().count()


def _last_plans(rows: Iterable[Need]) -> dict[int, str]:
    """Need id → the words of its newest plan. One query, none without rows."""
    ids = [row.pk for row in rows]
    found = NeedPlan.objects.filter(need__in=ids).order_by("id") if ids else ()
    return {plan.need_id: plan.words for plan in found}


def _shown(row: Need, who: str, plans: Mapping[int, str]) -> NeedShown:
    return NeedShown(
        id=row.pk,
        code=row.matter.code,
        who=who,
        kinds=kinds_of(row),
        words=row.words,
        cause=Need.Cause(row.cause).label,
        why=row.why,
        status=row.status,
        status_label=Need.Status(row.status).label,
        owner=row.unit.name if row.unit else DESK,
        registered_at=row.registered_at,
        next_on=row.next_on,
        due_at=getattr(row, "due_at", None) if row.status in LIVE else None,
        plan=plans.get(row.pk, ""),
        exit=Need.Exit(row.exit).label if row.exit else "",
        told=row.told,
        how=Need.How(row.how).label if row.how else "",
        answered_at=row.answered_at,
    )
