"""How a matter ended, round by round, and who came about it: guided, sent on, refused, merged, reopened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Agreement, CaseFile, Event, Guidance, Matter, OralAgreement, Transfer, Visit
from fengdan.matters.queries.reach import KEPT, reach
from fengdan.matters.queries.written import Written
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, Conclusion
from fengdan.rulebook.rejecting import INSTEAD, REJECTION_LABELS, Rejection


@dataclass(frozen=True)
class RejectionShown:
    """Why the matter was not taken in, and the way that stands open instead."""

    label: str
    instead: str


@dataclass(frozen=True)
class RoundShown:
    """A round that is over, with the papers it left; `why` says what it was reopened for."""

    number: int
    conclusion: str
    reason: str
    concluded_at: datetime
    reopened_at: datetime
    why: str
    agreements: list[Agreement]
    oral: OralAgreement | None
    transfer: Transfer | None
    case_file: CaseFile | None


@dataclass(frozen=True)
class Endings:
    """Of this round: `guidance`, `transfer`, `rejection`, `merged_into` (a code). Codes only of matters in reach."""

    guidance: Guidance | None
    transfer: Transfer | None
    rejection: RejectionShown | None
    merged_into: str | None
    merged_here: list[str]
    past: list[RoundShown]
    visits: list[Visit]

    @property
    def people(self) -> int:
        """人次: so many came, over all visits; their number is 批."""
        return sum(visit.people for visit in self.visits)


def endings(actor: Actor, matter: Matter, events: Iterable[Event], rows: Written) -> Endings:
    """One query, one more where the matter was guided, merged or reopened."""
    transfers: list[Transfer] = list(rows.rows("transfer"))
    return Endings(
        guidance=_guidance(matter),
        transfer=next((row for row in transfers if row.round == matter.round), None),
        rejection=_rejection(matter, events),
        merged_into=_merged_into(actor, matter),
        merged_here=_merged_here(actor).ask(matter=matter.pk),
        past=_past(matter, rows, transfers),
        visits=list(rows.rows("visit")),
    )


@lru_cache(maxsize=KEPT)
def _merged_here(actor: Actor) -> Prepared[str]:
    here = {"mergers__into": Slot("matter"), "mergers__undone_at": None}
    return Prepared(lambda: reach(actor).filter(**here).order_by("pk").values_list("code", flat=True))


def _guidance(matter: Matter) -> Guidance | None:
    return matter.guidances.filter(round=matter.round).first() if matter.conclusion == Conclusion.GUIDED else None


def _rejection(matter: Matter, events: Iterable[Event]) -> RejectionShown | None:
    """The code stands in the event; `events` come newest first."""
    if matter.conclusion != Conclusion.REJECTED:
        return None
    code = Rejection(next(event.facts["code"] for event in events if event.step == "reject"))
    return RejectionShown(REJECTION_LABELS[code], INSTEAD[code])


def _merged_into(actor: Actor, matter: Matter) -> str | None:
    if matter.conclusion != Conclusion.MERGED:
        return None
    found = reach(actor).filter(merged_here__matter=matter, merged_here__undone_at=None)
    return found.values_list("code", flat=True).first()


def _past(matter: Matter, rows: Written, transfers: list[Transfer]) -> list[RoundShown]:
    if matter.round == 1:
        return []
    files = {row.round: row for row in matter.case_files.filter(round__lt=matter.round)}
    agreements = [row for row in rows.agreements.values() if row.status == Agreement.Status.EFFECTIVE]
    return [
        RoundShown(
            number=row.round,
            conclusion=CONCLUSION_LABELS[Conclusion(row.conclusion)],
            reason=row.conclusion_reason,
            concluded_at=row.concluded_at,
            reopened_at=row.reopened_at,
            why=row.reopen_reason,
            agreements=[each for each in agreements if each.round == row.round],
            oral=next((each for each in rows.orals.values() if each.round == row.round), None),
            transfer=next((each for each in transfers if each.round == row.round), None),
            case_file=files.get(row.round),
        )
        for row in rows.rows("past_round")
    ]
