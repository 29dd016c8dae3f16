"""Whoever waits at a terminal sees how far it has come; a file, a pipe or a loop gets nothing of it."""

import io
from contextlib import redirect_stderr

import pytest

from fengdan.__main__ import main
from fengdan.terminal import megabytes, progress
from tests.cast import Walk


class Terminal(io.StringIO):
    def isatty(self):
        return True


def lines(screen):
    """What stood on the screen, one after the other."""
    return [line.strip() for line in screen.getvalue().replace("\n", "\r").split("\r") if line.strip()]


def test_the_bar_grows_and_ends_its_line():
    tell = progress("正在核对", "件")
    with redirect_stderr(Terminal()) as screen:
        for done in range(4):
            tell(done, 3)
    told = lines(screen)
    assert [line.count("█") for line in told] == [0, 10, 20, 30]
    assert told[-1].endswith("3/3 件")
    assert screen.getvalue().endswith("\n")
    assert screen.getvalue().count("\n") == 1


def test_where_nobody_knows_how_much_there_is_it_counts_and_nothing_at_all_is_whole():
    tell = progress("正在备份", "MB")
    with redirect_stderr(Terminal()) as screen:
        tell(2, 0)
        tell(0, 0)
    assert lines(screen) == ["正在备份 2 MB", "正在备份 0 MB"]


def test_without_a_terminal_nothing_is_said():
    with redirect_stderr(io.StringIO()) as pipe:
        progress("正在核对")(1, 2)
    assert pipe.getvalue() == ""


def test_a_begun_megabyte_counts():
    assert [megabytes(count) for count in (0, 1, 1_000_000, 1_000_001)] == [0, 1, 1, 2]


@pytest.mark.django_db
def test_whoever_verifies_sees_the_matters_go_by():
    for _ in range(3):
        Walk().register()
    with redirect_stderr(Terminal()) as screen:
        assert main(["verify", "--json"]) == 0
    assert [line.split()[-2] for line in lines(screen)] == ["1/3", "2/3", "3/3"]
