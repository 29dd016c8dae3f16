"""What happened, told line by line: each event with the words that were written with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fengdan.matters.models import Agreement, Consent, Event, Matter, OralAgreement, Party
from fengdan.matters.queries.sentences import TELL, Written
from fengdan.people.models import User
from fengdan.rulebook.actor import CLOCK, ROLE_LABELS, Role
from fengdan.rulebook.stages import STEPS, TEAM
from fengdan.units.models import Unit

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


def history(matter: Matter, parties: Iterable[Party], agreements: Iterable[Agreement]) -> list[Told]:
    """Newest first. Some dozen queries, however long it is."""
    events = list(matter.events.order_by("-seq"))
    written = Written(
        matter=matter,
        parties=_by_id(parties),
        consents=_by_id(Consent.objects.filter(party__matter=matter)),
        assignments=_by_id(matter.assignments.select_related("unit", "mediator")),
        sessions=_by_id(matter.sessions.all()),
        agreements=_by_id(agreements),
        notes=_by_id(matter.notes.all()),
        corrections=_by_id(matter.corrections.all()),
        replies=_by_id(matter.replies.all()),
        returns=_by_id(matter.returns.all()),
        hand_ups=_by_id(matter.hand_ups.all()),
        oral=OralAgreement.objects.filter(matter=matter).first(),
        units=dict(Unit.objects.filter(pk__in=_named(events)).values_list("pk", "name")),
    )
    people = {int(who) for event in events for who in (event.actor_id, event.on_behalf_of) if who not in {"", CLOCK.id}}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [_told(event, written, names) for event in events]


def _by_id(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


def _named(events: list[Event]) -> set[str]:
    """The codes of the units that the events' sentences name."""
    found: set[str] = set()
    for event in events:
        found |= {event.facts[key] for key in ("unit", "to", "believed") if event.facts.get(key)}
        found |= set(event.facts.get("supporting", ()))
    return found


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
