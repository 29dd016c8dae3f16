"""PostgreSQL's programs: missing, too old, or failing, each is told in a sentence."""

import subprocess
import sys

import pytest

from fengdan.backup.engines import programs
from fengdan.backup.engines.programs import program, running
from fengdan.rulebook.errors import Refused


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Put a pg_dump of a version where Debian would, on a machine that has no other."""
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))

    def put(version):
        path = tmp_path / version / "bin" / "pg_dump"
        path.parent.mkdir(parents=True)
        path.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.4 (Debian {version}.4-1)'\n")
        path.chmod(0o755)
        return str(path)

    return put


def test_the_newest_is_taken(machine):
    paths = [machine(version) for version in ("9", "15", "17")]
    assert program("pg_dump", 15) == paths[-1]


def test_missing(machine):
    with pytest.raises(Refused, match=r"没有 pg_dump.*请安装 postgresql-client-16"):
        program("pg_dump", 16)


def test_older_than_the_server(machine):
    machine("15")
    with pytest.raises(Refused, match="pg_dump 是 15 版，比数据库服务器的 16 版旧"):
        program("pg_dump", 16)


def test_a_failure_is_told_in_its_own_last_words():
    failing = [sys.executable, "-c", "raise SystemExit('no such host')"]
    with running(failing, {}, stdout=subprocess.PIPE) as work, pytest.raises(Refused, match="没有完成：no such host。"):
        work.finish("导出没有完成")


def test_none_outlives_its_block():
    with running([sys.executable, "-c", "input()"], {}, stdin=subprocess.PIPE) as work:
        assert work.process.poll() is None
    assert work.process.poll() is not None
