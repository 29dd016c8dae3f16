"""Guessing at the PIN of a slip has to wait, longer each time; it shuts nobody else out."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from fengdan.matters.queries.follow import by_token
from fengdan.matters.queries.invited import by_invitation
from fengdan.people.models import Attempt
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.numbering import matter_code, new_token
from fengdan.web.public.follow import GUESSES_PER_ADDRESS, WRONG, matter_of
from fengdan.web.public.holder import LETTER, SLIP
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
MINE = "/follow/mine/"


def ask(villager, code, pin):
    return villager.post("/follow/", {"code": code, "pin": pin})


def wrong_pin(matter):
    return "".join(str(9 - int(digit)) for digit in matter.pin)


@pytest.fixture
def matter():
    return brought("registered").matter


def later(minutes):
    """As if so many minutes had gone by since the last guess."""
    for row in Attempt.objects.all():
        row.blocked_until -= timedelta(minutes=minutes)
        row.last -= timedelta(minutes=minutes)
        row.save()


def test_guessing_has_to_wait_longer_and_longer_and_the_right_person_gets_in_again(matter):
    villager = screen()
    for _ in range(5):
        assert WRONG in read(ask(villager, matter.code, wrong_pin(matter))).words
    for wait in (1, 2, 4):
        held = ask(villager, matter.code, matter.pin)
        assert held.status_code == 422
        assert f"请在 {wait} 分钟后" in read(held).words
        later(wait)
        assert WRONG in read(ask(villager, matter.code, wrong_pin(matter))).words
    later(8)
    assert ask(villager, matter.code, matter.pin)["Location"] == MINE
    assert WRONG in read(ask(villager, matter.code, wrong_pin(matter))).words  # forgotten: counting starts anew


def test_who_guesses_at_one_slip_does_not_shut_out_the_next(matter):
    other = brought("registered").matter
    for _ in range(6):
        ask(screen(), matter.code, wrong_pin(matter))
    assert ask(screen(), other.code, other.pin)["Location"] == MINE


def test_who_goes_from_code_to_code_is_held_back_too(matter):
    for number in range(GUESSES_PER_ADDRESS):
        ask(screen(), matter_code("621122", date(2025, 1, 1), number), "00000000")
    assert "分钟后" in read(ask(screen(), matter.code, matter.pin)).words
    elsewhere = screen().post("/follow/", {"code": matter.code, "pin": matter.pin}, REMOTE_ADDR="10.0.0.9")
    assert elsewhere["Location"] == MINE


GUESSES = 10_000


def test_ten_thousand_guesses_at_a_pin_open_nothing_and_nearly_all_are_held_back(matter):
    """The last few through the page; the rest ask what the page asks, so that it does not take minutes."""
    guess, told = RequestFactory().post("/follow/"), []
    guess.at = timezone.now()
    pins = [f"{number:08}" for number in range(GUESSES) if f"{number:08}" != matter.pin]
    for pin in pins:
        with pytest.raises(Refused) as no:
            matter_of(guess, matter.code, pin)
        told.append(no.value.reason)
    assert sum("分钟后" in reason for reason in told) > len(pins) - GUESSES_PER_ADDRESS
    assert Attempt.objects.count() <= 2  # guessing fills no table
    villager = screen()
    for pin in (*pins[-10:], matter.pin):
        answer = ask(villager, matter.code, pin)
        assert (answer.status_code, SLIP.cookie in answer.cookies) == (422, False)
        assert "分钟后" in read(answer).words


@pytest.mark.parametrize("door", ["f", "r"])
def test_ten_thousand_guesses_at_addresses_open_nothing(matter, door):
    found = {by_token(new_token()) if door == "f" else by_invitation(new_token()) for _ in range(GUESSES)}
    assert found == {None}
    assert len(matter.token) >= 32  # 192 random bits: waiting would add nothing
    answers = {screen().get(f"/{door}/{new_token()}/").status_code for _ in range(20)}
    assert answers == {404}


@pytest.mark.parametrize("address", ["/follow/mine/", "/follow/withdraw/", "/follow/rate/", "/reply/", "/reply/rate/"])
def test_made_up_cookies_open_nothing(matter, address):
    villager = screen()
    door = LETTER if address.startswith("/reply/") else SLIP
    for number in range(GUESSES // 50):
        villager.cookies[door.cookie] = f"{matter.pk}:{number:06}:{new_token()}"
        answer = villager.get(address)
        assert matter.code not in answer.content.decode()
        assert answer.status_code == (200 if address == "/reply/" else 302)
