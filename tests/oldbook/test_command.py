"""`bin/fengdan import`: what an operator reads, and the exit code."""

import json

import pytest

from fengdan.__main__ import main
from fengdan.matters.models import Matter
from tests.oldbook.book import book, line, lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(tmp_path):
    def write(rows):
        file = tmp_path / "台账.xlsx"
        file.write_bytes(book(rows))
        return str(file)

    return write


def test_a_dry_run_changes_nothing_then_it_comes_in_and_not_again(register, capsys):
    file = register(lines(3))
    assert main(["import", file, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["rows"], told["imported"], Matter.objects.count()) == (True, 3, 0, 0)
    assert main(["import", file]) == 0
    assert capsys.readouterr().out == "导入了 3 行，已导入过 0 行。\n"
    assert main(["import", file]) == 0
    assert capsys.readouterr().out == "导入了 0 行，已导入过 3 行。\n"


def test_what_is_wrong_goes_to_stderr_and_the_exit_code_is_1(register, capsys):
    assert main(["import", register([line(1), line(2, 状态="差不多")])]) == 1
    out, err = capsys.readouterr()
    assert err.startswith("第 3 行“状态”：“差不多”不在列表里。")
    assert "没有导入任何一行" in out
    assert Matter.objects.count() == 0


def test_no_file_and_a_file_that_is_not_there(tmp_path, capsys):
    assert main(["import"]) == 1
    assert main(["import", str(tmp_path / "none.xlsx")]) == 1
    assert "读不到文件" in capsys.readouterr().err


def test_the_template_is_written(tmp_path):
    file = tmp_path / "模板.xlsx"
    assert main(["import", "--template", str(file)]) == 0
    assert file.read_bytes().startswith(b"PK")
