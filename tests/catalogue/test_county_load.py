"""Loading a county twice, with changes, and with faults."""

import shutil
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from fengdan.catalogue.county.load import load_county, mediator_accounts
from fengdan.catalogue.models import CalendarYear, MatterType, Limit
from fengdan.journal.models import Entry
from fengdan.people.demo import ACCOUNTS, make_demo_accounts
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.teams.accounts import link_mediators
from fengdan.teams.models import Committee, CommitteeMember, Mediator, Team, TeamMember
from fengdan.units.models import Area, Unit, Window

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 11, 23)
TABLES = (
    Area,
    Unit,
    Window,
    Committee,
    CommitteeMember,
    Mediator,
    Team,
    TeamMember,
    MatterType,
    Limit,
    CalendarYear,
    Entry,
)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.COUNTY_DIR, tmp_path / "county"))


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def everything() -> dict[str, list[dict[str, object]]]:
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in TABLES}


def test_reference_county() -> None:
    townships = Area.objects.filter(kind="township")
    assert (townships.count(), townships.filter(name__endswith="镇").count()) == (17, 12)
    assert set(Team.objects.values_list("pk", flat=True)) == {"team-06", "team-09", "team-16"}
    assert Unit.objects.get(pk="centre").name == "陇西县社会治安综合治理中心"
    assert MatterType.objects.count() == 18
    assert Limit.objects.get(code="take").value == "4wh"
    year = CalendarYear.objects.get()
    assert (len(year.off), len(year.work)) == (33, 6)
    assert year.hours == [["08:30", "12:00"], ["14:30", "18:00"]]
    assert TeamMember.objects.get(team="team-16", leader=True).mediator.name == "褚丙一"


def test_second_load_changes_nothing(county: Path) -> None:
    before = everything()
    assert load_county(county, at=AT).changes == 0
    assert everything() == before


def test_a_change_is_counted_and_journaled(county: Path) -> None:
    swap(county / "types.csv", "离婚;", "")
    summary = load_county(county, at=AT)
    assert (summary.changes, summary.changed["types.csv"]) == (1, 1)
    assert "离婚" not in MatterType.objects.get(pk="01").keywords
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor_id, entry.at) == ("county_load", "system", AT)
    assert entry.facts == {"county": "621122", "added": {}, "changed": {"types.csv": 1}, "ended": {}}


def test_a_changed_limit_is_a_new_version(county: Path) -> None:
    swap(county / "limits.csv", "take,接单,4wh", "take,接单,8wh")
    load_county(county, at=AT)
    load_county(county, at=AT)
    versions = Limit.objects.filter(code="take").order_by("version")
    assert list(versions.values_list("version", "value")) == [(1, "4wh"), (2, "8wh")]


def test_a_changed_calendar_is_a_new_version(county: Path) -> None:
    swap(county / "calendar" / "2026.csv", "off,2026-01-02,元旦\n", "")
    load_county(county, at=AT)
    versions = CalendarYear.objects.filter(year=2026).order_by("version")
    assert [(year.version, "2026-01-02" in year.off) for year in versions] == [(1, True), (2, False)]


def test_another_year_is_added(county: Path) -> None:
    text = (county / "calendar" / "2026.csv").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if not line.startswith(("off", "work"))]
    (county / "calendar" / "2027.csv").write_text("\n".join([*rows, "off,2027-01-01,元旦"]), encoding="utf-8")
    assert load_county(county, at=AT).added["calendar"] == 1
    assert CalendarYear.objects.get(year=2027).off == ["2027-01-01"]


def test_who_is_gone_ends_today_and_is_not_deleted(county: Path) -> None:
    swap(county / "mediators.csv", "m1605,韩丙五,否,否,否,,2026-01-01,\n", "")
    swap(county / "team_members.csv", "team-16,m1605,否\n", "")
    swap(county / "committee_members.csv", "committee-petition,m1605,否\n", "")
    summary = load_county(county, at=AT)
    assert summary.ended.total() == summary.changes == 3
    assert Mediator.objects.get(pk="m1605").active_to == TODAY
    assert TeamMember.objects.get(mediator="m1605").active_to == TODAY
    assert CommitteeMember.objects.get(mediator="m1605").active_to == TODAY
    assert load_county(county, at=AT).changes == 0
    load_county(settings.COUNTY_DIR, at=AT)
    assert Mediator.objects.get(pk="m1605").active_to is None
    assert [row.active_to for row in TeamMember.objects.filter(mediator="m1605").order_by("pk")] == [TODAY, None]


def test_a_new_leader(county: Path) -> None:
    swap(county / "team_members.csv", "m1601,是", "m1601,否")
    swap(county / "team_members.csv", "m1605,否", "m1605,是")
    load_county(county, at=AT)
    assert TeamMember.objects.get(team="team-16", leader=True, active_to=None).mediator_id == "m1605"
    assert TeamMember.objects.filter(team="team-16", active_to=None).count() == 5


def test_faults_are_listed_and_nothing_is_changed(county: Path) -> None:
    swap(county / "types.csv", "离婚;", "")
    swap(county / "limits.csv", "4wh", "4工时")
    swap(county / "team_members.csv", "m0901,是", "m0901,否")
    before = everything()
    with pytest.raises(Refused) as refusal:
        load_county(county, at=AT)
    assert "2 处问题" in refusal.value.reason
    assert "limits.csv 第 4 行“value”列" in refusal.value.reason
    assert everything() == before


def test_a_conflict_with_what_is_loaded_changes_nothing(county: Path) -> None:
    swap(county / "types.csv", "离婚;", "")
    for file in ("units.csv", "teams.csv", "team_members.csv"):
        path = county / file
        path.write_text(path.read_text(encoding="utf-8").replace("team-16", "team-99"), encoding="utf-8")
    before = everything()
    with pytest.raises(Refused, match="冲突"):
        load_county(county, at=AT)
    assert everything() == before


def test_every_foreign_key_holds(county: Path) -> None:
    load_county(county, at=AT)
    connection.check_constraints()


def test_demo_accounts_are_linked_to_their_mediators() -> None:
    made = make_demo_accounts("maple-leaf-2026", TODAY)
    accounts = mediator_accounts(settings.COUNTY_DIR)
    Mediator.objects.update(user=None)
    assert link_mediators(accounts) == 6
    assert link_mediators(accounts) == 0
    assert load_county(settings.COUNTY_DIR, at=AT).changes == 0
    for code, username in accounts.items():
        mediator = Mediator.objects.get(pk=code)
        user = User.objects.get(username=username)
        assert (mediator.user, mediator.name) == (user, user.name)
        assert TeamMember.objects.get(mediator=mediator).team_id == user.grants.get().unit_id
    assert ("small", "戚戊七", "窗口受理员、值班领导、派单员") in made


def test_demo_accounts_are_repeatable_and_complete() -> None:
    first = make_demo_accounts("maple-leaf-2026", TODAY)
    before = list(User.objects.order_by("pk").values()), list(Grant.objects.order_by("pk").values())
    assert make_demo_accounts("maple-leaf-2026", date(2026, 12, 1)) == first
    assert (list(User.objects.order_by("pk").values()), list(Grant.objects.order_by("pk").values())) == before
    assert {role.value for role in Role} <= {account.username for account in first}
    assert len({account.name for account in ACCOUNTS}) == len(ACCOUNTS)
    make_demo_accounts("another-leaf-2026", TODAY)
    assert all(user.check_password("another-leaf-2026") for user in User.objects.all())


def test_no_demo_accounts_on_a_live_system() -> None:
    before = list(User.objects.order_by("pk").values())
    with override_settings(PROFILE="live"), pytest.raises(Refused):
        make_demo_accounts("maple-leaf-2026", TODAY)
    assert list(User.objects.order_by("pk").values()) == before
    User.objects.filter(username="auditor").update(username="somebody-else")
    with override_settings(PROFILE="live"), pytest.raises(Refused):
        make_demo_accounts("maple-leaf-2026", TODAY)
    assert not User.objects.filter(username="auditor").exists()
