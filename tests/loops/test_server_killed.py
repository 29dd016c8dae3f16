"""kill -9 of the server under load: 0 acknowledged steps lost, 0 half steps, and what is sent again happens once."""

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
