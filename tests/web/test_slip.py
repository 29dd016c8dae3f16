"""登记回执: the paper a person takes home."""

import re
from urllib.parse import unquote

import pytest
import segno
from django.urls import reverse

from tests.web.reader import read
from tests.web.scene import brought, screen

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


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("duty", 200), ("dispatcher", 404), ("mediator", 404)])
def test_only_the_desk_prints_slips(who, status):
    matter = brought("taken").matter
    seat = screen(who)
    assert seat.get(f"/m/{matter.code}/slip/").status_code == status
    assert ("打印回执" in read(seat.get(f"/m/{matter.code}/")).words) is (status == 200)
