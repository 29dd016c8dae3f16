"""约定: the form's free times, the file for a calendar, the week's calendar, what a party sees."""

import re
from datetime import timedelta

import pytest
import vobject
from django.utils import timezone

from fengdan.matters.actions.protect import protect
from fengdan.matters.envelopes import deliver_once
from fengdan.matters.letter_texts import texts_of
from fengdan.matters.models import Booking
from fengdan.outbox.models import Delivery, Letter
from fengdan.rulebook.booking import Where
from fengdan.rulebook.calendars import Calendar
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.spoken import moment_words
from tests.booked import FAR, HERE, MONDAY, away, booker, on, wanted
from tests.cast import actor
from tests.matters.watch import brought_to
from tests.web.reader import read
from tests.web.scene import brought, screen
from tests.weekdays import working_day

pytestmark = pytest.mark.django_db


def test_a_day_is_looked_at_and_nothing_is_saved_and_what_was_typed_stays():
    matter = brought("taken").matter
    seat, address = screen("mediator"), f"/m/{matter.code}/book/"
    page = read(seat.get(address))
    sent = page.form(address).filled(where="home", place=HERE) | {"go": [str(working_day(5))]}
    answer = seat.post(address, sent)
    again = read(answer)
    assert answer.status_code == 200
    assert 'role="alert"' not in answer.content.decode()
    assert {start[:10] for start in again.offers("starts")} == {str(working_day(5))}
    assert again.form(address).typed()["place"] == [HERE]
    assert Booking.objects.count() == 0


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-13-01", "never"])
def test_a_day_that_cannot_be_is_looked_at_and_chosen_without_harm(day):
    matter = brought("taken").matter
    seat, address = screen("mediator"), f"/m/{matter.code}/book/"
    form = read(seat.get(address)).form(address)
    assert seat.post(address, form.filled() | {"go": [day]}).status_code == 200
    assert seat.post(address, form.filled() | {"starts": [f"{day}T23:30"]}).status_code == 422
    assert Booking.objects.count() == 0


def test_a_year_without_a_calendar_is_said_to_be_uncertain(monkeypatch):
    matter = brought("taken").matter
    seat, address = screen("mediator"), f"/m/{matter.code}/book/"
    sent = read(seat.get(address)).form(address).filled() | {"go": [str(working_day(5))]}
    assert "工作日历还没有公布" not in read(seat.post(address, sent)).words
    monkeypatch.setattr(Calendar, "published", lambda *_: False)
    assert "工作日历还没有公布，遇到放假要改期" in read(seat.post(address, sent)).words


@pytest.mark.parametrize(("days", "free"), [(-14, False), (14, True)])
def test_a_day_gone_by_is_not_said_to_be_free(days, free):
    week = timezone.localdate() + timedelta(days=days)
    said = read(screen("mediator").get(f"/calendar/?week={week}")).text_of["week"]
    assert ("空" in said.split("卫丙二")[1]) == free


def test_what_is_taken_is_not_offered():
    walk = booker(brought("taken"))
    seat = screen("mediator")
    other = brought("taken").matter
    address = f"/m/{other.code}/book/"
    looks = read(seat.get(address)).form(address).filled() | {"go": [str(working_day(5))]}
    before = read(seat.post(address, looks)).offers("starts")
    starts = before[2]
    walk.book(wanted(on(at=starts[11:], day=type(MONDAY).fromisoformat(starts[:10])), minutes=30), by="mediator")
    after = read(seat.post(address, looks)).offers("starts")
    assert set(before) - set(after) >= {starts}


@pytest.mark.parametrize("who", ["mediator", "duty", "clerk"])
def test_the_file_is_the_newest_whichever_link_is_followed(who):
    walk = booker(brought_to("taken")).book()
    first = walk.booked().pk
    walk.rebook(wanted(on(at="16:00"), kind=Where.HOME))
    seat = screen(who)
    for booking in (first, walk.booked().pk):
        answer = seat.get(f"/m/{walk.matter.code}/booking/{booking}.ics")
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8; method=REQUEST")
        event = vobject.readOne(answer.content.decode()).vevent
        assert (event.sequence.value, event.dtstart.value, event.location.value) == ("1", on(at="16:00"), "上门")
        assert HERE not in answer.content.decode()
        assert "王测一" not in answer.content.decode()
    walk.call_off()
    gone = vobject.readOne(seat.get(f"/m/{walk.matter.code}/booking/{first}.ics").content.decode())
    assert (gone.method.value, gone.vevent.status.value, gone.vevent.sequence.value) == ("CANCEL", "CANCELLED", "2")


def test_a_stranger_to_the_matter_finds_no_file():
    walk = booker(brought_to("taken")).book()
    address = f"/m/{walk.matter.code}/booking/{walk.booked().pk}.ics"
    for username in ("leader06", "mediator06", "dept", "auditor"):
        assert screen(username).get(address).status_code == 404
    assert screen("duty").get(f"/m/{brought_to('taken').matter.code}/booking/{walk.booked().pk}.ics").status_code == 404
    assert screen().get(address).status_code == 302


def test_the_party_sees_when_where_and_with_whom_and_nothing_of_a_home():
    walk = booker(brought("taken")).book(wanted(on(working_day(), "15:00"), kind=Where.HOME))
    party = screen()
    party.get(f"/f/{walk.matter.token}/")
    page = read(party.get("/follow/mine/"))
    assert "上门" in page.text_of["booking"]
    assert "卫丙二" in page.text_of["booking"]
    assert HERE not in page.words
    answer = party.get("/follow/booking.ics")
    assert vobject.readOne(answer.content.decode()).vevent.location.value == "上门"
    walk.call_off()
    gone = read(party.get("/follow/mine/"))
    assert "booking" not in gone.text_of
    assert "约好的见面取消了" in gone.words
    assert vobject.readOne(party.get("/follow/booking.ics").content.decode()).method.value == "CANCEL"


def test_nothing_agreed_on_is_no_file():
    walk = brought("taken")
    party = screen()
    assert party.get("/follow/booking.ics").status_code == 302
    party.get(f"/f/{walk.matter.token}/")
    assert party.get("/follow/booking.ics").status_code == 404


def test_where_a_protected_party_lives_is_for_whoever_has_the_matter():
    walk = booker(brought("taken")).book(wanted(on(working_day(), "15:00"), kind=Where.HOME))
    quiet = {"confidential": False, "protected": [walk.parties()[0].pk], "reason": "怕找上门"}
    walk.matter = protect(walk.matter, **quiet, actor=actor("mediator"), at=walk._tick())
    address = f"/m/{walk.matter.code}/"
    assert HERE in read(screen("mediator").get(address)).words
    assert HERE not in read(screen("clerk").get(address)).words


def test_the_week_of_people_and_of_places():
    walk = booker(brought_to("taken")).book()
    booker(brought_to("assigned")).book(
        wanted(on(at="09:00"), kind=Where.VILLAGE, area=FAR, mediators=["m1601"]), by="leader"
    )
    duty = screen("duty")
    week = read(duty.get(f"/calendar/?week={MONDAY}"))
    assert "15:00–16:00 调解室一" in week.text_of["week"]
    assert ("a", {"href": f"/m/{walk.matter.code}/"}) in week.tags
    places = read(duty.get(f"/calendar/?week={MONDAY}&by=places")).text_of["week"]
    assert "15:00–16:00 卫丙二" in places
    assert "德兴乡" in places
    assert "科技法庭" in places
    own = read(screen("mediator").get(f"/calendar/?week={MONDAY}"))
    assert "卫丙二" in own.text_of["week"]
    assert "褚丙一" not in own.text_of["week"]
    other = read(screen("mediator06").get(f"/calendar/?week={MONDAY}&by=places"))
    assert "15:00–16:00" in other.text_of["week"]
    assert ("a", {"href": f"/m/{walk.matter.code}/"}) not in other.tags
    led = read(screen("leader").get(f"/calendar/?week={MONDAY}")).text_of["week"]
    assert all(name in led for name in ("褚丙一", "卫丙二", "蒋丙三"))


def test_who_goes_on_leave_after_a_booking_is_shown_as_a_clash():
    booker(brought_to("taken")).book()
    duty = screen("duty")
    assert "冲突" not in re.sub("标“冲突”", "", read(duty.get(f"/calendar/?week={MONDAY}")).text_of["week"])
    away("mediator", MONDAY)
    shown = re.sub("标“冲突”", "", read(duty.get(f"/calendar/?week={MONDAY}")).text_of["week"])
    assert "请假" in shown
    assert "冲突" in shown


@pytest.mark.parametrize("week", ["", "x", "2026-13-01", "0001-01-01", "9999-12-31", "\x00"])
def test_a_week_nobody_can_mean_is_this_one(week):
    answer = screen("duty").get("/calendar/", {"week": week, "by": week})
    assert answer.status_code == 200
    assert "起的一周" in read(answer).words


def told(walk) -> list[str]:
    letters = Letter.objects.filter(matter_id=walk.matter.pk, matter_seq=walk.matter.version, to_role="party")
    return sorted(texts_of(letters).values())


def test_the_letters_say_when_and_where_in_the_words_of_the_house():
    walk = booker(brought_to("taken")).book(wanted(kind=Where.HOME))
    code = walk.matter.code
    (text,) = told(walk)
    assert f"事项 {code} 约在 11月30日（周一）15:00，上门见面。来不了请提前说一声。" in text
    assert HERE not in text
    staff = Letter.objects.get(matter_id=walk.matter.pk, template="book")
    assert texts_of([staff])[staff.pk] == "约好 11月30日（周一）15:00 见面，上门"
    walk.rebook(wanted(on(at="09:00")))
    assert "的见面改到 11月30日（周一）09:00，调解室一。" in told(walk)[0]
    walk.call_off()
    assert "原定 11月30日（周一）09:00 的见面已取消" in told(walk)[0]
    assert Letter.objects.filter(matter_id=walk.matter.pk, to_role="party", read_at=None).count() == 1


def test_an_end_tells_of_the_end_and_of_the_meeting_that_is_off():
    walk = booker(brought_to("taken")).book().conclude(Conclusion.WITHDRAWN)
    off, ended = told(walk)
    assert ended.endswith("0932-0000000。") or off
    assert any("已取消" in text for text in (off, ended))
    assert any("已办结" in text for text in (off, ended))


def test_both_sides_are_called_unless_one_has_refused():
    walk = booker(brought_to("taken")).book()
    deliver_once(walk.at + timedelta(minutes=1))
    letter = Letter.objects.get(matter_id=walk.matter.pk, template="party_book")
    assert set(Delivery.objects.filter(letter=letter).values_list("to_party", flat=True)) == {
        party.pk for party in walk.parties()
    }
    assert moment_words(walk.booked().starts_at) == "11月30日（周一）15:00"
