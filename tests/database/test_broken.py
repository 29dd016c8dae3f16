"""A kept connection leads to the database that is there now."""

import shutil
from pathlib import Path

import pytest
from django.db import connection

from fengdan.database.broken import drop_broken
from fengdan.people.models import User

pytestmark = pytest.mark.usefixtures("committed_db")


def test_a_sound_connection_is_kept():
    connection.ensure_connection()
    before = connection.connection
    drop_broken()
    assert connection.connection is before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="files are SQLite's")
def test_a_file_put_in_the_place_of_the_open_one_is_what_is_asked_from_then_on():
    User.objects.create_user("first", "卫一", "x")
    place = Path(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other = place.with_suffix(".other")
    shutil.copy(place, other)
    User.objects.create_user("lost", "卫二", "x")
    for suffix in ("-wal", "-shm"):
        Path(f"{place}{suffix}").unlink()
    other.rename(place)
    drop_broken()
    assert list(User.objects.filter(username__in=["first", "lost"]).values_list("username", flat=True)) == ["first"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="files have no server")
def test_a_server_that_hung_up_is_called_again():
    connection.ensure_connection()
    before, number = connection.connection, connection.connection.info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [number])
        assert cursor.fetchone() == (True,)
    other.close()
    drop_broken()
    assert connection.connection is not before
    assert not User.objects.filter(username="nobody").exists()
