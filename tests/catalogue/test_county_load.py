"""Loading a county at once: the first time, again, with changes, and with faults."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from fengdan.catalogue.county.apply import WHOLE
from fengdan.catalogue.county.load import load_county
from fengdan.catalogue.models import CalendarYear, Draft, Ladder, Limit, MatterType, RoutingTable
from fengdan.journal.models import Entry
from fengdan.people.demo import make_demo_accounts
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import POSTS
from fengdan.rulebook.errors import Refused
from fengdan.teams.accounts import mediator_accounts
from fengdan.teams.models import Committee, CommitteeMember, Mediator, Team, TeamMember
from fengdan.units.models import Area, DirectoryEntry, Liaison, Room, Unit, Window
from tests.catalogue import small

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 11, 23)
TABLES = (
    Area,
    Unit,
    Liaison,
    Window,
    Room,
    DirectoryEntry,
    Committee,
    CommitteeMember,
    Mediator,
    Team,
    TeamMember,
    MatterType,
    RoutingTable,
    Ladder,
    Limit,
    CalendarYear,
    Draft,
    Entry,
)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return small.reference(tmp_path / "county")


def everything() -> dict[str, list[dict[str, object]]]:
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in TABLES}


def test_reference_county() -> None:
    townships = Area.objects.filter(kind="township")
    assert (townships.count(), townships.filter(name__endswith="镇").count()) == (17, 12)
    assert Unit.objects.filter(kind="township").count() == 17
    assert Unit.objects.filter(kind="department").count() == 25
    villages = Area.objects.filter(kind__in=["village", "community"]).count()
    assert Unit.objects.filter(kind="village").count() == villages > 200
    assert Team.objects.count() == 16
    assert Unit.objects.get(pk="centre").name == "陇西县社会治安综合治理中心"
    assert MatterType.objects.filter(kind="dispute").count() == 18
    assert Limit.objects.get(code="take").value == "4wh"
    assert [row["code"] for row in Ladder.objects.get().rows] == ["L1", "L2", "L3", "L4", "L5"]
    year = CalendarYear.objects.get(year=2026)
    assert (len(year.off), len(year.work)) == (33, 6)
    assert year.hours == [["08:30", "12:00"], ["14:30", "18:00"]]
    assert {row["kind"] for row in year.rows} == {"notice", "hours", "off", "work"}
    assert TeamMember.objects.get(team="team-16", leader=True).mediator.name == "褚丙一"


def test_every_unit_that_can_be_handed_a_matter_has_a_liaison() -> None:
    reachable = Unit.objects.filter(kind__in=["department", "township", "village"])
    assert not reachable.exclude(pk__in=Liaison.objects.values("unit")).exists()


def test_second_load_changes_nothing(county: Path) -> None:
    before = everything()
    assert load_county(county, at=AT).changes == 0
    assert everything() == before


def test_a_change_is_counted_and_journaled(county: Path) -> None:
    small.edit(county, "types.csv", "01", keywords="离婚;彩礼")
    summary = load_county(county, at=AT)
    assert (summary.changes, summary.changed["types.csv"]) == (1, 1)
    assert MatterType.objects.get(pk="01").keywords == ["离婚", "彩礼"]
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor_id, entry.at) == ("county_load", "system", AT)
    files = entry.facts.pop("files")
    assert len(files) == 64
    assert entry.facts == {"county": "621122", "added": {}, "changed": {"types.csv": 1}, "ended": {}}


def test_a_changed_limit_is_a_new_version(county: Path) -> None:
    small.edit(county, "limits.csv", "take", value="8wh")
    load_county(county, at=AT)
    load_county(county, at=AT)
    versions = Limit.objects.filter(code="take").order_by("version")
    assert list(versions.values_list("version", "value")) == [(1, "4wh"), (2, "8wh")]


def test_a_changed_calendar_is_a_new_version(county: Path) -> None:
    small.drop(county, "calendar/2026.csv", value="2026-01-02")
    load_county(county, at=AT)
    versions = CalendarYear.objects.filter(year=2026).order_by("version")
    assert [(year.version, "2026-01-02" in year.off) for year in versions] == [(1, True), (2, False)]


@pytest.mark.parametrize(("file", "model"), WHOLE.items())
def test_a_changed_rule_makes_the_whole_table_a_new_version(file: str, model: type, county: Path) -> None:
    first = small.rows(county, file)
    code = first[-1]["code"]
    columns = {"routing.csv": "why", "ladder.csv": "handover", "supervision.csv": "name"}
    columns |= {"proposing.csv": "name", "articles.csv": "gist"}
    column = columns[file]
    small.edit(county, file, code, **{column: "另有规定"})
    load_county(county, at=AT)
    load_county(county, at=AT)
    before, after = model.objects.order_by("version")
    assert (before.rows, after.rows) == (first, small.rows(county, file))


def test_another_year_is_added(county: Path) -> None:
    lines = [row for row in small.rows(county, "calendar/2026.csv") if row["kind"] in {"notice", "hours"}]
    lines.append({"kind": "off", "value": "2031-01-01", "note": "元旦", "source": "假定"})
    small.keep(county, "calendar/2031.csv", lines)
    assert load_county(county, at=AT).added["calendar/2031.csv"] == len(lines)
    assert CalendarYear.objects.get(year=2031).off == ["2031-01-01"]


def test_who_is_gone_ends_today_and_is_not_deleted(county: Path) -> None:
    gone = small.drop(county, "mediators.csv", code="m1605")
    gone += sum(small.drop(county, file, mediator="m1605") for file in ("team_members.csv", "committee_members.csv"))
    small.drop(county, "cards.csv", mediator="m1605")  # is kept, and shows nobody who has left
    for file in ("appointments.csv", "training.csv"):  # what was is kept in the database
        small.drop(county, file, mediator="m1605")
    summary = load_county(county, at=AT)
    assert summary.ended.total() == summary.changes == gone == 3
    assert Mediator.objects.get(pk="m1605").active_to == TODAY
    assert TeamMember.objects.get(mediator="m1605").active_to == TODAY
    assert CommitteeMember.objects.get(mediator="m1605").active_to == TODAY
    assert load_county(county, at=AT).changes == 0
    load_county(settings.COUNTY_DIR, at=AT)
    assert Mediator.objects.get(pk="m1605").active_to is None
    assert [row.active_to for row in TeamMember.objects.filter(mediator="m1605").order_by("pk")] == [TODAY, None]


def test_a_liaison_who_is_gone_ends_and_a_window_that_is_gone_is_kept_and_said(county: Path) -> None:
    liaison, window = small.rows(county, "liaisons.csv")[0]["code"], small.rows(county, "windows.csv")[-1]["code"]
    small.drop(county, "liaisons.csv", code=liaison)
    small.drop(county, "windows.csv", code=window)
    turns = small.drop(county, "duty.csv", window=window)
    summary = load_county(county, at=AT)
    assert (summary.changes, summary.ended["liaisons.csv"], summary.ended["duty.csv"]) == (1 + turns, 1, turns)
    assert Liaison.objects.get(pk=liaison).active_to == TODAY
    assert Window.objects.filter(pk=window).exists()
    assert f"windows.csv {window}：文件中已没有这一行，系统继续保留" in map(str, summary.listed)


def test_an_area_or_a_type_that_is_gone_is_refused(county: Path) -> None:
    service = small.rows(county, "types.csv")[-1]
    assert service["kind"] == "service"
    small.drop(county, "types.csv", code=service["code"])
    small.edit(county, "items.csv", "S8", types="")
    before = everything()
    with pytest.raises(Refused, match=f"types.csv“code”列：少了已载入的“{service['code']} {service['name']}”"):
        load_county(county, at=AT)
    assert everything() == before


def test_a_new_leader(county: Path) -> None:
    lines = small.rows(county, "team_members.csv")
    for line in lines:
        if line["mediator"] in {"m1601", "m1605"}:
            line["leader"] = "是" if line["mediator"] == "m1605" else "否"
    small.keep(county, "team_members.csv", lines)
    summary = load_county(county, at=AT)
    assert (summary.changes, summary.changed["team_members.csv"]) == (2, 2)
    assert "team_members.csv team-16 m1605 leader：否 → 是" in map(str, summary.listed)
    assert TeamMember.objects.get(team="team-16", leader=True, active_to=None).mediator_id == "m1605"
    assert TeamMember.objects.filter(team="team-16", mediator="m1601").count() == 2


def test_faults_are_listed_and_nothing_is_changed(county: Path) -> None:
    small.edit(county, "types.csv", "01", keywords="离婚")
    small.edit(county, "limits.csv", "take", value="4工时")
    small.edit(county, "windows.csv", "W01", kind="常态")
    before = everything()
    with pytest.raises(Refused) as refusal:
        load_county(county, at=AT)
    assert "2 处问题" in refusal.value.reason
    assert "“value”列：时限“4工时”看不懂" in refusal.value.reason
    assert everything() == before


def test_a_team_that_falls_short_is_a_warning_once_the_system_runs(county: Path) -> None:
    small.edit(county, "mediators.csv", "m1601", qualified="否")
    small.edit(county, "mediators.csv", "m1602", qualified="否")
    summary = load_county(county, at=AT)
    assert summary.changes == 2
    assert [problem.file for problem in summary.warnings] == ["teams.csv"]


def test_a_conflict_with_what_is_loaded_changes_nothing(county: Path) -> None:
    for file in ("units.csv", "teams.csv", "team_members.csv", "types.csv", "routing.csv"):
        path = county / file
        path.write_text(path.read_text(encoding="utf-8").replace("team-16", "team-99"), encoding="utf-8")
    before = everything()
    with pytest.raises(Refused, match="冲突"):
        load_county(county, at=AT)
    assert everything() == before


def test_every_foreign_key_holds(county: Path) -> None:
    load_county(county, at=AT)
    connection.check_constraints()


def test_accounts_follow_their_mediators() -> None:
    linked = Mediator.objects.exclude(user=None).count()
    assert linked >= 6
    Mediator.objects.update(user=None)
    assert load_county(settings.COUNTY_DIR, at=AT).changes == 0
    mediators = Mediator.objects.exclude(user=None).select_related("user")
    assert len(mediators) == linked
    for mediator in mediators:
        assert (mediator.user.username, mediator.user.name) == (mediator.account, mediator.name)


def test_an_account_passes_from_one_mediator_to_another(county: Path) -> None:
    small.edit(county, "mediators.csv", "m1601", account="")
    small.edit(county, "mediators.csv", "m1603", account="leader")
    load_county(county, at=AT)
    assert Mediator.objects.get(pk="m1601").user is None
    assert Mediator.objects.get(pk="m1603").user.username == "leader"


def test_demo_accounts_are_repeatable_and_complete() -> None:
    first = make_demo_accounts("maple-leaf-2026", TODAY, mediator_accounts())
    before = list(User.objects.order_by("pk").values()), list(Grant.objects.order_by("pk").values())
    assert make_demo_accounts("maple-leaf-2026", date(2026, 12, 1), mediator_accounts()) == first
    assert (list(User.objects.order_by("pk").values()), list(Grant.objects.order_by("pk").values())) == before
    assert {role.value for role in POSTS} <= {account.username for account in first}
    assert len({account.username for account in first}) == len(first)
    make_demo_accounts("another-leaf-2026", TODAY, mediator_accounts())
    assert all(user.check_password("another-leaf-2026") for user in User.objects.all()[:3])


def test_no_demo_accounts_on_a_live_system() -> None:
    before = list(User.objects.order_by("pk").values())
    with override_settings(PROFILE="live"), pytest.raises(Refused):
        make_demo_accounts("maple-leaf-2026", TODAY, mediator_accounts())
    assert list(User.objects.order_by("pk").values()) == before
    User.objects.filter(username="auditor").update(username="somebody-else")
    with override_settings(PROFILE="live"), pytest.raises(Refused):
        make_demo_accounts("maple-leaf-2026", TODAY, mediator_accounts())
    assert not User.objects.filter(username="auditor").exists()
