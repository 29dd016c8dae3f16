"""Guessing at the PIN of a slip has to wait, longer each time; it shuts nobody else out."""

from datetime import date, timedelta

import pytest

from fengdan.people.models import Attempt
from fengdan.rulebook.numbering import matter_code
from fengdan.web.public.follow import GUESSES_PER_ADDRESS, WRONG
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
