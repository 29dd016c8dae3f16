"""A county that changes while the system runs: load, look, publish or discard. Nothing changes before publishing."""

import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection

from fengdan.catalogue.county import drafts
from fengdan.catalogue.county.load import load, load_county, offer
from fengdan.catalogue.models import Draft, Limit
from fengdan.journal.models import Entry
from fengdan.matters.models import Matter
from fengdan.people.models import User
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Liaison, Unit
from tests.cast import Walk
from tests.catalogue import small
from tests.catalogue.test_county_load import everything

AT = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 11, 24)
DECISIONS = {"Draft", "Entry"}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return small.reference(tmp_path / "county")


def in_force() -> dict[str, list[dict[str, object]]]:
    """The county's tables, without drafts and the journal."""
    return {name: rows for name, rows in everything().items() if name not in DECISIONS}


def told(draft: Draft) -> set[tuple[str, ...]]:
    return {tuple(change.values()) for change in draft.differences}


def drafted(county: Path, at: datetime = AT) -> Draft:
    draft = load(county, at=at).draft
    assert draft is not None
    return draft


@pytest.mark.django_db
def test_files_that_say_the_same_make_no_draft(county: Path) -> None:
    loaded = load(county, at=AT)
    assert (loaded.draft, loaded.summary.listed) == (None, [])
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_a_change_waits_as_a_draft_with_its_differences(county: Path) -> None:
    small.edit(county, "limits.csv", "take", value="8wh")
    small.edit(county, "units.csv", "dept-court", phone="0932-6600000", name="陇西县人民法院（新）")
    gone = small.rows(county, "liaisons.csv")[0]
    small.drop(county, "liaisons.csv", code=gone["code"])
    small.add(county, "liaisons.csv", f"x1,{gone['unit']},{gone['role']},新来甲,,假定,2026-11-24,")
    before, court = in_force(), Unit.objects.get(pk="dept-court")
    draft = drafted(county)
    assert in_force() == before
    assert draft.status == "open"
    assert told(draft) == {
        ("changed", "limits.csv", "take", "value", "4wh", "8wh"),
        ("changed", "units.csv", "dept-court", "phone", court.phone, "0932-6600000"),
        ("changed", "units.csv", "dept-court", "name", court.name, "陇西县人民法院（新）"),
        ("added", "liaisons.csv", "x1", "", "", f"{gone['unit']}，{gone['role']}，新来甲，假定，2026-11-24"),
        ("ended", "liaisons.csv", gone["code"], "", "，".join([*list(gone.values())[1:-1]]), ""),
    }


@pytest.mark.django_db
def test_published_by_its_owner(county: Path) -> None:
    small.edit(county, "limits.csv", "take", value="8wh")
    draft, director = drafted(county), User.objects.get(username="director")
    later = AT + timedelta(hours=1)
    summary = drafts.publish(draft.pk, actor_id=str(director.pk), user=director, at=later)
    assert summary.changes == 1
    assert Limit.objects.filter(code="take").latest("version").value == "8wh"
    draft.refresh_from_db()
    assert (draft.status, draft.decided_by, draft.decided_at) == ("published", director, later)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor_id, entry.at) == ("county_publish", str(director.pk), later)
    assert entry.facts["changed"] == {"limits.csv": 1}
    assert load(county, at=later).draft is None


@pytest.mark.django_db
def test_discarded_it_changes_nothing(county: Path) -> None:
    small.edit(county, "limits.csv", "take", value="8wh")
    draft, before = drafted(county), in_force()
    drafts.discard(draft.pk, actor_id="system", at=AT)
    draft.refresh_from_db()
    assert (draft.status, in_force()) == ("discarded", before)
    assert Entry.objects.latest("seq").act == "county_discard"
    with pytest.raises(Refused, match="已在您之前于 2026-11-24 09:00 放弃"):
        drafts.publish(draft.pk, actor_id="system", at=AT)
    assert in_force() == before


@pytest.mark.django_db
def test_a_new_load_takes_the_place_of_the_open_draft(county: Path) -> None:
    small.edit(county, "limits.csv", "take", value="8wh")
    first = drafted(county)
    small.edit(county, "limits.csv", "take", value="6wh")
    second = drafted(county)
    first.refresh_from_db()
    assert (first.status, second.status) == ("discarded", "open")
    assert drafts.open_draft() == second
    assert load(settings.COUNTY_DIR, at=AT).draft is None  # back to what is in force: nothing is left to publish
    assert drafts.open_draft() is None


@pytest.mark.django_db
def test_a_draft_that_no_longer_shows_what_would_change_is_not_published(county: Path, tmp_path: Path) -> None:
    small.edit(county, "limits.csv", "take", value="8wh")
    draft = drafted(county)
    other = small.reference(tmp_path / "other")
    small.edit(other, "limits.csv", "take", value="6wh")
    load_county(other, at=AT)
    before = everything()
    with pytest.raises(Refused, match="请重新载入"):
        drafts.publish(draft.pk, actor_id="system", at=AT)
    assert everything() == before
    again = drafted(county)
    assert told(again) == {("changed", "limits.csv", "take", "value", "6wh", "8wh")}


@pytest.mark.django_db
def test_it_is_checked_again_on_the_day_it_is_published(county: Path) -> None:
    small.edit(county, "committees.csv", small.rows(county, "committees.csv")[0]["unit"], term_ends="2026-11-30")
    small.drop(county, "appointments.csv", committee=small.rows(county, "committees.csv")[0]["unit"])
    draft = drafted(county)
    assert draft.warnings == []
    summary = drafts.publish(draft.pk, actor_id="system", at=AT + timedelta(days=30))
    assert ["任期已于 2026-11-30 届满" in problem.wrong for problem in summary.warnings] == [True]


@pytest.mark.django_db
def test_who_falls_short_is_a_warning_and_what_is_wrong_is_refused(county: Path) -> None:
    small.edit(county, "mediators.csv", "m1601", qualified="否")
    small.edit(county, "mediators.csv", "m1602", qualified="否")
    (warning,) = drafted(county).warnings
    assert "懂法律、懂业务的专职调解员只有" in warning
    small.edit(county, "limits.csv", "take", value="4工时")
    before = everything()
    with pytest.raises(Refused, match="1 处问题"):
        load(county, at=AT)
    assert everything() == before


@pytest.mark.django_db
def test_a_file_in_gb18030_is_said_in_the_draft(county: Path) -> None:
    small.edit(county, "windows.csv", "W01", name="综合服务窗口")
    text = (county / "windows.csv").read_text(encoding="utf-8")
    (county / "windows.csv").write_text(text, encoding="gb18030")
    draft = drafted(county)
    assert "综合服务窗口" in str(draft.differences)
    assert draft.warnings == ["windows.csv 不是 UTF-8，已按 GB18030 读取，请核对其中的汉字。"]


@pytest.mark.django_db
def test_a_matter_stays_where_it_is_when_its_unit_ends(county: Path) -> None:
    matter = Walk().register().accept().assign("team-16").take().matter
    before = Matter.objects.filter(pk=matter.pk).values().get()
    small.edit(county, "units.csv", "team-16", active_to="2026-11-23", successor="team-01")
    drafts.publish(drafted(county).pk, actor_id="system", at=AT)
    assert Unit.objects.get(pk="team-16").active_to == date(2026, 11, 23)
    assert Matter.objects.filter(pk=matter.pk).values().get() == before


@pytest.mark.django_db
def test_a_village_joins_another(county: Path) -> None:
    """撤并: the unit ends, another takes over, its liaison goes, and the area stays for what happened there."""
    first, second = [row for row in small.rows(county, "units.csv") if row["kind"] == "village"][:2]
    small.edit(county, "units.csv", first["code"], active_to="2026-11-23", successor=second["code"])
    for row in small.rows(county, "liaisons.csv"):
        if row["unit"] == first["code"]:
            small.drop(county, "liaisons.csv", code=row["code"])
    draft = drafted(county)
    assert draft.warnings == []
    drafts.publish(draft.pk, actor_id="system", at=AT)
    assert Unit.objects.get(pk=first["code"]).successor_id == second["code"]
    assert set(Liaison.objects.filter(unit=first["code"]).values_list("active_to", flat=True)) == {TODAY}


@pytest.mark.django_db
def test_a_start_of_the_system_offers_the_same_files_once(county: Path) -> None:
    small.edit(county, "limits.csv", "take", value="8wh")
    offered = offer(county, at=AT)
    assert offered is not None
    assert offered.draft is not None
    assert offer(county, at=AT) is None  # it waits already
    drafts.publish(offered.draft.pk, actor_id="system", at=AT)
    assert offer(county, at=AT) is None
    assert offer(settings.COUNTY_DIR, at=AT) is None  # loaded first of all, long before
    assert Limit.objects.filter(code="take").latest("version").value == "8wh"


def test_of_two_who_publish_at_once_one_wins(committed_db: None, tmp_path: Path) -> None:
    county = small.reference(tmp_path / "county")
    small.edit(county, "limits.csv", "take", value="8wh")
    draft, people = drafted(county), list(User.objects.filter(username__in=["director", "admin"]))
    gate, given = threading.Barrier(2), []

    def publish(user: User) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            given.append(drafts.publish(draft.pk, actor_id=str(user.pk), user=user, at=AT))
        except Exception as fault:  # noqa: BLE001 - looked at below
            given.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [each for each in given if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [Refused]
    draft.refresh_from_db()
    assert f"这份草稿已由{draft.decided_by.name}于 2026-11-24 09:00 发布" in refused[0].reason
    assert list(Limit.objects.filter(code="take").values_list("version", flat=True)) == [1, 2]
    assert Entry.objects.filter(act="county_publish").count() == 1
