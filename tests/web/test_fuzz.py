"""Junk at every address: never a fault. (The test client raises what would be a 500.)"""

import itertools
import re
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import get_resolver
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fengdan.files.limits import MOST_BYTES
from fengdan.web.matter.steps import FORMS
from fengdan.web.public.holder import LETTER, SLIP
from tests.files import make
from tests.web.reader import read
from tests.web.scene import ANSWERED, BASIS, LAND, PROMISED, WATER, WEST_STREET, brought, screen
from tests.web.test_ordering import ASKED, TOLD
from tests.web.tries import WANTED

pytestmark = pytest.mark.django_db
EXPECTED = {200, 204, 302, 400, 403, 404, 405, 409, 413, 422}
NASTY = [
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff王",
    "\u202e",
    "9" * 30,
    "9" * 5000,
    "-1",
    "1e400",
    "NaN",
    "Infinity",
    "None",
    "[]",
    "{}",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "10000-01-01T00:00",
    "2026-02-30T10:00",
    "2026-11-23T25:61",
    "١٢",
    "１２",
    "²",
    "//evil.example",
    "/\\evil",
    "/%0d%0aX:1",
    "\r\nSet-Cookie: a=b",
    "/[",
    "//[",
    "..",
    "%",
    "%00",
    "%ed%a0%80",
    "𠮷" * 70,
    "party:0",
    "party:x",
    "seal",
    "mediator",
    "team-16",
    "18",
    "on",
    "x" * 10000,
]
DAYS = ["1900-01-02T10:00", "1900-01-02", "2025-12-31T10:00", "2025-12-31", "9999-12-31", "0001-01-01", "2026-02-30"]
ALONE = [
    "\x00",
    "9" * 30,
    "9" * 5000,
    "9999-12-31T23:59",
    "0001-01-01T00:00",
    "party:0",
    "²",
    "\ufffd",
    "x" * 10000,
]
TEXT = st.one_of(st.sampled_from(NASTY), st.text(max_size=30), st.integers().map(str))
MORE = {"derandomize": True, "deadline": None, "suppress_health_check": list(HealthCheck)}
NAMES = [
    "letter", "text", "stage", "done", "next", "code", "pin", "username", "password", "reason", "once", "seen", "party",
    "story", "applicant_name", "applicant_phone", "applicant_id_number", "area", "channel", "matter_type", "assign_to",
    "way", "organ", "sent_on", "people", "contact_name", "paper_slip", "how_many", "town", "other", "agreed",
    "then", "team", "mediator", "answer", "how", "asked_at", "held_at", "signed_at", "signer", "manner",
    "present", "pages", "shelf", "field", "new", "new_type", "new_phone", "conclusion", "side", "name", "witness",
    "unit", "other_unit", "supporting", "believed", "ruling", "result", "basis", "attachment", "comment", "content",
    "due", "performed", "both_agree", "reached_at", "handover", "up_because", "outcome", "origin", "happened_at",
    "risk", "new_area", "conclude_now", "user", "stand_in", "from_day", "to_day", "last_day", "draft",
    "day", "week", "spell", "one", "place", "person", "post", "queue", "after", "given",
]  # fmt: skip
REPORTED = {"applicant_name": "王测一", "respondent_name": "李测二", "story": "楼上漏水"}
TOWN_AREA = "621122100"
SENT_HERE = {"area": WEST_STREET, "channel": "court", "organ": "法院", "sent_on": "2026-01-05", "contact_name": "女儿"}
AT_THE_DESK = {
    "area": WEST_STREET,
    "way": "mediate",
    "mediator": "m1602",
    "content": PROMISED,
    "due": "8日",
    "both_agree": "on",
    "nothing_due": "on",
}
SHAPES = ["m/{}/", "m/{}/slip/", "m/{}/accept/", "f/{}/", "r/{}/", "m/x/{}/", "{}/"]
FIELDS = st.dictionaries(st.sampled_from(NAMES), st.lists(TEXT, max_size=3), max_size=12)


def addresses(code):
    """Every address, with what a matter in reach, one out of reach and junk would put into it."""
    for pattern in get_resolver().url_patterns:
        for each in (code, "621122-20260101-000001-Q"):
            filled = str(pattern.pattern).replace("<code:code>", each).replace("<slug:token>", "x" * 32)
            filled = filled.replace("<slug:window>", "W01")
            filled = re.sub("<row:[a-z]+>", "9" * 18 if each == code else "1", filled)
            if "<slug:verb>" in filled:
                yield from (f"/{filled}".replace("<slug:verb>", verb) for verb in FORMS)
            else:
                yield f"/{filled}"


@pytest.fixture(params=["small", "mediator", WATER, "village", "admin", ""])
def seat(request):
    return screen(request.param)


@pytest.fixture
def code():
    return brought("frozen").matter.code


@pytest.fixture
def everywhere(code):
    """Every address, for a matter that a team, a unit and a village has."""
    codes = [code, brought("signed for").matter.code, brought("in hand").matter.code]
    return sorted({address for each in codes for address in addresses(each)})


def fine(answer):
    assert answer.status_code in EXPECTED
    return answer


def test_junk_in_every_field_of_every_address(seat, everywhere):
    @settings(max_examples=40, **MORE)
    @given(st.sampled_from(everywhere), FIELDS)
    def send(address, fields):
        fine(seat.post(address, typeable(fields)))
        fine(seat.get(address, typeable(fields)))

    send()


def typeable(fields):
    """Half a surrogate pair cannot be sent; browsers send the replacement character instead."""
    return {name: [value.encode("utf-8", "replace").decode() for value in values] for name, values in fields.items()}


# form → how the right person fills it in so that it could be saved
FORMS_TO_SPOIL = [
    (
        "small",
        "",
        "/register/",
        {"applicant_name": "王测一", "respondent_name": "李", "story": "漏水", "area": WEST_STREET},
    ),
    ("clerk", "", "/register/", REPORTED | SENT_HERE | {"way": "answer", "text": "去政务大厅"}),
    ("clerk", "", "/register/", REPORTED | AT_THE_DESK),
    ("clerk", "", "/slips/", {"how_many": "3"}),
    (
        "",
        "",
        "/apply/",
        {"name": "王", "phone": "13800000001", "story": "漏水", "other": "李", "town": TOWN_AREA, "agreed": "on"},
    ),
    ("clerk", "", "/order/phone/", ASKED),
    ("", "", "/menu/62/order/", TOLD),
    ("clerk", "registered", "order", WANTED),
    ("duty", "ordered", "answer_order", {"said": "others", "choice1": "64"}),
    (
        "village",
        "",
        "/report/",
        REPORTED | {"outcome": "settled", "content": PROMISED, "both_agree": "on", "due": "8日", "nothing_due": "on"},
    ),
    ("village", "", "/report/", REPORTED | {"outcome": "up", "up_because": "risk", "handover": "劝不动"}),
    ("clerk", "", "/absences/", {"from_day": "2099-01-01", "to_day": "2099-01-02", "stand_in": "duty"}),
    ("admin", "", "/leave/", {"user": "grid", "last_day": "2099-01-01"}),
    ("mediator", "frozen", "sign", {"manner": "signed", "identity_checked": "on"}),
    ("dispatcher", "accepted", "assign", {"unit": "other", "other_unit": WATER, "supporting": LAND, "reason": "归它"}),
    (WATER, "given", "give_back", {"code": "out_of_field", "believed": LAND, "reason": "不归我"}),
    ("duty", "returned", "rule_on_return", {"unit": "other", "other_unit": WATER, "ruling": "归它"}),
    ("village", "in hand", "hand_up", {"reason": "beyond", "handover": "劝不动"}),
    ("village", "asked", "agree_orally", {"content": PROMISED, "due": "12月1日前", "both_agree": "on"}),
    (WATER, "signed for", "reply", {"result": ANSWERED, "basis": BASIS}),
    ("duty", "replied", "approve_reply", {"comment": "好"}),
]
SPOILT = pytest.mark.parametrize(("who", "scene", "where", "types"), FORMS_TO_SPOIL)


def sheet(who, scene, where, types):
    """The screen, the address and the form filled in."""
    address = f"/m/{brought(scene).matter.code}/{where}/" if scene else where
    seat = screen(who)
    found = read(seat.get("/absences/" if where == "/leave/" else address)).form(address)
    return seat, address, found.filled(**types)


@contextmanager
def undone():
    """What is saved inside is taken back, so that the next try finds the form as fit to be saved."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@SPOILT
def test_each_nasty_value_alone_in_each_field_of_a_form(who, scene, where, types):
    """The form as the right person would send it, with one value replaced."""
    seat, address, sent = sheet(who, scene, where, types)
    with undone():
        assert seat.post(address, sent).status_code == 302
    for place, name in enumerate(sent):
        values = DAYS if name.endswith(("_at", "_day")) else ALONE
        for value in values[place % 3 :: 3] if connection.vendor == "postgresql" else values:
            with undone():
                fine(seat.post(address, typeable(sent | {name: [value]})))


@SPOILT
def test_a_file_where_text_is_asked_for_and_text_where_a_file_is(who, scene, where, types):
    seat, address, sent = sheet(who, scene, where, types)
    contents = itertools.cycle((b"\x00\xff", make.jpeg()[:200], make.PDF))
    for name in sorted({*sent, "attachment", "elsewhere"}):
        with undone():
            fine(seat.post(address, sent | {name: SimpleUploadedFile("a\r\n\x00/..\\x.jpg", next(contents))}))


@pytest.mark.parametrize(
    "files",
    [
        {"attachment": ["no file", ""]},
        {"attachment": [SimpleUploadedFile("x", b"")]},
        {"attachment": [SimpleUploadedFile("长" * 3000 + ".pdf", make.PDF)]},
        {"attachment": [SimpleUploadedFile(f"{number}.jpg", make.jpeg()) for number in range(50)]},
        {f"attachment{number}": [SimpleUploadedFile("a.pdf", make.PDF)] for number in range(150)},
        {"attachment": [SimpleUploadedFile("bomb.png", make.flood(60_000, 60_000))]},
        {"attachment": [SimpleUploadedFile("big.pdf", make.PDF + b"%" * MOST_BYTES)]},
    ],
    ids=lambda files: f"{len(files)} fields, {len(next(iter(files.values())))} files",
)
def test_odd_attachments(files):
    seat, address, sent = sheet(WATER, "signed for", "reply", {"result": ANSWERED, "basis": BASIS})
    with undone():
        fine(seat.post(address, sent | files))


def test_junk_as_the_code_the_verb_or_the_token(seat):
    @settings(max_examples=40, **MORE)
    @given(TEXT.filter(bool), st.sampled_from(SHAPES))
    @example("\x00", "m/{}/")
    @example("\x00", "m/{}/accept/")
    def send(text, shape):
        path = "/" + shape.format(text.encode("utf-8", "replace").decode().replace("?", "").replace("#", ""))
        if re.match("//", path):
            return  # that is another site's address
        fine(seat.get(path))
        fine(seat.post(path))

    send()


@pytest.mark.parametrize("letter", ["9" * 30, "9" * 5000, "-1", "0", "x", "９", "²", str(2**63), str(-(2**63)), "\x00"])
def test_putting_away_a_notice_that_is_none(letter):
    brought("registered")
    seat = screen("duty")
    assert fine(seat.post("/letters/read/", {"letter": [letter, "1"]})).status_code == 302


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "big", SLIP.cookie, LETTER.cookie])
def test_junk_in_a_cookie(name):
    for value in (
        "\x00",
        "a\x00b",
        '"\\000aaaaaaaaaaaaaa"',
        '"\\000"',
        "a" * 4000,
        "é" * 20,
        ";",
        "=",
        '"',
        "9" * 5000,
    ):
        seat = screen()
        seat.cookies[name] = value
        for address in ("/", "/matters/", "/follow/mine/", "/reply/", "/reply/rate/", "/follow/rate/", "/signin/"):
            fine(seat.get(address))
            cache.clear()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"text": 1}'),
        ("application/x-www-form-urlencoded", b"text=%ff%fe&text=%00&=&&&%=%"),
        ("application/x-www-form-urlencoded; charset=x-nonsense", b"text=a"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"text=a"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\x00\r\n--x--\r\n',
        ),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nhalf of it"),
        ("text/plain", b"\x00" * 100),
        ("", b""),
        ("application/x-www-form-urlencoded", b"&".join(b"a=%d" % number for number in range(1100))),
        ("application/x-www-form-urlencoded", b"text=" + b"x" * 1_000_001),
    ],
)
def test_a_body_that_is_no_form(code, kind, body):
    for seat in (screen("small"), screen()):
        for address in ("/register/", "/matters/", "/follow/", "/signin/", "/letters/read/", f"/m/{code}/note/"):
            fine(seat.generic("POST", address, body, content_type=kind))


def test_odd_methods_and_headers(code, seat):
    """One matter will do: what is refused here is refused before anybody looks at where it stands."""
    for address in sorted(set(addresses(code))):
        for method in ("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
            fine(seat.generic(method, address))
        odd = {"HX-Request": "true", "HX-Current-URL": "//[", "HX-Target": "\x00", "Accept-Language": "zz" * 400}
        fine(seat.get(address, headers=odd))
