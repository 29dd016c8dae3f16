"""A prepared query answers as its queryset does, for every value, on connections that come and go."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.db.models import DateField

from fengdan.database.prepared import Prepared, Slot, SlotList
from fengdan.people.models import User
from fengdan.units.models import Unit
from fengdan.units.queries import active_on

pytestmark = pytest.mark.django_db


def test_a_queryset_and_its_prepared_twin_find_the_same_rows():
    prepared = Prepared(lambda: Unit.objects.filter(kind=Slot("kind")).select_related("area").order_by("pk"))
    for kind in Unit.Kind.values:
        plain = list(Unit.objects.filter(kind=kind).select_related("area").order_by("pk"))
        found = prepared.ask(kind=kind)
        assert [vars(unit) | {"_state": None} for unit in found] == [vars(unit) | {"_state": None} for unit in plain]
        assert prepared.count(kind=kind) == len(plain)
        assert prepared.first(kind=kind) == (plain[0] if plain else None)
    assert prepared.count(kind=Unit.Kind.TOWNSHIP) > 1


def test_related_rows_come_with_it_in_the_one_query(django_assert_num_queries):
    prepared = Prepared(lambda: Unit.objects.filter(kind=Slot("kind")).select_related("area"))
    with django_assert_num_queries(1):
        assert {unit.area.pk for unit in prepared.ask(kind=Unit.Kind.TOWNSHIP)} >= {"621122100"}


@pytest.mark.parametrize("rows", ["values", "values_list", "flat"])
def test_rows_of_values_are_as_the_queryset_gives_them(rows):
    shape = {
        "values": lambda units: units.values("pk", "kind"),
        "values_list": lambda units: units.values_list("pk", "kind"),
        "flat": lambda units: units.values_list("pk", flat=True),
    }[rows]
    prepared = Prepared(lambda: shape(Unit.objects.filter(kind=Slot("kind")).order_by("pk")))
    assert prepared.ask(kind="township") == list(shape(Unit.objects.filter(kind="township").order_by("pk")))


def test_a_day_is_given_as_the_engine_keeps_days():
    prepared = Prepared(lambda: Unit.objects.filter(active_on(Slot("day", DateField()))).order_by("pk"))
    for day in (date(1900, 1, 1), date(2026, 11, 30)):
        assert prepared.ask(day=day) == list(Unit.objects.filter(active_on(day)).order_by("pk"))
    assert prepared.ask(day=date(2026, 11, 30))


def test_a_list_may_be_of_any_length_and_empty():
    users = [User.objects.create_user(f"u{number}", f"卫测{number}", "x").pk for number in range(3)]
    prepared = Prepared(lambda: User.objects.filter(pk__in=SlotList("ids")).order_by("pk").values_list("pk", flat=True))
    for some in ([], users[:1], users, [*users, 10**9]):
        assert prepared.ask(ids=some) == some[:3]
        assert prepared.count(ids=iter(some)) == len(some[:3])


def test_a_slot_without_a_value_is_a_mistake_that_is_named():
    prepared = Prepared(lambda: Unit.objects.filter(kind=Slot("kind")))
    with pytest.raises(KeyError, match="kind"):
        prepared.ask(typo="township")


def test_what_can_find_nothing_asks_nothing(django_assert_num_queries):
    prepared = Prepared(lambda: Unit.objects.filter(pk__in=[]))
    with django_assert_num_queries(0):
        assert (prepared.ask(), prepared.first(), prepared.count()) == ([], None, 0)


def test_a_value_is_never_read_as_sql():
    prepared = Prepared(lambda: Unit.objects.filter(kind=Slot("kind")))
    assert prepared.ask(kind="township' OR '1'='1") == []


def test_it_is_asked_on_whatever_connection_the_thread_has():
    asked = Prepared(lambda: Unit.objects.filter(kind=Slot("kind")).order_by("pk"))
    here = asked.ask(kind="township")
    with ThreadPoolExecutor(2) as others:
        there = [others.submit(_asked_and_closed, asked) for _ in range(4)]
    assert [each.result() for each in there] == [here] * 4


def _asked_and_closed(asked):
    try:
        return asked.ask(kind="township")
    finally:
        connection.close()
