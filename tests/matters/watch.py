"""What tests of matters look at: everything that is stored, the last event, clocks, letters."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

import pytest
from django.apps import apps
from django.db import connection

from fengdan.matters.models import Clock, Event, Matter
from fengdan.outbox.models import Letter
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.deadlines import FIRST_REPLY, RIGHTS, STARTS
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.ladder import LADDER
from fengdan.rulebook.risk import RISK_CLOCKS
from tests.cast import LI, QUARREL, REASON, TERMS, WANG, Walk, actor

STAGES = ("registered", "accepted", "assigned", "taken", "underway", "concluded", "archived")
STRANGERS = ("director", "auditor", "admin", "court", "village")
OTHER_TEAMS = ("leader06", "mediator06", "leader09", "mediator09")
PERSONAL = (WANG.name, WANG.phone, LI.name, LI.phone, QUARREL.story, QUARREL.place, TERMS.content, TERMS.facts, REASON)
TABLES = [
    *sorted(
        model._meta.db_table
        for app in ("matters", "outbox", "journal")
        for model in apps.get_app_config(app).get_models()
    ),
    "search_index",
]

STATES = [
    *(("party", f"consent = '{answer}'") for answer in ("agreed", "refused")),
    *(("assignment", f"status = '{status}'") for status in ("pending", "taken", "given_back", "recalled", "handed_up")),
    *(("agreement", f"status = '{status}'") for status in ("frozen", "effective")),
    ("clock", "stopped_at IS NULL"),
    ("party", "removed"),
    *(("reply", f"state = '{state}'") for state in ("submitted", "approved", "sent_back")),
    ("unitreturn", "closed_at IS NULL"),
    ("conference", "closed_at IS NULL"),
    ("supporting", "ended_at IS NULL"),
    *(("order", f"status = '{status}'") for status in ("open", "agreed", "centre")),
]


# letters that bear another name than their step
CALLED = {
    "record_consent": {"refused"},
    "raise_risk": {"red"},
    "visit": {"red"},
    "conclude": {"follow_up"},
    "rate": {"low_rating"},
    "rule_on_objection": {"objection_upheld"},
    "answer_order": {"order", "order_agreed", "order_centre"},
}


def everything() -> dict[str, list[tuple]]:
    """Every stored row of the matters, as it stands in the file."""
    stored = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            stored[table] = cursor.fetchall()
    return stored


def outline() -> tuple:
    """What `everything` shows, in one query: how many rows, how many in each state, where the matters stand."""
    asked = [f"(SELECT count(*) FROM {table})" for table in TABLES]
    asked += [f"(SELECT count(*) FROM matters_{table} WHERE {state})" for table, state in STATES]
    asked += [f"(SELECT max({column}) FROM matters_matter)" for column in ("version", "stage", "last_at", "next_due")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(asked))
        return cursor.fetchone()


@contextmanager
def refused(says: str, field: str = "", kind: type[Refused] = Refused) -> Iterator[None]:
    """What happens inside is refused with this sentence for this field, and nothing at all is written."""
    before = everything()
    with pytest.raises(kind, match=says) as no:
        yield
    assert no.value.field == field
    assert everything() == before


def brought_to(stage: str) -> Walk:
    """A matter brought to a stage, withdrawn if it must be concluded."""
    way = [
        Walk.register,
        Walk.accept,
        Walk.assign,
        Walk.take,
        lambda walk: walk.consent().session(),
        lambda walk: walk.conclude(Conclusion.WITHDRAWN),
        Walk.archive,
    ]
    walk = Walk()
    for step in way[: STAGES.index(stage) + 1]:
        step(walk)
    assert walk.matter.stage == stage
    return walk


def last(matter: Matter) -> Event:
    return matter.events.order_by("-seq").first()


def check_event(matter: Matter, step: str, *, by: tuple[str, str], stages: tuple[str, str], facts: dict) -> None:
    """The last event says what was done, as what, what it started, and nothing personal; the matter stands there.

    `facts` are those of the step itself; the clocks that began with it are compared with the clocks that stand.
    """
    event = last(matter)
    username, role = by
    assert (event.step, event.actor_id, event.role) == (step, actor(username).id, role)
    assert (event.stage_before, event.stage_after) == stages
    on_level = {"tier": event.facts["tier"]} if "tier" in event.facts else {}  # test_climb says which
    on_level |= {key: event.facts[key] for key in ("proposal", "rank") if key in event.facts}  # test_proposing likewise
    along = {"tasks": event.facts["tasks"]} if "tasks" in event.facts else {}  # test_tasks says which
    assert event.facts == on_level | along | facts | {"clocks": _begun(event)}
    assert (matter.version, matter.stage, matter.holder_id) == (event.seq, event.stage_after, event.holder)
    assert matter.last_at == event.at
    written = json.dumps([event.facts, event.digests, event.versions], ensure_ascii=False)
    assert not [text for text in PERSONAL if text in written]


def _begun(event: Event) -> dict[str, str]:
    """Clocks that run since this event; a right of the parties runs since the last signature, typed with it or not."""
    names = [*STARTS.get(event.step, ()), *(RIGHTS if event.step == "sign" else ())]
    clocks = Clock.objects.filter(matter_id=event.matter_id, name__in=names, stopped_at=None)
    return {clock.name: clock.due_at.astimezone(UTC).isoformat() for clock in clocks}


def owed(matter: Matter) -> str | None:
    """Until when the person is owed a first word, by the clock on the wall; None once they had it."""
    due = matter.clocks.filter(stopped_at=None, name=FIRST_REPLY).values_list("due_at", flat=True).first()
    return f"{due.astimezone(ZONE):%m-%d %H:%M}" if due else None


def running(matter: Matter) -> dict[str, str]:
    """Clocks of the work that run, and when they run out by the clock on the wall.

    Beside them run the one for the first word to the person, whoever has the matter (test_respond), the one of the
    level that has it (test_climb), and those of a risk (test_handle_risk).
    """
    clocks = matter.clocks.filter(stopped_at=None).exclude(name__in=[FIRST_REPLY, LADDER, *RISK_CLOCKS])
    return {clock.name: f"{clock.due_at.astimezone(ZONE):%m-%d %H:%M}" for clock in clocks}


def letters(matter: Matter) -> list[tuple[str, str]]:
    """Who was told of the last step."""
    told = Letter.objects.filter(matter_id=matter.pk, matter_seq=matter.version).exclude(to_role="party")
    step = last(matter).step
    known = {step, f"{step}_unit", f"{step}_county", "supporting", "unreachable"}
    known |= CALLED.get(step, set())
    known |= {"assign_unit"} if step == "rule_on_return" else set()
    known |= {"assign", "assign_unit", "convened", "decided"} if step in {"give_back", "decide_conference"} else set()
    assert {letter.template for letter in told} <= known
    return sorted((letter.to_unit, letter.to_role) for letter in told)
