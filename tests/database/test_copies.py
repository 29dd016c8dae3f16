"""The fixture for tests that commit: what is committed is really committed, and gone for the next test."""

import threading
import urllib.error
import urllib.request

import pytest
from django.db import connection

from fengdan.units.models import Area

CODES = ["999999"] * 2


@pytest.mark.parametrize("code", CODES)
def test_commits_are_seen_by_other_threads_and_gone_for_the_next_test(committed_db, code):
    assert not connection.in_atomic_block
    assert not Area.objects.filter(code=code).exists()
    Area.objects.create(code=code, name="某县", kind=Area.Kind.COUNTY)
    seen: list[str] = []

    def look() -> None:
        seen.extend(Area.objects.filter(code=code).values_list("name", flat=True))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == ["某县"]


def test_nothing_is_left_in_the_shared_database(db):
    assert not Area.objects.filter(code__in=CODES).exists()


def test_running_server_answers_from_the_copy(server, committed_db):
    with pytest.raises(urllib.error.HTTPError, match="404") as answer:
        urllib.request.urlopen(f"{server}/nowhere")
    answer.value.close()
