"""登记关系: by the director, once, complete enough to be compared; encrypted, and journaled without what it says."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from fengdan.journal.models import Entry
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.ties import TieKind
from fengdan.teams.models import Tie
from fengdan.teams.tying import Tied, enter_tie
from tests.cast import MORNING, actor

pytestmark = pytest.mark.django_db
CODE = "m1602"
UNCLE = Tied(TieKind.KIN, "李测二", "13800000002", date(2020, 1, 1), None)
HOME = Tied(TieKind.LIVES_IN, "巩昌镇甲家村三社", "", date(2020, 1, 1), None)


def enter(tied: Tied, who: str = "director", code: str = CODE) -> Tie:
    return enter_tie(code, tied, actor=actor(who), at=MORNING)


def test_sent_twice_it_is_one_and_the_journal_says_that_and_not_what():
    assert enter(UNCLE) == enter(UNCLE)
    assert enter(replace(UNCLE, since=date(2021, 1, 1))) != enter(UNCLE)
    first, second = Entry.objects.filter(act="tie").order_by("seq")
    assert (first.subject, first.actor_id) == (CODE, actor("director").id)
    assert [entry.facts for entry in (first, second)] == [{"row": row.pk} for row in Tie.objects.order_by("pk")]


def test_nothing_of_it_stands_in_the_database_in_the_clear():
    enter(UNCLE), enter(HOME)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM teams_tie")
        stored = str(cursor.fetchall())
    assert not [text for text in ("李测二", "13800000002", "甲家村") if text in stored]
    assert {row.value for row in Tie.objects.all()} == {"李测二", "巩昌镇甲家村三社"}


@pytest.mark.parametrize(
    ("tied", "says", "field"),
    [
        (replace(UNCLE, since=date(2099, 1, 1)), "还没有到", "since"),
        (replace(UNCLE, until=date(2019, 1, 1)), "早于“从哪天起”", "until"),
        (replace(UNCLE, value=" "), "请写明全名", "value"),
        (replace(HOME, value="甲家村三社"), "请写明乡镇、村和几社", "value"),
        (replace(HOME, phone="13800000002"), "不用填电话", "phone"),
    ],
)
def test_it_says_enough_to_be_compared(tied, says, field):
    with pytest.raises(Refused, match=says) as no:
        enter(tied)
    assert (no.value.field, Tie.objects.count()) == (field, 0)


@pytest.mark.parametrize("who", ["leader", "justice", "admin", "duty"])
def test_by_nobody_but_whoever_keeps_the_pool(who):
    with pytest.raises(Refused, match="由综治中心主任登记"):
        enter(UNCLE, who)
    with pytest.raises(Refused, match="名册里没有"):
        enter(UNCLE, code="nobody")
