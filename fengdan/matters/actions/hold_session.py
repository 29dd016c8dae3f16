"""记录调解会."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from fengdan.matters.bookings import hold_booked, to_come
from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Assignment, Consent, Matter, Session
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import Answer
from fengdan.rulebook.sessions import check_session


@dataclass(frozen=True)
class SessionRecord:
    """What the mediator wrote down. `present` are party ids. `held_at` is when it took place."""

    held_at: datetime
    place: str
    present: Collection[int]
    record: str
    outcome: str
    rights_notice: bool
    open_to_public: bool = False


def hold_session(
    matter: Matter,
    *,
    session: SessionRecord,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record a session; none before the rights notice and every party's consent (人民调解法 Art. 17, 23, 27)."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        assert entry.matter.mediator is not None
        live = entry.matter.assignments.get(status=Assignment.Status.TAKEN)
        check_session(
            entry.before,
            held_at=session.held_at,
            taken_at=live.answered_at or live.assigned_at,
            agreed_at=_agreed_at(entry.matter),
            at=at,
            present=session.present,
            rights_notice=session.rights_notice,
        )
        row = Session(
            matter=entry.matter,
            mediator=entry.matter.mediator,
            held_at=session.held_at,
            place=session.place,
            present=sorted(session.present),
            rights_notice=session.rights_notice,
            open_to_public=session.open_to_public,
            record=session.record,
            outcome=one_of(Session.Outcome, session.outcome, "outcome"),
        )
        entry.add(row)
        entry.facts = {"session": row.pk, "present": row.present, "outcome": session.outcome}
        _keep_booked(entry, session.held_at)

    return record("hold_session", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _keep_booked(entry: Entry, held_at: datetime) -> None:
    """What was agreed on for that day took place."""
    booked = to_come(entry.matter) if entry.before and entry.before.booked else None
    if booked and _day(booked.starts_at) == _day(held_at):
        hold_booked(entry, booked)


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def _agreed_at(matter: Matter) -> datetime:
    """When the last of the parties said yes."""
    said_yes = Consent.objects.filter(party__matter=matter, party__removed=False, answer=Answer.AGREED)
    latest = said_yes.values("party").annotate(at=Max("asked_at")).values_list("at", flat=True)
    last: datetime = max(latest)
    return last
