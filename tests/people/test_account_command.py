"""`bin/fengdan account`: the first administrators of a live system, and a lost password."""

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fengdan.journal.models import Entry
from fengdan.people import commands
from fengdan.people.actor import actor_of
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def run(*words):
    parser = argparse.ArgumentParser()
    commands.add(parser.add_subparsers(dest="command"))
    return commands.run(parser.parse_args(["account", *words]), AT)


def secret(said):
    return said.split("密码：")[1].split("（")[0]


@pytest.mark.parametrize("role", ["admin", "security", "auditor"])
def test_the_first_of_the_three_gets_in_and_has_to_change_the_password(role, capsys):
    Grant.objects.filter(role=role).update(active_to="2026-11-01")
    assert run("add", "guan", "--name", "管测一", "--role", role) == 0
    user = User.objects.get(username="guan")
    assert user.check_password(secret(capsys.readouterr().out))
    assert user.must_change_password
    assert actor_of(user, AT.date()).roles == {Role(role)}
    entries = Entry.objects.order_by("-seq").values_list("act", "actor_id", "subject")[:2]
    assert list(entries) == [("grant", "system", str(user.pk)), ("account_added", "system", str(user.pk))]


def test_while_there_is_one_another_takes_a_word_more(capsys):
    with pytest.raises(Refused, match="已经有系统管理员（admin）"):
        run("add", "guan", "--name", "管测一")
    assert not User.objects.filter(username="guan").exists()
    assert run("add", "guan", "--name", "管测一", "--again") == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["clerk", "--name", "x", "--again"], "已经有用户名为“clerk”的账号"),
        (["管", "--name", "x", "--again"], "“用户名”用"),
        (["guan", "--name", "x", "--role", "dept", "--unit", "nowhere"], "没有代码为 nowhere 的单位"),
        (["guan", "--name", "x", "--role", "dept"], "不是县综治中心的岗位"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(words, says):
    before = (User.objects.count(), Entry.objects.count())
    with pytest.raises(Refused, match=says):
        run("add", *words)
    assert (User.objects.count(), Entry.objects.count()) == before


def test_a_lost_password_of_an_administrator_is_replaced_on_the_server(capsys):
    assert run("password", "security") == 0
    user = User.objects.get(username="security")
    assert user.check_password(secret(capsys.readouterr().out))
    assert user.must_change_password
    assert Entry.objects.latest("seq").actor_id == "system"
    with pytest.raises(Refused, match="没有用户名为“nobody”"):
        run("password", "nobody")
