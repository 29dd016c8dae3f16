"""A page asks the database as often for thirty matters, parties and notes as for one."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.note import note
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.parties import PartyDetails
from fengdan.people.absences import be_away
from fengdan.people.models import User
from fengdan.rulebook.facts import Answer, Side
from tests.cast import actor
from tests.web.scene import LAND, WATER, brought, photo, screen

pytestmark = pytest.mark.django_db
MANY = 30
CROWD = {
    "registered": 5,
    "accepted": 3,
    "assigned": 3,
    "underway": 3,
    "concluded": 3,
    "archived": 2,
    "given": 2,
    "replied": 2,
    "returned": 1,
    "conferring": 1,
    "in hand": 2,
    "handed up": 3,
}


HELPERS = ("dept-agriculture", "dept-education", "dept-forestry", "dept-health", "dept-market", "dept-police")


# how often each page asked when it was measured: more than that is something added
HOME = {
    "clerk": 10,
    "duty": 33,
    "dispatcher": 13,
    "leader": 17,
    "mediator": 10,
    "dept": 13,
    WATER: 17,
    "town": 20,
    "village": 15,
    "archivist": 9,
    "followup": 13,
    "supervisor": 13,
    "director": 20,
    "small": 37,
}
ROLES = list(HOME)
LISTED = SEARCHED = 5
OF_A_TEAM = {
    "matter": 27,
    "slip": 17,
    "agreement": 26,
    "reveal": 28,
    "follow": 9,
    "record_consent": 5,
    "hold_session": 5,
    "sign": 7,
    "void_agreement": 5,
    "conclude": 17,
    "note": 5,
    "correct": 7,
    "assign": 5,
}
OF_A_UNIT = {
    "matter": 28,
    "follow": 9,
    "reply": 5,
    "note": 5,
    "correct": 7,
    "add_party": 5,
    "recall": 5,
    "conclude": 20,
    "approve_reply": 20,
    "send_back_reply": 20,
}
OF_A_CHOICE = {
    "assign": 21,
    "reassign": 25,
    "give_back": 8,
    "take": 5,
    "rule_on_return": 16,
    "decide_conference": 19,
    "hand_up": 5,
    "ask_help": 5,
    "agree_orally": 5,
}
OF_NO_MATTER = {"report": 5, "absences": 6}


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
    asked_of = {page: {who: many[who, page] for who in ROLES} for page in ("home", "matters", "search")}
    assert too_many(asked_of["home"], HOME) == {}
    assert too_many(asked_of["matters"], dict.fromkeys(ROLES, LISTED)) == {}
    assert too_many(asked_of["search"], dict.fromkeys(ROLES, SEARCHED)) == {}


def counted(asks):
    return {name: len(queries) for name, queries in asks.items()}


def too_many(asks, most):
    """The pages that ask more often than they did when this was measured."""
    return {name: count for name, count in counted(asks).items() if count > most[name]}


def too_many_each(asks, most):
    """The same where several people open a page: asks are by (who, page)."""
    return {(who, page): count for (who, page), count in counted(asks).items() if count > most[page]}


def full(walk, many, voided):
    """So many parties, sessions, notes and corrections, and a few agreements voided."""
    seat = {"actor": actor("mediator")}
    for number in range(many):
        details = PartyDetails(Side.RESPONDENT, f"邻居{number}")
        walk.matter = add_party(walk.matter, details=details, **seat, at=walk._tick())
        walk.matter = note(walk.matter, text=f"第{number}次走访", actor=actor("clerk"), at=walk._tick())
        said = {"field": "place", "new": f"第{number}处", "reason": "听错了"}
        walk.matter = correct(walk.matter, **said, **seat, at=walk._tick())
    waiting = walk.matter.parties.filter(consent=Answer.PENDING)
    for party in list(waiting):
        walk.matter = agreed(walk, party)
    for _ in range(voided):
        walk = walk.session().agree()
        walk.matter = void_agreement(walk.matter, reason="写错", **seat, at=walk._tick())
    return walk.agree()


def agreed(walk, party):
    at = walk._tick()
    said = {"party": party.pk, "answer": Answer.AGREED, "how": "telephone", "asked_at": at, "words": ""}
    return record_consent(walk.matter, **said, actor=actor("mediator"), at=at)


def test_the_pages_of_a_matter():
    slim = full(brought("underway"), 1, 1).matter
    rich = full(brought("underway", began=timedelta(days=1)), MANY, 4).matter
    seat, villager = screen("mediator"), screen()
    desk = screen("clerk")

    def pages(matter):
        address = f"/m/{matter.code}/"
        verbs = ("record_consent", "hold_session", "sign", "void_agreement", "conclude", "note", "correct", "assign")
        villager.get(f"/f/{matter.token}/")
        return {
            "matter": asked(lambda: seat.get(address)),
            "slip": asked(lambda: desk.get(f"{address}slip/")),
            "agreement": asked(lambda: seat.post(f"{address}paper/agreement/")),
            "reveal": asked(lambda: seat.post(f"{address}reveal/", {"reason": "none"})),
            "follow": asked(lambda: villager.get("/follow/mine/")),
            **{verb: asked(lambda verb=verb: seat.get(f"{address}{verb}/")) for verb in verbs},
        }

    few, many = pages(slim), pages(rich)
    assert counted(many) == counted(few)
    assert too_many(many, OF_A_TEAM) == {}


def handled(walk, many):
    """So many answers sent back, remarks and corrections, and units that help; handed up, given back, ruled on."""
    walk.hand_up().sign_for("town").hand_up("town").give(WATER).give_back().rule(LAND, HELPERS[:many]).sign_for("dept")
    for number in range(many):
        walk.matter = note(walk.matter, text=f"第{number}次走访", actor=actor("dept"), at=walk._tick())
        said = {"field": "place", "new": f"第{number}处", "reason": "听错了"}
        walk.matter = correct(walk.matter, **said, actor=actor("clerk"), at=walk._tick())
        walk.answer("dept", photo()).send_back()
    return walk


def test_the_pages_of_a_matter_that_a_unit_has():
    slim = handled(brought("in hand"), 1)
    rich = handled(brought("in hand", began=timedelta(days=1)), MANY)
    seats = {who: screen(who) for who in ("dept", "duty", "village", "town", HELPERS[0])}
    villager = screen()

    def pages(matter, verbs):
        address = f"/m/{matter.code}/"
        villager.get(f"/f/{matter.token}/")
        found = {(who, "matter"): asked(lambda seat=seat: seat.get(address)) for who, seat in seats.items()}
        for who, names in verbs.items():
            for verb in names:
                found[who, verb] = asked(lambda who=who, verb=verb: seats[who].get(f"{address}{verb}/"))
        return found | {("", "follow"): asked(lambda: villager.get("/follow/mine/"))}

    forms = {"dept": ("reply", "note", "correct", "add_party"), "duty": ("recall", "conclude")}
    few, many = pages(slim.matter, forms), pages(rich.matter, forms)
    assert counted(many) == counted(few)
    assert too_many_each(many, OF_A_UNIT) == {}
    for walk in (slim, rich):
        walk.answer("dept")
    forms = {"duty": ("approve_reply", "send_back_reply")}
    few, many = pages(slim.matter, forms), pages(rich.matter, forms)
    assert counted(many) == counted(few)
    assert too_many_each(many, OF_A_UNIT) == {}


def test_choosing_among_three_hundred_units():
    """Whoever adds units to the county does not make these pages ask more."""
    given, returned, kept = brought("given").matter, brought("returned").matter, brought("in hand").matter
    conferring = brought("conferring").matter
    accepted = brought("accepted").matter
    asks = {
        "assign": ("dispatcher", accepted),
        "reassign": ("dispatcher", given),
        "give_back": (WATER, given),
        "take": (WATER, given),
        "rule_on_return": ("duty", returned),
        "decide_conference": ("duty", conferring),
        "hand_up": ("village", kept),
        "ask_help": ("village", kept),
        "agree_orally": ("village", kept),
    }
    found = {}
    for verb, (who, matter) in asks.items():
        seat, address = screen(who), f"/m/{matter.code}/{verb}/"
        found[verb] = asked(lambda seat=seat, address=address: seat.get(address))
    assert too_many(found, OF_A_CHOICE) == {}


def test_the_pages_of_no_matter():
    seats = {who: screen(who) for who in ("village", "town", "duty", "admin")}
    asks = {("village", "report"): "/report/", ("town", "report"): "/report/"}
    asks |= {(who, "absences"): "/absences/" for who in seats}

    def all_of_them():
        return {(who, page): asked(lambda who=who, page=page: seats[who].get(f"/{page}/")) for who, page in asks}

    away(1)
    few = all_of_them()
    away(MANY)
    many = all_of_them()
    assert counted(many) == counted(few)
    assert too_many_each(many, OF_NO_MATTER) == {}


def away(many):
    """So many people of the villages are away from today on, each with a stand-in."""
    today, duty = timezone.localdate(), actor("duty")
    free = User.objects.filter(username__startswith="grid-", absences=None).order_by("username")[:many]
    for user in free:
        days = {"from_day": today, "to_day": today + timedelta(days=3)}
        other = User.objects.get(username="village")
        be_away(user, **days, stand_in=other, actor=duty, at=timezone.now())


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
