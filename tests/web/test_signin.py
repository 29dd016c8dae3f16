import pytest
from django.test import Client

from fengdan.journal.models import Entry
from fengdan.people.signin import NOT_IN
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.urls("tests.web.probe")


def acts():
    return list(Entry.objects.filter(act__startswith="sign").order_by("seq").values_list("act", flat=True))


def enter(client, username="liu", password=PASSWORD, **more):
    return client.post("/signin/", {"username": username, "password": password, **more})


def is_in(client):
    return client.get("/desk/").status_code == 200


def test_right_password_leads_to_the_page_asked_for_under_a_new_key(client, liu):
    client.cookies["sessionid"] = "planted-by-somebody-else-00000000"
    response = enter(client, next="/desk/?page=2")
    assert (response.status_code, response["Location"]) == (302, "/desk/?page=2")
    assert client.session.session_key != "planted-by-somebody-else-00000000"
    assert is_in(client)


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""]
)
def test_it_never_leads_off_the_site(client, liu, next_page):
    assert enter(client, next=next_page)["Location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("liu", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD)])
def test_wrong_unknown_and_disabled_read_the_same(client, liu, member, username, password):
    gone = member("gone")
    gone.is_active = False
    gone.save()
    response = enter(client, username, password)
    html = response.content.decode()
    assert NOT_IN in html
    assert password not in html
    assert not is_in(client)


def test_after_five_failures_the_page_says_when_to_come_back(client, liu):
    for _ in range(5):
        enter(client, password="wrong")
    assert "1 分钟后" in enter(client).content.decode()
    assert not is_in(client)


def test_empty_fields_are_named(client, db):
    html = enter(client, "", "").content.decode()
    assert "请填写“用户名”。" in html
    assert "请填写“密码”。" in html
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize("typed", ["a\x00b", "\u202eliu", "长" * 500])
def test_hostile_names_are_refused_before_anything_is_asked(client, db, typed):
    assert enter(client, typed).status_code == 200
    assert acts() == []


def test_signing_out_needs_a_post_ends_the_session_and_is_journaled(client, liu):
    enter(client)
    assert client.get("/signout/").status_code == 405
    assert is_in(client)
    assert client.post("/signout/")["Location"] == "/signin/"
    assert not is_in(client)
    assert acts() == ["signin", "signout"]


def test_without_a_token_nothing_happens_and_the_page_says_what_to_do(liu):
    strict = Client(enforce_csrf_checks=True)
    response = enter(strict)
    assert response.status_code == 403
    assert "这次提交没有保存" in response.content.decode()
    assert not is_in(strict)


def test_large_type_is_a_cookie_set_by_a_post_and_taken_back_by_another(client, db):
    assert client.get("/shared/big/").status_code == 405
    assert client.post("/shared/big/", {"next": "/page/"})["Location"] == "/page/"
    assert 'class="fd-big"' in client.get("/page/").content.decode()
    client.post("/shared/big/", {"next": "//evil.example"})
    assert 'class="fd-big"' not in client.get("/page/").content.decode()


def test_a_fault_shows_a_plain_page_without_details(client, liu):
    enter(client)
    client.raise_request_exception = False
    response = client.get("/broken/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "系统出现故障" in html
    assert "secret detail" not in html


def test_pages_carry_a_policy_for_content_and_no_inline_style_or_script(client, liu):
    enter(client)
    response = client.get("/page/")
    html = response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert " style=" not in html
    assert " onclick=" not in html
    assert "http://" not in html
    assert "https://" not in html
