"""请假、销假、离岗: what is refused and why, what is journaled, and two people at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, timedelta

import pytest
from django.db import IntegrityError, transaction

from fengdan.journal.models import Entry
from fengdan.journal.verify import problems
from fengdan.people.absences import be_away, call_off, leave_office
from fengdan.people.actor import actor_of
from fengdan.people.away import away_on
from fengdan.people.models import Absence, Grant, User
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.errors import Refused
from tests.cast import actor
from tests.matters.test_two_at_once import at_once
from tests.people.days import DAY, NOW, TODAY

TOWN = (Role.TOWN, "town-621122100")
LAND = (Role.DEPT, "dept-land")


def themself(user: User) -> Actor:
    return actor_of(user, TODAY)


def enter(user: User, by: Actor | None = None, first: date = TODAY, last: date | None = None, **more) -> Absence:
    by = by or themself(user)
    more = {"stand_in": None, "at": NOW} | more
    return be_away(user, from_day=first, to_day=last or first, actor=by, **more)


def journaled(act: str) -> list[Entry]:
    return list(Entry.objects.filter(act=act).order_by("seq"))


def stored() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in (Absence, Grant, Entry)]


@contextmanager
def refused(says: str, field: str = "") -> Iterator[None]:
    """What happens inside is refused with this sentence at this field, and nothing is written."""
    before = stored()
    with pytest.raises(Refused) as no:
        yield
    assert says in no.value.reason
    assert no.value.reason.endswith("。")
    assert no.value.field == field
    assert stored() == before


@pytest.fixture
def liu(person) -> User:
    return person("liu", TOWN)


@pytest.fixture
def chen(person) -> User:
    return person("chen", LAND)


def test_ones_own_absence_is_entered_and_journaled(liu, chen):
    row = enter(liu, first=TODAY, last=TODAY + 2 * DAY, stand_in=chen)
    assert (row.user, row.stand_in, row.from_day, row.to_day) == (liu, chen, TODAY, TODAY + 2 * DAY)
    assert (row.set_by_id, row.set_at, row.called_off_at) == (liu.pk, NOW, None)
    assert away_on(TODAY + 2 * DAY) == {liu.pk: chen.pk}
    (entry,) = journaled("absence")
    assert (entry.actor_id, entry.at, entry.subject) == (str(liu.pk), NOW, str(liu.pk))
    assert entry.facts == {"from": "2026-11-23", "to": "2026-11-25", "stand_in": chen.pk}
    assert list(problems()) == []


@pytest.mark.parametrize("username", ["duty", "admin", "small"])
def test_duty_and_the_administrator_enter_it_for_others(username, liu):
    row = enter(liu, actor(username))
    assert str(row.set_by_id) == actor(username).id
    (entry,) = journaled("absence")
    assert (entry.actor_id, entry.subject, entry.facts["stand_in"]) == (actor(username).id, str(liu.pk), None)


@pytest.mark.parametrize("username", ["clerk", "director", "town", "security", "auditor", "leader"])
def test_nobody_else_enters_it_for_others(username, liu):
    with refused("只能登记自己的请假；替别人登记请找值班领导或系统管理员。", "user"):
        enter(liu, actor(username))


def test_whoever_stands_in_for_duty_may_enter_it_too(liu, chen):
    enter(User.objects.get(username="duty"), actor("duty"), stand_in=chen)
    assert enter(liu, themself(chen)).set_by == chen


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (1, 0, "“到哪天”早于“从哪天”，请核对。"),
        (-9, -1, "请假日期已经过去，请核对。"),
        (0, 400, "一次请假不能超过一年"),
        (0, 366, "一次请假不能超过一年"),
    ],
)
def test_days_that_make_no_sense_are_refused_at_the_last_day(first, last, says, liu):
    with refused(says, "to_day"):
        enter(liu, first=TODAY + first * DAY, last=TODAY + last * DAY)


@pytest.mark.parametrize(("first", "last"), [(0, 0), (-9, 0), (0, 364), (365, 365 + 364)])
def test_days_that_do_are_taken(first, last, liu):
    row = enter(liu, first=TODAY + first * DAY, last=TODAY + last * DAY)
    assert (row.to_day - row.from_day).days == last - first


def test_today_is_today_in_the_county_not_in_greenwich(liu):
    early = NOW.replace(hour=0, minute=30)
    assert early.astimezone(UTC).date() == TODAY - DAY
    with refused("请假日期已经过去", "to_day"):
        enter(liu, first=TODAY - DAY, at=early)
    enter(liu, at=early)


def test_nobody_stands_in_for_themself(liu):
    with refused("代理人不能是本人，请另选一位。", "stand_in"):
        enter(liu, stand_in=liu)


def test_a_disabled_account_stands_in_for_nobody(liu, chen):
    chen.is_active = False
    chen.save()
    with refused("这位代理人的账号已停用或者不再任职，请另选一位。", "stand_in"):
        enter(liu, stand_in=chen)


@pytest.mark.parametrize(
    ("first", "last", "clash"),
    [
        (0, 1, False),
        (0, 2, True),
        (2, 2, True),
        (3, 3, True),
        (4, 4, True),
        (4, 9, True),
        (0, 9, True),
        (5, 9, False),
    ],
)
def test_absences_of_one_person_do_not_overlap(first, last, clash, liu, chen):
    enter(liu, first=TODAY + 2 * DAY, last=TODAY + 4 * DAY)
    days = {"first": TODAY + first * DAY, "last": TODAY + last * DAY}
    enter(chen, **days)  # another's are no matter
    if clash:
        with refused("与已登记的请假（2026-11-25 至 2026-11-27）重叠，要改请先取消那一次。", "from_day"):
            enter(liu, **days)
    else:
        assert enter(liu, **days).pk
    assert liu.absences.count() == 2 - clash


def test_what_was_called_off_is_no_overlap(liu, chen):
    call_off(enter(liu).pk, actor=themself(liu), at=NOW)
    enter(liu, stand_in=chen)
    assert away_on(TODAY) == {liu.pk: chen.pk}


def test_calling_off_keeps_the_row_and_is_journaled_once(liu):
    row = enter(liu, actor("duty"))
    later = NOW + timedelta(hours=1)
    assert call_off(row.pk, actor=themself(liu), at=later).called_off_at == later
    again = call_off(row.pk, actor=actor("duty"), at=later + timedelta(hours=1))
    assert again.called_off_at == Absence.objects.get(pk=row.pk).called_off_at == later
    (entry,) = journaled("absence_called_off")
    assert (entry.actor_id, entry.at, entry.subject) == (str(liu.pk), later, str(liu.pk))
    assert away_on(TODAY) == {}


def test_only_ones_own_absence_is_called_off_but_by_duty_and_the_administrator(liu, chen):
    row = enter(liu, stand_in=chen)
    for stranger in (themself(chen), actor("director")):
        with refused("没有这条请假记录，请刷新页面。"):
            call_off(row.pk, actor=stranger, at=NOW)
    assert call_off(row.pk, actor=actor("admin"), at=NOW).called_off_at == NOW


def test_an_absence_that_is_not_there_cannot_be_called_off(db):
    with refused("没有这条请假记录，请刷新页面。"):
        call_off(10**9, actor=actor("duty"), at=NOW)


def test_whoever_leaves_office_keeps_every_role_to_the_last_day_and_none_after(person):
    liu = person("liu", TOWN, LAND)
    last = TODAY + 3 * DAY
    assert leave_office(liu, last_day=last, actor=actor("admin"), at=NOW) == 2
    assert actor_of(liu, last).units == {TOWN, LAND}
    assert actor_of(liu, last + DAY).units == set()
    (entry,) = journaled("leave_office")
    assert (entry.actor_id, entry.at, entry.subject) == (actor("admin").id, NOW, str(liu.pk))
    assert entry.facts == {"last_day": "2026-11-26", "roles": 2}
    assert User.objects.get(pk=liu.pk).is_active


def test_leaving_twice_is_leaving_once(liu):
    by = {"actor": actor("admin"), "at": NOW}
    assert leave_office(liu, last_day=TODAY + DAY, **by) == 1
    assert leave_office(liu, last_day=TODAY + DAY, **by) == 0
    assert leave_office(liu, last_day=TODAY + 9 * DAY, **by) == 0
    assert len(journaled("leave_office")) == 1
    assert Grant.objects.get(user=liu).active_to == TODAY + DAY
    assert leave_office(liu, last_day=TODAY, **by) == 1


def test_roles_that_have_ended_are_left_as_they_are(person, liu):
    Grant.objects.filter(user=liu).update(active_to=TODAY - DAY)
    assert leave_office(liu, last_day=TODAY, actor=actor("admin"), at=NOW) == 0
    assert Grant.objects.get(user=liu).active_to == TODAY - DAY
    assert journaled("leave_office") == []


@pytest.mark.parametrize("username", ["duty", "director", "clerk", "security", "auditor"])
def test_only_the_administrator_ends_an_office(username, liu):
    with refused("离岗由系统管理员办理。"):
        leave_office(liu, last_day=TODAY, actor=actor(username), at=NOW)


def test_nobody_ends_their_own_office_unless_they_are_the_administrator(liu):
    with refused("离岗由系统管理员办理。"):
        leave_office(liu, last_day=TODAY, actor=themself(liu), at=NOW)


def test_an_office_does_not_end_in_the_past(liu):
    with refused("最后一天不能早于今天。", "last_day"):
        leave_office(liu, last_day=TODAY - DAY, actor=actor("admin"), at=NOW)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"to_day": TODAY - DAY}, "people_absence_span"),
        ({"stand_in": "self"}, "people_absence_stand_in_is_another"),
    ],
)
def test_the_database_itself_refuses_what_makes_no_sense(change, constraint, liu):
    row = enter(liu)
    change = {name: liu.pk if value == "self" else value for name, value in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Absence.objects.filter(pk=row.pk).update(**change)


# two at once, on real connections


@pytest.mark.usefixtures("committed_db")
def test_two_enter_overlapping_days_for_one_person_and_one_is_told_of_the_other():
    user = User.objects.get(username="town")
    duty, admin, own = actor("duty"), actor("admin"), actor("town")
    given = at_once(
        lambda: enter(user, duty, TODAY, TODAY + 3 * DAY),
        lambda: enter(user, admin, TODAY + 2 * DAY, TODAY + 5 * DAY),
        lambda: enter(user, own, TODAY + 3 * DAY, TODAY + 3 * DAY),
    )
    (row,) = [each for each in given if isinstance(each, Absence)]
    others = [each for each in given if each is not row]
    assert len(others) == 2
    assert all(f"{row.from_day:%Y-%m-%d} 至 {row.to_day:%Y-%m-%d}" in no.reason for no in others)
    assert list(Absence.objects.values_list("pk", flat=True)) == [row.pk]
    assert [entry.actor_id for entry in journaled("absence")] == [str(row.set_by_id)]


@pytest.mark.usefixtures("committed_db")
def test_four_call_the_same_absence_off_and_it_is_journaled_once():
    row = enter(User.objects.get(username="town"), actor("duty"))
    who = [actor(username) for username in ("duty", "admin", "town", "small")]
    given = at_once(*(lambda by=by: call_off(row.pk, actor=by, at=NOW) for by in who))
    assert [each.called_off_at for each in given] == [NOW] * 4
    assert len(journaled("absence_called_off")) == 1
    assert list(problems()) == []


@pytest.mark.usefixtures("committed_db")
def test_two_end_the_same_office_and_it_ends_once():
    user, by = User.objects.get(username="small"), actor("admin")
    held = user.grants.count()
    given = at_once(*[lambda: leave_office(user, last_day=TODAY, actor=by, at=NOW)] * 3)
    assert sorted(given) == [0, 0, held]
    assert len(journaled("leave_office")) == 1
    assert set(user.grants.values_list("active_to", flat=True)) == {TODAY}


@pytest.mark.usefixtures("committed_db")
def test_days_apart_entered_at_once_are_all_kept():
    user, by = User.objects.get(username="town"), actor("duty")
    given = at_once(*(lambda n=n: enter(user, by, TODAY + n * DAY) for n in range(8)))
    assert {each.from_day for each in given} == {TODAY + n * DAY for n in range(8)}
    assert len(journaled("absence")) == 8
    assert list(problems()) == []


def user(username: str) -> User:
    return User.objects.get(username=username)


@pytest.mark.parametrize("who", ["auditor", "security", "admin"])
def test_the_three_administrators_sign_for_nobody(who, liu):
    with refused("系统管理员、安全管理员、审计员不能替别人代签，请另选一位。", "stand_in"):
        enter(liu, stand_in=user(who))


@pytest.mark.parametrize("who", ["duty", "small", "admin"])
def test_nobody_makes_themself_somebody_elses_stand_in(who, liu):
    with refused("替别人登记请假时，不能让自己代签，请另选一位。", "stand_in"):
        enter(liu, by=actor(who), stand_in=user(who))


def test_who_becomes_an_administrator_later_wears_no_hat_of_others(liu, chen):
    enter(liu, stand_in=chen)
    assert actor_of(chen, TODAY).stands_in
    Grant.objects.create(user=chen, role=Role.AUDITOR, unit_id="centre", active_from=TODAY)
    assert actor_of(chen, TODAY).stands_in == frozenset()
