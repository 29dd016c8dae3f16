"""cards.csv: what keeps a card from the menu is named with its line; a withdrawn consent is not given by a file."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fengdan.catalogue.county.check import problems
from fengdan.catalogue.county.load import load_county
from fengdan.catalogue.county.tables import OF_FILE
from fengdan.rulebook.errors import Refused
from fengdan.teams.models import BookletNumber, Card, CardConsent, Mediator
from fengdan.teams.publishing import unpublish, withdraw
from tests.cast import actor
from tests.catalogue import small

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = AT.date()
WHOLE = "m1,1,2010,02,邻里排水,普通话;手语,101010100,测县综治中心,,会听。,2026-02-01,是,假定"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return small.write(tmp_path / "county")


@pytest.fixture
def longxi(tmp_path: Path) -> Path:
    return small.reference(tmp_path / "county")


def found(county: Path, *lines: str) -> list[tuple[str, int, str, str]]:
    small.add(county, "cards.csv", *lines)
    return [(each.file, each.row, each.field, str(each)) for each in problems(county, today=TODAY)]


def test_a_whole_card_is_in_order(county: Path) -> None:
    assert found(county, WHOLE) == []


def test_who_is_in_no_committee_is_refused_naming_the_line(county: Path) -> None:
    small.drop(county, "committee_members.csv", mediator="m3")
    said = found(county, WHOLE, WHOLE.replace("m1,1,", "m3,2,"))
    ((_, row, field, says),) = [each for each in said if each[0] == "cards.csv"]
    assert (row, field) == (3, "mediator")
    assert "“调丙”不在任何调委会任职，不能公布" in says
    assert "committee_members.csv" in says


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("m1,1,", "m9,1,", "mediator", "“m9”在 mediators.csv 中找不到"),
        (",1,2010", ",,2010", "number", "没有手册编号"),
        (",1,2010", ",0,2010", "number", "“0”不是手册编号"),
        (",1,2010", ",x,2010", "number", "“x”不是大于 0 的整数"),
        (",1,2010", ",１,2010", "number", "“１”不是大于 0 的整数"),
        ("2010", "", "published", "缺从事调解的起始年份"),
        ("2010", "1800", "since", "“1800”不像是年份"),
        ("2010", "2027", "since", "“2027”不像是年份"),
        (",02,", ",99,", "types", "“99”在 types.csv 中找不到"),
        (",02,", ",,", "published", "缺受理范围（法释〔2021〕23号第五条）"),
        ("邻里排水", "", "published", "缺擅长"),
        ("邻里排水", "唱戏", "strengths", "“唱戏”不在可选范围内"),
        ("普通话;手语", "", "published", "缺会说的话"),
        ("普通话;手语", "火星话", "languages", "“火星话”不在可选范围内"),
        ("101010100", "101010", "areas", "“101010”不是乡镇"),
        ("测县综治中心", "", "published", "缺在哪里办公"),
        ("会听。", "", "published", "缺简介"),
        ("会听。", "长" * 201, "introduction", "超过 200 个字"),
        ("2026-02-01", "", "consented_on", "没有本人同意公布的日期"),
        ("2026-02-01", "2026-12-01", "consented_on", "还没有到"),
        ("2026-02-01", "上周", "consented_on", "“上周”不是日期"),
        (",是,", ",公布,", "published", "既不是“是”也不是“否”"),
    ],
)
def test_each_fault_names_its_line_and_column(county: Path, old: str, new: str, field: str, says: str) -> None:
    assert old in WHOLE
    told = found(county, WHOLE.replace(old, new))
    assert [each for each in told if each[:3] == ("cards.csv", 2, field) and says in each[3]], told


def test_whom_a_court_invited_says_which(county: Path) -> None:
    small.edit(county, "mediators.csv", "m1", background="invited")
    ((_, row, field, says),) = found(county, WHOLE)
    assert (row, field) == (2, "published")
    assert "邀请的法院" in says


def test_a_card_that_is_not_published_may_have_gaps(county: Path) -> None:
    assert found(county, "m1,,,,,,,,,,,否,假定") == []


def test_nobody_twice_and_no_number_twice(county: Path) -> None:
    told = found(county, WHOLE, WHOLE, WHOLE.replace("m1,", "m2,"))
    assert [(row, field) for _, row, field, _ in told] == [(3, "mediator"), (3, "number"), (4, "number")]


@pytest.mark.django_db
def test_every_published_card_of_the_files_has_its_consent_and_its_number() -> None:
    published = {row.pk: row.number for row in Card.objects.filter(published=True)}
    assert len(published) > 60
    assert dict(BookletNumber.objects.filter(until=None).values_list("mediator", "number")) == published
    consents = CardConsent.objects.filter(withdrawn_at=None, recorded_by=None)
    assert set(consents.values_list("mediator", flat=True)) >= set(published)


def by() -> dict[str, object]:
    return {"actor": actor("director"), "at": AT}


@pytest.mark.django_db
def test_a_consent_that_was_withdrawn_is_not_given_again_by_a_file(longxi: Path) -> None:
    withdraw(Mediator.objects.get(pk="m1602"), **by())
    load_county(longxi, at=AT)
    card = Card.objects.get(pk="m1602")
    assert (card.published, card.consented_on) == (False, None)
    assert CardConsent.objects.filter(mediator="m1602", withdrawn_at=None).count() == 0
    small.edit(longxi, "cards.csv", "m1602", consented_on="2026-11-20")
    load_county(longxi, at=AT)
    assert Card.objects.get(pk="m1602").published
    assert CardConsent.objects.get(mediator="m1602", withdrawn_at=None).given_on == date(2026, 11, 20)


@pytest.mark.django_db
def test_a_file_takes_nobodys_consent_away_and_takes_a_card_off(longxi: Path) -> None:
    small.edit(longxi, "cards.csv", "m1602", consented_on="", published="否")
    load_county(longxi, at=AT)
    card = Card.objects.get(pk="m1602")
    assert (card.published, card.consented_on) == (False, date(2026, 1, 1))
    assert BookletNumber.objects.get(mediator="m1602").until == TODAY


@pytest.mark.django_db
def test_a_file_gives_nobody_a_number_that_meant_somebody_else_within_the_year(longxi: Path) -> None:
    was = str(Card.objects.get(pk="m1602").number)
    unpublish(Mediator.objects.get(pk="m1602"), **by())
    small.edit(longxi, "cards.csv", "m1602", number="", consented_on="", published="否")
    small.edit(longxi, "cards.csv", "m1601", number=was)
    with pytest.raises(Refused, match=f"{was} 号是卫丙二的手册编号"):
        load_county(longxi, at=AT)
    load_county(longxi, at=AT + timedelta(days=366))
    assert Card.objects.get(pk="m1601").number == int(was)


@pytest.mark.django_db
def test_who_has_left_no_longer_holds_a_number(longxi: Path) -> None:
    for file in ("team_members.csv", "committee_members.csv", "cards.csv", "appointments.csv", "training.csv"):
        small.drop(longxi, file, mediator="m1605")
    small.drop(longxi, "mediators.csv", code="m1605")
    load_county(longxi, at=AT)
    assert BookletNumber.objects.get(mediator="m1605").until == TODAY


@pytest.mark.django_db
def test_what_the_database_has_is_what_the_file_says(longxi: Path) -> None:
    table = OF_FILE["cards.csv"]
    written = sorted((table.written(card) for card in table.all()), key=lambda row: row["mediator"])
    assert written == small.rows(longxi, "cards.csv")
