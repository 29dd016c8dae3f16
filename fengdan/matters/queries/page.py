"""Everything the matter page shows, frozen, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from fengdan.catalogue.models import Limit
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Agreement, CaseFile, Matter, Party, Signature
from fengdan.matters.queries.handling import Handling, handling
from fengdan.matters.queries.history import Told, history
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import title
from fengdan.matters.queries.written import written
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.agreements import SIGNER_LABELS
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import ANSWER_LABELS, SIDE_LABELS, Answer, MatterFacts, Side
from fengdan.rulebook.file_check import PAPER_LABELS, required
from fengdan.rulebook.powers import why_not, why_not_you
from fengdan.rulebook.stages import stage_label
from fengdan.rulebook.steps import STEPS
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
class SignatureShown:
    """One line of the signature list; `manner` empty means still missing."""

    signer: str
    label: str
    manner: str
    signed_at: datetime | None
    witness: str


@dataclass(frozen=True)
class AgreementShown:
    row: Agreement
    digest: str
    signatures: list[SignatureShown]

    @property
    def missing(self) -> list[SignatureShown]:
        return [line for line in self.signatures if not line.manner]


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
    handling: Handling


def matter_page(actor: Actor, code: str, at: datetime, *, revealed: bool = False) -> MatterPage:
    """The page of a matter in reach; Http404 for anything else, whether it exists or not."""
    related = ("holder", "unit", "mediator", "origin", "matter_type", "area__parent", "case_file")
    matter = reach(actor).select_related(*related).filter(code=code).first()
    if matter is None:
        raise Http404
    facts = facts_of(matter)
    parties = list(matter.parties.all())
    here = [party for party in parties if not party.removed]
    agreements = list(matter.agreements.select_related("committee__unit", "mediator"))
    events = list(matter.events.order_by("-seq"))
    rows = written(matter, events, parties, agreements)
    live = next((row for row in agreements if row.status != Agreement.Status.VOIDED), None)
    return MatterPage(
        matter=matter,
        facts=facts,
        title=_title(here),
        stage_label=stage_label(facts.stage, facts.unit_kind),
        parties=[_shown(party, revealed=revealed) for party in here],
        clocks=_clocks(matter, facts),
        steps=[_step(name, facts, actor, at) for name, step in STEPS.items() if step.before],
        history=history(events, rows),
        agreement=_agreement(live, facts, parties) if live else None,
        voided=[row for row in agreements if row.status == Agreement.Status.VOIDED],
        case_file=getattr(matter, "case_file", None),
        handling=handling(matter, facts, rows, at.astimezone(ZONE).date()),
        papers=[(paper.value, PAPER_LABELS[paper]) for paper in required(facts)] if facts.conclusion else [],
    )


def _title(parties: list[Party]) -> str:
    sides: dict[str, list[str]] = {Side.APPLICANT: [], Side.RESPONDENT: []}
    for party in parties:
        sides[party.side].append(party.name)
    return title(sides[Side.APPLICANT], sides[Side.RESPONDENT])


def _shown(party: Party, *, revealed: bool) -> PartyShown:
    return PartyShown(
        id=party.pk,
        side=party.side,
        side_label=SIDE_LABELS[Side(party.side)],
        name=party.name,
        phone=party.phone if revealed else mask.phone(party.phone),
        id_number=party.id_number if revealed else mask.id_number(party.id_number),
        address=party.address if revealed else mask.address(party.address),
        consent=party.consent,
        consent_label=ANSWER_LABELS[Answer(party.consent)],
    )


def _clocks(matter: Matter, facts: MatterFacts) -> list[ClockShown]:
    running = list(matter.clocks.filter(stopped_at=None))
    names = dict(Limit.objects.filter(code__in=[clock.name for clock in running]).values_list("code", "name"))
    names |= {"take": STEPS["take"].said(facts.unit_kind)}
    return [ClockShown(clock.name, names[clock.name], clock.due_at, clock.provisional) for clock in running]


def _step(name: str, facts: MatterFacts, actor: Actor, at: datetime) -> StepOpen:
    step = STEPS[name]
    yours = why_not_you(step, facts, actor) is None
    return StepOpen(name, step.said(facts.unit_kind), why_not(name, facts, actor, at), yours)


def _agreement(row: Agreement, facts: MatterFacts, parties: list[Party]) -> AgreementShown:
    assert facts.agreement is not None
    put = {signature.signer: signature for signature in row.signatures.all()}
    names = {f"party:{party.pk}": f"{SIDE_LABELS[Side(party.side)]} {party.name}" for party in parties} | SIGNER_LABELS
    order = [signer for signer in names if signer in facts.agreement.required]
    return AgreementShown(
        row, _groups(row.text_digest()[:16]), [_signature(signer, names[signer], put.get(signer)) for signer in order]
    )


def _groups(digest: str) -> str:
    """1a2b 3c4d …: for comparing by eye."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def _signature(signer: str, label: str, row: Signature | None) -> SignatureShown:
    if row is None:
        return SignatureShown(signer, label, "", None, "")
    return SignatureShown(signer, label, Signature.Manner(row.manner).label, row.signed_at, row.witness)
