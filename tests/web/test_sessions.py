import time

import pytest
from django.contrib.sessions.models import Session

from fengdan.web.shared.sessions import SEEN, SIGNED_IN

pytestmark = pytest.mark.urls("tests.web.probe")
MINUTE = 60
HOUR = 60 * MINUTE


@pytest.fixture
def inside(client, liu):
    client.force_login(liu)
    assert client.get("/desk/").status_code == 200
    return client


def move(client, **seconds_ago):
    session = client.session
    session.update({name: int(time.time()) - seconds for name, seconds in seconds_ago.items()})
    session.save()


def is_in(client):
    return client.get("/desk/").status_code == 200


def test_fourteen_idle_minutes_are_fine_sixteen_end_the_session(inside):
    move(inside, **{SEEN: 14 * MINUTE})
    assert is_in(inside)
    move(inside, **{SEEN: 16 * MINUTE})
    assert not is_in(inside)
    assert not Session.objects.exists()


def test_eight_hours_end_it_however_busy(inside):
    move(inside, **{SIGNED_IN: 8 * HOUR - MINUTE})
    assert is_in(inside)
    move(inside, **{SIGNED_IN: 8 * HOUR + 1, SEEN: 0})
    assert not is_in(inside)


def test_the_session_is_written_at_most_once_a_minute(inside):
    move(inside, **{SEEN: 50})
    before = inside.session[SEEN]
    assert is_in(inside)
    assert inside.session[SEEN] == before
    move(inside, **{SEEN: 61})
    assert is_in(inside)
    assert inside.session[SEEN] >= int(time.time()) - 2


def test_a_disabled_account_is_out_at_its_next_request(inside, liu):
    liu.is_active = False
    liu.save()
    assert not is_in(inside)
    assert not Session.objects.exists()


def test_a_stranger_gets_no_session(client, db):
    client.get("/")
    assert not Session.objects.exists()
