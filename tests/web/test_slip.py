"""登记回执: the paper a person takes home."""

import re
from urllib.parse import unquote

import pytest
import segno
from django.urls import reverse

from tests.web.reader import read
from tests.web.scene import WATER, brought, screen

pytestmark = pytest.mark.django_db


def test_the_slip_has_code_pin_and_a_qr_that_leads_to_following_it():
    seat = screen("clerk")
    matter = brought("registered").matter
    answer = seat.get(f"/m/{matter.code}/slip/")
    page = read(answer)
    assert matter.code in page.words
    assert matter.pin in "".join(page.words.split())
    assert "李测二" not in page.words
    address = f"http://testserver{reverse('follow_token', args=[matter.token])}"
    (image,) = [attrs["src"] for tag, attrs in page.tags if tag == "img"]
    assert dots(image) in [dots(segno.make(address, error=level).svg_data_uri()) for level in "lmqh"]
    assert matter.token not in answer.content.decode()


def dots(image):
    """The squares of a QR, whatever its size and margin."""
    (drawn,) = re.findall(r"<path[^>]* d=.([^'\"]+)", unquote(image))
    return re.sub(r"^M\d+ [\d.]+", "", drawn)


@pytest.mark.parametrize(("who", "status"), [("village", 200), ("grid", 200), ("clerk", 200), ("town", 404)])
def test_a_village_prints_the_slip_of_what_it_took_in_itself(who, status):
    """The township sees the matter and does not get the PIN."""
    matter = brought("in hand").matter
    seat = screen(who)
    assert ("打印回执" in read(seat.get(f"/m/{matter.code}/")).words) is (status == 200)
    answer = seat.get(f"/m/{matter.code}/slip/")
    assert answer.status_code == status
    assert (matter.pin in "".join(read(answer).words.split())) is (status == 200)


def test_what_the_centre_gave_is_the_centres_to_print_for():
    matter = brought("in the township").matter
    assert screen("town").get(f"/m/{matter.code}/").status_code == 200
    assert screen("town").get(f"/m/{matter.code}/slip/").status_code == 404
    assert screen(WATER).get(f"/m/{brought('given').matter.code}/slip/").status_code == 404


@pytest.mark.parametrize(
    ("scene", "promise"),
    [
        ("registered", "答复是否受理"),
        ("accepted", "安排由谁承办"),
        ("given", "承办人接手"),
        ("signed for", "办理答复"),
        ("taken", "第一次调解"),
    ],
)
def test_the_slip_says_by_when_what_will_happen(scene, promise):
    matter = brought(scene).matter
    page = read(screen("clerk").get(f"/m/{matter.code}/slip/"))
    villager = screen()
    villager.get(f"/f/{matter.token}/")
    due = re.search(r"到哪一天\s*(\S+?)前", read(villager.get("/follow/mine/")).words)
    assert re.search(f"{promise}\\s*\\d{{4}}年{re.escape(due[1])}前", page.words), page.words


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("duty", 200), ("dispatcher", 404), ("mediator", 404)])
def test_only_the_desk_prints_slips(who, status):
    matter = brought("taken").matter
    seat = screen(who)
    assert seat.get(f"/m/{matter.code}/slip/").status_code == status
    assert ("打印回执" in read(seat.get(f"/m/{matter.code}/")).words) is (status == 200)
