"""The only writer of a matter's stage, version, holder, clocks, events and letters: one transaction per step.

Actions call `record`. It asks the rulebook, lets the action add its rows, derives the new stage and holder from the
rulebook, appends the event, and moves the matter only if it still is at the version everything was judged by.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.chain import link
from fengdan.matters.clocks import next_due, run_clocks
from fengdan.matters.entry import Entry, Once
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Event, Matter
from fengdan.outbox.models import Letter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.effects import Happening, apply
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.notices import TEAM, TOLD
from fengdan.rulebook.powers import role_used, why_not
from fengdan.rulebook.stages import STEPS

TRIES = 20
CLOCK_SKEW = timedelta(minutes=1)

Write = Callable[[Entry], None]


@dataclass(frozen=True)
class Wanted:
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
    wanted = Wanted(step, actor, at, write, seen, once)
    for _ in range(TRIES - 1):
        try:
            return _try(wanted, matter)
        except IntegrityError:
            continue  # somebody else wrote first: look again
        except Stale:
            if not STEPS[step].additive:
                raise
    return _try(wanted, matter)


def record_many(
    step: str, matters: Iterable[Matter], *, actor: Actor, at: datetime, write: Write | None = None
) -> tuple[list[Matter], list[tuple[Matter, str]]]:
    """Take one step for many matters, each whole or not at all. Returns those moved, and those refused and why."""
    moved: list[Matter] = []
    refused: list[tuple[Matter, str]] = []
    for matter in matters:
        try:
            moved.append(record(step, matter, actor=actor, at=at, write=write, seen=matter.version))
        except Refused as no:
            refused.append((matter, no.reason))
    return moved, refused


def _reload(matter: Matter) -> Matter:
    return Matter.objects.select_related("mediator").get(pk=matter.pk)


def _done_before(once: Once, actor: Actor) -> Matter | None:
    event = Event.objects.filter(once=once.nonce).select_related("matter").first()
    if event is None:
        return None
    if event.actor_id != actor.id or event.facts.get("form") != once.digest:
        raise Refused(
            f"这张表已经保存过（{event.matter.code}），这次的内容与上次不同，没有再保存。"
            "要改已保存的内容请到该事项办理“更正”；要另记一件请重新打开表单。"
        )
    return event.matter


def _try(wanted: Wanted, matter: Matter | None) -> Matter:
    """One attempt, in one transaction."""
    with transaction.atomic():
        if wanted.once and (done := _done_before(wanted.once, wanted.actor)):
            return done
        current = _reload(matter) if matter else None
        additive = STEPS[wanted.step].additive
        if current and wanted.seen is not None and current.version != wanted.seen and not additive:
            raise Stale
        at = max(wanted.at, current.last_at) if current and additive else wanted.at
        return _perform(replace(wanted, at=at), current)


def _perform(wanted: Wanted, matter: Matter | None) -> Matter:
    step, at = wanted.step, wanted.at
    if settings.PROFILE == "live" and at > timezone.now() + CLOCK_SKEW:
        raise Refused("办理时间不能晚于现在。", "at")
    before = facts_of(matter) if matter else None
    if reason := why_not(step, before, wanted.actor, at):
        raise Refused(reason)
    entry = Entry(matter or Matter(), wanted.actor, at, rules_in_force(), before)
    if wanted.write:
        wanted.write(entry)
    stage = before.stage if before else ""
    after = apply(Happening(step, stage, "", "", "", at, entry.facts), before)
    event = _append(step, entry, after, wanted.once)
    run_clocks(step, entry.matter, at, entry.rules)
    _move(entry, event, after)
    _write_letters(step, entry, event, after)
    return _reload(entry.matter)


def _append(step: str, entry: Entry, after: MatterFacts, once: Once | None) -> Event:
    """Insert the event, and on register the matter it opens (foreign keys are checked at the end)."""
    before, matter = entry.before, entry.matter
    role = role_used(STEPS[step], before, entry.actor)
    assert role is not None
    if before is None:
        matter.stage, matter.version, matter.holder_id, matter.last_at = after.stage, 1, after.holder, entry.at
        entry.seal(matter)
    previous = matter.events.order_by("-seq").values_list("hash", flat=True).first() if before else None
    event = Event(
        matter_id=matter.pk,
        seq=matter.version + 1 if before else 1,
        step=step,
        stage_before=before.stage if before else "",
        stage_after=after.stage,
        holder=after.holder,
        at=entry.at,
        recorded_at=timezone.now(),
        actor_id=entry.actor.id,
        role=role,
        facts=entry.facts | ({"form": once.digest} if once else {}),
        digests=entry.digests,
        versions=dict(entry.rules.versions),
        once=once.nonce if once else None,
        prev_hash=previous or "",
    )
    event.hash = link(event)
    event.save(force_insert=True)
    if before is None:
        matter.save(force_insert=True)
    return event


def _move(entry: Entry, event: Event, after: MatterFacts) -> None:
    """Move the matter if it still is where everything was judged; a lost race is Stale, and nothing was written."""
    columns = entry.columns | {
        "stage": after.stage,
        "version": event.seq,
        "holder_id": after.holder,
        "team_id": after.team or None,
        "last_at": entry.at,
        "next_due": next_due(entry.matter),
    }
    if not after.team:
        columns["mediator"] = None
    judged_at = entry.matter.version
    if not Matter.objects.filter(pk=entry.matter.pk, version=judged_at).update(**columns):
        raise Stale


def _write_letters(step: str, entry: Entry, event: Event, after: MatterFacts) -> None:
    team = after.team or (entry.before.team if entry.before else "")
    Letter.objects.bulk_create(
        Letter(
            to_unit=team if unit == TEAM else unit,
            to_role=role,
            template=step,
            matter_id=entry.matter.pk,
            matter_seq=event.seq,
            written_at=entry.at,
        )
        for unit, role in TOLD.get(step, ())
    )
