"""要打电话或当面告知的: the right desk sees whom to tell, says that it did, and the wrong one finds nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengdan.journal.models import Entry
from fengdan.matters.envelopes import deliver_once
from fengdan.outbox.models import Delivery
from fengdan.people.models import User
from tests.web.reader import read
from tests.web.scene import WATER, brought, screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk():
    """A matter that has just gone to a team: the applicant waits to be called."""
    walk = brought("assigned")
    deliver_once(timezone.now())
    return walk


@pytest.fixture
def address(walk):
    (task,) = Delivery.objects.all()
    return f"/calls/{task.pk}/"


def test_the_clerk_sees_whom_to_call_calls_and_says_so(walk, address):
    clerk = screen("clerk")
    home = read(clerk.get("/"))
    assert "电话告知：王测一" in home.text_of["calls"]
    page = read(clerk.get(address))
    assert walk.matter.code in page.words
    assert "13800000001" not in page.words
    saved = clerk.post(address, page.form(address).filled(words="本人接听，已说清楚"))
    assert (saved.status_code, saved["Location"]) == (302, "/")
    row = Delivery.objects.get()
    assert (row.state, row.words, row.ended_by) == ("done", "本人接听，已说清楚", User.objects.get(username="clerk").pk)
    assert Entry.objects.filter(act="delivery_told", subject=row.out_id).count() == 1
    assert "calls" not in read(clerk.get("/")).text_of
    assert clerk.get(address).status_code == 404


def test_without_words_nothing_is_saved(address):
    answer = screen("clerk").post(address, {"words": " "})
    assert answer.status_code == 422
    assert "请填写“告知情况”。" in read(answer).words
    assert Delivery.objects.get().state == "waiting"


@pytest.mark.parametrize("who", ["dispatcher", "leader", "dept", "town", "archivist", "admin"])
def test_other_desks_find_nothing(address, who):
    seat = screen(who)
    assert "calls" not in read(seat.get("/")).text_of
    assert seat.get(address).status_code == 404
    assert seat.post(address, {"words": "打过了"}).status_code == 404
    assert Delivery.objects.get().state == "waiting"


def test_a_unit_calls_the_people_of_its_own_matters():
    brought("accepted").give(WATER)
    deliver_once(timezone.now())
    assert "电话告知：王测一" in read(screen(WATER).get("/")).text_of["calls"]
    assert "calls" not in read(screen("clerk").get("/")).text_of


def test_no_news_any_more_while_the_clerk_was_on_the_telephone(walk, address):
    clerk = screen("clerk")
    form = read(clerk.get(address)).form(address)
    walk.take().consent().session()
    walk.agree().sign().conclude()
    assert clerk.post(address, form.filled(words="打过了")).status_code == 404
    deliver_once(timezone.now() + timedelta(minutes=1))
    assert Delivery.objects.get().state == "cancelled"
