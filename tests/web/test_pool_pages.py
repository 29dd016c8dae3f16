"""人才库: who is in it, whose term ends; one page a mediator where the director appoints, ends, trains, grades."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fengdan.journal.models import Entry
from fengdan.teams.models import (
    Appointment,
    Committee,
    CommitteeMember,
    Grade,
    Mediator,
    TeamMember,
    Tie,
    Training,
)
from fengdan.teams.pool import standing
from tests.cast import mediator_code
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
POOL, CODE = "/manage/pool/", "m1605"
PAGE = f"{POOL}{CODE}/"
CANARY = "<img src=x onerror=alert(1)>{{7*7}}"
TYPED = {
    "renew": {"from_day": "2028-01-01", "until": "2028-06-30", "appointed_by": "县调委会", "letter": "某聘7号"},
    "end": {"last_day": "2099-01-01", "reason": "moved"},
    "train": {"held_on": "2026-10-01", "topic": "婚姻家庭纠纷", "hours": "6", "held_by": "县司法局"},
    "grade": {"grade": "3", "issuer": "县司法局", "issued_on": "2026-09-01", "expires_on": "2029-08-31"},
    "tie": {"kind": "kin", "value": "王测七", "phone": "13900000007", "since": "2020-01-01"},
}


def today():
    return timezone.localdate()


@pytest.fixture
def director():
    return screen("director")


def post(client, act, **typed):
    form = f"{PAGE}{act}/"
    return client.post(form, read(client.get(PAGE)).form(form).filled(**typed))


def listed(client, query=""):
    return read(client.get(POOL + query))


def names(page):
    """The mediators the page leads to."""
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a" and attrs.get("href", "").startswith(POOL)]
    return [link.removeprefix(POOL).strip("/") for link in links if "?" not in link and link != POOL]


def filters(page):
    """The addresses of the filters."""
    return [attrs["href"] for tag, attrs in page.tags if tag == "a" and "?" in attrs.get("href", "")]


def test_every_source_opens_to_as_many_people_as_it_counts(director):
    page = listed(director)
    assert sorted(names(page)) == sorted(Mediator.objects.filter(active_to=None).values_list("pk", flat=True))
    for code, label in Mediator.Background.choices:
        own = Mediator.objects.filter(background=code, active_to=None).count()
        assert f"{POOL}?source={code}" in filters(page)
        assert f"{label} {own} 人" in page.words
        assert len(names(listed(director, f"?source={code}"))) == own


def test_what_ends_within_so_many_days_is_listed_and_no_more(director):
    day = today()
    Appointment.objects.update(until=day + timedelta(days=400))
    Grade.objects.update(expires_on=day + timedelta(days=400))
    for number, code in enumerate(("m1601", "m1602", "m1603")):
        Appointment.objects.filter(mediator=code).update(until=day + timedelta(days=(-1, 60, 61)[number]))
    Grade.objects.filter(mediator="m1601").update(expires_on=day + timedelta(days=90))
    assert sorted(names(listed(director, "?runs=appointment&days=60"))) == ["m1601", "m1602"]
    assert sorted(names(listed(director, "?runs=appointment&days=90"))) == ["m1601", "m1602", "m1603"]
    page = listed(director, "?runs=grade&days=90")
    assert names(page) == ["m1601"]
    assert "90 天内聘期届满 3 人" in page.words
    assert "90 天内等级证书届满 1 人" in page.words
    assert "已届满" in listed(director, "?source=&runs=appointment").words
    committee = Committee.objects.select_related("unit").first()
    Committee.objects.filter(pk=committee.pk).update(term_ends=day + timedelta(days=30))
    page = listed(director, "?runs=committee&days=60")
    assert committee.unit.name in page.words
    assert (names(page), "60 天内调委会任期届满 1 个" in page.words) == ([], True)


@pytest.mark.parametrize("query", ["?source=no&runs=no&days=no", "?days=-1", "?runs=grade&days=1e9", "?gone=2"])
def test_what_the_address_does_not_know_is_not_asked(query, director):
    assert director.get(POOL + query).status_code == 200


def test_the_director_renews_a_term_about_to_end(director):
    page = read(director.get(PAGE))
    assert "推选或聘任单位" in page.words
    answer = post(director, "renew", letter="访聘〔2027〕1号")
    assert answer.status_code == 302
    done = read(director.get(answer["Location"]))
    assert "聘任已登记。" in done.words
    assert "访聘〔2027〕1号" in done.text_of["appointment"]
    row = Appointment.objects.filter(mediator=CODE).latest("pk")
    earlier = Appointment.objects.filter(mediator=CODE).earliest("pk")
    assert row.from_day == earlier.until + timedelta(days=1)
    assert row.until == row.committee.term_ends
    assert Entry.objects.get(act="appointed").subject == CODE


@pytest.mark.parametrize(
    ("act", "field", "said", "words"),
    [
        ("renew", "until", "2030-01-01", "不能超出调委会任期"),
        ("renew", "from_day", "那天", "不是有效的日期"),
        ("renew", "appointed_by", "", "请填写“推选或聘任单位”"),
        ("end", "last_day", "2099-01-01", "最后一天在"),
        ("end", "reason", "", "请选择“原因”"),
        ("train", "hours", "0", "“学时”至少是 1"),
        ("train", "held_on", "2099-01-01", "还没有到"),
        ("train", "topic", "", "请填写“培训内容”"),
        ("grade", "expires_on", "2026-08-31", "早于发证日期"),
        ("grade", "grade", "9", "选项已变化"),
        ("tie", "value", "", "请填写“是谁、是哪里”"),
        ("tie", "since", "2099-01-01", "还没有到"),
        ("tie", "until", "2019-01-01", "早于“从哪天起”"),
        ("tie", "phone", "1390000", "电话"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_all_typed_is_kept(act, field, said, words, director):
    typed = TYPED[act] | {field: said}
    answer = post(director, act, **typed)
    assert answer.status_code in {409, 422}
    page = read(answer)
    assert words in page.explains(f"{act}_{field}")
    kept = page.form(f"{PAGE}{act}/").sends
    assert {name: kept[name] for name in typed if name != "grade"} == {
        name: [text] for name, text in typed.items() if name != "grade"
    }
    assert not Entry.objects.filter(subject=CODE).exists()


def test_training_and_a_grade_are_entered(director):
    before = Training.objects.filter(mediator=CODE).count()
    for act in ("train", "grade"):
        assert post(director, act, **TYPED[act]).status_code == 302
    page = read(director.get(PAGE))
    assert "婚姻家庭纠纷" in page.text_of["training"]
    assert "三级人民调解员" in page.text_of["grades"]
    assert Training.objects.filter(mediator=CODE).count() == before + 1


def test_of_two_directors_at_once_the_second_is_told(director):
    stale = read(director.get(PAGE)).form(f"{PAGE}renew/")
    assert post(director, "renew", letter="甲").status_code == 302
    answer = director.post(stale.action, stale.filled(letter="乙"))
    assert answer.status_code == 409
    assert "刚刚有人" in read(answer).words
    assert read(answer).form(stale.action).sends["letter"] == ["乙"]
    assert not Appointment.objects.filter(letter="乙").exists()


def test_whoever_has_matters_in_hand_is_told_which_and_where_they_go(director):
    matter = brought("taken").matter
    code = mediator_code("mediator")
    page = read(director.get(f"{POOL}{code}/"))
    assert matter.code in page.text_of["leaving"]
    assert matter.unit.name in page.text_of["leaving"]
    assert f"/m/{matter.code}/" in [attrs.get("href") for _, attrs in page.tags]
    form = f"{POOL}{code}/end/"
    answer = director.post(form, page.form(form).filled(reason="resigned"))
    assert answer.status_code == 409
    assert "请先由团队负责人更换调解员" in read(answer).explains("end_committee")
    assert TeamMember.objects.filter(mediator=code, active_to=None).exists()


def test_whoever_leaves_is_found_among_those_who_left_and_nothing_more_can_be_entered(director):
    answer = post(director, "end", reason="retired")
    assert answer.status_code == 302
    done = read(director.get(answer["Location"]))
    assert "请系统管理员" in done.words
    assert "离任：退休或身体原因" in done.text_of["appointment"]
    assert done.forms == [form for form in done.forms if not form.action.startswith(PAGE)]
    assert CODE not in names(listed(director))
    assert CODE in names(listed(director, "?gone=1"))
    assert director.post(f"{PAGE}train/", TYPED["train"]).status_code == 409


@pytest.mark.parametrize(
    ("act", "kind", "model", "part"),
    [
        ("train", "training", Training, "training"),
        ("grade", "grade", Grade, "grades"),
        ("renew", "appointment", Appointment, "appointment"),
    ],
)
def test_what_was_entered_by_mistake_is_struck_stays_readable_and_may_be_entered_anew(act, kind, model, part, director):
    before = standing(CODE, today())
    typed = {} if act == "renew" else TYPED[act]
    assert post(director, act, **typed).status_code == 302
    row = model.objects.filter(mediator=CODE).latest("pk")
    assert standing(CODE, today()) != before
    for _ in range(2):  # twice is the same
        answer = director.post(f"{PAGE}strike/{kind}/{row.pk}/")
        assert answer["Location"] == f"{PAGE}?done=strike"
    assert standing(CODE, today()) == before
    assert "已作废" in read(director.get(answer["Location"])).text_of[part]
    entry = Entry.objects.get(act="struck")
    assert (entry.subject, entry.facts) == (CODE, {"kind": kind, "row": row.pk})
    assert post(director, act, **typed).status_code == 302
    assert model.objects.filter(mediator=CODE).latest("pk") != row


def test_a_tie_is_entered_is_read_by_the_director_alone_and_may_be_struck(director):
    answer = post(director, "tie", **TYPED["tie"])
    assert answer.status_code == 302
    done = read(director.get(answer["Location"]))
    assert "关系已登记" in done.words
    assert "王测七 139****0007" in " ".join(done.text_of["ties"].split())
    bureau = read(screen("justice").get(PAGE))
    assert ("王测七" in bureau.words, "回避" in bureau.words) == (False, False)
    row = Tie.objects.get(mediator=CODE)
    assert Entry.objects.get(act="tie").facts == {"row": row.pk}
    assert director.post(f"{PAGE}strike/tie/{row.pk}/").status_code == 302
    assert "已作废" in read(director.get(PAGE)).text_of["ties"]
    assert post(director, "tie", **TYPED["tie"]).status_code == 302
    assert Tie.objects.filter(mediator=CODE).count() == 2


def test_nobody_strikes_what_is_another_mediators_or_of_no_kind(director):
    row = Training.objects.exclude(mediator=CODE).first().pk
    assert director.post(f"{PAGE}strike/training/{row}/").status_code == 409
    assert director.post(f"{PAGE}strike/mediator/{row}/").status_code == 404
    assert screen("justice").post(f"{PAGE}strike/training/{row}/").status_code == 404
    assert not Training.objects.exclude(struck_at=None).exists()


def test_the_justice_bureau_reads_and_changes_nothing():
    bureau = screen("justice")
    page = read(bureau.get(PAGE))
    assert [form for form in page.forms if form.action.startswith(PAGE)] == []
    assert bureau.post(f"{PAGE}train/", TYPED["train"]).status_code == 404
    assert Training.objects.filter(topic="婚姻家庭纠纷").count() == 0


@pytest.mark.parametrize("who", ["clerk", "court", "admin", "leader", "mediator", "dept", "village", "auditor"])
def test_nobody_else_finds_it(who):
    seat = screen(who)
    assert [seat.get(address).status_code for address in (POOL, PAGE)] == [404, 404]
    assert seat.post(f"{PAGE}renew/", TYPED["renew"]).status_code == 404


def test_a_stranger_is_led_to_the_door():
    assert screen().get(PAGE)["Location"].startswith("/signin/")
    assert screen().post(f"{PAGE}end/", TYPED["end"]).status_code == 403


def test_what_is_typed_stays_text(director):
    said = {"appointed_by": CANARY, "letter": CANARY}
    assert post(director, "renew", **said).status_code == 302
    hostile = {"topic": CANARY, "held_by": CANARY}
    assert post(director, "train", **TYPED["train"] | hostile).status_code == 302
    assert post(director, "grade", **TYPED["grade"] | {"issuer": CANARY}).status_code == 302
    assert post(director, "tie", **TYPED["tie"] | {"value": CANARY}).status_code == 302
    body = director.get(PAGE).content.decode()
    assert "<img src=x" not in body
    assert body.count("&lt;img src=x onerror=alert(1)&gt;{{7*7}}") >= 5


@pytest.mark.parametrize("act", ["fire", "promote"])
def test_an_act_that_does_not_exist_is_not_there(act, director):
    assert director.post(f"{PAGE}{act}/").status_code == 404
    assert director.post(f"{POOL}nobody/train/").status_code == 404
    assert director.get(f"{POOL}nobody/").status_code == 404


def asked(client, address):
    """How many queries a page takes, second of two: caches are warm as at any desk."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def crowded():
    """Ninety-six mediators, each with a place, terms, grades and training."""
    committees, day = list(Committee.objects.order_by("pk")), today()
    people = [
        Mediator(
            code=f"x{number:03}",
            name=f"众{number}",
            female=number % 2 == 0,
            full_time=True,
            qualified=True,
            background=Mediator.Background.values[number % 7],
            active_from=day,
        )
        for number in range(96 - Mediator.objects.count())
    ]
    Mediator.objects.bulk_create(people)
    for number, person in enumerate(people):
        of = {"mediator": person, "committee": committees[number % len(committees)]}
        CommitteeMember.objects.create(**of, active_from=day)
        Appointment.objects.create(**of, from_day=day, until=day + timedelta(days=9), appointed_by="会")
        Grade.objects.create(mediator=person, grade="4", issuer="局", issued_on=day, expires_on=day)
        Training.objects.create(mediator=person, held_on=day, topic="课", hours=3, held_by="局")
    assert Mediator.objects.count() == 96


def test_ninety_six_mediators_are_asked_for_as_often_as_a_few(director):
    cache.clear()
    addresses = (POOL, f"{POOL}?runs=appointment&days=30", PAGE, "/manage/committees/")
    few = {address: asked(director, address) for address in addresses}
    crowded()
    many = {address: asked(director, address) for address in addresses}
    assert many == few
    assert len(names(listed(director))) == 96
    assert max(many.values()) <= 20, many
