"""Everything the matter page shows, in a fixed number of queries; a form that shows less asks less."""

from datetime import datetime
from functools import lru_cache

from django.http import Http404
from django.utils.functional import cached_property

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Agreement, CaseFile, Matter, Party
from fengdan.matters.queries.after import After, after
from fengdan.matters.queries.agreement import AgreementShown, agreement_shown
from fengdan.matters.queries.arranged import Arranged
from fengdan.matters.queries.endings import Endings, endings
from fengdan.matters.queries.handling import Handling, handling
from fengdan.matters.queries.history import Told, history
from fengdan.matters.queries.intake import IntakeShown, intake
from fengdan.matters.queries.old_row import OldRowShown, old_row
from fengdan.matters.queries.passed_up import PassedUp, passed_up
from fengdan.matters.queries.people import People, people
from fengdan.matters.queries.reach import KEPT, reach
from fengdan.matters.queries.rows import title
from fengdan.matters.queries.scans import ScanShown, scans
from fengdan.matters.queries.shown import PartyShown, StepOpen, party_shown, step_open
from fengdan.matters.queries.supervising import Supervising, supervising
from fengdan.matters.queries.ticklist import ticks
from fengdan.matters.queries.written import Written, written
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import MatterFacts, Side
from fengdan.rulebook.file_check import PAPER_LABELS, required
from fengdan.rulebook.sight import may_see_address
from fengdan.rulebook.stages import Stage, stage_label
from fengdan.rulebook.steps import BY_HAND
from fengdan.rulebook.ticklist import Part


class MatterPage(Arranged):
    """Everything the matter page shows. A part is read when it is first asked for, and stays as it was then.

    The properties are Django's: Python's own (3.11) let one thread at a time read any part of any page.
    """

    def __init__(self, actor: Actor, matter: Matter, at: datetime, *, revealed: bool) -> None:
        self.matter = matter
        self.facts: MatterFacts = facts_of(matter)
        self._actor, self._at, self._revealed = actor, at, revealed

    @cached_property
    def title(self) -> str:
        sides: dict[str, list[str]] = {Side.APPLICANT: [], Side.RESPONDENT: []}
        for party in self._here:
            sides[party.side].append(party.name)
        return title(sides[Side.APPLICANT], sides[Side.RESPONDENT])

    @property
    def stage_label(self) -> str:
        return stage_label(self.facts.stage, self.facts.unit_kind)

    @cached_property
    def parties(self) -> list[PartyShown]:
        address = may_see_address(self._actor, self.facts)
        return [party_shown(party, revealed=self._revealed, address=address) for party in self._here]

    @cached_property
    def steps(self) -> list[StepOpen]:
        return [step_open(name, self.facts, self._actor, self._at) for name in BY_HAND]

    @cached_property
    def history(self) -> list[Told]:
        return history(self._events, self._rows)

    @cached_property
    def agreement(self) -> AgreementShown | None:
        live = self.facts.agreement
        row = next((row for row in self._agreements if live and row.pk == live.id), None)
        return agreement_shown(row, self.facts, self._parties) if row else None

    @cached_property
    def voided(self) -> list[Agreement]:
        return [row for row in self._agreements if row.status == Agreement.Status.VOIDED]

    @cached_property
    def case_file(self) -> CaseFile | None:
        archived = self.facts.stage is Stage.ARCHIVED
        return _case_file.first(matter=self.matter.pk, round=self.matter.round) if archived else None

    @property
    def papers(self) -> list[tuple[str, str]]:
        return [(paper.value, PAPER_LABELS[paper]) for paper in required(self.facts)] if self.facts.conclusion else []

    @cached_property
    def scans(self) -> list[ScanShown]:
        return scans(self._rows, self.matter.round)

    @cached_property
    def handling(self) -> Handling:
        return handling(self.matter, self.facts, self._rows, self._at.astimezone(ZONE).date())

    @cached_property
    def after(self) -> After:
        return after(self.matter, self.facts, self._rows)

    @cached_property
    def supervising(self) -> Supervising:
        return supervising(self.matter, self._rows, self._at.astimezone(ZONE).date())

    @cached_property
    def people(self) -> People:
        return people(self.matter, self.facts, self._rows)

    @property
    def mediators(self) -> list[tuple[str, str]]:
        """Whoever mediates now, the mediator of record first, as (code, name)."""
        lead = self.matter.mediator
        return [(lead.pk, lead.name), *self.people.beside] if lead else []

    @cached_property
    def ticks(self) -> list[Part]:
        return ticks(self.facts, self.history, self._clocks, self._limits)

    @cached_property
    def endings(self) -> Endings:
        return endings(self._actor, self.matter, self._events, self._rows)

    @cached_property
    def intake(self) -> IntakeShown:
        return intake(self._rows, revealed=self._revealed)

    @cached_property
    def old_row(self) -> OldRowShown | None:
        return old_row(self._rows, revealed=self._revealed, protected=bool(self.facts.protected))

    @cached_property
    def passed_up(self) -> list[PassedUp]:
        return passed_up(self._events, self._rows)

    @cached_property
    def _parties(self) -> list[Party]:
        """Those taken off the matter as well: the history names them."""
        return _parties.ask(matter=self.matter.pk)

    @property
    def _here(self) -> list[Party]:
        return [party for party in self._parties if not party.removed]

    @cached_property
    def _agreements(self) -> list[Agreement]:
        return _agreements.ask(matter=self.matter.pk)

    @cached_property
    def _rows(self) -> Written:
        return written(self.matter, self._events, self._parties, self._agreements)


def matter_page(actor: Actor, code: str, at: datetime, *, revealed: bool = False) -> MatterPage:
    """The page of a matter in reach; Http404 for anything else, whether it exists or not."""
    matter = _in_reach(actor).first(code=code)
    if matter is None:
        raise Http404
    return MatterPage(actor, matter, at, revealed=revealed)


_parties = Prepared(lambda: Party.objects.filter(matter=Slot("matter")))
_agreements = Prepared(
    lambda: Agreement.objects.filter(matter=Slot("matter")).select_related("committee__unit", "mediator")
)
_case_file = Prepared(lambda: CaseFile.objects.filter(matter=Slot("matter"), round=Slot("round")))


@lru_cache(maxsize=KEPT)
def _in_reach(actor: Actor) -> Prepared[Matter]:
    """The matter with this code as this actor may see it."""
    related = ("holder", "unit", "mediator", "origin", "matter_type", "area__parent")
    return Prepared(lambda: reach(actor).select_related(*related).filter(code=Slot("code")))
