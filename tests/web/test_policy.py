import logging
import re
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from fengdan.rulebook.actor import Role
from fengdan.web.shared.policy import policy_of, roles
from tests.web import probe

PROBE = pytest.mark.urls("tests.web.probe")


def views(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback


def undeclared(urlconf):
    return [view.__name__ for view in views(get_resolver(urlconf).url_patterns) if policy_of(view) is None]


def test_every_address_has_a_policy():
    assert list(views(get_resolver("fengdan.urls").url_patterns))
    assert undeclared("fengdan.urls") == []


def test_the_walk_finds_a_planted_view_without_one():
    assert undeclared("tests.web.probe") == ["undeclared"]


def test_roles_without_a_role_is_a_mistake():
    with pytest.raises(ValueError):
        roles()


@PROBE
def test_a_view_without_a_policy_is_not_there_and_is_logged(client, liu, caplog):
    client.force_login(liu)
    with caplog.at_level(logging.ERROR, "fengdan"):
        assert client.get("/undeclared/").status_code == 404
    assert "tests.web.probe.undeclared" in caplog.text


@PROBE
def test_a_stranger_sees_public_pages_and_is_led_to_the_door_from_others(client, db):
    assert client.get("/").content == b"front"
    response = client.get("/desk/?page=2")
    assert (response.status_code, response["Location"]) == (302, "/signin/?next=%2Fdesk%2F%3Fpage%3D2")


@PROBE
def test_what_was_typed_after_the_session_ended_is_given_back(client, db):
    response = client.post("/desk/", {"story": "写了<半>小时", "once": "0" * 32, "csrfmiddlewaretoken": "x"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "没有保存" in html
    assert "写了&lt;半&gt;小时" in html
    assert "0" * 32 not in html


@PROBE
def test_a_fragment_asked_for_after_the_session_ended_leaves_the_page_alone(client, db):
    response = client.get("/desk/", headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (204, b"")


@PROBE
def test_any_of_the_roles_is_enough_and_no_role_gets_the_page_of_what_does_not_exist(client, liu, member):
    client.force_login(liu)
    assert client.get("/register/").content == b"register"
    client.force_login(member("wang", Role.AUDITOR))
    refused, missing, nowhere = (client.get(path) for path in ("/register/", "/missing/", "/nowhere/"))
    assert {refused.status_code, missing.status_code, nowhere.status_code} == {404}

    def plain(response):
        own = ("csrfmiddlewaretoken", 'name="next"')  # differ from one request to the next anyway
        return [line for line in response.content.decode().splitlines() if not any(mark in line for mark in own)]

    assert plain(refused) == plain(missing) == plain(nowhere)


@PROBE
def test_a_role_counts_only_while_it_is_in_force(client, liu):
    client.force_login(liu)
    liu.grants.update(active_to=timezone.localdate() - timedelta(days=1))
    assert client.get("/register/").status_code == 404
    liu.grants.update(active_to=timezone.localdate())
    assert client.get("/register/").status_code == 200


@PROBE
def test_a_view_is_handed_the_actor_and_an_aware_moment(client, liu):
    client.force_login(liu)
    assert client.get("/desk/").content.decode() == "姓名liu clerk UTC"


@PROBE
def test_nothing_of_a_signed_in_page_stays_on_a_shared_machine(client, liu):
    assert "Cache-Control" not in client.get("/")
    client.force_login(liu)
    assert "no-store" in client.get("/desk/")["Cache-Control"]


@PROBE
def test_the_navigation_shows_only_places_that_open(client, liu, member):
    def offered(user):
        client.force_login(user)
        html = client.get("/page/").content.decode()
        return re.findall("<li><a [^>]*>([^<]+)</a></li>", html)

    assert offered(liu) == [
        "工作台",
        "接待登记",
        "电话点单",
        "取号叫号",
        "事项",
        "空白文书",
        "公示和手册",
        "请假与代理",
        "上报助手",
    ]
    assert offered(member("wang", Role.MEDIATOR)) == [
        "工作台",
        "事项",
        "空白文书",
        "请假与代理",
        "我的名片",
        "排期日历",
    ]
    assert offered(member("yang", Role.VILLAGE)) == ["工作台", "上报", "事项", "空白文书", "请假与代理"]
    assert offered(member("jiang", Role.ADMIN)) == ["工作台", "事项", "请假与代理", "管理"]


def test_probe_declares_what_it_tests():
    assert policy_of(probe.register).roles == {Role.CLERK, Role.DUTY}
