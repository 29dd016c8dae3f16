"""kill -9 of PostgreSQL under load: 0 acknowledged steps lost, 0 half steps; people are told to wait."""

import random

import pytest
from django.db import connection

from tests.copies import KEEPS_ITS_WORD, copy_on_a_cluster_of_its_own, kill_postgres
from tests.engines import start_postgres
from tests.killing import rounds
from tests.posting import AWAY, DONE, Posting
from tests.serving import Served, sign_in
from tests.waiting import until

KILLS = 5


@pytest.fixture
def cluster(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), copy_on_a_cluster_of_its_own() as cluster:
        yield cluster


def test_postgresql_killed_again_and_again_while_people_save(cluster, tmp_path):
    chance = random.Random(5)
    with Served(tmp_path) as server:
        people = {name: sign_in(server.port, name) for name in ("clerk", "duty")}
        posting = Posting(people)
        for _ in range(rounds(KILLS, 50)):
            posting.begin()
            posting.wait_for(chance.randint(1, 12))
            posting.over.wait(chance.uniform(0, 0.05))
            kill_postgres(cluster)
            assert posting.turned_away.wait(60)
            posting.end()
            assert server.health()[0] == AWAY
            start_postgres(cluster, KEEPS_ITS_WORD)
            # every thread of the server had a connection that is dead now: nobody is to notice
            assert {people["clerk"].get("/") for _ in range(12)} == {200}
            until(lambda: server.health()[0] == 200, "the server is well again")
        assert posting.answers.keys() == {DONE, AWAY}
        assert "数据库暂时连不上" in posting.pages[AWAY]
        connection.close()
        posting.check()


if connection.vendor == "sqlite":  # has no server: tests/loops/test_server_killed.py kills all there is
    del test_postgresql_killed_again_and_again_while_people_save
