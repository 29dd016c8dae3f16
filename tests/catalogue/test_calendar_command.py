"""`bin/fengdan calendar load`: what is refused and with which line, what is listed, asked, applied, told."""

import json
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from fengdan.catalogue.county import drafts
from fengdan.catalogue.county.load import load
from fengdan.catalogue.models import CalendarYear
from fengdan.journal.models import Entry
from fengdan.matters.calendars import publish_county
from fengdan.matters.models import Clock, Event
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.calendars import ZONE
from tests.cast import Walk, actor
from tests.catalogue import small
from tests.matters.calendars import NEXT, rows_of, written

pytestmark = pytest.mark.django_db
HOLIDAY = ("off", "2026-12-02", "临时放假", "假定")
FIRST_OF_DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)


@pytest.fixture
def run(fengdan):
    return lambda path, more="": fengdan(f"calendar load {path} {more}".strip())


def one_running():
    """Two limits of one working day that end on 2 December, and one of thirty days into January."""
    return Walk(at=FIRST_OF_DECEMBER).register().accept().matter


WRONG = {
    "a gap": (
        "2028.csv",
        [(kind, value.replace("2027", "2028"), *rest) for kind, value, *rest in NEXT],
        "2028.csv：2028 年与已公布的年份不相接：2027 年还没有日历。请先载入 2027 年的日历。",
    ),
    "off and worked": ("2026.csv", [*rows_of(), ("work", "2026-10-03", "", "假定")], "第 44 行“value”列：“2026-10-03”"),
    "a date twice": ("2026.csv", [*rows_of(), ("off", "2026-10-03", "", "假定")], "重复。每个日期只能出现一次"),
    "hours overlap": (
        "2027.csv",
        [*NEXT, ("hours", "17:00-19:00", "", "假定")],
        "“17:00-19:00”与第 4 行的“14:30-18:00”",
    ),
    "hours end before they begin": (
        "2027.csv",
        [*NEXT, ("hours", "21:00-19:00", "", "假定")],
        "“21:00-19:00”结束早于开始",
    ),
    "a date of another year": (
        "2027.csv",
        [*NEXT, ("off", "2026-12-31", "", "假定")],
        "第 16 行“value”列：2026-12-31 不在 2027 年",
    ),
    "a day that is none": ("2027.csv", [*NEXT, ("off", "2027-02-30", "", "假定")], "“2027-02-30”不是日期"),
    "file and dates disagree": ("2027.csv", rows_of(), "2026-01-01 不在 2027 年"),
    "no year": ("next.csv", NEXT, "next.csv：文件名应为四位年份"),
    "a year that is none": ("0027.csv", NEXT, "0027.csv：文件名应为四位年份（1990 到 2100）"),
    "no notice": ("2027.csv", NEXT[1:], "应有且只有一行 notice"),
    "no lines": ("2027.csv", [], "没有一行数据"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_makes_no_calendar_is_refused_with_its_line_and_nothing_is_loaded(run, tmp_path, what):
    name, rows, says = WRONG[what]
    code, said, complained = run(written(tmp_path, rows, name), "--yes")
    assert (code, said) == (1, "")
    assert says in complained
    assert CalendarYear.objects.count() == 2
    assert not Entry.objects.filter(act="calendar").exists()


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    assert run(tmp_path / "2027.csv")[2].endswith("2027.csv：缺少这个文件。请补上该文件。\n")


def test_the_same_again_is_said_so_and_nothing_is_done(run, tmp_path):
    code, said, complained = run(written(tmp_path, rows_of()))
    assert (code, said, complained) == (0, "2026 年的日历与现行的相同，没有改动。\n", "")
    assert CalendarYear.objects.count() == 2


def test_without_anybody_to_ask_it_lists_and_refuses(run, tmp_path):
    matter = one_running()
    code, said, complained = run(written(tmp_path, [*rows_of(), HOLIDAY]))
    assert code == 1
    assert said.splitlines() == [
        "calendar/2026.csv 2026-12-02：新增 off，2026-12-02，临时放假，假定",
        f"{matter.code} 首次回应 2026-12-02 18:00 → 2026-12-03 18:00 陇西县社会治安综合治理中心",
        f"{matter.code} 本级期限（五级九天） 2026-12-03 18:00 → 2026-12-04 18:00 陇西县社会治安综合治理中心",
        f"{matter.code} 派单 2026-12-02 18:00 → 2026-12-03 18:00 陇西县社会治安综合治理中心",
        "3 个时限改日期，0 个由暂定变为确定。",
    ]
    assert complained == "2026 年的日历没有载入，时限没有变动。要载入请加 --yes。\n"
    assert not Event.objects.filter(step="recount").exists()
    assert CalendarYear.objects.count() == 2


class Terminal:
    """Somebody at a terminal, who answers."""

    def __init__(self, answer):
        self.answer = answer

    def isatty(self):
        return True

    def readline(self):
        return self.answer


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("是\n", 0), ("\n", 1), ("n\n", 1), ("", 1)])
def test_somebody_at_a_terminal_is_asked(run, tmp_path, monkeypatch, answer, code):
    matter = one_running()
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    ended, _, complained = run(written(tmp_path, [*rows_of(), HOLIDAY]))
    assert ended == code
    assert complained.startswith("载入 2026 年的日历并改动以上时限吗？[y/N] ")
    moved = matter.clocks.get(name="assign").due_at.astimezone(ZONE).day
    assert (moved, CalendarYear.objects.count()) == ((3, 3) if code == 0 else (2, 2))


def test_a_script_reads_one_document(run, tmp_path):
    matter = one_running()
    code, said, complained = run(written(tmp_path, [*rows_of(), HOLIDAY]), "--yes --json")
    assert (code, complained, said.count("\n")) == (0, "", 1)
    told = json.loads(said)
    assert told | {"moved": [], "confirmed": []} == {
        "year": 2026,
        "applied": True,
        "changes": 1,
        "left_alone": 0,
        "moved": [],
        "confirmed": [],
    }
    assert {each["limit"] for each in told["moved"]} == {"first_reply", "assign", "ladder"}
    assert told["moved"][0] | {"limit": ""} == {
        "code": matter.code,
        "limit": "",
        "was": "2026-12-02T18:00:00+08:00",
        "becomes": "2026-12-03T18:00:00+08:00",
        "provisional": False,
        "holder": "centre",
    }
    (entry,) = Entry.objects.filter(act="calendar")
    assert (entry.actor_id, entry.facts["moved"], entry.facts["to"]) == ("system", 3, "2025.1,2026.2")


def test_without_consent_a_script_is_told_what_would_move(run, tmp_path):
    one_running()
    code, said, complained = run(written(tmp_path, [*rows_of(), HOLIDAY]), "--json")
    assert (code, json.loads(said)["applied"], len(json.loads(said)["moved"])) == (1, False, 3)
    assert complained


def test_a_date_into_a_year_without_a_calendar_is_sure_once_it_is_loaded_and_nobody_is_written_to(run, tmp_path):
    matter = Walk(at=FIRST_OF_DECEMBER + timedelta(days=7)).register().accept().matter
    mediation = matter.clocks.get(name="mediation")
    assert mediation.provisional
    code, said, _ = run(written(tmp_path, NEXT, "2027.csv"), "--yes")
    assert code == 0
    assert f"{matter.code} 调解期限 2027-01-07 18:00 由暂定变为确定" in said
    assert said.endswith("2027 年的日历已载入：0 个时限改了日期并已通知，1 个由暂定变为确定。\n")
    mediation.refresh_from_db()
    assert not mediation.provisional
    assert not Letter.objects.filter(template="recount").exists()
    assert Event.objects.get(step="recount").facts["confirmed"] == ["mediation"]
    assert verify()["problems"] == []


def test_a_draft_of_the_county_with_another_calendar_moves_running_dates_too(run, tmp_path, fengdan):
    matter = one_running()
    county = small.reference(tmp_path / "county")
    written(county / "calendar", [*rows_of(), HOLIDAY])
    small.edit(county, "limits.csv", "assign", value="5wd")
    load(county, at=timezone.now())
    code, _, complained = fengdan("county publish")
    assert (code, complained) == (0, "")
    clocks = {clock.name: clock.due_at.astimezone(ZONE).day for clock in Clock.objects.filter(stopped_at=None)}
    assert (clocks["assign"], clocks["first_reply"]) == (3, 3)  # a limit that runs keeps its length
    assert matter.events.filter(step="recount").count() == 1
    assert verify()["problems"] == []


def test_a_draft_that_is_refused_moves_nothing(tmp_path):
    one_running()
    county = small.reference(tmp_path / "county")
    written(county / "calendar", [*rows_of(), HOLIDAY])
    draft = load(county, at=timezone.now()).draft
    publish_county(draft.pk, actor_id=actor("director").id, at=timezone.now())
    events = Event.objects.count()
    with pytest.raises(drafts.Refused):
        publish_county(draft.pk, actor_id=actor("director").id, at=timezone.now())
    assert Event.objects.count() == events
