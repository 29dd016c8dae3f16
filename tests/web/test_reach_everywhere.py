"""Every address × every account × every relation to a matter: open to whom it is meant for, absent for the rest."""

import re
from dataclasses import replace

import pytest
from django.urls import get_resolver, reverse

from fengdan.matters.queries.desk import LISTS
from fengdan.matters.queries.search import SHOWN
from fengdan.rulebook.sight import SightFacts, may_print_slip, may_see
from fengdan.rulebook.stages import Stage
from fengdan.web.shared.policy import policy_of
from tests.cast import LI, WANG, actor, mediator_code
from tests.web.reader import read
from tests.web.scene import EVERYBODY, LAND, QUARREL, WATER, Unchanged, brought, given_back, photo, screen, withdrawn

pytestmark = pytest.mark.django_db
NOBODY = "621122-20260101-000001-Q"  # a code that no matter has

GET, POST, BOTH = "get", "post", "get post"
# address → what it answers to; whoever adds an address decides here
PLAIN = {
    "home": GET,
    "matters": BOTH,
    "register": BOTH,
    "report": BOTH,
    "absences": BOTH,
    "absence_call_off": POST,
    "leave": POST,
    "manage_county": GET,
    "manage_county_publish": POST,
    "manage_county_discard": POST,
    "follow": BOTH,
    "follow_mine": GET,
    "signin": BOTH,
    "healthz": GET,
    "mark_read": POST,
    "register_hints": POST,
    "follow_leave": POST,
    "signout": POST,
    "big": POST,
    "follow_token": GET,
}
OF_A_MATTER = {"matter": GET, "slip": GET, "agreement": POST, "step": BOTH, "reveal": POST, "attachment": GET}
ARGUMENTS = {"follow_token": ["no-such-token"], "absence_call_off": [10**17]}
NO_SUCH = frozenset(ARGUMENTS)  # admitted, and nothing there
WITH_A_PAPER = frozenset({"effective", "archived"})


def callback(name):
    (found,) = [pattern.callback for pattern in get_resolver().url_patterns if pattern.name == name]
    return found


def admitted(name, username):
    return policy_of(callback(name)).admits(actor(username))


@pytest.fixture
def matters():
    """One at each kind of stage, one withdrawn, one given back, one of each other team's; and those that units have."""
    made = {stage: brought(stage).matter for stage in ("assigned", "taken", "effective", "archived")}
    made["registered, red"] = brought("registered", replace(QUARREL, risk="red")).matter
    made["withdrawn"] = withdrawn(brought("taken")).matter
    made["given back"] = given_back(brought("assigned")).matter
    made["another mediator's"] = brought("assigned").take("leader").matter
    made["another team's"] = brought("accepted").assign("team-06").matter
    made["a unit's, another helps"] = brought("accepted").give(WATER, (LAND,)).sign_for().answer(file=photo()).matter
    made["a unit's, given back"] = brought("returned").matter
    made["the village's"] = brought("in hand").matter
    made["handed up"] = brought("handed up").matter
    return made


def sight_of(matter):
    return SightFacts(
        Stage(matter.stage),
        matter.holder_id,
        matter.unit_id or "",
        str(matter.mediator.user_id) if matter.mediator else "",
        str(matter.origin_id),
        matter.holder.above_id or "",
        (matter.unit and matter.unit.above_id) or "",
        matter.origin.above_id or "",
        frozenset(matter.supporting.filter(ended_at=None).values_list("unit_id", flat=True)),
    )


def sees(username, matter):
    return may_see(actor(username), sight_of(matter))


def in_sight(matters):
    """Per account, the matters it may see and those it may not. Nobody's share may be a mistake of the test."""
    known = [(matter, sight_of(matter)) for matter in matters.values()]
    people = {name: actor(name) for name in EVERYBODY}
    shares = {name: [matter for matter, facts in known if may_see(person, facts)] for name, person in people.items()}
    assert {len(share) for share in shares.values()} >= {0, 1, len(matters)}
    assert {"dept", WATER, "town", "village"} <= {name for name, share in shares.items() if 0 < len(share) < 4}
    return shares


def body(response):
    """The page without what differs by request or role, or tells back the address asked for."""
    own = ("csrfmiddlewaretoken", 'name="next"', "nonce=")
    html = re.sub('<nav class="fd-nav".*?</nav>', "", response.content.decode(), flags=re.DOTALL)
    return [line for line in html.splitlines() if not any(mark in line for mark in own)]


def test_every_address_is_in_the_matrix():
    names = [pattern.name for pattern in get_resolver().url_patterns]
    assert sorted(names) == sorted(PLAIN | OF_A_MATTER)


@pytest.mark.parametrize("name", PLAIN)
def test_pages_of_no_matter_open_by_role_alone(name):
    address = reverse(name, args=ARGUMENTS.get(name, ()))
    for username in ["", *EVERYBODY]:
        for method in GET, POST:
            answer = getattr(screen(username), method)(address)
            if not username and not policy_of(callback(name)).open_to_strangers:
                assert answer.status_code == (302 if method == GET else 403), name
            elif username and not admitted(name, username):
                assert answer.status_code == 404, username
            elif method not in PLAIN[name]:
                assert answer.status_code == 405, username
            else:
                usual = {404} if name in NO_SUCH else {200, 302, 422}
                assert answer.status_code in usual, (username, method)


def cells(code, *, paper=False, file=0):
    """Every address of a matter, with what somebody in reach gets: `paper`, `file` say whether there is one."""
    more = {"step": ["accept"], "attachment": [file]}
    there = {"agreement": paper, "attachment": file}
    for name, methods in OF_A_MATTER.items():
        address = reverse(name, args=[code, *more.get(name, ())])
        for method in methods.split():
            usual = {200 if there[name] else 404} if name in there else {200} if method == GET else {409, 422}
            yield name, address, method, usual


def prints(username, matter):
    """The slip carries the PIN: seeing a matter is not enough."""
    return may_print_slip(actor(username), str(matter.origin_id))


def file_of(matter):
    return next(iter(matter.replies.values_list("attachment_id", flat=True)), 0)


def test_a_matter_is_open_in_reach_and_absent_out_of_reach(matters):
    shares = in_sight(matters)
    missing = body(screen("auditor").get(reverse("matter", args=[NOBODY])))
    for username in EVERYBODY:
        seat, opened = screen(username), []
        hidden = [line.replace("魏戊四", actor(username).name) for line in missing]
        with Unchanged():
            for relation, matter in matters.items():
                if not shares[username] and relation not in {"taken", "archived", "a unit's, another helps"}:
                    continue  # nothing at all is in reach: an open one, a closed one and one with a file will do
                there = {"paper": relation in WITH_A_PAPER, "file": file_of(matter)}
                for name, address, method, usual in cells(matter.code, **there):
                    opens = name != "slip" or prints(username, matter)
                    if matter in shares[username] and admitted(name, username) and opens:
                        opened.append((address, method, usual))
                        continue
                    answer = getattr(seat, method)(address)
                    assert answer.status_code == 404, (username, relation, address, method)
                    assert body(answer) == hidden, (username, relation, address, method)
        for address, method, usual in opened:
            assert getattr(seat, method)(address).status_code in usual, (username, address, method)


@pytest.mark.parametrize("username", ["auditor", "leader06", "mediator", "clerk", "dept", "village-621122100202"])
def test_out_of_reach_reads_like_what_does_not_exist(matters, username):
    seat = screen(username)
    out = next((each for each in matters.values() if not sees(username, each)), None)
    for name, address, method, _ in cells(
        out.code if out else NOBODY, file=file_of(matters["a unit's, another helps"])
    ):
        other = re.sub(r"\d{6}-\d{8}-\d{6}-.", NOBODY, address)
        assert body(getattr(seat, method)(address)) == body(getattr(seat, method)(other)), (name, method)


def test_a_stranger_is_led_to_the_door_whether_it_exists_or_not(matters):
    seat = screen()
    for code in [*(matter.code for matter in matters.values()), NOBODY]:
        for _, address, method, _ in cells(code, file=1):
            answer = getattr(seat, method)(address)
            if method == GET:
                assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/signin/")
            else:
                assert answer.status_code == 403


def test_lists_counts_notices_and_search_stay_within_reach(matters):
    shares = in_sight(matters)
    for username in EVERYBODY:
        seat, mine = screen(username), shares[username]
        stages = ["", *(f"?stage={stage}" for stage in Stage)]
        pages = [seat.get("/"), *(seat.get(f"/matters/{stage}") for stage in stages)]
        pages += [seat.post("/matters/", {"text": text}) for text in ("王测", "漏水", WANG.phone, LI.name)]
        html = "".join(page.content.decode() for page in pages)
        assert len(mine) <= SHOWN
        assert {code for code in codes_of(matters.values()) if code in html} == codes_of(mine), username
        counts = [int(read(page).text_of["found"].split()[1]) for page in pages[1:]]
        by_stage = [len([each for each in mine if each.stage == stage]) for stage in Stage]
        assert counts == [len(mine), *by_stage, *[len(mine)] * 4], username
        if not mine:
            words = "".join(read(page).words for page in pages)
            assert not [text for text in (WANG.name, LI.name, QUARREL.story[:6]) if text in words], username


def test_the_work_page_counts_only_what_it_may_show(matters):
    shares, seen = in_sight(matters), set()
    for username in EVERYBODY:
        page = read(screen(username).get("/"))
        for key in {wanted.key for wanted in LISTS} & set(page.text_of):
            (count,) = re.findall(r"(\d+) 件", page.text_of[key])
            shown = [code for code in codes_of(shares[username]) if code in page.text_of[key]]
            assert int(count) == len(shown), (username, key)
            seen.add((username, key))
        told = re.findall(r"/m/([^/]+)/", " ".join(attrs.get("href", "") for _, attrs in page.tags))
        assert set(told) <= codes_of(shares[username]), username
    assert {key for _, key in seen} == {wanted.key for wanted in LISTS}


def codes_of(some):
    return {matter.code for matter in some}


def test_a_search_by_code_does_not_say_that_a_hidden_matter_exists(matters):
    hidden = matters["another team's"].code
    for text in (hidden, hidden.replace("-", "").lower()):
        page = read(screen("leader").post("/matters/", {"text": text}))
        assert page.text_of["found"].split()[1] == "0"
        assert hidden not in page.text_of["found"]
    assert mediator_code("mediator06")  # and it is another team's indeed
