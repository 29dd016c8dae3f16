"""kill -9 under load: 0 acknowledged steps lost, 0 half steps, and what is sent again happens once."""

from functools import partial

import pytest

from tests.killing import killed_worker, rounds
from tests.oracle import Oracle, check_oracle, work

KILLS = 20


@pytest.mark.usefixtures("committed_db")
def test_workers_killed_while_they_register_and_remark(tmp_path):
    oracle = Oracle(tmp_path / "oracle")
    for number in range(rounds(KILLS, 300)):
        killed_worker(partial(work, oracle=oracle), 1 + number % 3)
    check_oracle(oracle)
