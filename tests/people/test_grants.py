"""Posts: who gives them, what stands apart, and why an administrator's takes two people."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from fengdan.journal.models import Entry
from fengdan.people import accounts, grants
from fengdan.people.absences import leave_office
from fengdan.people.actor import actor_of
from fengdan.people.models import Grant, GrantRequest, User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = AT.date()


def actor(username):
    return actor_of(User.objects.get(username=username), TODAY)


def centre():
    return Unit.objects.get(pk="centre")


@pytest.fixture
def zhao():
    return User.objects.create_user("zhao", "赵测一", "correct-horse")


def give(user, role, by="admin", unit=None, day=TODAY):
    return grants.give(user, role=role, unit=unit or centre(), from_day=day, actor=actor(by), at=AT)


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.reason


def acts():
    return list(Entry.objects.filter(act__startswith="grant").order_by("seq").values_list("act", flat=True))


def test_an_ordinary_post_counts_at_once_and_is_journaled(zhao):
    grant = give(zhao, Role.CLERK)
    assert actor("zhao").has(Role.CLERK)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.subject) == ("grant", str(zhao.pk))
    assert entry.facts == {"role": "clerk", "unit": "centre", "from": "2026-11-23"}
    grants.end(grant, last_day=TODAY, actor=actor("admin"), at=AT)
    assert not actor_of(zhao, TODAY + timedelta(days=1)).roles
    assert acts() == ["grant", "grant_ended"]


@pytest.mark.parametrize("by", ["director", "security", "auditor", "clerk"])
def test_nobody_but_the_administrator_gives_or_ends(by, zhao):
    grant = give(zhao, Role.CLERK)
    assert "系统管理员" in refused(lambda: give(zhao, Role.DUTY, by))
    assert "系统管理员" in refused(lambda: grants.end(grant, last_day=TODAY, actor=actor(by), at=AT))
    assert acts() == ["grant"]


@pytest.mark.parametrize(("role", "unit"), [(Role.DEPT, "centre"), (Role.CLERK, "dept-water"), (Role.LEADER, "centre")])
def test_a_post_belongs_to_its_kind_of_unit(role, unit, zhao):
    assert "不是" in refused(lambda: give(zhao, role, unit=Unit.objects.get(pk=unit)))


def test_every_account_of_the_demo_holds_a_post_that_could_be_given():
    for grant in Grant.objects.select_related("unit"):
        assert Role(grant.role) in grants.OF_KIND[grant.unit.kind], grant


def test_the_same_post_twice_and_one_that_began_yesterday_are_refused(zhao):
    give(zhao, Role.CLERK)
    assert "已经有这个岗位" in refused(lambda: give(zhao, Role.CLERK))
    assert "不能早于今天" in refused(lambda: give(zhao, Role.DUTY, day=TODAY - timedelta(days=1)))
    assert "已经定于" in refused(lambda: _end_twice(zhao))


def _end_twice(zhao):
    grant = Grant.objects.get(user=zhao)
    for _ in range(2):
        grants.end(grant, last_day=TODAY, actor=actor("admin"), at=AT)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SECURITY, Role.AUDITOR])
def test_an_administrators_post_waits_for_the_security_administrator(role, zhao):
    asked = give(zhao, role)
    assert isinstance(asked, GrantRequest)
    assert not actor("zhao").roles
    assert "一项申请在等" in refused(lambda: give(zhao, role))
    for by in ("admin", "auditor", "director"):
        assert "安全管理员" in refused(lambda by=by: grants.decide(asked.pk, agreed=True, actor=actor(by), at=AT))
    grants.decide(asked.pk, agreed=True, actor=actor("security"), at=AT)
    assert actor("zhao").roles == {role}
    assert "已经有人处理过" in refused(lambda: grants.decide(asked.pk, agreed=False, actor=actor("security"), at=AT))
    assert acts() == ["grant_asked", "grant_agreed", "grant"]


def test_what_is_declined_changes_nothing(zhao):
    asked = give(zhao, Role.AUDITOR)
    grants.decide(asked.pk, agreed=False, actor=actor("security"), at=AT)
    assert not actor("zhao").roles
    assert acts() == ["grant_asked", "grant_declined"]


def test_the_three_stand_apart_from_each_other_and_from_every_post(zhao):
    give(zhao, Role.CLERK)
    assert "另用一个账号" in refused(lambda: give(zhao, Role.ADMIN))
    auditor = User.objects.get(username="auditor")
    assert "另用一个账号" in refused(lambda: give(auditor, Role.CLERK))
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=auditor, role=Role.ADMIN, unit=centre(), active_from=TODAY)


def test_nobody_gives_to_themselves():
    assert "不能给自己" in refused(lambda: give(User.objects.get(username="admin"), Role.SECURITY))


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SECURITY, Role.AUDITOR])
def test_the_last_of_the_three_stays_until_somebody_follows(role, zhao):
    held = Grant.objects.get(user__username=role)
    follower = User.objects.create_user("qian", "钱测一", "correct-horse")
    Grant.objects.create(user=zhao, role=Role.ADMIN, unit=centre(), active_from=TODAY)
    Grant.objects.create(user=zhao, role=Role.CLERK, unit=centre(), active_from=TODAY)
    by = actor("zhao")
    if role is Role.ADMIN:
        zhao.grants.update(active_to=TODAY)  # goes as well: with today the last day, nobody is left
    assert "最后一位" in refused(lambda: grants.end(held, last_day=TODAY, actor=by, at=AT))
    Grant.objects.create(user=follower, role=role, unit=centre(), active_from=TODAY)
    asked = grants.end(held, last_day=TODAY, actor=by, at=AT)
    assert held.active_to is None
    if role is not Role.SECURITY:
        grants.decide(asked.pk, agreed=True, actor=actor("security"), at=AT)
    else:
        assert "与自己有关" in refused(lambda: grants.decide(asked.pk, agreed=True, actor=actor("security"), at=AT))
        grants.decide(asked.pk, agreed=True, actor=actor("qian"), at=AT)
    held.refresh_from_db()
    assert held.active_to == TODAY


@pytest.mark.parametrize("username", ["security", "auditor"])
def test_no_single_administrator_takes_another_over(username):
    user, admin = User.objects.get(username=username), actor("admin")
    assert "一个人不能动它" in refused(lambda: accounts.reset_password(user, actor=admin, at=AT))
    assert "一个人不能动它" in refused(lambda: accounts.switch(user, active=False, actor=admin, at=AT))
    assert "安全管理员确认" in refused(lambda: leave_office(user, last_day=TODAY, actor=admin, at=AT))


def test_a_disabled_account_is_given_nothing(zhao):
    accounts.switch(zhao, active=False, actor=actor("admin"), at=AT)
    zhao.refresh_from_db()
    assert "已停用" in refused(lambda: give(zhao, Role.CLERK))
