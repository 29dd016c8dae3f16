"""账号和岗位: the administrator's pages, and the security administrator's half of what takes two."""

import re

import pytest
from django.test import Client

from fengdan.journal.models import Entry
from fengdan.people.models import Grant, GrantRequest, User
from fengdan.rulebook.actor import Role
from tests.web.conftest import PASSWORD
from tests.web.reader import read
from tests.web.scene import screen

pytestmark = pytest.mark.django_db
NEW = {"username": "wu.ce", "name": "吴测一", "phone": "13800000021", "mail": "wu@example.cn"}
DAY = {"from_day": "2060-01-01"}


@pytest.fixture
def admin():
    return screen("admin")


def add(client, **changes):
    return client.post("/manage/accounts/add/", NEW | changes)


def secret(answer):
    return re.search('class="fd-secret">([^<]+)<', answer.content.decode())[1]


def test_a_new_account_gets_a_post_signs_in_and_has_to_change_its_password_first(admin):
    answer = add(admin)
    user, password = User.objects.get(username="wu.ce"), secret(answer)
    assert (user.phone, user.mail) == (NEW["phone"], NEW["mail"])
    where = f"/manage/accounts/{user.pk}/"
    assert password not in admin.get(where).content.decode()
    form = read(admin.get(where)).form(f"{where}give/")
    given = admin.post(f"{where}give/", form.filled(role="clerk", unit="centre"))
    assert given["Location"] == where
    assert "窗口受理员（县综治中心）" in read(admin.get(where)).text_of["posts"]

    wu = Client()
    wu.post("/signin/", {"username": "wu.ce", "password": password})
    for method, page in (("get", "/"), ("get", "/register/"), ("post", "/letters/read/"), ("get", "/matters/")):
        assert getattr(wu, method)(page)["Location"] == "/password/", page
    assert "别人交给您的" in read(wu.get("/password/")).words
    done = wu.post("/password/", {"old": password, "new": "hong-ye-8848", "again": "hong-ye-8848"}, follow=True)
    assert "密码已修改" in read(done).words
    assert wu.get("/register/").status_code == 200


def test_a_username_that_is_taken_or_no_username_keeps_what_was_typed(admin):
    for wrong in ("clerk", "吴", "x", "Wu"):
        answer = add(admin, username=wrong)
        page = read(answer)
        assert answer.status_code == 422, wrong
        assert "用户名" in page.explains("username")
        assert page.form("/manage/accounts/add/").typed() == {
            name: [v] for name, v in (NEW | {"username": wrong}).items()
        }
    assert not User.objects.filter(name=NEW["name"]).exists()
    assert "电子邮箱" in read(add(admin, mail="wu@")).explains("mail")


def test_a_disabled_account_is_out_with_its_next_request(admin, member):
    liu = member("liu", Role.CLERK)
    at_work = Client()
    at_work.force_login(liu)
    assert at_work.get("/register/").status_code == 200
    admin.post(f"/manage/accounts/{liu.pk}/switch/", {"active": "0"})
    assert at_work.get("/register/").status_code == 302
    assert "已停用" in read(admin.get(f"/manage/accounts/{liu.pk}/")).words
    admin.post(f"/manage/accounts/{liu.pk}/switch/", {"active": "1"})
    liu.refresh_from_db()
    assert liu.is_active
    assert list(Entry.objects.order_by("-seq").values_list("act", "subject")[:2]) == [
        ("account_enabled", str(liu.pk)),
        ("account_disabled", str(liu.pk)),
    ]


def test_a_new_password_ends_the_old_one_and_every_session(admin, member):
    liu = member("liu", Role.CLERK)
    at_work = Client()
    at_work.force_login(liu)
    password = secret(admin.post(f"/manage/accounts/{liu.pk}/reset/"))
    assert at_work.get("/matters/").status_code == 302
    liu.refresh_from_db()
    assert (liu.check_password(PASSWORD), liu.check_password(password)) == (False, True)


def test_a_post_ends_and_the_second_of_two_who_end_it_is_told(admin, member):
    liu = member("liu", Role.CLERK)
    grant = liu.grants.get()
    ends = f"/manage/grants/{grant.pk}/end/"
    page = read(admin.get(f"/manage/accounts/{liu.pk}/"))
    sent = page.form(ends).filled()
    assert admin.post(ends, sent).status_code == 302
    other = Client()
    other.force_login(member("second", Role.ADMIN))
    answer = other.post(ends, sent)
    assert answer.status_code == 409
    assert "已经定于" in answer.content.decode()
    assert Entry.objects.filter(act="grant_ended").count() == 1
    assert "“最后一天”" in admin.post(ends, {"last_day": "x"}).content.decode()


def test_what_does_not_fit_is_refused_at_its_field_with_what_was_typed(admin, member):
    liu = member("liu")
    gives = f"/manage/accounts/{liu.pk}/give/"
    answer = admin.post(gives, {"role": "dept", "unit": "centre", **DAY})
    assert answer.status_code == 409
    assert "不是县综治中心的岗位" in read(answer).explains("role")
    assert read(answer).form(gives).typed() == {"role": ["dept"], "unit": ["centre"], "from_day": ["2060-01-01"]}
    assert admin.post(gives, {"role": "party", "unit": "nowhere"}).status_code == 422
    assert not liu.grants.exists()


def test_an_administrators_post_goes_through_the_security_administrators_page(admin, member):
    liu = member("liu")
    admin.post(f"/manage/accounts/{liu.pk}/give/", {"role": "auditor", "unit": "centre", **DAY})
    asked = GrantRequest.objects.get()
    assert "等安全管理员确认" in read(admin.get(f"/manage/accounts/{liu.pk}/")).words
    assert f"/manage/grants/{asked.pk}/decide/" not in admin.get("/manage/grants/").content.decode()
    security = screen("security")
    assert "授予审计员" in read(security.get("/manage/grants/")).text_of["requests"]
    decide = f"/manage/grants/{asked.pk}/decide/"
    assert security.post(decide).status_code == 422
    assert security.post(decide, {"agreed": "1"}).status_code == 302
    assert Grant.objects.get(user=liu).role == "auditor"
    again = security.post(decide, {"agreed": "0"})
    assert again.status_code == 409
    assert "已经有人处理过" in again.content.decode()
    assert "审计员（县综治中心）" in read(security.get("/manage/grants/")).text_of["done"]


def test_nobody_switches_off_or_resets_an_administrator_or_themselves(admin):
    for username in ("security", "auditor", "admin"):
        pk = User.objects.get(username=username).pk
        for act in ("switch", "reset"):
            assert admin.post(f"/manage/accounts/{pk}/{act}/", {"active": "0"}).status_code == 409, username
    assert User.objects.filter(username__in=["security", "auditor", "admin"], is_active=True).count() == 3


def test_accounts_are_found_by_name_user_name_and_unit_and_no_name_stands_in_the_address(admin, member):
    member("liu", Role.CLERK)
    for text in ("liu", "姓名li", "liu "):
        page = read(admin.post("/manage/accounts/", {"text": text}))
        assert "找到 1 个账号" in page.text_of["found"], text
    assert "town" in read(admin.post("/manage/accounts/", {"text": "文峰镇"})).text_of["found"]
    assert "没有找到" in read(admin.post("/manage/accounts/", {"text": "没有这个人"})).words


def test_contacts_are_changed_and_the_journal_keeps_only_which(admin, member):
    liu = member("liu", Role.CLERK)
    where = f"/manage/accounts/{liu.pk}/"
    admin.post(where, {"name": "刘测一", "phone": "138 0000 0022", "mail": ""})
    liu.refresh_from_db()
    assert (liu.name, liu.phone) == ("刘测一", "13800000022")
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.facts) == ("account_changed", {"fields": ["name", "phone"]})
    wrong = admin.post(where, {"name": "刘测一", "phone": "12"})
    assert wrong.status_code == 422
    assert "12" in wrong.content.decode()


def test_the_countys_people_get_their_accounts_on_a_sheet(admin):
    liaison = User.objects.get(username="dept-water")
    liaison.grants.all().delete()
    liaison.delete()
    assert "还有 1 人没有账号" in read(admin.get("/manage/roster/")).text_of["missing"]
    sheet = admin.post("/manage/roster/")
    made = User.objects.get(username="dept-water")
    assert made.check_password(secret(sheet))
    assert made.must_change_password
    assert made.grants.get().role == "dept"
    assert "都有账号了" in read(admin.get("/manage/roster/")).words
    assert read(admin.post("/manage/roster/")).words.count("dept-water") == 0


def test_the_index_lists_what_each_may_do_and_every_line_opens():
    for username, says in (("admin", "账号和岗位"), ("director", "中心设置"), ("security", "岗位审查")):
        client = screen(username)
        page = read(client.get("/manage/"))
        assert says in page.words
        links = [
            attrs["href"] for tag, attrs in page.tags if tag == "a" and attrs.get("href", "").startswith("/manage")
        ]
        for link in links:
            assert client.get(link).status_code == 200, (username, link)
