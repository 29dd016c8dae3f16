"""督办台: what is late and whose telephone, what waits for whom; it asks for news without being there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fengdan.matters.models import Clock, Matter
from fengdan.people.models import User
from tests.supervised import answered, drafted, issued
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
PART = "/watch/?part=1"


def late(scene: str = "assigned") -> Matter:
    """One whose limits have run out: it began long before now."""
    matter = brought(scene).matter
    hour = timezone.now() - timedelta(days=2)
    Clock.objects.filter(matter=matter, stopped_at=None).update(due_at=hour)
    Matter.objects.filter(pk=matter.pk).update(next_due=hour)
    return matter


def test_what_is_late_is_told_with_whom_to_ring_and_a_button_to_urge():
    matter = late()
    User.objects.filter(username="leader").update(phone="0932-6620016")
    page = read(screen("supervisor").get("/watch/"))
    told = page.text_of["watch_overdue"]
    leader = User.objects.get(username="leader").name
    assert all(word in told for word in (matter.code, "已逾期 2 天", leader, "0932-6620016", "派单"))
    assert f"/m/{matter.code}/urge/" in screen("supervisor").get("/watch/").content.decode()
    urge = read(screen("supervisor").get(f"/m/{matter.code}/urge/?pick=take"))
    assert urge.form(f"/m/{matter.code}/urge/").typed()["clock"] == ["take"]


def test_a_matter_in_both_lists_names_for_each_limit_whoever_has_to_act():
    matter = late()
    ends = timezone.localtime().replace(hour=23, minute=59)
    Clock.objects.filter(matter=matter, stopped_at=None).exclude(name="take").update(stopped_at=timezone.now())
    today = Clock.objects.filter(matter=matter, name="take").get()
    today.pk, today.name, today.due_at = None, "need", ends
    today.save()
    told = read(screen("supervisor").get("/watch/")).text_of
    leader, duty = (User.objects.get(username=name).name for name in ("leader", "duty"))
    assert leader in told["watch_overdue"]
    assert duty not in told["watch_overdue"]
    assert duty in told["watch_today"]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30"])
def test_a_day_that_cannot_be_leads_nowhere(day):
    assert screen("dispatcher").get(f"/matters/?list=held.centre.{day}").status_code in {200, 404}


def test_each_number_opens_to_its_matters():
    matter = late()
    draft, sent, replied = (brought("assigned").matter for _ in range(3))
    now = timezone.now()
    for each in (draft, sent, replied):
        drafted(each, now)
    for each in (sent, replied):
        issued(each, now)
    answered(replied, now)
    for key, which in (
        ("watch_overdue", matter),
        ("watch_draft", draft),
        ("watch_issued", sent),
        ("watch_replied", replied),
    ):
        page = read(screen("duty").get("/watch/"))
        assert which.code in page.text_of[key]
        assert "1 件" in page.text_of[key]
        listed = screen("duty").get(f"/matters/?list={key}").content.decode()
        assert f"/m/{which.code}/" in listed


def test_the_director_is_offered_to_sign_the_supervisor_to_judge_and_duty_only_looks():
    draft, replied = brought("drafted").matter, brought("accounted for").matter
    sign, judge = f"/m/{draft.code}/issue_supervision/", f"/m/{replied.code}/judge_supervision/"
    offered = {
        name: {address for address in (sign, judge) if address in screen(name).get("/watch/").content.decode()}
        for name in ("director", "supervisor", "duty")
    }
    assert offered == {"director": {sign, judge}, "supervisor": {judge}, "duty": set()}


def test_the_lists_of_the_page_are_for_those_who_watch():
    late()
    assert "督办台" in screen("supervisor").get("/matters/?list=watch_overdue").content.decode()
    assert "督办台" not in screen("clerk").get("/matters/?list=watch_overdue").content.decode()


def test_what_has_not_changed_is_not_sent_again_and_what_has_is():
    late()
    desk = screen("supervisor")
    first = desk.get(PART)
    assert first.status_code == 200
    assert "<html" not in first.content.decode()
    same = desk.get(PART, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    other = late("given")
    news = desk.get(PART, headers={"If-None-Match": first["ETag"]})
    assert news.status_code == 200
    assert other.code in news.content.decode()
    assert news["ETag"] != first["ETag"]


def test_the_page_and_its_part_say_the_same():
    late()
    desk = screen("supervisor")
    assert desk.get(PART).content.decode().strip() in desk.get("/watch/").content.decode()


def test_a_page_that_asks_by_itself_does_not_keep_the_sign_in_alive():
    desk = screen("supervisor")
    desk.get("/watch/")
    before = desk.session["seen"] - 120
    session = desk.session
    session["seen"] = before
    session.save()
    desk.get(PART, headers={"Fengdan-Refresh": "1"})
    assert desk.session["seen"] == before
    desk.get("/watch/")
    assert desk.session["seen"] > before


def asked() -> int:
    desk = screen("supervisor")
    desk.get(PART)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(PART).status_code == 200
    return len(queries)


def test_thirty_cost_as_many_questions_as_one():
    def crowd() -> None:
        late()
        late("replied")
        brought("drafted")
        brought("supervised")
        brought("accounted for")

    crowd()
    one = asked()
    for _ in range(5):
        crowd()
    assert asked() == one
    assert one <= 30


def test_a_draft_about_what_has_been_done_since_says_so_before_it_is_signed():
    walk = brought("assigned")
    drafted(walk.matter, walk._tick(), clock="take")
    seat = screen("director")
    pages = (f"/m/{walk.matter.code}/", f"/m/{walk.matter.code}/issue_supervision/")
    assert not [page for page in pages if "请看还要不要签发" in read(seat.get(page)).words]
    walk.take()
    assert all("“接单”已经办了或者不再计时，请看还要不要签发" in read(seat.get(page)).words for page in pages)
