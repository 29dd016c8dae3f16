"""`bin/fengdan route`: what a person at the terminal reads, what a script reads, and the exit code."""

import json

import pytest

from fengdan.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(fengdan):
    return lambda words: fengdan(f"route {words}")


def test_the_unit_and_why_in_words(run):
    code, said, complained = run("--item 02 --town 621122100")
    assert (code, complained) == (0, "")
    assert said.splitlines() == [
        "陇西县巩昌镇社会治安综合治理中心（town-621122100）",
        "邻里纠纷，县一级受理，现场来访，风险蓝（一般）。按第 R11 条：邻里纠纷属地管理，由所在乡镇就近调解。",
    ]


def test_those_who_help_are_named(run):
    code, said, complained = run("--item 07 --town 621122100201")
    assert (code, complained) == (0, "")
    unit, _reason, helpers = said.splitlines()
    assert unit == f"{Unit.objects.get(pk='dept-land')}（dept-land）"
    names = [Unit.objects.get(pk=code).name for code in ("dept-agriculture", "dept-forestry")]
    assert helpers == "配合：" + "、".join(names)


def test_a_script_reads_one_document(run):
    code, said, complained = run("--item 07 --town 621122100 --json")
    assert (code, complained) == (0, "")
    assert said.count("\n") == 1
    assert json.loads(said) == {
        "unit": "dept-land",
        "unit_name": Unit.objects.get(pk="dept-land").name,
        "kind": "department",
        "level": "county",
        "rule": "R12",
        "why": [
            "山林土地纠纷，县一级受理，现场来访，风险蓝（一般）。",
            "按第 R12 条：谁主管谁负责，土地、征拆纠纷由主管部门办理。",
        ],
        "supporting": ["dept-agriculture", "dept-forestry"],
        "versions": {"routing": "1"},
    }


@pytest.mark.parametrize(
    ("words", "unit", "rule"),
    [
        ("--item 02 --town 621122100201 --level village", "village-621122100201", "R05"),
        ("--item 02 --town 621122100201 --level grid --source patrol --risk orange", "town-621122100", "R04"),
        ("--item 02 --town 621122100201 --source petition", "team-04", "R07"),
        ("--item B1 --town 621122100 --risk red", "centre", "R01"),
    ],
)
def test_level_source_and_risk_may_be_said(words, unit, rule, run):
    code, said, _ = run(f"{words} --json")
    answer = json.loads(said)
    assert (code, answer["unit"], answer["rule"]) == (0, unit, rule)


@pytest.mark.parametrize("more", ["", " --json"])
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--item 02 --town 621122999", "没有代码为 621122999 的乡镇或村，请核对。\n"),
        ("--item 02 --town 621122", "没有代码为 621122 的乡镇或村，请核对。\n"),
        ("--item 99 --town 621122100", "没有代码为 99 的类型，请核对。\n"),
    ],
)
def test_what_the_county_does_not_have_is_refused_with_a_sentence(words, says, more, run):
    assert run(words + more) == (1, "", says)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "--item 02",
        "--town 621122100",
        "--item 02 --town 621122100 --level country",
        "--item 02 --town 621122100 --source letter",
        "--item 02 --town 621122100 --risk green",
        "--item 02 --town 621122100 more",
    ],
)
def test_wrong_usage_is_told_apart_from_a_refusal(words, run, capsys):
    with pytest.raises(SystemExit) as exit_:
        run(words)
    assert exit_.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("usage: fengdan ")


def test_a_choice_that_is_none_is_answered_with_those_there_are_as_they_are_typed(run, capsys):
    with pytest.raises(SystemExit):
        run("--item 02 --town 621122100 --risk green")
    told = capsys.readouterr().err
    assert all(risk in told for risk in ("blue", "yellow", "orange", "red"))
    assert "<" not in told.rpartition("error:")[2]


def test_the_help_tells_what_may_be_said(run, capsys):
    with pytest.raises(SystemExit) as exit_:
        run("--help")
    assert exit_.value.code == 0
    told = capsys.readouterr().out
    assert "{grid,village,township,county}" in told
    assert "乡镇（9 位）或村（12 位）代码" in told
