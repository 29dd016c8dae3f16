"""What comes after the end, of this round: what is still owed, who was asked how it went, what they think."""

from dataclasses import dataclass
from datetime import date, datetime

from fengdan.matters.models import FollowUp, Matter, Obligation, Performance, Rating
from fengdan.matters.queries.written import Written
from fengdan.rulebook.conclusions import ATTEMPTS
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.money import yuan


@dataclass(frozen=True)
class PerformanceShown:
    """`amount` is empty where no money changed hands."""

    on: date
    kind: str
    amount: str
    words: str


@dataclass(frozen=True)
class OwedShown:
    """`amount`, `paid` and `left` are empty where it is no money; `open` while it waits for the rest."""

    id: int
    who: str
    what: str
    amount: str
    paid: str
    left: str
    due_on: date
    status: str
    status_label: str
    open: bool
    performances: list[PerformanceShown]


@dataclass(frozen=True)
class AttemptShown:
    """The `number`-th attempt to ask somebody; `answers` are what they said to the two questions, in words."""

    number: int
    who: str
    how: str
    asked_at: datetime
    reached: bool
    answers: list[str]
    words: str


@dataclass(frozen=True)
class RatingShown:
    """`low` and not `handled_at`: somebody still has to see to it."""

    id: int
    who: str
    score: int
    label: str
    via: str
    words: str
    rated_at: datetime
    low: bool
    handling: str
    handled_at: datetime | None


@dataclass(frozen=True)
class After:
    """`most` attempts are enough when nobody is reached; `unrated` are parties who have not rated yet."""

    owed: list[OwedShown]
    attempts: list[AttemptShown]
    most: int
    ratings: list[RatingShown]
    unrated: list[int]

    @property
    def waiting(self) -> list[OwedShown]:
        return [row for row in self.owed if row.open]

    @property
    def low(self) -> list[RatingShown]:
        """Ratings that wait for somebody to see to them."""
        return [row for row in self.ratings if row.low and row.handled_at is None]


def after(matter: Matter, facts: MatterFacts, rows: Written) -> After:
    """No query: the rows are read already."""
    told: dict[int, list[Performance]] = {}
    for row in rows.rows("performance"):
        told.setdefault(row.obligation_id, []).append(row)
    attempts = [row for row in rows.rows("follow_up") if row.round == matter.round]
    owed = sorted(
        (row for row in rows.rows("obligation") if row.round == matter.round), key=lambda row: (row.due_on, row.pk)
    )
    return After(
        owed=[_owed(row, rows, facts, told.get(row.pk, [])) for row in owed],
        attempts=[_attempt(number, row, rows) for number, row in enumerate(attempts, start=1)],
        most=ATTEMPTS,
        ratings=[_rating(row, rows) for row in rows.rows("rating") if row.round == matter.round],
        unrated=[party for party in facts.parties if party not in facts.rated],
    )


def _owed(row: Obligation, rows: Written, facts: MatterFacts, told: list[Performance]) -> OwedShown:
    money = row.amount is not None
    return OwedShown(
        id=row.pk,
        who=rows.parties[row.party_id].name,
        what=row.what,
        amount=yuan(row.amount) if row.amount is not None else "",
        paid=yuan(row.paid) if money else "",
        left=yuan(row.amount - row.paid) if row.amount is not None else "",
        due_on=row.due_on,
        status=row.status,
        status_label=Obligation.Status(row.status).label,
        open=row.pk in facts.owed,
        performances=[
            PerformanceShown(
                each.happened_on,
                Performance.Kind(each.kind).label,
                yuan(each.amount) if each.amount else "",
                each.words,
            )
            for each in told
        ],
    )


def _attempt(number: int, row: FollowUp, rows: Written) -> AttemptShown:
    answers = {"performed": ("说定的已经办了", "说定的没有办"), "satisfied": ("满意", "不满意")}
    said = {name: getattr(row, name) for name in answers}
    return AttemptShown(
        number=number,
        who=rows.parties[row.party_id].name,
        how=FollowUp.How(row.how).label,
        asked_at=row.asked_at,
        reached=row.reached,
        answers=[yes if said[name] else no for name, (yes, no) in answers.items() if said[name] is not None],
        words=row.words,
    )


def _rating(row: Rating, rows: Written) -> RatingShown:
    return RatingShown(
        id=row.pk,
        who=rows.parties[row.party_id].name,
        score=row.score,
        label=Rating.Score(row.score).label,
        via=Rating.Via(row.via).label,
        words=row.words,
        rated_at=row.rated_at,
        low=row.score <= Rating.LOW,
        handling=row.handling,
        handled_at=row.handled_at,
    )
