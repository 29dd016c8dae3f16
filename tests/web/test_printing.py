"""公示和手册: what a clerk prints says what the public pages say, of today."""

import io

import pytest
from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader

from fengdan.catalogue.items.shown import item_shown
from fengdan.catalogue.models import MatterType
from fengdan.files import portrait
from fengdan.matters.queries.menu.cards import menu
from fengdan.teams.models import Card, Mediator
from fengdan.teams.publishing import keep_photo, unpublish
from fengdan.units.models import Window
from tests.cast import actor
from tests.files import make
from tests.web.reader import read
from tests.web.scene import screen

pytestmark = pytest.mark.django_db
WEI = "m1602"


@pytest.fixture
def clerk():
    return screen("clerk")


def printed(seat, address):
    """The pages of a PDF, each without its blanks."""
    answer = seat.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages]


def pictures(seat):
    pages = PdfReader(io.BytesIO(seat.get("/print/booklet/").content)).pages
    return sum(len(page.images) for page in pages)


def test_the_booklet_has_everybody_on_the_menu_with_their_number(clerk):
    words = "".join(printed(clerk, "/print/booklet/"))
    cards = menu(timezone.now())
    assert cards
    assert [card.name for card in cards if f"{card.name}{card.number}号" not in words] == []
    assert [card.name for card in cards if "".join(card.grade.split()) not in words] == []
    kinds = MatterType.objects.filter(kind=MatterType.Kind.DISPUTE)
    assert [kind.full_name for kind in kinds if kind.full_name not in words] == []


def test_whoever_was_taken_off_the_menu_is_not_in_the_next_booklet_nor_on_the_wall(clerk):
    gone = Card.objects.get(pk=WEI)
    name = gone.mediator.name
    papers = ("/print/booklet/", "/print/wall/")
    assert [name in "".join(printed(clerk, paper)) for paper in papers] == [True, True]
    unpublish(gone.mediator, actor=actor("director"), at=timezone.now())
    assert [name in "".join(printed(clerk, paper)) for paper in papers] == [False, False]


def test_a_portrait_is_printed_and_one_that_is_damaged_leaves_the_booklet_whole(clerk):
    card = Card.objects.get(pk=WEI)
    without = pictures(clerk)
    by = {"actor": actor("director"), "at": timezone.now()}
    keep_photo(Mediator.objects.get(pk=WEI), portrait.check(make.upload(make.jpeg())), seen=card.changes, **by)
    assert pictures(clerk) == without + 1
    for kept in (settings.DATA / "files").rglob("*"):
        if kept.is_file():
            kept.write_bytes(b"not what was kept")
    assert pictures(clerk) == without


def test_the_wall_says_every_item_with_its_time_and_every_window(clerk):
    words = "".join(printed(clerk, "/print/wall/"))
    assert [window.name for window in Window.objects.all() if window.name not in words] == []
    for code in ("D02", "D15", "S4"):
        item = item_shown(code)
        assert item.name in words
        assert item.within in words


@pytest.mark.parametrize("code", ["D02", "D15", "S4", "Q1"])
def test_an_item_sheet_says_what_its_page_says(code, clerk):
    words = "".join(printed(clerk, f"/print/items/{code}/"))
    item = item_shown(code)
    said = [item.name, item.applicants, item.conditions, *item.refusals, *(each.name for each in item.materials)]
    said += [word for step in item.steps for word in (step.label, step.unit, step.phone, step.within)]
    said += item.papers
    assert [each for each in said if "".join(each.split()) not in words] == []
    assert "不收任何费用" in words
    assert f"清单第{item.number}版" in words


def test_the_page_leads_to_every_paper(clerk):
    links = {attrs.get("href") for tag, attrs in read(clerk.get("/print/")).tags if tag == "a"}
    assert {"/print/booklet/", "/print/wall/", "/print/items/D02/", "/print/items/Q1/"} <= links


def test_a_sheet_of_no_item_is_not_there(clerk):
    assert clerk.get("/print/items/D99/").status_code == 404
