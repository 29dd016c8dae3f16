from datetime import datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from fengdan.people import throttle
from fengdan.people.models import Attempt
from fengdan.rulebook.errors import Refused

AT = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)


def fail(times, *keys, at=AT):
    for _ in range(times):
        throttle.failed(keys, at)


def key(value="clerk"):
    return throttle.key("test", value)


def test_the_delay_starts_at_the_fifth_failure_and_doubles_to_an_hour():
    minutes = [throttle.delay(failures) // MINUTE for failures in range(4, 13)]
    assert minutes == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert throttle.delay(10_000) == timedelta(hours=1)


@pytest.mark.django_db
def test_four_failures_are_free_the_fifth_is_not():
    fail(4, key())
    throttle.check([key()], AT)
    fail(1, key())
    with pytest.raises(Refused, match=r"请在 1 分钟后（15:01 以后）再试"):
        throttle.check([key()], AT)
    throttle.check([key()], AT + MINUTE)


@pytest.mark.django_db
def test_another_key_is_not_held_back_and_any_held_key_is_enough():
    fail(5, key("clerk"))
    throttle.check([key("duty")], AT)
    with pytest.raises(Refused):
        throttle.check([key("duty"), key("clerk")], AT)


@pytest.mark.django_db
def test_failures_are_forgotten_after_a_day_and_after_success():
    fail(6, key())
    next_day = AT + timedelta(days=1, seconds=1)
    fail(1, key(), at=next_day)
    assert Attempt.objects.get().failures == 1
    throttle.check([key()], next_day)
    throttle.succeeded([key()])
    assert not Attempt.objects.exists()


@pytest.mark.django_db
def test_forget_removes_only_what_no_longer_counts():
    fail(1, key("old"), at=AT - timedelta(days=2))
    fail(1, key("new"))
    assert throttle.forget(AT) == 1
    assert Attempt.objects.get().key == key("new").digest


@pytest.mark.django_db
def test_the_row_does_not_show_the_value():
    fail(1, key("13800001234"))
    assert "13800001234" not in Attempt.objects.get().key


def test_failures_at_the_same_time_are_all_counted(committed_db):
    keys = [key("one"), key("two")]

    def guess(order):
        try:
            for _ in range(5):
                throttle.failed(order, AT)
        finally:
            connection.close()

    threads = [Thread(target=guess, args=(order,)) for order in (keys, keys[::-1], keys, keys[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Attempt.objects.values_list("failures", flat=True)) == [20, 20]
    assert all(row.blocked_until == AT + timedelta(hours=1) for row in Attempt.objects.all())
