"""Everything the matter page shows, frozen, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.http import Http404

from fengdan.catalogue.rules import limit_names
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Agreement, CaseFile, Clock, Event, Matter, Party
from fengdan.matters.queries.after import After, after
from fengdan.matters.queries.agreement import AgreementShown, agreement_shown
from fengdan.matters.queries.endings import Endings, endings
from fengdan.matters.queries.handling import Handling, handling
from fengdan.matters.queries.history import Told, history
from fengdan.matters.queries.intake import IntakeShown, intake
from fengdan.matters.queries.old_row import OldRowShown, old_row
from fengdan.matters.queries.people import People, people
from fengdan.matters.queries.reach import KEPT, reach
from fengdan.matters.queries.rows import title
from fengdan.matters.queries.scans import ScanShown, scans
from fengdan.matters.queries.ticklist import ticks
from fengdan.matters.queries.written import written
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import ANSWER_LABELS, SIDE_LABELS, Answer, MatterFacts, Side
from fengdan.rulebook.file_check import PAPER_LABELS, required
from fengdan.rulebook.powers import why_not, why_not_you
from fengdan.rulebook.sight import may_see_address
from fengdan.rulebook.stages import Stage, stage_label
from fengdan.rulebook.steps import BY_HAND, STEPS
from fengdan.rulebook.ticklist import Part
from fengdan.vault import mask


@dataclass(frozen=True)
class PartyShown:
    """A party with contact data masked, unless somebody asked to see it (`revealed`)."""

    id: int
    side: str
    side_label: str
    name: str
    phone: str
    id_number: str
    address: str
    protected: bool
    consent: str
    consent_label: str


@dataclass(frozen=True)
class StepOpen:
    """A step on the page: `reason` None means it can be taken now. `yours` says whether this actor ever could."""

    name: str
    label: str
    reason: str | None
    yours: bool


@dataclass(frozen=True)
class ClockShown:
    """A clock still running, under the county's name for it; `code` is the limit's."""

    code: str
    name: str
    due_at: datetime
    provisional: bool


@dataclass(frozen=True)
class MatterPage:
    matter: Matter
    facts: MatterFacts
    title: str
    stage_label: str
    parties: list[PartyShown]
    clocks: list[ClockShown]
    steps: list[StepOpen]
    history: list[Told]
    agreement: AgreementShown | None
    voided: list[Agreement]
    case_file: CaseFile | None
    papers: list[tuple[str, str]]
    scans: list[ScanShown]
    handling: Handling
    after: After
    people: People
    ticks: list[Part]
    endings: Endings
    intake: IntakeShown
    old_row: OldRowShown | None


def matter_page(actor: Actor, code: str, at: datetime, *, revealed: bool = False) -> MatterPage:
    """The page of a matter in reach; Http404 for anything else, whether it exists or not."""
    matter = _in_reach(actor).first(code=code)
    if matter is None:
        raise Http404
    facts = facts_of(matter)
    parties = _parties.ask(matter=matter.pk)
    here = [party for party in parties if not party.removed]
    agreements = _agreements.ask(matter=matter.pk)
    events = _events.ask(matter=matter.pk)
    rows = written(matter, events, parties, agreements)
    live = next((row for row in agreements if facts.agreement and row.pk == facts.agreement.id), None)
    told, clocks = history(events, rows), _clocks.ask(matter=matter.pk)
    limits = dict(rows.limits or limit_names())
    limits["take"] = STEPS["take"].said(facts.unit_kind)
    return MatterPage(
        matter=matter,
        facts=facts,
        title=_title(here),
        stage_label=stage_label(facts.stage, facts.unit_kind),
        parties=[_shown(party, revealed=revealed, address=may_see_address(actor, facts)) for party in here],
        clocks=_running(clocks, limits),
        steps=[_step(name, facts, actor, at) for name in BY_HAND],
        history=told,
        agreement=agreement_shown(live, facts, parties) if live else None,
        voided=[row for row in agreements if row.status == Agreement.Status.VOIDED],
        case_file=matter.case_files.filter(round=matter.round).first() if facts.stage is Stage.ARCHIVED else None,
        people=people(matter, facts, rows),
        intake=intake(rows, revealed=revealed),
        old_row=old_row(rows, revealed=revealed, protected=bool(facts.protected)),
        ticks=ticks(facts, told, clocks, limits),
        handling=handling(matter, facts, rows, at.astimezone(ZONE).date()),
        after=after(matter, facts, rows),
        endings=endings(actor, matter, events, rows),
        papers=[(paper.value, PAPER_LABELS[paper]) for paper in required(facts)] if facts.conclusion else [],
        scans=scans(rows, matter.round),
    )


_parties = Prepared(lambda: Party.objects.filter(matter=Slot("matter")))
_agreements = Prepared(
    lambda: Agreement.objects.filter(matter=Slot("matter")).select_related("committee__unit", "mediator")
)
_events = Prepared(lambda: Event.objects.filter(matter=Slot("matter")).order_by("-seq"))
_clocks = Prepared(lambda: Clock.objects.filter(matter=Slot("matter")))


@lru_cache(maxsize=KEPT)
def _in_reach(actor: Actor) -> Prepared[Matter]:
    """The matter with this code as this actor may see it."""
    related = ("holder", "unit", "mediator", "origin", "matter_type", "area__parent")
    return Prepared(lambda: reach(actor).select_related(*related).filter(code=Slot("code")))


def _title(parties: list[Party]) -> str:
    sides: dict[str, list[str]] = {Side.APPLICANT: [], Side.RESPONDENT: []}
    for party in parties:
        sides[party.side].append(party.name)
    return title(sides[Side.APPLICANT], sides[Side.RESPONDENT])


def _shown(party: Party, *, revealed: bool, address: bool) -> PartyShown:
    """`address`: who looks may learn where a protected party lives."""
    hidden = party.protected and not (revealed and address)
    return PartyShown(
        id=party.pk,
        side=party.side,
        side_label=SIDE_LABELS[Side(party.side)],
        name=party.name,
        phone=party.phone if revealed else mask.phone(party.phone),
        id_number=party.id_number if revealed else mask.id_number(party.id_number),
        address=mask.WITHHELD if hidden else party.address if revealed else mask.address(party.address),
        protected=party.protected,
        consent=party.consent,
        consent_label=ANSWER_LABELS[Answer(party.consent)],
    )


def _running(clocks: list[Clock], names: dict[str, str]) -> list[ClockShown]:
    return [
        ClockShown(clock.name, names[clock.name], clock.due_at, clock.provisional)
        for clock in clocks
        if clock.stopped_at is None
    ]


def _step(name: str, facts: MatterFacts, actor: Actor, at: datetime) -> StepOpen:
    step = STEPS[name]
    yours = why_not_you(step, facts, actor) is None
    return StepOpen(name, step.said(facts.unit_kind), why_not(name, facts, actor, at), yours)
