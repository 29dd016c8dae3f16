"""The papers of one matter: which make sense now, and each filled with what its rows know of it."""

from dataclasses import dataclass

from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.papers.desk import OF_THE_DESK
from fengdan.matters.queries.papers.known import number_of
from fengdan.matters.queries.papers.mediation import OF_MEDIATION
from fengdan.matters.queries.papers.parties import people
from fengdan.matters.queries.papers.supervision import OF_SUPERVISION
from fengdan.matters.queries.scans import ScanShown
from fengdan.paperwork.kinds import KINDS
from fengdan.paperwork.paper import Kind
from fengdan.paperwork.printed import Printed, printed
from fengdan.rulebook.conclusions import FOLLOWED_UP, Conclusion
from fengdan.rulebook.file_check import PAPER_LABELS, Paper
from fengdan.vault.mask import WITHHELD


@dataclass(frozen=True)
class Offered:
    """A paper that can be printed now; `n` says which of several, 0 where there is but one."""

    kind: Kind
    n: int
    label: str
    scans: list[ScanShown]


def offered(page: MatterPage) -> list[Offered]:
    """Papers of this round in the order of the file."""
    sensible = _sensible(page)
    return [entry for kind in KINDS.values() if kind.paper in sensible for entry in _entries(kind, page)]


def _entries(kind: Kind, page: MatterPage) -> list[Offered]:
    scans = [scan for scan in page.scans if scan.paper == kind.paper]
    many = _how_many(kind.paper, page)
    if many <= 1:
        return [Offered(kind, 0, kind.title, scans)]
    return [Offered(kind, n, f"{kind.title}（第 {n} 次）", scans) for n in range(1, many + 1)]


def other_scans(page: MatterPage, sheets: list[Offered]) -> list[ScanShown]:
    """Scans of what people bring, or of a paper that is not among these any more."""
    here = {entry.kind.paper.value for entry in sheets}
    return [scan for scan in page.scans if scan.paper not in here]


def filled(page: MatterPage, code: str, n: int = 0) -> Printed | None:
    """The paper with what is known of this matter, the last of several unless `n` says which. None: there is none."""
    kind = KINDS.get(code)
    if kind is None or kind.paper not in _sensible(page):
        return None
    many = _how_many(kind.paper, page)
    if n and not 1 <= n <= many:
        return None
    known = (OF_THE_DESK | OF_MEDIATION | OF_SUPERVISION)[kind.paper](page, n or many)
    rows = list(page.matter.parties.filter(removed=False))
    hidden = [row.address for row in rows if row.protected and row.address]
    return printed(
        kind,
        number=number_of(kind.paper, page, n or many),
        people=people(page, rows, kind.paper),
        values={code: _without(hidden, text) for code, text in known.values.items()},
        names=known.names,
        digest=page.agreement.digest if page.agreement and kind.paper is Paper.AGREEMENT else "",
    )


def attachable() -> list[tuple[str, str]]:
    """Every paper whose scan can be put in its place."""
    return [(paper.value, PAPER_LABELS[paper]) for paper in Paper]


def _without(hidden: list[str], text: str) -> str:
    """Papers go to both sides: an address kept from one of them does not stand there, wherever it was written."""
    for address in hidden:
        text = text.replace(address, WITHHELD)
    return text


def _how_many(paper: Paper, page: MatterPage) -> int:
    if paper is Paper.SUPERVISION_ORDER:
        return len(page.supervising.issued)
    if paper is Paper.HANDOVER:
        return len(page.passed_up)
    return {Paper.SESSION_RECORD: page.facts.sessions, Paper.FOLLOW_UP_RECORD: page.facts.follow_ups}.get(paper, 0)


def _sensible(page: MatterPage) -> set[Paper]:
    """The papers that make sense now."""
    facts = page.facts
    mediated = not facts.service and facts.conclusion not in {Conclusion.REJECTED, Conclusion.GUIDED}
    makes_sense = {
        Paper.ACCEPTANCE_RECEIPT: any(told.step == "accept" for told in page.history),
        Paper.APPLICATION: mediated,
        Paper.ACCEPTANCE_FORM: facts.conclusion != Conclusion.REJECTED,
        Paper.RIGHTS_NOTICE: mediated,
        Paper.TASK_LIST: bool(facts.unit),
        Paper.HANDOVER: bool(page.passed_up),
        Paper.SESSION_RECORD: facts.sessions > 0,
        Paper.AGREEMENT: page.agreement is not None,
        Paper.ORAL_AGREEMENT: page.handling.oral is not None,
        Paper.CONFERENCE_RECORD: page.handling.conference is not None,
        Paper.GUIDANCE_NOTICE: facts.conclusion == Conclusion.GUIDED,
        Paper.REJECTION_NOTICE: facts.conclusion == Conclusion.REJECTED,
        Paper.TERMINATION_NOTICE: facts.conclusion == Conclusion.NOT_SETTLED or bool(mediated and facts.refused_by()),
        Paper.FOLLOW_UP_RECORD: facts.conclusion in FOLLOWED_UP,
        Paper.SUPERVISION_ORDER: bool(page.supervising.issued),
    }
    return {paper for paper, sense in makes_sense.items() if sense}
