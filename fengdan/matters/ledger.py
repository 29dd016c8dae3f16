"""The only writer of a matter's stage, version, holder, clocks, events and letters: one transaction per step.

Actions call `record`. It asks the rulebook, lets the action add its rows, derives the new stage and holder from the
rulebook, appends the event, and moves the matter only if it still is at the version everything was judged by.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from fengdan.catalogue.items.terms import terms_of
from fengdan.catalogue.rules import rules_in_force
from fengdan.database.insert import insert
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.bookings import applied
from fengdan.matters.chain import link
from fengdan.matters.clocks import clocks_started, next_due, run_clocks, told
from fengdan.matters.entry import Entry, Once
from fengdan.matters.facts import facts_of
from fengdan.matters.letters import write_letters
from fengdan.matters.models import Event, Matter
from fengdan.matters.once import done_before
from fengdan.matters.typed import typed_at
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.deadlines import stops
from fengdan.rulebook.effects import Happening
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.powers import Hat, hat, why_not
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import ADDITIVE, STEPS

CLOCK_SKEW = timedelta(minutes=1)
NOT_TAKEN = frozenset({Stage.REGISTERED, Stage.ACCEPTED, Stage.ASSIGNED})

Write = Callable[[Entry], None]


@dataclass(frozen=True)
class Asked:
    """A step somebody wants to take: what `record` was asked for."""

    step: str
    actor: Actor
    at: datetime
    write: Write | None
    seen: int | None
    once: Once | None


def record(
    step: str,
    matter: Matter | None,
    *,
    actor: Actor,
    at: datetime,
    write: Write | None = None,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Take one step, whole or not at all, and return the matter as it then is.

    `matter` is None only for `register`, whose `write` sets `entry.matter`. `seen` is the version the person was
    looking at. Raises Refused with the reason, Stale when somebody else was first. Posting the same `once` again
    returns the matter as it is.
    """
    asked = Asked(step, actor, at, write, seen, once)
    try:
        return _try(asked, matter)
    except IntegrityError:
        if once and Event.objects.filter(once=once.nonce).exists():
            return _try(asked, matter)  # the same form was saved by another request just now: that is the answer
        raise


def _reload(matter: Matter, *, hold: bool = False) -> Matter:
    """The row as it is now. Held without a join: PostgreSQL drops a row whose join no longer fits once it is free."""
    (row,) = (_held if hold else _as_it_is).ask(matter=matter.pk)
    return row


_as_it_is = Prepared(lambda: Matter.objects.filter(pk=Slot("matter")))
_held = Prepared(lambda: Matter.objects.select_for_update().filter(pk=Slot("matter")))
_last_hash = Prepared(
    lambda: Event.objects.filter(matter=Slot("matter")).order_by("-seq").values_list("hash", flat=True)[:1]
)


def _try(asked: Asked, matter: Matter | None) -> Matter:
    """One attempt, in one transaction."""
    with transaction.atomic():
        # held until commit, so that of two at once the second waits instead of starving
        current = _reload(matter, hold=True) if matter else None
        if asked.once and (done := done_before(asked.once, asked.actor, asked.step, matter)):
            return done
        additive = STEPS[asked.step].additive
        if current and asked.seen is not None and not additive and _moved_since(current, asked.seen):
            raise Stale
        at = max(asked.at, current.last_at) if current and additive else asked.at
        return _perform(replace(asked, at=at), current)


def refuse_the_future(at: datetime) -> None:
    """Raises Refused on a live system, where nothing happens before it has happened."""
    if settings.PROFILE == "live" and at > timezone.now() + CLOCK_SKEW:
        raise Refused("办理时间不能晚于现在。", "at")


def _moved_since(matter: Matter, seen: int) -> bool:
    """Whether anything but a mere addition happened after the version somebody was looking at."""
    additions = Q(step__in=ADDITIVE, stage_before=F("stage_after"))
    if seen >= matter.version:
        return seen > matter.version  # nobody has seen what is yet to come
    return matter.events.filter(seq__gt=seen).exclude(additions).exists()


def _perform(asked: Asked, matter: Matter | None) -> Matter:
    step, at = asked.step, asked.at
    refuse_the_future(at)
    before = facts_of(matter) if matter else None
    if reason := why_not(step, before, asked.actor, at):
        raise Refused(reason)
    entry = Entry(matter or Matter(), asked.actor, at, rules_in_force(), before)
    entry.under(terms_of(matter.item_version_id) if matter else None)
    if asked.write:
        asked.write(entry)
    stage = before.stage if before else ""
    after = applied(Happening(step, stage, "", "", "", at, entry.facts), entry)
    rules, begins = entry.rules, entry.begins
    entry.clocks += clocks_started(step, after, entry.matter, rules, said=entry.facts, begins=begins)
    event = _append(step, entry, after, asked.once)
    run_clocks(stops(step, after, entry.facts), entry.matter, at, entry.clocks)
    _move(entry, event, after)
    write_letters(step, entry.matter, event=event, after=after)
    return _reload(entry.matter)


def _append(step: str, entry: Entry, after: MatterFacts, once: Once | None) -> Event:
    """Insert the event, and on register the matter it opens (foreign keys are checked at the end)."""
    before, matter = entry.before, entry.matter
    worn = hat(STEPS[step], before, entry.actor, after.origin if before is None else "")
    if worn is None:  # a unit may only take in what comes to itself
        raise Refused("只能为本单位登记，请核对登记单位。", "origin")
    if before is None:
        matter.stage, matter.version, matter.holder_id, matter.last_at = after.stage, 1, after.holder, entry.at
        matter.tier = after.tier
        entry.seal(matter)
    previous = _last_hash.first(matter=matter.pk) if before else None
    event = event_of(step, entry, after, worn=worn, seq=matter.version + 1 if before else 1, previous=previous or "")
    if once:
        event.once, event.facts["form"] = once.nonce, once.digest
    event.hash = link(event)
    insert(event)
    if before is None:
        insert(matter)
    return event


def event_of(step: str, entry: Entry, after: MatterFacts, *, worn: Hat, seq: int, previous: str) -> Event:
    """The event of a step, not yet sealed by its hash nor inserted; `previous` is the hash of the one before it."""
    return Event(
        matter_id=entry.matter.pk,
        seq=seq,
        step=step,
        stage_before=entry.before.stage if entry.before else "",
        stage_after=after.stage,
        holder=after.holder,
        at=entry.at,
        recorded_at=typed_at(),
        actor_id=entry.actor.id,
        role=worn.role,
        on_behalf_of=worn.on_behalf_of,
        facts=entry.facts | {"clocks": told(entry.clocks)},
        digests=entry.digests,
        versions=dict(entry.rules.versions),
        prev_hash=previous,
    )


def _move(entry: Entry, event: Event, after: MatterFacts) -> None:
    """Move the matter if it still is where everything was judged; a lost race is Stale, and nothing was written."""
    columns = entry.columns | {
        "stage": after.stage,
        "version": event.seq,
        "holder_id": after.holder,
        "unit_id": after.unit or None,
        "tier": after.tier,
        "last_at": entry.at,
        "next_due": next_due(entry.matter),
    }
    if after.stage in NOT_TAKEN:
        columns["mediator"] = None
    judged_at = entry.matter.version
    if not Matter.objects.filter(pk=entry.matter.pk, version=judged_at).update(**columns):
        raise Stale
