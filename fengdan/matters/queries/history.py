"""What happened, told line by line: each event with the words that were written with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fengdan.matters.models import Event
from fengdan.matters.queries.sentences import TELL
from fengdan.matters.queries.written import Written
from fengdan.people.models import User
from fengdan.rulebook.actor import CLOCK, ROLE_LABELS, Role
from fengdan.rulebook.stages import TEAM
from fengdan.rulebook.steps import STEPS

TYPED_LATER = timedelta(hours=1)


@dataclass(frozen=True)
class Told:
    """One line of the history: who did it under which hat, and what was written, if anything.

    `late`: typed (`recorded_at`) well after it happened (`at`), as the 补录 badge says.
    """

    seq: int
    at: datetime
    step: str
    title: str
    who: str
    hat: str
    late: bool
    recorded_at: datetime
    text: str

    @property
    def by(self) -> str:
        return f"{self.who} · {self.hat}"


def history(events: list[Event], rows: Written) -> list[Told]:
    """The events of a matter as lines, in their order. One query."""
    people = {int(who) for event in events for who in (event.actor_id, event.on_behalf_of) if who not in {"", CLOCK.id}}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [_told(event, rows, names) for event in events]


def _kind(event: Event, written: Written) -> str:
    """The kind of the unit whose assignment the step was about; a step about none has one word only."""
    row = written.assignments.get(event.facts.get("assignment", 0))
    return row.unit.kind if row else TEAM


def _told(event: Event, written: Written, names: Mapping[int, str]) -> Told:
    tell = TELL.get(event.step)
    name = CLOCK.name if event.actor_id == CLOCK.id else names.get(int(event.actor_id), "")
    return Told(
        seq=event.seq,
        at=event.at,
        step=event.step,
        title=STEPS[event.step].said(_kind(event, written)),
        who=f"{name}（代{names.get(int(event.on_behalf_of), '')}签）" if event.on_behalf_of else name,
        hat=ROLE_LABELS[Role(event.role)],
        late=event.recorded_at - event.at > TYPED_LATER,
        recorded_at=event.recorded_at,
        text=tell(event.facts, written) if tell else "",
    )
