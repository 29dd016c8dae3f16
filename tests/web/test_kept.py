"""A public page is kept until something was published, and a browser that has it is told so."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from fengdan.journal import write as journal
from fengdan.journal.queries import forget, newest
from fengdan.people.actor import actor_of
from fengdan.rulebook.actor import Role
from fengdan.web.shared.kept import MANY, kept, shelf
from fengdan.web.shared.policy import STRANGER

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 30, 12, tzinfo=UTC)
written = []


@kept
def page(request, status=200):
    """A page that says how often it was written."""
    written.append(request.path)
    return HttpResponse(f"{len(written)} {request.GET.get('type', '')}", status=status)


def ask(address="/page/", *, tag="", at=NOW, actor=STRANGER, big=False, **kwargs):
    written_request = RequestFactory().get(address, headers={"If-None-Match": tag} if tag else {})
    written_request.at, written_request.actor = at, actor
    if big:
        written_request.COOKIES["big"] = "1"
    return page(written_request, **kwargs)


@pytest.fixture(autouse=True)
def _nothing_written():
    written.clear()


def publish():
    journal.enter(act="limit", actor_id="director", at=NOW, subject="take")


def test_a_page_is_written_once_while_nothing_is_published():
    first, second = ask(), ask(at=NOW.replace(second=50))
    assert first.content == second.content == b"1 "
    assert first["ETag"] == second["ETag"]
    assert first["Cache-Control"] == "no-cache"


def test_the_next_request_after_something_was_published_finds_a_new_page():
    first, before = ask(), newest()
    publish()
    assert newest() == before + 1
    again = ask(tag=first["ETag"])
    assert (again.status_code, again.content) == (200, b"2 ")


def test_a_browser_that_has_the_page_is_told_so():
    tag = ask()["ETag"]
    assert (ask(tag=tag).status_code, ask(tag=tag).content) == (304, b"")
    assert ask(tag='"another"').status_code == 200


def test_a_minute_later_it_is_written_again():
    ask()
    assert ask(at=NOW.replace(minute=31)).content == b"2 "


def test_another_question_another_letter_size_and_a_person_who_is_signed_in_have_pages_of_their_own(member):
    ask("/page/?type=02")
    assert ask("/page/?type=03").content == b"2 03"
    assert ask("/page/?type=02", big=True).content == b"3 02"
    clerk = actor_of(member("liu", Role.CLERK), NOW.date())
    answers = [ask("/page/?type=02", actor=clerk) for _ in range(2)]
    assert [answer.content for answer in answers] == [b"4 02", b"5 02"]
    assert not any(answer.has_header("ETag") for answer in answers)


def test_however_many_addresses_are_asked_for_only_so_many_pages_are_kept():
    for number in range(MANY + 5):
        ask(f"/page/?type={number}")
    assert len(shelf) <= MANY
    assert ask("/page/?type=0").content.endswith(b" 0")


def test_what_is_not_there_is_not_kept():
    assert [ask(status=404).status_code, ask(status=404).status_code] == [404, 404]
    assert len(written) == 2


def test_a_kept_page_costs_one_query_at_most(django_assert_max_num_queries):
    tag = ask()["ETag"]
    with django_assert_max_num_queries(1):
        assert ask(tag=tag).status_code == 304


def test_the_front_page_is_kept_and_so_sets_no_cookie_and_holds_no_token():
    answer = Client().get("/")
    assert answer["ETag"]
    assert not answer.cookies
    assert b"csrf" not in answer.content


@pytest.mark.parametrize(("doors", "asked"), [("all", 1), ("public", 2), ("staff", 2)])
def test_behind_two_doors_what_the_other_wrote_is_seen_by_the_next_question(settings, doors, asked):
    settings.DOORS = doors
    forget()
    with CaptureQueriesContext(connection) as queries:
        newest()
        newest()
    assert len(queries) == asked
