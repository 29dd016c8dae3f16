"""备份: the administrator and the director see when, how big and how the last drill ended; nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fengdan.backup.header import Header
from fengdan.journal.write import enter
from fengdan.people.models import User
from tests.web.reader import read

pytestmark = pytest.mark.django_db
PAGE = "/manage/backups/"


@pytest.fixture(autouse=True)
def room(tmp_path, settings):
    settings.BACKUPS = tmp_path / "backups"
    settings.DATA = tmp_path


def see(username: str):
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client.get(PAGE)


@pytest.mark.parametrize("username", ["admin", "director"])
def test_before_the_first_backup_it_says_what_to_do(username):
    page = read(see(username))
    assert "还没有。请运维人员运行 bin/fengdan backup" in page.text_of["last"]
    assert "还没有备份" in page.text_of["backups"]


def test_what_there_is(room, settings):
    now = timezone.now()
    header = Header(
        "0.1.0", "sqlite", 3, "621122", "2026-11-24T02:00:00+08:00", 1, 2, "ab", 0, 0, {}, "k", "m", "00" * 32
    )
    settings.BACKUPS.mkdir()
    (settings.BACKUPS / "daily-20261124.fengdan").write_bytes(header.packed() + b"x" * 2_000_000)
    (settings.BACKUPS / "broken.fengdan").write_bytes(b"half")
    enter(act="backup", actor_id="system", at=now)
    enter(act="drill", actor_id="system", at=now - timedelta(hours=1), facts={"ok": True})
    answer = see("admin")
    page = read(answer)
    listed = " ".join(page.text_of["backups"].split())
    assert "现有备份 1 份" in listed
    assert "daily-20261124.fengdan" in listed
    assert "2.0 MB" in listed
    assert "2 步" in listed
    assert "没有通过" not in page.text_of["last"]
    assert b"broken" not in answer.content
    enter(act="drill", actor_id="system", at=now, facts={"ok": False})
    assert "最后一次演练没有通过" in read(see("admin")).text_of["last"]


def test_why_the_last_one_failed(settings):
    (settings.DATA / "backup.failed").write_text("2026-11-24T02:00:00+08:00\n磁盘空间不足", encoding="utf-8")
    assert "自动备份没有成功：磁盘空间不足" in read(see("admin")).text_of["last"]


@pytest.mark.parametrize("username", ["clerk", "auditor", "security"])
def test_nobody_else(username):
    assert see(username).status_code == 404
    assert Client().get(PAGE).status_code in {302, 404}
