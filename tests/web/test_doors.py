"""Which pages a process opens (FENGDAN_DOORS): the public's on the phones' network, the staff's at the desks."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from fengdan.web.shared.policy import policy_of
from tests.web.reader import read
from tests.web.scene import screen

pytestmark = pytest.mark.django_db
BOTH = {"home", "big", "healthz", "hall", "menu", "menu_teams", "menu_team", "menu_card", "menu_photo"}
PUBLIC = {
    "items",
    "item",
    "item_version",
    "find",
    "today",
    "duties",
    "apply",
    "applied",
    "menu_order",
    "follow",
    "follow_mine",
    "follow_leave",
    "follow_withdraw",
    "follow_object",
    "follow_booking",
    "follow_challenge",
    "follow_rate",
    "follow_order",
    "follow_answer",
    "follow_token",
    "reply_token",
    "reply_mine",
    "reply_rate",
    "reply_order",
    "reply_leave",
}
EVERY = {pattern.name: pattern for pattern in get_resolver("fengdan.urls").url_patterns}


def where(name):
    converters = EVERY[name].pattern.converters
    made = {"code": "621122-20260101-000001-Q", "year": 2026}
    return reverse(
        name, kwargs={key: made.get(key, 1 if "Row" in type(to).__name__ else "x") for key, to in converters.items()}
    )


def test_every_address_is_behind_the_door_that_is_written_here():
    for name, pattern in EVERY.items():
        wanted = {"public", "staff"} if name in BOTH else {"public"} if name in PUBLIC else {"staff"}
        assert policy_of(pattern.callback).doors == wanted, name


@pytest.mark.parametrize(("door", "shut"), [("public", EVERY.keys() - PUBLIC - BOTH), ("staff", PUBLIC)])
def test_a_shut_door_answers_as_if_nothing_were_there(door, shut, settings):
    settings.DOORS = door
    stranger, clerk = Client(), screen("clerk")
    for name in sorted(shut):
        for client in (stranger, clerk):
            for method in ("get", "post"):
                assert getattr(client, method)(where(name)).status_code == 404, (name, method)
    assert stranger.get("/healthz").status_code == 200


def test_the_public_door_knows_nobody_and_does_not_lead_to_the_sign_in(settings):
    settings.DOORS = "public"
    page = read(screen("clerk").get("/"))
    assert "遇到矛盾" in page.words
    assert "朱丁一" not in page.words
    assert not [attrs for _, attrs in page.tags if "signin" in attrs.get("href", "")]
    assert Client().get("/follow/").status_code == 200


def test_the_staff_door_leads_to_the_sign_in_and_works(settings):
    settings.DOORS = "staff"
    assert Client().get("/")["Location"] == "/signin/"
    assert screen("clerk").get("/").status_code == 200
    assert "现在只开放工作人员页面" in read(screen("admin").get("/manage/settings/")).text_of["doors"]
