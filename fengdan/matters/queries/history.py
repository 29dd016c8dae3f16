"""What happened, told line by line: each event with the words that were written with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fengdan.database.prepared import Prepared, SlotList
from fengdan.matters.models import Event
from fengdan.matters.queries.sentences import TELL
from fengdan.matters.queries.sentences.booking import called_off
from fengdan.matters.queries.written import Written
from fengdan.people.models import User
from fengdan.rulebook.actor import CLOCK, OLD_BOOK, ONLINE, PARTY_PREFIX, ROLE_LABELS, Role
from fengdan.rulebook.stages import TEAM
from fengdan.rulebook.steps import STEPS

_accounts = Prepared(lambda: User.objects.filter(pk__in=SlotList("people")).values_list("pk", "name"))

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
    people = {int(who) for event in events for who in _involved(event) if who.isdigit()}
    names = {str(pk): name for pk, name in (_accounts.ask(people=people) if people else ())} | {
        who.id: who.name for who in (CLOCK, ONLINE, OLD_BOOK)
    }
    names |= {f"{PARTY_PREFIX}{party.pk}": party.name for party in rows.parties.values()}
    again = [event.seq for event in events if event.step == "reopen"]
    return [_told(event, rows, names, round_=1 + sum(seq < event.seq for seq in again)) for event in events]


def _involved(event: Event) -> tuple[str, str, str]:
    """User ids, or something else: who did it, for whom, and whom the clock told."""
    return event.actor_id, event.on_behalf_of, event.facts.get("person", "")


def _kind(event: Event, written: Written) -> str:
    """The kind of the unit whose assignment the step was about; a step about none has one word only."""
    row = written.assignments.get(event.facts.get("assignment", 0))
    return row.unit.kind if row else TEAM


def _told(event: Event, written: Written, names: Mapping[str, str], *, round_: int) -> Told:
    tell = TELL.get(event.step)
    name = names.get(event.actor_id, "")
    more = {"round": round_, "person_name": names.get(event.facts.get("person", ""), "")}
    return Told(
        seq=event.seq,
        at=event.at,
        step=event.step,
        title=STEPS[event.step].said(_kind(event, written)),
        who=f"{name}（代{names.get(event.on_behalf_of, '')}签）" if event.on_behalf_of else name,
        hat=ROLE_LABELS[Role(event.role)],
        late=event.recorded_at - event.at > TYPED_LATER,
        recorded_at=event.recorded_at,
        text=(tell(event.facts | more, written) if tell else "") + called_off(event.facts, written),
    )
