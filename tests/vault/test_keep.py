import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fengdan import keep
from fengdan.keep import kept


def left_over(place: Path) -> list[str]:
    return sorted(path.name for path in place.parent.iterdir())


def test_made_once_kept_whole_and_only_its_owner_reads_it(tmp_path):
    place = tmp_path / "safe" / "secret"
    assert kept(place, lambda: "枫") == "枫"
    assert kept(place, lambda: pytest.fail("made twice")) == "枫"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert left_over(place) == ["secret"]


def test_what_is_there_already_is_not_touched(tmp_path):
    place = tmp_path / "secret"
    place.write_text("old")
    before = place.stat()
    assert kept(place, lambda: "new") == "old"
    assert place.stat() == before


def test_first_of_two_wins(tmp_path):
    place = tmp_path / "secret"

    def late() -> str:
        assert kept(place, lambda: "first") == "first"
        return "second"

    assert kept(place, late) == "first"
    assert place.read_text() == "first"
    assert left_over(place) == ["secret"]


def test_on_the_disk_before_anybody_can_find_it(tmp_path, monkeypatch):
    place, seen = tmp_path / "secret", []
    real_link, real_sync = os.link, os.fsync

    def link(draft, path):
        assert Path(draft).read_text() == "whole"
        assert Path(draft).parent == place.parent  # a link reaches no further than its own disk
        seen.append("link")
        real_link(draft, path)

    def sync(descriptor):
        seen.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        assert place.exists() == (seen[-1] == "folder")
        real_sync(descriptor)

    monkeypatch.setattr(keep.os, "link", link)
    monkeypatch.setattr(keep.os, "fsync", sync)
    assert kept(place, lambda: "whole") == "whole"
    assert seen == ["file", "link", "folder"]


def test_nothing_is_kept_of_what_could_not_be_made(tmp_path):
    place = tmp_path / "secret"
    with pytest.raises(ZeroDivisionError):
        kept(place, lambda: str(1 // 0))
    assert not place.exists()
    assert kept(place, lambda: "made at last") == "made at last"


def test_many_processes_at_once_read_one_and_the_same(tmp_path):
    place = tmp_path / "safe" / "secret"
    program = (
        "import secrets, sys; from pathlib import Path; from fengdan.keep import kept;"
        " print(kept(Path(sys.argv[1]), lambda: secrets.token_hex(5000)))"
    )
    command = [sys.executable, "-c", program, str(place)]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    told = {worker.communicate()[0].strip() for worker in workers}
    assert [worker.returncode for worker in workers] == [0] * 6
    assert told == {place.read_text()}
    assert len(place.read_text()) == 10_000
    assert left_over(place) == ["secret"]
