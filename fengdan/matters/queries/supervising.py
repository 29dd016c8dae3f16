"""督办 of a matter as its page shows it: each with its state, who signed for whom, and who could sign a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fengdan.catalogue.rules import limit_names
from fengdan.catalogue.supervision import ways_in_force
from fengdan.matters.models import Matter, PersonalLead, Supervision
from fengdan.matters.queries.written import Written
from fengdan.people.away import Office, offices
from fengdan.people.models import User
from fengdan.rulebook.actor import CLOCK, Role
from fengdan.rulebook.facts import CENTRE, SupervisionState
from fengdan.rulebook.stages import OPEN
from fengdan.rulebook.supervision import FAULT_LABELS, STATE_LABELS, Fault

TONES = {
    SupervisionState.DRAFT: "soon",
    SupervisionState.ISSUED: "late",
    SupervisionState.REPLIED: "soon",
    SupervisionState.ACCEPTED: "good",
    SupervisionState.DROPPED: "calm",
    SupervisionState.OVERTAKEN: "calm",
}
NOBODY_SIGNS = "主任不在岗，也没有人代理：请值班领导联系主任设定代理人，代理人可以代签。"


@dataclass(frozen=True)
class SupervisionShown:
    """`signed` says who issued it and for whom; `name` is the county's word for its kind; empty texts are not there.

    `clock` is the limit it is about, `about` its name.
    """

    id: int
    name: str
    state: SupervisionState
    state_label: str
    tone: str
    fault: str
    clock: str
    about: str
    unit: str
    facts: str
    demand: str
    limit: str
    number: str
    drafted_by: str
    drafted_at: datetime
    signed: str
    issued_at: datetime | None
    reply_by: datetime | None
    reply: str
    replied_by: str
    replied_at: datetime | None
    comment: str
    follows: int | None

    @property
    def live(self) -> bool:
        return self.state in {SupervisionState.DRAFT, SupervisionState.ISSUED, SupervisionState.REPLIED}


@dataclass(frozen=True)
class Supervising:
    """The newest first. `signer`: who can sign the draft that waits, in words. `lead`: who is in charge in person."""

    rows: list[SupervisionShown]
    signer: str
    lead: PersonalLead | None

    @property
    def issued(self) -> list[SupervisionShown]:
        """Those that went out, the oldest first."""
        return [row for row in reversed(self.rows) if row.number]

    def of(self, state: SupervisionState) -> SupervisionShown | None:
        """The one in this state, if there is one."""
        return next((row for row in self.rows if row.state is state), None)


def supervising(matter: Matter, written: Written, day: date) -> Supervising:
    """No query where nothing was drafted; three where something was, two more while a draft waits."""
    rows: list[Supervision] = sorted(written.rows("supervision"), key=lambda row: -row.pk)
    leads: Iterable[PersonalLead] = written.rows("personal_lead")
    waits = any(row.status == SupervisionState.DRAFT for row in rows)
    return Supervising(
        rows=shown(rows),
        signer=_signer(offices({CENTRE}, day)) if waits else "",
        lead=next((row for row in leads if _in_charge(row, matter)), None),
    )


def _in_charge(row: PersonalLead, matter: Matter) -> bool:
    return row.ended_at is None and row.round == matter.round and matter.stage in OPEN


def shown(rows: list[Supervision]) -> list[SupervisionShown]:
    """These rows, whose units are read already, in words. Three queries, none without rows."""
    if not rows:
        return []
    people = {who for row in rows for who in (row.drafted_by, row.issued_by, row.on_behalf_of, row.replied_by)}
    named = User.objects.filter(pk__in=[int(who) for who in people if who.isdigit()]).values_list("pk", "name")
    names = {CLOCK.id: "系统"} | {str(pk): name for pk, name in named}
    ways, limits = ways_in_force().names, limit_names()
    return [_shown(row, names, ways, limits) for row in rows]


def _shown(
    row: Supervision, names: Mapping[str, str], ways: Mapping[str, str], limits: Mapping[str, str]
) -> SupervisionShown:
    state = SupervisionState(row.status)
    return SupervisionShown(
        id=row.pk,
        name=ways[row.kind],
        state=state,
        state_label=STATE_LABELS[state],
        tone=TONES[state],
        fault=FAULT_LABELS[Fault(row.fault)],
        clock=row.clock,
        about=limits.get(row.clock, row.clock),
        unit=row.unit.name,
        facts=row.facts,
        demand=row.demand,
        limit=row.reply_limit,
        number=row.number,
        drafted_by=names.get(row.drafted_by, ""),
        drafted_at=row.drafted_at,
        signed=signed(names.get(row.issued_by, ""), names.get(row.on_behalf_of, "")),
        issued_at=row.issued_at,
        reply_by=row.reply_by,
        reply=row.reply,
        replied_by=names.get(row.replied_by, ""),
        replied_at=row.replied_at,
        comment=row.comment,
        follows=row.follows_id,
    )


def signed(by: str, behalf: str) -> str:
    """张三; 李四（代张三签发）."""
    return f"{by}（代{behalf}签发）" if behalf else by


def _signer(office: Office) -> str:
    for user, role in office.held.get(CENTRE, ()):
        if role is Role.DIRECTOR:
            there = office.there((Role.DIRECTOR,), CENTRE)
            if there is None:
                return NOBODY_SIGNS
            name = office.names[there]
            return f"{name}可以签发。" if there == user else f"{name}可以代{office.names[user]}签发。"
    return "还没有综治中心主任的账号：请系统管理员授予岗位。"
