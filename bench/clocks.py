"""T1–T3, in this process: the sweep by what is stored, by what is due, and a calendar over all that runs."""

import time
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.batch import _row
from bench.cpu import Cpu
from fengdan.catalogue.county.calendar import published
from fengdan.catalogue.county.files import Row
from fengdan.catalogue.county.one_year import YearFile
from fengdan.catalogue.models import CalendarYear
from fengdan.matters.calendars import load
from fengdan.matters.models import Clock, Supervision
from fengdan.matters.tick import tick
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.waiting import SIGN

ROUNDS, DUE = 10, 100
CLOSES = ("18:00", "17:30")

# what a sweep of these comes to, without asking or checking anything: an event, three letters, a draft of a 督办 and
# the clock of its signature each, as long as those the sweep writes
BULK = (
    """
    INSERT INTO matters_event (matter_id, seq, step, stage_before, stage_after, holder, at, recorded_at, actor_id, role,
        on_behalf_of, facts, digests, versions, once, prev_hash, hash)
    SELECT m.id, m.version + 1, 'escalate', m.stage, m.stage, m.holder_id, %(at)s, %(at)s, 'clock', 'clock', '',
        %(facts)s, %(digests)s, %(versions)s, NULL, e.hash, e.hash
    FROM matters_matter m JOIN matters_event e ON e.matter_id = m.id AND e.seq = m.version
    WHERE m.id IN (SELECT matter_id FROM matters_clock WHERE stopped_at IS NULL AND rung_at <= %(at)s)
    """,
    """
    INSERT INTO outbox_letter (to_unit, to_role, template, about, matter_id, matter_seq, written_at)
    SELECT 'centre', roles.role, roles.template, c.name, m.id, m.version + 1, %(at)s
    FROM matters_matter m JOIN matters_clock c ON c.matter_id = m.id AND c.stopped_at IS NULL AND c.rung_at <= %(at)s
    CROSS JOIN (SELECT 'duty' AS role, 'escalate' AS template UNION ALL SELECT 'supervisor', 'escalate'
        UNION ALL SELECT 'director', 'draft_supervision') roles
    """,
    """
    UPDATE matters_matter SET version = version + 1, last_at = %(at)s
    WHERE id IN (SELECT matter_id FROM matters_clock WHERE stopped_at IS NULL AND rung_at <= %(at)s)
    """,
    """
    INSERT INTO matters_supervision (salt, matter_id, kind, fault, clock, unit_id, facts, demand, reply_limit,
        drafted_at, drafted_by, number, issued_by, on_behalf_of, status, reply, replied_by, judged_by, comment)
    SELECT 'salt', m.id, 'order', 'not_handled', c.name, m.holder_id, %(words)s, %(words)s, '3wd',
        %(at)s, 'clock', '', '', '', 'draft', %(none)s, '', '', %(none)s
    FROM matters_matter m JOIN matters_clock c ON c.matter_id = m.id AND c.stopped_at IS NULL AND c.rung_at <= %(at)s
    """,
    """
    INSERT INTO matters_clock (matter_id, name, started_at, due_at, provisional, "limit", version, value, rolls, pauses,
        paused, rung, rung_at)
    SELECT c.matter_id, 'sign_supervision', %(at)s, %(later)s, %(no)s, 'sign_supervision', 1, '1wd', %(yes)s, %(no)s,
        %(no)s, 'remind', %(later)s
    FROM matters_clock c WHERE c.stopped_at IS NULL AND c.rung_at <= %(at)s
    """,
    "UPDATE matters_clock SET rung = '', rung_at = NULL WHERE stopped_at IS NULL AND rung_at <= %(at)s",
)
FACTS = (
    '{"clock": "take", "due": "2026-11-27T10:00:00+00:00", "to": "centre", "as": "duty", "person": "3", '
    '"supervision": 12345, "kind": "order", "unit": "team-16", "signer": "director", "clocks": {}}'
)
DIGESTS = '{"supervision:12345": "' + "0" * 64 + '"}'
WORDS = "到期一直没有办理，也没有说明原因，请在期限内办理并回复。" * 4
VERSIONS = (
    '{"program": "0.1.0", "calendar": "2025.1,2026.1", "limits": "accept.1,archive.1,assign.1,follow_up.1,take.1"}'
)


def among(cpu: Cpu) -> dict[str, float]:
    """100 matters due at a time, among all that are stored."""
    ids, random = _one_clock_each(), Random(5)
    _ahead()
    rounds = [random.sample(ids, DUE) for _ in range(ROUNDS + 1)]
    _sweep(rounds.pop())
    spent, took, taken = [0.0, 0.0], 0.0, 0
    for due in rounds:
        now = _make_due(due)
        before, began = cpu.spent(), time.perf_counter()
        taken += _taken(now)
        took += time.perf_counter() - began
        spent = [sum(each) for each in zip(spent, cpu.spent(), [-value for value in before], strict=True)]
    return _row(taken, took, (0.0, 0.0), (spent[0], spent[1]))


def together(cpu: Cpu) -> dict[str, Any]:
    """Every matter with a running clock due, against one bulk SQL of the same effect in the same tables."""
    ids = _one_clock_each()
    found = {}
    for who in ("ours", "bare"):
        Supervision.objects.filter(status="draft").delete()
        Clock.objects.filter(name=SIGN).delete()
        _ahead()
        now = _make_due(ids)
        before, began = cpu.spent(), time.perf_counter()
        n = _taken(now) if who == "ours" else _bulk(now)
        found[who] = _row(n, time.perf_counter() - began, before, cpu.spent())
    return found


def calendar(cpu: Cpu) -> dict[str, Any]:
    """The office closes half an hour earlier: nearly every running date of the year moves."""
    newest = {row.year: row for row in CalendarYear.objects.order_by("year", "version")}
    year = max(newest)
    lines = [
        line | {"value": line["value"].replace(*CLOSES)} if line["kind"] == "hours" else line
        for line in newest[year].rows
    ]
    rows = [Row(f"{year}.csv", number, line) for number, line in enumerate(lines, start=2)]
    published(rows)  # it must be one
    before, began = cpu.spent(), time.perf_counter()
    done = load(YearFile(year, rows), timezone.now())[1]
    took = time.perf_counter() - began
    matters = len({line.code for line in done.moved})
    return {"ours": _row(matters, took, before, cpu.spent()) | {"seconds": round(took, 1), "dates": len(done.moved)}}


def _one_clock_each() -> list[int]:
    """A running clock of every matter that has one."""
    running = Clock.objects.filter(stopped_at=None).order_by("matter_id", "id").values_list("matter_id", "id")
    return list(dict(running).values())


def _ahead() -> None:
    """Nothing is due."""
    Clock.objects.filter(stopped_at=None).update(rung="remind", rung_at=timezone.now() + timedelta(days=365))
    _tidy()


def _make_due(ids: list[int]) -> datetime:
    """The last rung of these clocks; returns the moment as of which they are due."""
    now = timezone.now().astimezone(ZONE)
    Clock.objects.filter(pk__in=ids).update(rung="escalate", rung_at=now)
    _tidy()
    return now


def _tidy() -> None:
    """What the preparations leave behind is not measured."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE matters_clock" if connection.vendor == "postgresql" else "ANALYZE")


def _sweep(ids: list[int]) -> None:
    _taken(_make_due(ids))


def _taken(now: datetime) -> int:
    done = tick(now)
    if done.failed:
        raise SystemExit(f"the sweep failed at {done.failed[:3]}")
    return sum(done.taken.values())


def _bulk(now: datetime) -> int:
    field = Supervision._meta.get_field("facts")  # noqa: SLF001 - documented meta
    words, none = (field.get_db_prep_save(text, connection) for text in (WORDS, ""))
    given = {"at": now.astimezone(ZONE).isoformat(sep=" "), "facts": FACTS, "digests": DIGESTS}
    later = (now + timedelta(days=1)).astimezone(ZONE).isoformat(sep=" ")
    given |= {"later": later, "yes": True, "no": False, "versions": VERSIONS, "words": words, "none": none}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in BULK:
            cursor.execute(statement, given)
        return int(cursor.rowcount)
