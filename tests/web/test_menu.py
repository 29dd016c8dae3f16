"""The menu as the public reads it: every card, what fits, one card, its portrait; and nothing of who was taken off."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fengdan.files import portrait
from fengdan.files.models import StoredFile
from fengdan.journal.queries import forget
from fengdan.matters.models import Matter
from fengdan.matters.queries.menu.cards import menu
from fengdan.rulebook.menu import FEE, RULE
from fengdan.rulebook.pool import Leaving
from fengdan.teams.appointing import Ending, end
from fengdan.teams.models import Card, CardConsent, CommitteeMember, Mediator, TeamMember
from fengdan.teams.publishing import keep_photo, unpublish, withdraw
from fengdan.units.models import Unit
from fengdan.web.shared.kept import shelf
from tests.cast import actor
from tests.files import make
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
WEI = "m1602"  # 卫丙二, a woman, invited by a court; her account is `mediator`
LIST, CARD, ALL = 15, 15, 20  # queries as measured


def number(code=WEI):
    return Card.objects.get(pk=code).number


def by():
    return {"actor": actor("director"), "at": timezone.now()}


def photographed(code=WEI):
    card = Card.objects.get(pk=code)
    keep_photo(Mediator.objects.get(pk=code), portrait.check(make.upload(make.jpeg())), seen=card.changes, **by())


def listed(query=""):
    """The numbers on the list, as they stand there."""
    page = screen().get(f"/menu/{query}")
    assert page.status_code == 200
    return [int(found) for found in re.findall(r'fd-number">(\d+) 号', page.content.decode())]


def fitting(rule):
    return {row.number for row in menu(timezone.now()) if rule(row)}


def test_everybody_published_is_on_the_list_once_and_nobody_else():
    found = listed()
    published = set(Card.objects.filter(published=True).values_list("number", flat=True))
    assert len(found) == len(set(found)) == len(published)
    assert set(found) == published


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ("?type=02", lambda row: "02" in dict(row.types)),
        ("?town=621122103", lambda row: not row.areas or "621122103" in row.areas),
        ("?language=手语", lambda row: "手语" in row.languages),
        ("?woman=1", lambda row: row.female),
        ("?woman=1&type=01&language=普通话", lambda row: row.female and "01" in dict(row.types)),
        ("?text=卫丙二", lambda row: row.code == WEI),
        ("?text=丙", lambda row: "丙" in row.name),
        ("?text=7", lambda row: row.number == 7),
        ("?text=7号", lambda row: row.number == 7),
    ],
)
def test_what_is_asked_for_decides_who_is_listed(query, rule):
    expected = fitting(rule)
    assert expected
    assert set(listed(query)) == expected
    assert len(expected) < len(listed())


@pytest.mark.parametrize(
    "query",
    [
        "?type=99",
        "?language=火星话",
        "?text=没有这个人",
        "?text=%00",
        "?woman=1&text=褚丙一",
        f"?text={'长' * 500}",
    ],
)
def test_where_nobody_fits_the_page_says_so_and_offers_everybody(query):
    page = screen().get(f"/menu/{query}")
    words = read(page)
    assert page.status_code == 200
    assert "没有符合的调解员" in words.words
    assert {"/menu/"} <= {attrs.get("href") for tag, attrs in words.tags if tag == "a"}


def test_those_for_the_township_alone_come_first():
    found = listed("?town=621122103")
    near = fitting(lambda row: "621122103" in row.areas)
    assert near
    assert set(found[: len(near)]) == near


def test_the_page_states_its_order_in_a_sentence_and_how_to_order_by_telephone():
    words = read(screen().get("/menu/")).words
    assert RULE in words
    assert "到中心、打电话、在网上都可以点单" in words
    assert Unit.objects.get(pk="centre").phone in words


def test_one_card_says_all_that_the_law_asks_for():
    page = screen().get(f"/menu/{number()}/")
    words = read(page).words
    card = Card.objects.get(pk=WEI)
    for said in (
        *("卫丙二", "女", "专职人民调解员", "陇西县人民法院特邀调解员", card.introduction, card.seat, FEE),
        *("邻里纠纷", *card.strengths, *card.languages, "全县", "下一个可约时间", "邻里与相邻关系综合调解团队"),
        f"从事调解 {timezone.localdate().year - card.since} 年",
    ):
        assert said in words, said


def test_no_way_to_a_mediator_but_through_the_centre():
    centre = Unit.objects.get(pk="centre").phone
    for page in ("/menu/", f"/menu/{number()}/", "/menu/teams/team-16/"):
        html = screen().get(page).content.decode()
        assert set(re.findall(r'href="tel:([^"]+)"', html)) == {centre}
        assert "mailto:" not in html


def test_results_are_counts_and_never_a_rate():
    brought("concluded")
    html = screen().get(f"/menu/{number()}/").content.decode()
    assert "办 1 件，成 1 件" in html
    assert "还没有办结的" in read(screen().get("/menu/1/")).words
    for page in ("/menu/", f"/menu/{number()}/", "/menu/teams/", "/menu/teams/team-16/"):
        assert "%" not in read(screen().get(page)).words
        assert not re.search(r"成功率\D{0,3}\d", read(screen().get(page)).words)


@pytest.mark.parametrize("unknown", [0, 998, 10**17])
def test_an_unknown_number_says_so_and_leads_to_the_list(unknown):
    page = screen().get(f"/menu/{unknown}/")
    assert page.status_code == 404
    words = read(page)
    assert f"没有 {unknown} 号" in words.words
    assert "/menu/" in {attrs.get("href") for tag, attrs in words.tags if tag == "a"}
    assert screen().get(f"/menu/{unknown}/photo/").status_code == 404


def test_a_team_shows_its_people_its_leader_its_field_and_whose_seal():
    words = read(screen().get("/menu/teams/team-16/")).words
    for said in ("邻里与相邻关系综合调解团队", "邻里纠纷", "褚丙一", "卫丙二", "陇西县访调对接人民调解委员会"):
        assert said in words, said
    assert screen().get("/menu/teams/no-team/").status_code == 302
    teams = read(screen().get("/menu/teams/")).words
    assert all(unit.name in teams for unit in Unit.objects.filter(kind=Unit.Kind.TEAM))


def gone(code, was):
    """Nowhere on the public pages, whichever way one looks."""
    name = Mediator.objects.get(pk=code).name
    client = screen()
    for page in ("/menu/", f"/menu/?text={name}", f"/menu/?text={was}", "/menu/teams/", "/menu/teams/team-16/", "/"):
        html = client.get(page).content.decode()
        # what was looked for stands in the box it was typed into
        assert name not in html.replace(f'value="{name}"', ""), page
        assert f"/menu/{was}/" not in html, page
    assert client.get(f"/menu/{was}/").status_code == 404
    assert client.get(f"/menu/{was}/photo/").status_code == 404


@pytest.mark.parametrize("how", ["unpublished", "withdrawn by the owner", "by the mediator", "out of office"])
def test_taken_off_they_are_gone_with_the_next_request_and_matters_in_hand_keep_them(how):
    running = brought("underway").matter
    photographed()
    was, client = number(), screen()
    etag = client.get(f"/menu/{was}/photo/")["ETag"]
    assert "卫丙二" in read(client.get("/menu/")).words
    if how == "unpublished":
        unpublish(Mediator.objects.get(pk=WEI), **by())
    elif how == "withdrawn by the owner":
        withdraw(Mediator.objects.get(pk=WEI), **by())
    elif how == "by the mediator":
        assert screen("mediator").post("/card/", {"do": "withdraw"}).status_code == 302
    else:
        for place in CommitteeMember.objects.filter(mediator=WEI, active_to=None):
            end(WEI, Ending(place.committee_id, timezone.localdate(), Leaving.MOVED), **by())
    gone(WEI, was)
    assert client.get(f"/menu/{was}/photo/", headers={"if-none-match": etag}).status_code == 404
    assert Matter.objects.get(pk=running.pk).mediator_id == WEI
    assert "卫丙二" in read(screen("mediator").get(f"/m/{running.code}/")).words
    assert screen("mediator").get(f"/m/{running.code}/hold_session/").status_code == 200


def test_a_portrait_is_sent_once_and_asked_for_every_time():
    assert screen().get(f"/menu/{number()}/photo/").status_code == 404  # there is none yet
    photographed()
    client = screen()
    first = client.get(f"/menu/{number()}/photo/")
    assert (first.status_code, first["Content-Type"], first["Cache-Control"]) == (200, "image/jpeg", "no-cache")
    assert make.opened(first.content).size == portrait.SIZE
    again = client.get(f"/menu/{number()}/photo/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for page in ("/menu/", f"/menu/{number()}/"):
        assert f'src="/menu/{number()}/photo/"' in client.get(page).content.decode()
    assert StoredFile.objects.get(subject=f"card:{WEI}").digest in first["ETag"]


def test_the_front_page_leads_there():
    assert "/menu/" in {attrs.get("href") for tag, attrs in read(screen().get("/")).tags if tag == "a"}


def another(position):
    """One more mediator on the menu."""
    code, day = f"x{position:03}", timezone.localdate() - timedelta(days=1)
    said = {"female": True, "full_time": True, "qualified": True, "active_from": day}
    mediator = Mediator.objects.create(code=code, name=f"添未{position}", **said)
    CommitteeMember.objects.create(committee_id="committee-petition", mediator=mediator, active_from=day)
    TeamMember.objects.create(team_id="team-16", mediator=mediator)
    CardConsent.objects.create(mediator=mediator, given_on=day, how="paper")
    whole = {"since": 2010, "types": ["02"], "strengths": ["邻里排水"], "languages": ["普通话"], "seat": "县综治中心"}
    shown = {"number": 500 + position, "consented_on": day, "published": True, "introduction": "会听。"}
    Card.objects.create(mediator=mediator, **whole, **shown)


def test_the_list_asks_as_often_for_96_mediators_as_for_a_few():
    def asked(page):
        client = screen()
        client.get(page)
        shelf.clear()  # a page that is kept asks nothing
        forget()  # and what is newest is asked once a second at most
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    pages = {"/menu/": LIST, f"/menu/{number()}/": CARD, "/menu/teams/": ALL, "/menu/teams/team-16/": ALL}
    few = {page: asked(page) for page in pages}
    for position in range(96 - Card.objects.filter(published=True).count()):
        another(position)
    shelf.clear()
    assert len(listed()) == 96
    many = {page: asked(page) for page in pages}
    assert many == few
    assert {page: count for page, count in many.items() if count > pages[page]} == {}
