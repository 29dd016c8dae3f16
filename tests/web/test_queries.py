"""A page asks the database as often for thirty matters, parties and notes as for one."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.note import note
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.facts import Answer, Side
from tests.cast import actor
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
MANY = 30
CROWD = {"registered": 8, "accepted": 5, "assigned": 6, "underway": 5, "concluded": 4, "archived": 2}
ROLES = [
    "clerk",
    "duty",
    "dispatcher",
    "leader",
    "mediator",
    "archivist",
    "followup",
    "supervisor",
    "director",
    "small",
]


def asked(ask):
    """The queries of one request, second of two: caches are warm as they are at any desk."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code in {200, 422}
    return [query["sql"][:120] for query in queries]


def crowd():
    for scene, count in CROWD.items():
        for _ in range(count):
            brought(scene)
    assert sum(CROWD.values()) == MANY


def test_the_work_page_and_the_lists():
    def all_of_them():
        asks = {}
        for who, seat in seats.items():
            asks[who, "home"] = asked(lambda seat=seat: seat.get("/"))
            asks[who, "matters"] = asked(lambda seat=seat: seat.get("/matters/?stage=registered"))
            asks[who, "search"] = asked(lambda seat=seat: seat.post("/matters/", {"text": "漏水"}))
        return asks

    seats = {who: screen(who) for who in ROLES}
    for scene in CROWD:
        brought(scene)
    few = all_of_them()
    crowd()
    many = all_of_them()
    assert counted(many) == counted(few)
    assert max(counted(many).values()) <= 20


def counted(asks):
    return {name: len(queries) for name, queries in asks.items()}


def full(walk):
    """Thirty parties, sessions, notes and corrections, and a few agreements voided."""
    seat = {"actor": actor("mediator")}
    for number in range(MANY):
        details = PartyDetails(Side.RESPONDENT, f"邻居{number}")
        walk.matter = add_party(walk.matter, details=details, **seat, at=walk._tick())
        walk.matter = note(walk.matter, text=f"第{number}次走访", actor=actor("clerk"), at=walk._tick())
        said = {"field": "place", "new": f"第{number}处", "reason": "听错了"}
        walk.matter = correct(walk.matter, **said, **seat, at=walk._tick())
    waiting = walk.matter.parties.filter(consent=Answer.PENDING)
    for party in list(waiting):
        walk.matter = agreed(walk, party)
    for _ in range(4):
        walk = walk.session().agree()
        walk.matter = void_agreement(walk.matter, reason="写错", **seat, at=walk._tick())
    return walk.agree()


def agreed(walk, party):
    at = walk._tick()
    said = {"party": party.pk, "answer": Answer.AGREED, "how": "telephone", "asked_at": at, "words": ""}
    return record_consent(walk.matter, **said, actor=actor("mediator"), at=at)


def test_the_pages_of_a_matter():
    slim = brought("frozen").matter
    walk = brought("underway", began=timedelta(days=1))
    seat, villager = screen("mediator"), screen()
    desk = screen("clerk")

    def pages(matter):
        address = f"/m/{matter.code}/"
        verbs = ("record_consent", "hold_session", "sign", "void_agreement", "conclude", "note", "correct", "assign")
        villager.get(f"/f/{matter.token}/")
        return {
            "matter": asked(lambda: seat.get(address)),
            "slip": asked(lambda: desk.get(f"{address}slip/")),
            "agreement": asked(lambda: seat.post(f"{address}agreement/")),
            "reveal": asked(lambda: seat.post(f"{address}reveal/", {"reason": "none"})),
            "follow": asked(lambda: villager.get("/follow/mine/")),
            **{verb: asked(lambda verb=verb: seat.get(f"{address}{verb}/")) for verb in verbs},
        }

    few, many = pages(slim), pages(full(walk).matter)
    assert counted(many) == counted(few)
    assert len(many["matter"]) <= 25
    assert len(many["follow"]) <= 4


def test_the_registration_page_and_its_hints():
    seat = screen("small")
    hints = {"story": "漏水", "applicant_phone": "13800000001"}

    def both():
        return len(asked(lambda: seat.get("/register/"))), len(asked(lambda: seat.post("/register/hints/", hints)))

    brought("registered")
    few = both()
    crowd()
    assert both() == few


def test_the_count_sees_a_query_that_is_one_too_many():
    brought("registered")
    seat = screen("clerk")
    warm = asked(lambda: seat.get("/"))
    cache.clear()
    with CaptureQueriesContext(connection) as cold:
        seat.get("/")
    assert len(cold) > len(warm)
