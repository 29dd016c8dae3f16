"""The same answers on both engines, and no plain text in the index."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from fengdan.matters.models import Matter
from fengdan.search import index, tokens
from tests.cast import Walk

pytestmark = pytest.mark.django_db


def found(text: str) -> set[int]:
    sql = index.matching(text)
    if sql is None:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(sql.sql, sql.params)
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture(autouse=True)
def _stories():
    index.put(1, ["王测一", "楼上漏水泡坏了天花板", "巩昌镇某小区"])
    index.put(2, ["龚䶮", "𠮷某", "ABC公司拖欠工资"])
    index.put(3, ["王", "测试"])


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("漏水", {1}),
        ("泡坏了天", {1}),
        ("楼上漏水泡坏了天花板", {1}),
        ("水", {1}),
        ("王", {1, 3}),
        ("测", {1, 3}),
        ("王测", {1}),
        ("䶮", {2}),
        ("龚䶮", {2}),
        ("𠮷", {2}),
        ("𠮷某", {2}),
        ("某", {1, 2}),
        ("abc", {2}),
        ("ＡＢＣ公司", {2}),
        ("a b-c，公司", {2}),
        ("b", {2}),
        ("水漏", set()),
        ("漏泡", set()),
        ("龘", set()),
        ("一楼", set()),
        ("板巩", set()),
        ("䶮𠮷", set()),
        ("", set()),
        ("，。 ", set()),
        ("' OR 1=1 --", set()),
        ('"', set()),
        ("NOT 水", set()),
    ],
)
def test_what_is_typed_finds(text, ids):
    assert found(text) == ids


def test_nothing_searchable_asks_nothing():
    assert index.matching("") is None
    assert index.matching("——。") is None


def test_put_again_replaces():
    index.put(1, ["换了"])
    assert (found("漏水"), found("换了")) == (set(), {1})
    index.put(1, ["", ""])
    assert found("换了") == set()


def test_every_part_of_what_was_put_is_found_and_nothing_else():
    letters = st.text(st.sampled_from("王李测一二䶮𠮷a1 ，"), max_size=8)

    @settings(derandomize=True, deadline=None, max_examples=150)
    @given(st.lists(letters, max_size=3), letters)
    def agrees(texts, wanted):
        index.put(9, texts)
        word = tokens.normal(wanted)
        expected = bool(word) and any(word in tokens.normal(text) for text in texts)
        assert (9 in found(wanted)) == expected

    agrees()


def test_matters_are_found_by_name_story_and_place():
    matter = Walk().register().matter
    for text in ("王测一", "李测", "天花板", "巩昌镇", "修"):
        assert Matter.objects.filter(pk__in=index.matching(text)).get() == matter
    assert not Matter.objects.filter(pk__in=index.matching("王测一楼上")).exists()


def test_index_holds_tokens_only():
    with connection.cursor() as cursor:
        cursor.execute("SELECT singles, pairs FROM search_index")
        stored = str(cursor.fetchall())
    assert not [character for character in "王测漏水䶮𠮷abc公司" if character in stored and not character.isascii()]
    assert tokens.singles(["漏"])[0] in stored
