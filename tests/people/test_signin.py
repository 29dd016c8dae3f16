from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fengdan.journal.models import Entry
from fengdan.people import signin
from fengdan.people.models import User
from fengdan.rulebook.errors import Refused

AT = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PASSWORD = "correct-horse"


def journal():
    return Entry.objects.filter(act__startswith="sign").order_by("seq")


@pytest.fixture
def user(db):
    return User.objects.create_user("liu", "刘敏", PASSWORD)


def attempt(username="liu", password=PASSWORD, address="10.0.0.1", at=AT):
    return signin.authenticate(username=username, password=password, address=address, at=at)


def refusal(**typed):
    with pytest.raises(Refused) as caught:
        attempt(**typed)
    return caught.value.reason


def test_the_right_password_opens_and_is_journaled(user):
    assert attempt() == user
    entry = journal().get()
    assert (entry.act, entry.actor_id, entry.at) == ("signin", str(user.pk), AT)


def test_unknown_wrong_and_disabled_get_the_same_sentence(user):
    User.objects.create(username="gone", name="已离岗", password=user.password, is_active=False)
    sentences = {refusal(password="wrong"), refusal(username="nobody"), refusal(username="gone")}
    assert sentences == {signin.NOT_IN}


def test_a_typed_name_never_reaches_the_journal(user):
    refusal(username="my-secret-password")
    refusal(password="wrong")
    stranger, known = journal()
    assert (stranger.act, stranger.actor_id, stranger.subject) == ("signin_failed", "", "")
    assert known.subject == str(user.pk)
    assert "my-secret-password" not in repr(vars(stranger))


def test_after_five_failures_even_the_right_password_waits(user):
    for _ in range(5):
        refusal(password="wrong")
    assert "1 分钟后" in refusal()
    assert attempt(at=AT + timedelta(minutes=1)) == user


def test_a_guesser_elsewhere_does_not_lock_the_owner_out(user):
    for _ in range(5):
        refusal(password="wrong", address="192.0.2.7")
    assert attempt(address="10.0.0.1") == user


def test_one_account_guessed_from_many_addresses_is_held_back(user):
    for number in range(signin.FREE_PER_ACCOUNT):
        refusal(password="wrong", address=f"192.0.2.{number}")
    assert "再试" in refusal(address="10.0.0.1")


def test_one_address_guessing_many_accounts_is_held_back_and_success_does_not_free_it(user):
    for number in range(signin.FREE_PER_ADDRESS - 1):
        refusal(username=f"user{number}")
    attempt()
    refusal(username="one-more")
    assert "再试" in refusal(username="yet-another")


def test_waiting_attempts_do_not_grow_the_journal(user):
    for _ in range(9):
        refusal(password="wrong")
    assert journal().count() == 5
