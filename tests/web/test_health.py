"""/healthz, as whoever runs the machine asks it each minute: what stands, what is late, and nothing of anybody."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from fengdan.backup.schedule import run_if_due
from fengdan.journal.write import enter
from fengdan.loops.models import Beat
from fengdan.loops.pulse import pulse
from fengdan.loops.rounds import DELIVER, TICK
from fengdan.matters.envelopes import deliver_once
from fengdan.matters.models import Event
from fengdan.outbox.models import Delivery, Letter
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NO_SWEEP = "还没有扫过时限，或者已经停了 5 分钟以上"
NO_ROUND = "还没有发过信件，或者已经停了 5 分钟以上"
WAITS = "有信件等了半小时以上没有发出"
NO_BACKUP = "最近一天没有备份"
BACKUP_FAILED = "上一次备份失败"
DRILL_FAILED = "上一次恢复演练失败"
CLOCK = "时钟比最近一步办理记录还早，可能被拨回"
FIELDS = {
    *("ok", "version", "engine", "calendar_year", "triggers"),
    *("last_tick", "last_delivery", "oldest_letter_minutes", "last_backup", "last_drill", "warnings"),
}


@pytest.fixture(autouse=True)
def room(tmp_path, settings):
    """A data directory of one's own: what failed before is written there."""
    settings.DATA, settings.BACKUPS = tmp_path, tmp_path / "backups"
    return tmp_path


def asked():
    answer = Client().get("/healthz")
    return answer.status_code, answer.json()


def beat(at, *names, note=""):
    for name in names or (TICK, DELIVER):
        Beat.objects.update_or_create(name=name, defaults={"at": at, "note": note})


def all_well(at):
    beat(at)
    enter(act="backup", actor_id="system", at=at)
    enter(act="drill", actor_id="system", at=at, facts={"ok": True})


def test_right_after_the_first_start_it_serves_and_names_what_has_not_been_yet():
    code, told = asked()
    assert (code, told["ok"], told["triggers"]) == (200, True, "ok")
    assert told.keys() == FIELDS
    assert [told[name] for name in FIELDS if name.startswith(("last", "oldest"))] == [None] * 5
    assert told["warnings"] == [NO_SWEEP, NO_ROUND, NO_BACKUP]


def test_while_everything_runs_it_says_when_and_warns_of_nothing():
    now = timezone.now()
    all_well(now)
    code, told = asked()
    assert (code, told["ok"], told["warnings"], told["engine"]) == (200, True, [], connection.vendor)
    for name in ("last_tick", "last_delivery", "last_backup", "last_drill"):
        assert datetime.fromisoformat(told[name]) == now.replace(microsecond=now.microsecond // 1000 * 1000)
    assert told["oldest_letter_minutes"] is None


@pytest.mark.parametrize(("loop", "said"), [(TICK, NO_SWEEP), (DELIVER, NO_ROUND)])
def test_a_loop_that_stands_still_is_named_and_pages_are_served_all_the_same(loop, said):
    now = timezone.now()
    all_well(now)
    beat(now - HOUR, loop)
    code, told = asked()
    assert (code, told["ok"], told["warnings"]) == (200, True, [said])


@pytest.mark.parametrize(
    ("what", "longest", "said"),
    [
        (lambda at: beat(at, TICK), 5 * MINUTE, NO_SWEEP),
        (lambda at: beat(at, DELIVER), 5 * MINUTE, NO_ROUND),
        (lambda at: enter(act="backup", actor_id="system", at=at), 26 * HOUR, NO_BACKUP),
    ],
)
def test_how_long_ago_it_may_have_been(what, longest, said):
    what(MORNING)
    assert said not in pulse(MORNING + longest).warnings
    assert said in pulse(MORNING + longest + timedelta(seconds=1)).warnings


def test_what_keeps_a_loop_from_its_work_is_told_in_its_own_words():
    now = timezone.now()
    all_well(now)
    beat(now, "backup", note="磁盘已满，备份没有做成。")
    assert asked()[1]["warnings"] == ["磁盘已满，备份没有做成。"]


def test_a_letter_that_no_machine_brings_out_is_told_by_its_age():
    all_well(MORNING)
    Letter.objects.all().delete()
    Walk(at=MORNING).register()
    written = Letter.objects.earliest("written_at").written_at
    on_time, late = pulse(written + 30 * MINUTE), pulse(written + 31 * MINUTE)
    assert (on_time.oldest_letter_minutes, WAITS in on_time.warnings) == (30, False)
    assert (late.oldest_letter_minutes, WAITS in late.warnings) == (31, True)


def test_one_of_which_nobody_knows_the_end_waits_until_a_person_decides(settings, room):
    settings.SMS_DIR = room / "sms"
    Walk(at=MORNING).register()
    deliver_once(MORNING)
    assert pulse(MORNING + HOUR).oldest_letter_minutes is None
    Delivery.objects.update(state="unknown", ended_at=None, problem="restored")
    assert (pulse(MORNING + HOUR).oldest_letter_minutes, WAITS in pulse(MORNING + HOUR).warnings) == (60, True)


def test_a_backup_that_failed_is_told_until_one_succeeds(settings, room):
    night = MORNING + timedelta(days=1)
    settings.BACKUPS.write_text("no folder")
    with pytest.raises(Refused):
        run_if_due(night)
    assert BACKUP_FAILED in asked()[1]["warnings"]
    settings.BACKUPS.unlink()
    assert run_if_due(night + HOUR)
    told = pulse(night + HOUR)
    assert (told.last_backup, BACKUP_FAILED in told.warnings) == (night + HOUR, False)


def test_a_drill_that_failed_is_told_and_the_last_one_that_went_well_keeps_its_moment():
    enter(act="drill", actor_id="system", at=MORNING, facts={"ok": True})
    enter(act="drill", actor_id="system", at=MORNING + HOUR, facts={"ok": False})
    told = pulse(MORNING + 2 * HOUR)
    assert (told.last_drill, DRILL_FAILED in told.warnings) == (MORNING, True)
    enter(act="drill", actor_id="system", at=MORNING + 3 * HOUR, facts={"ok": True})
    told = pulse(MORNING + 4 * HOUR)
    assert (told.last_drill, DRILL_FAILED in told.warnings) == (MORNING + 3 * HOUR, False)


def test_a_clock_that_was_set_back_is_told_by_what_was_typed_and_by_the_last_rounds():
    beat(MORNING)
    assert CLOCK not in pulse(MORNING - MINUTE).warnings
    assert CLOCK in pulse(MORNING - MINUTE - timedelta(seconds=1)).warnings
    Beat.objects.all().delete()
    Walk(at=MORNING).register()
    typed = Event.objects.latest("id").recorded_at
    assert CLOCK not in pulse(typed - MINUTE).warnings
    assert CLOCK in pulse(typed - HOUR).warnings


def test_without_its_triggers_it_does_not_count_as_well():
    drop = "DROP TRIGGER fd_matters_event_no_update"
    with connection.cursor() as cursor:
        cursor.execute(drop if connection.vendor == "sqlite" else f"{drop} ON matters_event")
    code, told = asked()
    assert (code, told["ok"]) == (503, False)
    assert "fd_matters_event_no_update" in told["reason"]
    assert "triggers" not in told


def test_while_the_database_is_away_it_says_so_and_nothing_else():
    def gone(*_args):
        raise DatabaseError("password=secret")

    with connection.execute_wrapper(gone):
        code, told = asked()
    assert (code, told) == (503, {"ok": False, "reason": "数据库连不上"})


def test_it_holds_nothing_of_any_person_or_matter():
    walk = Walk().register().accept().assign()
    text = Client().get("/healthz").content.decode()
    for secret in ("王测一", "李测二", "13800000001", "漏水", walk.matter.code, walk.matter.pin, walk.matter.token):
        assert secret not in text
