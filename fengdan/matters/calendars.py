"""Another calendar in force: running clocks follow it in the same transaction, however it was published."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction

from fengdan.catalogue.county import drafts
from fengdan.catalogue.county.changes import Summary
from fengdan.catalogue.county.one_year import YearFile
from fengdan.catalogue.models import CalendarYear
from fengdan.catalogue.rules import rules_in_force
from fengdan.database.elders import wait_for_elders
from fengdan.journal import write as journal
from fengdan.matters.actions.recount import Change, Recounted, preview, recount
from fengdan.people.models import User
from fengdan.rulebook.deadlines import Rules
from fengdan.terminal import Tell, quiet

SYSTEM = "system"  # whoever may run the command


def rehearse(file: YearFile) -> tuple[Summary, Recounted]:
    """What a year's calendar would change of the county's data, and of the clocks that run. Nothing is changed."""
    summary, after = file.rehearse()
    return summary, preview(_change(rules_in_force(), after))[0] if summary.changes else Recounted()


def load(file: YearFile, at: datetime, tell: Tell = quiet) -> tuple[Summary, Recounted]:
    """Publish a year's calendar: the new version and all the moves become visible together, or not at all."""
    with following(at, actor_id=SYSTEM, tell=tell) as done:
        summary = file.publish()
    return summary, done


def publish_county(draft: int, *, actor_id: str, user: User | None = None, at: datetime) -> Summary:
    """Publish a draft of the county's data; where it holds another calendar, running clocks follow. Raises Refused."""
    with following(at, actor_id=actor_id):
        return drafts.publish(draft, actor_id=actor_id, user=user, at=at)


@contextmanager
def following(at: datetime, *, actor_id: str, tell: Tell = quiet) -> Iterator[Recounted]:
    """Within, a calendar may be published. The clocks that run follow it in the same transaction."""
    done = Recounted()
    with transaction.atomic():
        # one at a time: of two that change the calendar at once the second starts from what the first has published
        CalendarYear.objects.select_for_update().order_by("pk").first()
        before = rules_in_force()
        yield done
        change = _change(before, rules_in_force())
        if change.before.calendar.version in {"", change.after.calendar.version}:
            return
        first = recount(change, at, tell)
        done.lines, done.left = first.lines, first.left
        _enter(change, done, actor_id, at)
    # a step that was under way beside this on PostgreSQL has counted by the calendar before: it is moved after the rest
    wait_for_elders(connection)
    with transaction.atomic():
        done.lines += recount(change, at).lines


def _change(before: Rules, after: Rules) -> Change:
    """The same limits over another calendar: a running clock keeps the limit it was started with."""
    return Change(before, replace(before, calendar=after.calendar))


def _enter(change: Change, done: Recounted, actor_id: str, at: datetime) -> None:
    facts = {"from": change.before.calendar.version, "to": change.after.calendar.version}
    counts = {"moved": len(done.moved), "confirmed": len(done.confirmed), "left": done.left}
    journal.enter(act="calendar", actor_id=actor_id, at=at, facts=facts | counts)
