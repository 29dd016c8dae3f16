"""`bin/fengdan county …`: what a person at the terminal reads, and the exit code a script sees."""

import argparse
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fengdan.catalogue.county import commands
from fengdan.catalogue.county.load import load_county
from fengdan.catalogue.models import Limit
from fengdan.rulebook.errors import Refused
from tests.catalogue import small

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return small.reference(tmp_path / "county")


@pytest.fixture
def run(capsys):
    """Run a county command; return its exit code, what it said and what it complained of."""

    def command(*words: object) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        commands.add(parser.add_subparsers())
        code = commands.run(parser.parse_args(["county", *map(str, words)]), AT)
        return (code, *capsys.readouterr())

    return command


def test_check_of_a_county_in_order(run, county):
    assert run("check", county) == (0, "县数据没有问题。\n", "")


def test_check_names_every_fault_and_says_how_a_file_was_read(run, county):
    small.edit(county, "limits.csv", "take", value="4工时")
    small.edit(county, "windows.csv", "W01", kind="常态")
    text = (county / "areas.csv").read_text(encoding="utf-8")
    (county / "areas.csv").write_text(text, encoding="gb18030")
    code, said, complained = run("check", county)
    assert (code, said) == (1, "areas.csv 不是 UTF-8，已按 GB18030 读取，请核对其中的汉字。\n")
    assert [line.split(" ")[0] for line in complained.splitlines()] == ["windows.csv", "limits.csv"]


def test_load_prints_the_difference_and_publish_applies_it(run, county):
    small.edit(county, "limits.csv", "take", value="8wh")
    code, said, _ = run("load", county)
    assert code == 0
    assert "limits.csv take value：4wh → 8wh\n" in said
    assert "已生成草稿，共 1 处改动，现行数据没有变动" in said
    assert run("publish") == (0, "已发布，改动 1 处。\n", "")
    assert Limit.objects.filter(code="take").latest("version").value == "8wh"
    assert run("load", county) == (0, "与现行数据相同，没有生成草稿。\n", "")


def test_discard(run, county):
    small.edit(county, "limits.csv", "take", value="8wh")
    run("load", county)
    assert run("discard") == (0, "已放弃草稿，县数据没有变动。\n", "")
    with pytest.raises(Refused, match="没有待发布的县数据草稿"):
        run("publish")
    with pytest.raises(Refused, match="没有待发布的县数据草稿"):
        run("discard")


def test_a_row_that_is_kept_is_said_and_makes_no_draft(run, county):
    room = small.rows(county, "rooms.csv")[-1]["code"]
    small.drop(county, "rooms.csv", code=room)
    code, said, _ = run("load", county)
    assert code == 0
    assert said == (f"rooms.csv {room}：文件中已没有这一行，系统继续保留\n与现行数据相比没有改动，没有生成草稿。\n")


def test_a_shortfall_is_printed_as_a_reminder(run, county):
    small.edit(county, "committees.csv", small.rows(county, "committees.csv")[0]["unit"], term_ends="2026-11-01")
    code, said, _ = run("load", county)
    assert code == 0
    assert said.startswith("提醒：committees.csv 第 2 行“term_ends”列：")


def test_export(run, tmp_path):
    code, said, _ = run("export", tmp_path / "out")
    assert (code, said) == (
        0,
        f"已导出 {len(list((tmp_path / 'out').glob('**/*.csv')))} 个文件到 {tmp_path / 'out'}。\n",
    )
    assert load_county(tmp_path / "out", at=AT).changes == 0


@pytest.mark.parametrize("words", [["load"], ["publish", "x"], ["mend", "x"], []])
def test_wrong_usage_is_told_apart_from_a_refusal(run, words):
    with pytest.raises(SystemExit) as exit_:
        run(*words)
    assert exit_.value.code == 2
