"""What runs out, on the work page and behind its counts."""

from datetime import timedelta

import pytest

from fengdan.people.models import User
from tests.web.reader import read
from tests.web.scene import WATER, brought, screen

pytestmark = pytest.mark.django_db
AGES_AGO = timedelta(days=60)


@pytest.mark.parametrize("who", ["clerk", "duty", "leader", "mediator", WATER, "village", "director", "archivist"])
def test_every_count_on_the_work_page_opens_to_what_it_counted(who):
    for scene in ("registered", "assigned", "taken", "given", "in hand", "concluded"):
        brought(scene, began=AGES_AGO)
    seat = screen(who)
    home = read(seat.get("/"))
    links = {attrs["href"] for tag, attrs in home.tags if tag == "a" and "/matters/?" in attrs.get("href", "")}
    assert {f"/matters/?due={when}" for when in ("overdue", "today", "tomorrow")} <= links
    for link in links:
        page = read(seat.get(link))
        key = link.partition("=")[2]
        rows = [attrs for tag, attrs in page.tags if tag == "a" and attrs.get("href", "").startswith("/m/")]
        counted = page.text_of["found"].split("件")[0].split()[-1]
        assert int(counted) == len(rows), link
        if key not in {"overdue", "today", "tomorrow"}:
            assert f"{counted} 件" in home.text_of[key], link


def test_late_is_the_business_of_whoever_has_it_and_of_those_who_watch():
    code = brought("taken", began=AGES_AGO).matter.code
    for who in ("mediator", "director", "supervisor"):
        page = read(screen(who).get("/matters/?due=overdue"))
        assert code in page.text_of["found"], who
        assert "已逾期" in page.text_of["found"]
    for who in ("leader", "mediator06", "clerk", "dispatcher", WATER):
        assert code not in read(screen(who).get("/matters/?due=overdue")).text_of["found"], who


@pytest.mark.parametrize("query", ["list=to_archive", "list=open", "due=yesterday", "list=", "due=overdue&page=x"])
def test_a_filter_that_is_no_list_of_ones_own_is_none(query):
    code = brought("concluded", began=AGES_AGO).matter.code
    page = read(screen("mediator").get(f"/matters/?{query}"))
    if "page" not in query:
        assert "共" in page.text_of["found"]
        assert code in page.text_of["found"]  # all one may see, as without a filter


def test_nobody_signed_in_has_no_list():
    assert screen().get("/matters/?due=overdue").status_code == 302


def test_a_long_list_goes_on_on_the_next_page():
    for _ in range(51):
        brought("registered", began=AGES_AGO)
    seat = screen("duty")
    first, second = (read(seat.get(f"/matters/?due=overdue&page={number}")) for number in (1, 2))
    links = [{attrs.get("href", "") for _, attrs in page.tags} for page in (first, second)]
    codes = [{link for link in each if link.startswith("/m/")} for each in links]
    assert (len(codes[0]), len(codes[1]), codes[0] & codes[1]) == (50, 1, set())
    assert "/matters/?list=overdue&page=2" in {attrs.get("href") for _, attrs in first.tags}


@pytest.mark.parametrize("who", ["director", "supervisor"])
def test_five_names_to_call_this_morning(who):
    code = brought("taken", began=AGES_AGO).matter.code
    User.objects.filter(username="mediator").update(phone="13800000077")
    page = read(screen(who).get("/"))
    said = page.text_of["first_calls"]
    assert User.objects.get(username="mediator").name in said
    assert "13800000077" in said
    assert "逾期 1 件" in said
    assert "最后一步" in said
    assert f"/m/{code}/" in {attrs.get("href") for _, attrs in page.tags}


@pytest.mark.parametrize("who", ["duty", "mediator", "clerk", WATER])
def test_whom_to_call_is_for_those_who_watch_only(who):
    brought("taken", began=AGES_AGO)
    assert "first_calls" not in read(screen(who).get("/")).text_of


def test_what_was_to_be_performed_says_its_own_day():
    walk = brought("owing", began=AGES_AGO)
    obligation = walk.matter.obligations.get()
    page = read(screen("followup").get("/matters/?list=unperformed"))
    assert f"最迟{obligation.due_on.month}月{obligation.due_on.day}日" in page.text_of["found"]
    assert "已逾期" in page.text_of["found"]
