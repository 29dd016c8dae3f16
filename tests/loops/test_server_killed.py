"""The server killed, or told to stop, under load: no acknowledged step lost, none half done, none done twice."""

import random

import pytest

from tests.killing import rounds
from tests.posting import DONE, Posting
from tests.serving import Served, sign_in

KILLS = 20


@pytest.mark.usefixtures("committed_db")
def test_the_server_killed_again_and_again_while_people_save(tmp_path):
    chance = random.Random(20)
    with Served(tmp_path) as server:
        people = {name: sign_in(server.port, name) for name in ("clerk", "duty")}
        posting = Posting(people)
        for _ in range(rounds(KILLS, 100)):
            posting.begin()
            posting.wait_for(chance.randint(1, 12))
            posting.over.wait(chance.uniform(0, 0.05))
            server.kill()
            posting.end()
            server.start()
        assert posting.answers.keys() == {DONE}, posting.pages
        assert any(not each.answered for each in posting.sent)
        posting.check()


@pytest.mark.usefixtures("committed_db")
def test_told_to_stop_while_people_save_it_ends_in_order_and_everything_answered_is_there(tmp_path):
    with Served(tmp_path) as server:
        posting = Posting({name: sign_in(server.port, name) for name in ("clerk", "duty")})
        for answers in (1, 5, 9):
            posting.begin()
            posting.wait_for(answers)
            assert server.stop() == 0
            posting.end()
            server.start()
        assert posting.answers.keys() == {DONE}, posting.pages
        posting.check()
