"""Two people at the same moment about one task: it is closed once."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.do_task import do_task
from fengdan.matters.actions.drop_task import drop_task
from fengdan.matters.models import Matter
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk, actor
from tests.matters.test_two_at_once import at_once

pytestmark = pytest.mark.usefixtures("committed_db")
LATER = MORNING + timedelta(hours=3)


def matter() -> Matter:
    return Walk().register().accept().assign().take().matter


def test_two_do_the_same_task_and_the_second_is_told():
    mine = matter()
    task = mine.tasks.first()
    given = at_once(
        *[
            lambda who=who: do_task(mine, task=task.pk, evidence=f"{who}办的", actor=actor(who), at=LATER)
            for who in ("mediator", "leader")
        ]
    )
    (no,) = [each for each in given if isinstance(each, Refused)]
    assert (no.reason, no.field) == ("这项任务刚刚已由他人办了，请看现在的情况。", "task")
    task.refresh_from_db()
    assert task.evidence in {"mediator办的", "leader办的"}
    assert mine.events.filter(step="do_task").count() == 1


def test_one_does_what_another_drops_and_it_is_one_or_the_other():
    mine = matter()
    task = mine.tasks.first()
    given = at_once(
        lambda: do_task(mine, task=task.pk, evidence="办了", actor=actor("mediator"), at=LATER),
        lambda: drop_task(mine, task=task.pk, reason="不用了", actor=actor("duty"), at=LATER),
    )
    assert sum(isinstance(each, Refused) for each in given) == 1
    task.refresh_from_db()
    assert (task.status, task.evidence) in {("done", "办了"), ("dropped", "不用了")}
