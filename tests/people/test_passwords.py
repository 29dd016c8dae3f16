from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fengdan.journal.models import Entry
from fengdan.people import passwords
from fengdan.people.models import User
from fengdan.rulebook.errors import Refused

AT = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OLD, NEW = "correct-horse", "红叶满山-二零二六-x"


@pytest.fixture
def user(db):
    return User.objects.create_user("liu", "刘敏", OLD)


@pytest.mark.parametrize(
    "easy", ["short", "aaaaaaaaaaaa", "my-liu-word-9", "Password2026", "1234567890ab", "FengDan-8848"]
)
def test_an_easy_password_is_refused_at_its_field(easy):
    with pytest.raises(Refused) as caught:
        passwords.check(easy, "liu")
    assert caught.value.field == "new"


def test_what_the_system_makes_is_good_and_never_the_same():
    made = {passwords.generated() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        passwords.check(password, "liu")


def test_ones_own_password_is_changed_and_the_journal_says_no_word_of_it(user):
    user.must_change_password = True
    user.save()
    passwords.change(user, old=OLD, new=NEW, at=AT)
    user.refresh_from_db()
    assert (user.check_password(NEW), user.must_change_password) == (True, False)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor_id, entry.facts) == ("password_changed", str(user.pk), {})


@pytest.mark.parametrize(("typed", "field"), [({"old": "wrong"}, "old"), ({"new": OLD}, "new"), ({"new": "x"}, "new")])
def test_a_refused_change_changes_nothing(user, typed, field):
    with pytest.raises(Refused) as caught:
        passwords.change(user, **{"old": OLD, "new": NEW, "at": AT} | typed)
    assert caught.value.field == field
    user.refresh_from_db()
    assert user.check_password(OLD)
