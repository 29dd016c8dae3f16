"""The access matrix: every address × every kind of account, slip and stranger × every relation to a matter.

What is expected stands in the tables below, spelled out by name: nothing of it is asked from the code under test.
Whoever adds an address adds a row; a row is missing, or one too many, and the first test says so.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from fengdan.matters.actions.ask_party import ask_party
from fengdan.matters.actions.protect import protect
from fengdan.matters.intake import Sender
from fengdan.matters.models import Invitation
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.desk import LISTS
from fengdan.rulebook.actor import POSTS
from fengdan.rulebook.facts import Side
from tests.cast import LI, QUARREL, WANG, actor
from tests.web.reader import read
from tests.web.scene import LAND, TOWN, WATER, Unchanged, brought, given_back, photo, screen, withdrawn

NOBODY = "621122-20260101-000001-Q"  # a code that no matter has
GET, POST, BOTH = ("get",), ("post",), ("get", "post")

# Who sits where: an account of each post, and others of the same unit, of the same township, of elsewhere.
NEIGHBOURS = (
    "small",  # clerk, duty leader and dispatcher in one
    "leader06",
    "mediator06",
    "dept-water",
    "town-621122101",
    "village-621122100202",  # another village of the same township
    "grid-621122100202",
    "village-621122101001",  # a village of another township
)
SEATS = frozenset({*(str(post) for post in POSTS), *NEIGHBOURS})
DESK = frozenset({"clerk", "duty", "small"})
ABOVE_ALL = frozenset({"duty", "director", "small"})  # see confidential matters too
CENTRE = ABOVE_ALL | {"clerk", "dispatcher", "supervisor", "followup"}
FIELD = frozenset(name for name in SEATS if name.split("-")[0] in {"town", "village", "grid"})
UNITS = FIELD | {"dept", "dept-water", "court", "justice"}
TEAMS = frozenset({"leader", "mediator", "leader06", "mediator06"})
MENU = frozenset({"director", "dispatcher", "small"})
ANYBODY = frozenset({"stranger", "slip", "letter"})  # without an account: nothing, a slip's cookie, a letter's

# An address that is of no matter → how it is asked, and for whom it opens.
PLAIN: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "home": (GET, SEATS | ANYBODY),
    "mark_read": (POST, SEATS),
    "matters": (BOTH, SEATS),
    "load": (GET, frozenset({"duty", "dispatcher", "supervisor", "director", "small"})),
    "calendar": (GET, frozenset({"dispatcher", "duty", "director", "small"}) | TEAMS),
    "dispatch": (GET, frozenset({"dispatcher", "duty", "small"})),
    "watch": (GET, frozenset({"supervisor", "director", "duty", "small"})),
    "register": (BOTH, DESK),
    **dict.fromkeys(
        ("needs", "needs_print"),
        (GET, frozenset({"duty", "dispatcher", "director", "supervisor", "leader", "leader06", "leader09", "small"})),
    ),
    "ladder": (GET, frozenset({"director", "supervisor", "duty", "small"})),
    "register_hints": (POST, DESK),
    "numbers": (GET, DESK),
    "number_give": (POST, DESK),
    "number_call": (POST, DESK),
    "number_again": (POST, DESK),
    "slips": (BOTH, DESK),
    "slip_sheets": (GET, DESK),
    "report": (BOTH, FIELD),
    "order_phone": (BOTH, DESK),
    "orders": (GET, frozenset({"dispatcher", "duty", "director", "supervisor", "small"})),
    "menu_order": (BOTH, SEATS | ANYBODY),
    "papers": (GET, SEATS),
    **dict.fromkeys(
        ("printing", "print_booklet", "print_wall", "print_item"), (GET, DESK | {"dispatcher", "director"})
    ),
    "blank": (GET, SEATS),
    "absences": (BOTH, SEATS),
    "absence_call_off": (POST, SEATS),
    "leave": (POST, frozenset({"admin"})),
    "password": (BOTH, SEATS),
    "manage": (GET, frozenset({"director", "admin", "security"})),
    "accounts": (BOTH, frozenset({"admin"})),
    "account_add": (BOTH, frozenset({"admin"})),
    "account": (BOTH, frozenset({"admin"})),
    "account_switch": (POST, frozenset({"admin"})),
    "account_reset": (POST, frozenset({"admin"})),
    "grant_give": (POST, frozenset({"admin"})),
    "grant_end": (POST, frozenset({"admin"})),
    "grants": (GET, frozenset({"admin", "security"})),
    "grant_decide": (POST, frozenset({"security"})),
    "roster": (BOTH, frozenset({"admin"})),
    "cards": (GET, MENU),
    "card_edit": (BOTH, MENU),
    "card_photo": (BOTH, MENU),
    "card_consent": (POST, MENU),
    "card_publish": (POST, MENU),
    "card_unpublish": (POST, MENU),
    "card_withdraw": (POST, MENU),
    "my_card": (BOTH, TEAMS),
    "my_photo": (GET, TEAMS),
    "menu": (GET, SEATS | ANYBODY),
    "menu_teams": (GET, SEATS | ANYBODY),
    "menu_team": (GET, SEATS | ANYBODY),
    "menu_card": (GET, SEATS | ANYBODY),
    "menu_photo": (GET, SEATS | ANYBODY),
    "pool": (GET, frozenset({"director", "justice"})),
    "pool_mediator": (GET, frozenset({"director", "justice"})),
    "pool_act": (POST, frozenset({"director"})),
    "pool_strike": (POST, frozenset({"director"})),
    "committees": (GET, frozenset({"director", "justice", "court"})),
    "committees_print": (GET, frozenset({"director", "justice", "court"})),
    "committees_export": (POST, frozenset({"director", "justice", "court"})),
    "limits": (GET, frozenset({"director", "admin"})),
    "limit": (BOTH, frozenset({"director"})),
    "settings": (GET, frozenset({"director", "admin"})),
    "settings_centre": (POST, frozenset({"director"})),
    "settings_hours": (POST, frozenset({"director"})),
    "looks": (GET, frozenset({"auditor"})),
    "backups": (GET, frozenset({"director", "admin"})),
    "reporting": (GET, DESK | {"director"}),
    "reporting_export": (POST, DESK | {"director"}),
    "old_book": (BOTH, frozenset({"duty", "small"})),
    "old_book_template": (GET, frozenset({"duty", "small"})),
    "old_book_bring_in": (POST, frozenset({"duty", "small"})),
    "call": (BOTH, SEATS),
    "manage_duty": (GET, frozenset({"duty", "director", "small"})),
    "duty_swap": (POST, frozenset({"duty", "director", "small"})),
    "duty_replace": (POST, frozenset({"duty", "director", "small"})),
    "duty_undo": (POST, frozenset({"duty", "director", "small"})),
    "manage_letters": (GET, frozenset({"admin", "duty", "small"})),
    "manage_letter_decide": (POST, frozenset({"admin", "duty", "small"})),
    "letter_texts": (GET, frozenset({"director", "admin"})),
    "letter_text": (BOTH, frozenset({"director", "admin"})),
    "manage_county": (GET, frozenset({"director", "admin"})),
    "manage_county_publish": (POST, frozenset({"director"})),
    "manage_county_discard": (POST, frozenset({"director"})),
    "manage_items": (GET, frozenset({"director", "admin"})),
    "manage_item": (BOTH, frozenset({"director"})),
    "manage_item_preview": (GET, frozenset({"director"})),
    "manage_item_publish": (POST, frozenset({"director"})),
    "manage_item_discard": (POST, frozenset({"director"})),
    "items": (GET, SEATS | ANYBODY),
    "item": (GET, SEATS | ANYBODY),
    "item_version": (GET, SEATS | ANYBODY),
    "find": (GET, SEATS | ANYBODY),
    "today": (GET, SEATS | ANYBODY),
    "duties": (GET, SEATS | ANYBODY),
    "hall": (GET, SEATS | ANYBODY),
    "apply": (BOTH, SEATS | ANYBODY),
    "applied": (BOTH, SEATS | ANYBODY),
    "follow": (BOTH, SEATS | ANYBODY),
    "follow_mine": (GET, SEATS | ANYBODY),
    "follow_leave": (POST, SEATS | ANYBODY),
    "follow_withdraw": (BOTH, SEATS | ANYBODY),
    "follow_booking": (GET, SEATS | ANYBODY),
    "follow_object": (BOTH, SEATS | ANYBODY),
    "follow_challenge": (BOTH, SEATS | ANYBODY),
    "follow_rate": (BOTH, SEATS | ANYBODY),
    "follow_order": (BOTH, SEATS | ANYBODY),
    "follow_answer": (BOTH, SEATS | ANYBODY),
    "follow_token": (GET, SEATS | ANYBODY),
    "reply_token": (GET, SEATS | ANYBODY),
    "reply_mine": (BOTH, SEATS | ANYBODY),
    "reply_rate": (BOTH, SEATS | ANYBODY),
    "reply_order": (BOTH, SEATS | ANYBODY),
    "reply_leave": (POST, SEATS | ANYBODY),
    "signin": (BOTH, SEATS | ANYBODY),
    "signout": (POST, SEATS | ANYBODY),
    "big": (POST, SEATS | ANYBODY),
    "healthz": (GET, SEATS | ANYBODY),
}
# what stands in an address besides; those in NOTHING_THERE are admitted and find nothing
ARGUMENTS = {
    "follow_token": ["no-such-token"],
    "reply_token": ["no-such-token"],
    "absence_call_off": [10**17],
    "account": [10**17],
    "account_switch": [10**17],
    "account_reset": [10**17],
    "grant_give": [10**17],
    "grant_end": [10**17],
    "grant_decide": [10**17],
    "limit": ["no-such-limit"],
    "manage_item": ["no-such-item"],
    "manage_item_preview": ["no-such-item"],
    "manage_item_publish": ["no-such-item"],
    "manage_item_discard": ["no-such-item"],
    "item": ["D02"],
    "print_item": ["D02"],
    "item_version": ["D02", 1],
    "card_edit": ["nobody"],
    "card_photo": ["nobody"],
    "card_consent": ["nobody"],
    "card_publish": ["nobody"],
    "card_unpublish": ["nobody"],
    "card_withdraw": ["nobody"],
    "menu_team": ["team-16"],
    "menu_card": [10**17],
    "menu_order": [10**17],
    "menu_photo": [10**17],
    "duty_undo": [10**17],
    "number_call": ["no-such-window"],
    "number_again": [10**17],
    "pool_mediator": ["m0000"],
    "pool_act": ["m0000", "train"],
    "pool_strike": ["m0000", "grade", 10**17],
    "settings_hours": [2026],
    "old_book_bring_in": [10**17],
    "call": [10**17],
    "manage_letter_decide": [10**17],
    "letter_text": ["register"],
    "slip_sheets": [NOBODY],
    "blank": ["rights_notice"],
}
NOTHING_THERE = frozenset(
    {
        "follow_token",
        "reply_token",
        "absence_call_off",
        "slip_sheets",
        "old_book_bring_in",
        "call",
        "manage_letter_decide",
        "account",
        "account_switch",
        "account_reset",
        "grant_give",
        "grant_end",
        "limit",
        "manage_item",
        "manage_item_preview",
        "manage_item_publish",
        "manage_item_discard",
        "card_edit",
        "card_photo",
        "card_consent",
        "card_publish",
        "card_unpublish",
        "card_withdraw",
        "my_photo",
        "menu_card",
        "menu_order",
        "menu_photo",
        "duty_undo",
        "number_call",
        "number_again",
        "pool_mediator",
        "pool_act",
        "pool_strike",
    }
)
LEAVES = frozenset({"signout", "follow_leave", "reply_leave"})  # end what the next question needs; asked on their own
# what only a cookie opens, and where everybody else is led
BY_COOKIE = {
    "follow_mine": ("slip", "/follow/"),
    "follow_withdraw": ("slip", "/follow/"),
    "follow_object": ("slip", "/follow/"),
    "follow_booking": ("slip", "/follow/"),
    "follow_challenge": ("slip", "/follow/"),
    "follow_rate": ("slip", "/follow/"),
    "follow_order": ("slip", "/follow/"),
    "follow_answer": ("slip", "/follow/"),
    "reply_rate": ("letter", "/reply/"),
    "reply_order": ("letter", "/reply/"),
    "applied": ("", "/apply/"),
}


ACCEPTED = frozenset({"accepted"})  # most of them are
TO_A_TEAM = ACCEPTED | {"proposal"}


@dataclass
class Case:
    """A matter, who sees it besides the centre, and what of its own it has to show."""

    make: Callable
    besides: frozenset[str] = frozenset()
    quiet: bool = False
    at_home: frozenset[str] = frozenset()  # those who took it in themselves
    has: frozenset[str] = ACCEPTED
    matter: object = None
    arguments: dict[str, list] = field(default_factory=dict)

    @property
    def seen_by(self) -> frozenset[str]:
        return (ABOVE_ALL if self.quiet else CENTRE) | self.besides


QUIET_NAME, QUIET_STORY = "骆测九", "半夜砸门的事不想让邻居知道"
QUIET = replace(QUARREL, story=QUIET_STORY, parties=(PartyDetails(Side.APPLICANT, QUIET_NAME, "13800000009"), LI))


def hushed(walk):
    """The same, confidential."""
    said = {"confidential": True, "protected": [], "reason": "涉及隐私"}
    walk.matter = protect(walk.matter, **said, actor=actor("duty"), at=walk._tick())
    return walk


def asked(walk):
    """The same, with the other side asked by letter."""
    other = walk.matter.parties.get(side=Side.RESPONDENT).pk
    walk.matter = ask_party(walk.matter, party=other, actor=actor("clerk"), at=walk._tick())
    return walk


def sent():
    sender = Sender("某县人民法院", "（2026）调字第7号", date(2026, 11, 1))
    return asked(brought("registered", replace(QUARREL, channel="court", sender=sender)))


TEAM_16, HOME, TOWN_TOO = frozenset({"leader", "mediator"}), frozenset({"village", "grid"}), frozenset({"town"})
FILES = frozenset({"archivist"})
MATTERS = {
    "new at the desk": Case(lambda: brought("registered"), has=frozenset()),
    "sent by a court": Case(sent, has=frozenset({"referral", "letter"})),
    "waits for its team": Case(lambda: brought("assigned"), frozenset({"leader"}), has=TO_A_TEAM),
    "a mediator's own": Case(lambda: asked(brought("booked")), TEAM_16, has=TO_A_TEAM | {"letter", "booking"}),
    "a colleague's of the same team": Case(
        lambda: brought("assigned").take("leader"), frozenset({"leader"}), has=TO_A_TEAM
    ),
    "another team's": Case(lambda: brought("accepted").assign("team-06"), frozenset({"leader06"}), has=TO_A_TEAM),
    "given back by a team": Case(lambda: given_back(brought("assigned")), has=TO_A_TEAM),
    "signed by all": Case(lambda: brought("effective"), TEAM_16, has=TO_A_TEAM | {"agreement"}),
    "withdrawn": Case(lambda: withdrawn(brought("taken")), TEAM_16 | FILES, has=TO_A_TEAM),
    "archived": Case(lambda: brought("archived"), TEAM_16 | FILES, has=TO_A_TEAM | {"agreement"}),
    "a unit's, another helps": Case(
        lambda: brought("accepted").give(WATER, (LAND,)).sign_for().answer(file=photo()),
        frozenset({"dept-water", "dept"}),
        has=ACCEPTED | {"file"},
    ),
    "given back by a unit": Case(lambda: brought("returned")),
    "two units confer on it": Case(lambda: brought("conferring"), frozenset({"dept-water"}) | TOWN_TOO),
    "a township's": Case(lambda: brought("accepted").give(TOWN), TOWN_TOO),
    "a village's own": Case(lambda: brought("in hand"), HOME | TOWN_TOO, at_home=HOME),
    "handed up to the township": Case(lambda: brought("handed up"), HOME | TOWN_TOO, at_home=HOME),
    "quiet, in hand": Case(lambda: hushed(brought("taken", QUIET)), TEAM_16, has=TO_A_TEAM, quiet=True),
    "quiet, to be given": Case(lambda: hushed(brought("accepted", QUIET)), frozenset({"dispatcher"}), quiet=True),
    "quiet, over": Case(
        lambda: withdrawn(hushed(brought("taken", QUIET))), TEAM_16 | FILES | {"followup"}, has=TO_A_TEAM, quiet=True
    ),
    "quiet, a village's own": Case(lambda: hushed(brought("in hand")), HOME, quiet=True, at_home=HOME),
}


@dataclass(frozen=True)
class Row:
    """An address of a matter: how it is asked, who has any use of it, what the matter must have, what it answers."""

    name: str
    method: str
    answers: frozenset[int] = frozenset({200})
    more: tuple = ()
    among: frozenset[str] = SEATS
    needs: str = ""
    or_at_home: bool = False  # also for those who took the matter in themselves
    writes: bool = False  # a look or a letter is written down

    def opens(self, seat: str, case: Case) -> bool:
        admitted = seat in self.among or (self.or_at_home and seat in case.at_home)
        return seat in case.seen_by and admitted and (not self.needs or self.needs in case.has)


NOT_SAID = frozenset({409, 422})
TO_OUTSIDERS = ("sent by a court", "a mediator's own", "signed by all", "a unit's, another helps", "quiet, over")
OF_A_MATTER = (
    Row("matter", "get"),
    Row("clocks", "get"),
    Row("track", "get"),
    Row("step", "get", more=("note",)),
    Row("step", "post", NOT_SAID, more=("note",)),
    Row("reveal", "post", NOT_SAID),
    Row("matter_reporting", "get", among=DESK | {"director"}),
    Row("matter_reporting", "post", NOT_SAID, among=DESK | {"director"}),
    Row("notice", "post", writes=True),
    Row("slip", "get", among=DESK, or_at_home=True),
    Row(
        "proposal",
        "get",
        more=(1,),
        among=ABOVE_ALL | {"dispatcher", "supervisor", "leader", "leader06"},
        needs="proposal",
    ),
    Row("receipt", "get", among=DESK | {"dispatcher", "director"}, needs="referral"),
    Row("paper", "get", more=("acceptance_receipt",), needs="accepted"),
    Row("paper", "post", more=("agreement",), needs="agreement", writes=True),
    Row("attachment", "get", needs="file", writes=True),
    Row("booking_file", "get", needs="booking"),
    Row("ask_sheet", "post", among=DESK | TEAMS | UNITS, needs="letter", writes=True),
)


@pytest.fixture(scope="module")
def _one_transaction(django_db_setup, django_db_blocker):
    """All of this module looks at the same matters; they are gone with its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        for case in MATTERS.values():
            case.matter = case.make().matter
            file = case.matter.replies.values_list("attachment_id", flat=True).first() or 0
            party = case.matter.parties.get(side=Side.RESPONDENT).pk
            booking = case.matter.bookings.values_list("pk", flat=True).first() or 0
            case.arguments = {"attachment": [file], "ask_sheet": [party], "booking_file": [booking]}
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def seats(_one_transaction):
    return {name: screen(name) for name in sorted(SEATS)}


@pytest.fixture(scope="module")
def outside(_one_transaction):
    """Those without an account: a stranger, whoever scanned a slip, whoever scanned a letter."""
    held = {"stranger": Client(), "slip": Client(), "letter": Client()}
    case = MATTERS["a mediator's own"]
    letter = Invitation.objects.get(party__matter=case.matter)
    assert held["slip"].get(f"/f/{case.matter.token}/").status_code == 302
    assert held["letter"].get(f"/r/{letter.token}/").status_code == 302
    return held


@pytest.fixture(autouse=True)
def _each_its_own(_one_transaction):
    """What a test writes is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def addresses():
    return {pattern.name for pattern in get_resolver().url_patterns}


def body(response):
    """The page without what differs by request or by who asks, or tells back the address asked for."""
    own = ("csrfmiddlewaretoken", 'name="next"')
    html = re.sub('<nav class="fd-nav".*?</nav>', "", response.content.decode(), flags=re.DOTALL)
    return [line for line in html.splitlines() if not any(mark in line for mark in own)]


def test_every_address_has_its_row_and_every_row_its_address():
    rows = set(PLAIN) | {row.name for row in OF_A_MATTER}
    assert addresses() - rows == set(), "an address that nobody decided about"
    assert rows - addresses() == set(), "a row for an address that is gone"


def test_there_is_an_account_for_every_seat_and_a_matter_for_every_relation(seats):
    assert len(seats) == len(POSTS) + len(NEIGHBOURS)
    shares = {name: sum(name in case.seen_by for case in MATTERS.values()) for name in SEATS}
    assert {shares["auditor"], shares["duty"]} == {0, len(MATTERS)}
    assert all(0 < shares[name] < len(MATTERS) for name in ("mediator", "dept", "village", "town", "leader06"))
    assert {need for row in OF_A_MATTER if (need := row.needs)} <= {
        has for case in MATTERS.values() for has in case.has
    }


def test_a_page_of_no_matter_opens_for_its_own_people_and_for_nobody_else(seats, outside):
    """By role alone: another account of the same post is the same."""
    visitors, wrong = {name: seats[name] for name in (*POSTS, "small")} | outside, []
    with Unchanged():
        for name, (methods, people) in PLAIN.items():
            where = reverse(name, args=ARGUMENTS.get(name, ()))
            for who, client in visitors.items():
                for method in () if name in LEAVES else methods:
                    answer = getattr(client, method)(where)
                    if answer.status_code not in _plain(name, who, method, people):
                        wrong.append((name, who, method, answer.status_code))
    assert wrong == []


def _plain(name, who, method, people):
    if who not in people:
        return {404} if who in SEATS else {302} if method == "get" else {403}
    if name in NOTHING_THERE:
        return {404}
    if name in BY_COOKIE and BY_COOKIE[name][0] != who:
        return {302}
    return {200, 422, 302} if method == "post" else {200}


@pytest.mark.parametrize("name", PLAIN)
def test_what_an_address_does_not_answer_to_it_refuses(name, seats):
    methods, people = PLAIN[name]
    for method in set(BOTH) - set(methods):
        with Unchanged():
            client = seats[min(people & SEATS)]
            assert getattr(client, method)(reverse(name, args=ARGUMENTS.get(name, ()))).status_code == 405


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_anybody_may_leave(name):
    for client in (Client(), screen("clerk")):
        assert client.post(reverse(name)).status_code == 302
        assert client.post(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", BY_COOKIE)
def test_a_cookie_opens_its_own_pages_and_no_other_cookies(name, outside):
    whose, elsewhere = BY_COOKIE[name]
    for who, client in outside.items():
        answer = client.get(reverse(name))
        assert (answer.get("Location") == elsewhere) == (who != whose), who


def test_a_slip_and_a_letter_show_their_matter_and_nobody_elses_name(outside):
    slip, letter = (
        read(outside[who].get(page)).words for who, page in (("slip", "/follow/mine/"), ("letter", "/reply/"))
    )
    mine = MATTERS["a mediator's own"].matter
    assert mine.code in slip
    others = [case.matter.code for case in MATTERS.values() if case.matter is not mine]
    for words in (slip, letter):
        assert not [text for text in (*others, QUIET_NAME, "风险", "蓝（一般）") if text in words]
    assert WANG.name not in slip
    assert LI.name not in slip


def cells(seat):
    """Every row of every relation the seat has. Whoever sees nothing at all has one relation to all: somebody else's.

    A row about what a matter has not got is asked of those that have it.
    """
    sees_any = any(seat in case.seen_by for case in MATTERS.values())
    for relation, case in MATTERS.items():
        if sees_any or relation in TO_OUTSIDERS:
            for row in OF_A_MATTER:
                if not row.needs or row.needs in case.has:
                    yield relation, case, row


def test_of_a_matter_everything_is_absent_out_of_reach(seats):
    wrong, asked_for = [], set()
    with Unchanged():
        for seat, client in seats.items():
            missing = body(client.get(reverse("matter", args=[NOBODY])))
            for relation, case, row in cells(seat):
                if not row.opens(seat, case):
                    asked_for.add((seat, row))
                    answer = _ask(client, row, case.matter.code, case)
                    if answer.status_code != 404 or body(answer) != missing:
                        wrong.append((seat, relation, row.name, row.method, answer.status_code))
    assert wrong == []
    assert {(seat, row) for seat in SEATS for row in OF_A_MATTER} - asked_for - _opens_always() == set()


def _opens_always():
    """What whoever sees everything is refused nowhere: it opens wherever there is something to open."""
    return {
        (seat, row)
        for seat in SEATS
        for row in OF_A_MATTER
        if all(row.opens(seat, case) for case in MATTERS.values() if not row.needs or row.needs in case.has)
    }


def test_of_a_matter_everything_is_open_in_reach(seats):
    """The page of every matter for everybody who may see it; each other address once for each relation and each seat.

    Of a confidential matter, every address for everybody.
    """
    with Unchanged():
        found = _opened(seats, writes=False)
    found += _opened(seats, writes=True)
    assert [cell for cell in found if cell.status not in cell.row.answers] == []
    assert {cell.row for cell in found} == set(OF_A_MATTER)
    assert {cell.relation for cell in found} == set(MATTERS)
    assert {cell.seat for cell in found} == {
        name for name in SEATS if any(name in each.seen_by for each in MATTERS.values())
    }


class Opened(NamedTuple):
    seat: str
    relation: str
    row: Row
    status: int


def _opened(seats, *, writes):
    found, of_seat, of_relation = [], Counter(), Counter()
    for seat, client in seats.items():
        for relation, case, row in cells(seat):
            seldom = row.name != "matter" and not case.quiet
            enough = seldom and of_seat[seat, row] and of_relation[relation, row]
            if row.writes == writes and row.opens(seat, case) and not enough:
                of_seat[seat, row] += 1
                of_relation[relation, row] += 1
                found.append(Opened(seat, relation, row, _ask(client, row, case.matter.code, case).status_code))
    return found


def _ask(client, row, code, case):
    anyone = (1,) if row.name in {"attachment", "ask_sheet", "booking_file"} else ()
    args = row.more or case.arguments.get(row.name) or anyone
    return getattr(client, row.method)(reverse(row.name, args=[code, *args]))


def test_whoever_has_no_account_is_led_to_the_door_whether_it_exists_or_not(outside):
    with Unchanged():
        for code in [*(case.matter.code for case in MATTERS.values()), NOBODY]:
            for row in OF_A_MATTER:
                for who, client in outside.items():
                    answer = _ask(client, row, code, Case(None))
                    if row.method == "get":
                        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/signin/"), who
                    else:
                        assert answer.status_code == 403, (who, row)


def codes(seat=None):
    return {case.matter.code for case in MATTERS.values() if seat is None or seat in case.seen_by}


def total(page):
    return int(read(page).text_of["found"].split()[1])


def test_lists_counts_titles_and_letters_stay_within_reach(seats):
    wrong = []
    for seat, client in seats.items():
        mine, closed = codes(seat), [each.matter for each in MATTERS.values() if seat in each.seen_by]
        home, everything, archived = (client.get(page) for page in ("/", "/matters/", "/matters/?stage=archived"))
        html = "".join(page.content.decode() for page in (home, everything, archived))
        counts = [total(everything), total(archived)]
        if counts != [len(mine), sum(matter.stage == "archived" for matter in closed)]:
            wrong.append((seat, "counts", counts))
        if {code for code in codes() if code in html} != mine:
            wrong.append((seat, "codes"))
        quiet = any(each.quiet and QUIET_NAME in _names(each) and seat in each.seen_by for each in MATTERS.values())
        if (QUIET_NAME in html) != quiet:
            wrong.append((seat, "a title"))
        told = re.findall(r"/m/([^/]+)/", " ".join(attrs.get("href", "") for _, attrs in read(home).tags))
        if not set(told) <= mine:
            wrong.append((seat, "a letter"))
    assert wrong == []


def _names(case):
    return [party.name for party in case.matter.parties.all()]


def test_the_work_page_counts_only_what_it_shows(seats):
    seen = set()
    for seat, client in seats.items():
        page = read(client.get("/"))
        for key in {wanted.key for wanted in LISTS} & set(page.text_of):
            (count,) = re.findall(r"(\d+) 件", page.text_of[key])
            assert int(count) == sum(code in page.text_of[key] for code in codes(seat)), (seat, key)
            seen.add(key)
    assert seen


def test_a_search_finds_by_name_story_and_telephone_only_what_is_in_reach(seats):
    wrong = []
    for text, among in (
        (WANG.name, lambda each: WANG.name in _names(each)),
        (QUIET_NAME, lambda each: QUIET_NAME in _names(each)),
        (QUIET_STORY[:4], lambda each: QUIET_NAME in _names(each)),
        ("13800000009", lambda each: QUIET_NAME in _names(each)),
    ):
        there = [each for each in MATTERS.values() if among(each)]
        assert there
        for seat, client in seats.items():
            answer = client.post("/matters/", {"text": text})
            mine = {each.matter.code for each in there if seat in each.seen_by}
            html = answer.content.decode()
            if total(answer) != len(mine) or {code for code in codes() if code in html} != mine:
                wrong.append((seat, text, total(answer)))
    assert wrong == []


@pytest.mark.parametrize("relation", ["another team's", "quiet, in hand", "quiet, a village's own"])
def test_a_search_by_code_or_a_part_of_it_does_not_say_that_a_hidden_matter_exists(relation, seats):
    case = MATTERS[relation]
    code = case.matter.code
    for seat in sorted(SEATS - case.seen_by):
        whole, part = (
            seats[seat].post("/matters/", {"text": text}) for text in (code.replace("-", "").lower(), code[7:])
        )
        assert total(whole) == 0, seat
        assert code not in read(part).text_of["found"], seat
    assert total(seats["duty"].post("/matters/", {"text": code})) == 1
