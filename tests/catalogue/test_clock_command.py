"""`bin/fengdan clock`: what a person at the terminal reads, what a script reads, and the exit code."""

import json

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(fengdan):
    return lambda words: fengdan(f"clock {words}")


def test_each_day_says_whether_it_counts_and_why(run):
    code, said, complained = run("--from 2026-11-26T09:30 --limit 3wd")
    assert (code, complained) == (0, "")
    assert said.splitlines() == [
        "3个工作日，到 2026-12-01 18:00 为止",
        "2026-11-26 周四 不计　起始日不计入",
        "2026-11-27 周五 计　工作日",
        "2026-11-28 周六 不计　周末",
        "2026-11-29 周日 不计　周末",
        "2026-11-30 周一 计　工作日",
        "2026-12-01 周二 计　工作日",
    ]


def test_a_script_reads_one_document(run):
    code, said, complained = run("--from 2026-02-13 --limit 2wd --json")
    assert (code, complained, said.count("\n")) == (0, "", 1)
    told = json.loads(said)
    assert list(told) == ["due", "provisional", "days"]
    assert (told["due"], told["provisional"]) == ("2026-02-24T18:00:00+08:00", False)
    assert told["days"][0] == {"date": "2026-02-13", "counts": False, "why": "起始日不计入"}
    assert [day["date"] for day in told["days"] if day["counts"]] == ["2026-02-14", "2026-02-24"]
    assert told["days"][1]["why"] == "调休上班日"
    assert {day["why"] for day in told["days"][2:-1]} == {"法定节假日放假"}


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("--from 2026-02-13 --limit 5wd", "2026-02-27"),
        ("--from 2026-04-30 --limit 5wd", "2026-05-11"),
        ("--from 2026-09-18 --limit 1wd", "2026-09-20"),
        ("--from 2026-01-20 --limit 30d", "2026-02-24"),
        ("--from 2026-01-20 --limit 30d --no-roll", "2026-02-19"),
    ],
)
def test_make_up_workdays_and_holidays_count_as_the_notice_of_2026_has_them(run, asked, due):
    assert json.loads(run(f"{asked} --json")[1])["due"] == f"{due}T18:00:00+08:00"


def test_the_safe_date_does_not_roll(run):
    asked = "--from 2026-09-01 --limit 30d --json"
    rolled, safe = (json.loads(run(words)[1])["due"] for words in (asked, f"{asked} --no-roll"))
    assert (safe, rolled) == ("2026-10-01T18:00:00+08:00", "2026-10-08T18:00:00+08:00")


def test_another_zone_is_told_in_the_countys(run):
    assert json.loads(run("--from 2026-11-26T23:00+00:00 --limit 1h --json")[1])["due"] == "2026-11-27T08:00:00+08:00"


def test_a_year_without_a_calendar_makes_it_provisional(run):
    _, said, _ = run("--from 2031-01-02 --limit 1wd")
    assert said.startswith("1个工作日，到 2031-01-03 18:00 为止（暂定：当年日历未公布）\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--from gestern --limit 3wd", "开始时间“gestern”看不懂：请写成 2026-02-12 或 2026-02-12T09:30。\n"),
        ("--from 9999-12-31 --limit 3wd", "开始时间“9999-12-31”应在 1990 年到 2100 年之间，请改正。\n"),
        ("--from 2026-02-12 --limit 3", "时限“3”看不懂：应为整数加单位"),
        ("--from 2026-02-12 --limit 0d", "时限"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(run, words, sentence):
    code, said, complained = run(words)
    assert (code, said) == (1, "")
    assert complained.startswith(sentence)
