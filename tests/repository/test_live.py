"""A live system refuses to start on what would make it unsafe, each with one sentence that says what to do."""

import secrets

import pytest

from fengdan.live import why_not_live

KEY = secrets.token_urlsafe(50)
APP = "postgres://fengdan_app:Qm3-long-one@db/fengdan"
OWNER = "postgres://fengdan_owner:Zr8-long-one@db/fengdan"

BAD = {
    "the default key": ({}, "django-insecure-" + KEY, "FENGDAN_SECRET_KEY"),
    "a short key": ({}, KEY[:20], "FENGDAN_SECRET_KEY"),
    "a key of few characters": ({}, "abcabcabc" * 6, "FENGDAN_SECRET_KEY"),
    "a key from an example": ({}, "please-changeme-" + "1234567890qwertyuiop", "FENGDAN_SECRET_KEY"),
    "debugging": ({"FENGDAN_DEBUG": "1"}, KEY, "FENGDAN_DEBUG"),
    "debugging, as elsewhere": ({"DJANGO_DEBUG": "True"}, KEY, "DJANGO_DEBUG"),
    "a password of the demo": ({"FENGDAN_DEMO_PASSWORD": "x"}, KEY, "FENGDAN_DEMO_PASSWORD"),
    "any host": ({"FENGDAN_HOSTS": "*"}, KEY, "FENGDAN_HOSTS"),
    "any host below": ({"FENGDAN_HOSTS": "fd.example.cn,.example.cn"}, KEY, "FENGDAN_HOSTS"),
    "no host": ({"FENGDAN_HOSTS": ""}, KEY, "FENGDAN_HOSTS"),
    "an address that is none": ({"FENGDAN_PUBLIC_URL": "fd.example.cn"}, KEY, "FENGDAN_PUBLIC_URL"),
    "an easy database password": ({"DATABASE_URL": "postgres://app:postgres@db/fd"}, KEY, "DATABASE_URL"),
    "the owner serves": ({"DATABASE_URL": OWNER, "DATABASE_OWNER_URL": OWNER}, KEY, "同一个数据库角色"),
    "an owner elsewhere": ({"DATABASE_URL": APP, "DATABASE_OWNER_URL": OWNER + "2"}, KEY, "不是同一个数据库"),
    "an owner of a file": ({"DATABASE_OWNER_URL": OWNER}, KEY, "只用于 PostgreSQL"),
}
GOOD = {
    "nothing set": {},
    "hosts": {"FENGDAN_HOSTS": "fd.example.cn,10.0.0.8", "FENGDAN_PUBLIC_URL": "https://fd.example.cn"},
    "two roles": {"DATABASE_URL": APP, "DATABASE_OWNER_URL": OWNER},
    "debugging off": {"FENGDAN_DEBUG": "0"},
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_configuration_is_refused_in_one_sentence(case):
    environment, key, says = BAD[case]
    refusal = why_not_live(environment, key)
    assert refusal is not None
    assert says in refusal
    assert refusal.endswith("。")
    assert key not in refusal


@pytest.mark.parametrize("case", GOOD)
def test_a_good_one_is_not(case):
    assert why_not_live(GOOD[case], KEY) is None
