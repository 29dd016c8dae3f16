"""While the database cannot be had, people are told to wait; afterwards all is as it was."""

import pytest
from django.db import connection
from django.test import Client

from fengdan.matters.models import Matter
from fengdan.people.models import User
from tests.posting import REGISTER


@pytest.fixture
def away(committed_db):
    """`away(True)` and the database cannot be had, `away(False)` and it can again."""
    place = connection.settings_dict["NAME"]

    def go(gone):
        connection.close()
        connection.settings_dict["NAME"] = f"{place}/there/is/none" if gone else place

    yield go
    go(gone=False)


@pytest.fixture
def clerk(committed_db):
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username="clerk"))
    return client


@pytest.mark.parametrize("address", ["/", "/matters/", "/register/"])
def test_a_page_says_that_it_will_be_back(away, clerk, address):
    away(True)
    answer = clerk.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "数据库暂时连不上" in answer.content.decode()
    away(False)
    assert clerk.get(address).status_code == 200


def test_what_was_sent_meanwhile_is_not_saved_and_may_be_sent_again(away, clerk):
    form = {"once": "1" * 32, **REGISTER}
    before = Matter.objects.count()
    away(True)
    assert clerk.post("/register/", form).status_code == 503
    away(False)
    assert Matter.objects.count() == before
    assert clerk.post("/register/", form).status_code == 302
    assert Matter.objects.count() == before + 1
