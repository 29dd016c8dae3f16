"""A backup made while people write, restored on another machine: equal to the last step."""

import json
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from fengdan.backup.drill import drill
from fengdan.backup.header import header_of
from fengdan.backup.make import backup
from fengdan.backup.restore import restore
from fengdan.backup.shelf import last
from fengdan.files import disk
from fengdan.matters.models import Event
from fengdan.rulebook.errors import Refused
from fengdan.terminal import megabytes
from tests.backup.conftest import attach, elsewhere
from tests.cast import MORNING, Walk

WRITERS, MATTERS_EACH = 3, 6


def test_backup_under_load_is_one_moment_and_restores_equal(room):
    """Writers attach files and walk matters; whatever moment the backup caught, all of that moment is there."""
    Walk().to_settled()
    attach(b"the first page")
    under_way, faults = threading.Barrier(WRITERS + 1, timeout=60), []

    def write():
        try:
            for number in range(MATTERS_EACH):
                attach(f"page {number}".encode())
                Walk().register().accept().assign()
                if number == 0:
                    under_way.wait()
        except Exception as fault:  # noqa: BLE001 - told by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    under_way.wait()
    made = backup(room / "busy.fengdan", MORNING)
    for writer in writers:
        writer.join()
    assert faults == []
    assert made.header.files > WRITERS
    assert made.header.missing == 0
    assert made.header.events >= 3 * WRITERS + Walk().to_settled().matter.version

    told = drill(made.path, MORNING)
    assert told["problems"] == []
    assert (told["ok"], told["matters"], told["events"], told["newest"]) == (
        True,
        made.header.matters,
        made.header.events,
        made.header.newest,
    )
    assert Event.objects.get(hash=told["newest"])
    assert Event.objects.count() > told["events"]
    assert [path.name for path in room.iterdir() if path.name.startswith((".", "drill-"))] == []
    assert last().drill_ok is True


def test_what_the_log_alone_holds_is_in_it(room):
    """SQLite writes to its log first, and into the file only by and by."""
    Walk().register().accept()
    newest = Event.objects.latest("id").hash
    if connection.vendor == "sqlite":
        assert newest.encode() not in Path(connection.settings_dict["NAME"]).read_bytes()
    assert backup(room / "a.fengdan", MORNING).header.newest == newest


def test_whoever_waits_hears_how_far_it_has_come(one, room):
    heard = []

    def tell(done, of):
        heard.append((done, of))

    def aloud(doing, unit):
        return lambda done, of: sys.stdout.write(f"{doing} {done}/{of} {unit}\n")

    size = megabytes(backup(room / "two.fengdan", MORNING, tell).size)
    assert heard[-1] == (size, size)
    assert {of for _, of in heard[:-1]} == {0}
    with elsewhere(room / "there") as there:
        code, said, complained = there.within(lambda: restore(one, MORNING, aloud) and 0)
    assert (code, complained) == (0, "")
    last_of = {line.split()[0]: line.split()[1:] for line in said.splitlines()}
    assert list(last_of) == ["正在检查备份", "正在恢复", "正在核对"]
    assert last_of["正在核对"] == ["1/1", "件"]
    assert last_of["正在检查备份"] == last_of["正在恢复"] == [f"{size}/{size}", "MB"]
    drill(one, MORNING, tell)
    assert heard[-1][0] == heard[-1][1] >= 0


def test_restored_on_another_machine_it_can_be_worked_on(one, room):
    header = header_of(one)
    with elsewhere(room / "there") as there:
        code, said, complained = there.run("restore", one)
        assert (code, said) == (0, "已恢复：事项 1 件，记录 2 步，核对无误。\n"), complained
        code, said, _ = there.run("verify", "--json")
        assert code == 0
        assert json.loads(said) == {"ok": True, "matters": 1, "events": header.events, "problems": []}
        (content,) = [path for path in there.data.glob("files/*/*") if path.is_file()]
        assert content.read_bytes() == disk.path_of(content.name).read_bytes()
        code, _, complained = there.run("restore", one)
        assert (code, complained.startswith("数据库不是空的")) == (1, True)


def test_attachments_already_there_stay(one, room):
    with elsewhere(room / "there") as there:
        (there.data / "files" / "ab").mkdir(parents=True)
        code, _, complained = there.run("restore", one)
        assert (code, "里已有附件" in complained) == (1, True)
        assert there.holds() == ["files"]


def test_attachment_whose_content_is_gone_is_told_and_found_by_the_drill(room, capsys):
    stored = attach(b"soon gone")
    disk.path_of(stored.place).unlink()
    made = backup(room / "a.fengdan", MORNING)
    assert (made.header.files, made.header.missing) == (0, 1)
    told = drill(made.path, MORNING)
    assert (told["ok"], told["problems"]) == (False, [f"附件 {stored.pk} 的文件不见了"])
    assert (last().drill_at, last().drill_ok) == (None, False)


def test_drill_without_any_backup_says_so(room):
    with pytest.raises(Refused, match="还没有备份"):
        drill(None, MORNING)
