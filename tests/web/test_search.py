"""Finding a matter by what people have in hand, among those in reach; no junk breaks it."""

import re

import pytest

from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.search import SHOWN
from fengdan.rulebook.facts import Side
from tests.cast import LI, Registration, Walk
from tests.web.reader import read
from tests.web.scene import AT_HOME, ID_NUMBER, QUARREL, brought, screen

pytestmark = pytest.mark.django_db
FIELD = "编号、电话、身份证号，或姓名、经过里的字"


def search(seat, text):
    return seat.post("/matters/", {"text": text})


def found(response):
    """The number told and the codes listed."""
    page = read(response)
    (total,) = re.findall(r"(\d+) 件", page.text_of["found"].split("只显示")[0])
    return int(total), set(re.findall(r"\d{6}-\d{8}-\d{6}-.", page.text_of["found"]))


@pytest.fixture
def two():
    """王测一 about a ceiling; 赵 about a ditch, held by another team."""
    zhao = PartyDetails(Side.APPLICANT, "赵䶮")
    other = Registration("telephone", "03", QUARREL.area, "地界和水沟之争", (zhao, LI))
    ditch = brought("accepted", other).assign("team-06")
    return brought("taken", AT_HOME).matter, ditch.matter


@pytest.mark.parametrize(
    "text",
    [
        "王测",
        "测一",
        "漏水",
        "天花",
        "王测一",
        "138 0000 0001",
        "+86 138-0000-0001",
        ID_NUMBER,
        ID_NUMBER.lower(),
        "王",
        "某小区",
    ],
)
def test_what_somebody_has_in_hand_finds_the_matter(two, text):
    assert found(search(screen("clerk"), text)) == (1, {two[0].code})


def test_a_code_in_any_typing_finds_its_matter_and_no_other(two):
    code = two[0].code
    for typed in (code, code.replace("-", ""), code.lower().replace("-", " "), f" {code}　"):
        assert found(search(screen("clerk"), typed)) == (1, {code}), typed
    assert found(search(screen("clerk"), code[:-2]))[0] == 0


def test_what_both_have_finds_both_and_rare_characters_count(two):
    assert found(search(screen("clerk"), "李测二")) == (2, {each.code for each in two})
    assert found(search(screen("clerk"), "䶮")) == (1, {two[1].code})
    assert found(search(screen("clerk"), "测王"))[0] == 0


@pytest.mark.parametrize(("who", "mine"), [("mediator", 0), ("leader", 0), ("leader06", 1), ("mediator06", None)])
def test_only_what_is_in_reach_is_found(two, who, mine):
    wanted = set() if mine is None else {two[mine].code}
    assert found(search(screen(who), "李测二"))[1] == wanted
    for hidden in set(two) - {each for each in two if each.code in wanted}:
        assert found(search(screen(who), hidden.code)) == (0, set())


def test_what_is_searched_stands_in_no_address(two):
    seat = screen("clerk")
    page = read(search(seat, "王测一"))
    assert page.form("/matters/").method == "post"
    assert page.form("/matters/").sends["text"] == ["王测一"]
    addresses = [attrs.get(name, "") for _, attrs in page.tags for name in ("href", "action", "src")]
    assert not [address for address in addresses if "王" in address or "%E7%8E%8B" in address.upper()]
    assert found(seat.get("/matters/?text=李测二&q=王")) == found(seat.get("/matters/"))


JUNK = [
    *(
        '"',
        '""',
        "'",
        "*",
        "王*",
        "AND",
        "OR",
        "NOT",
        "NEAR(王 测)",
        "王 AND 测",
        ":",
        "singles:王",
        "pairs : 王测",
        "^王",
    ),
    *(
        "(",
        ")",
        "\\",
        "%",
        "_",
        "--",
        ";",
        "$$",
        "&",
        "|",
        "!",
        "<->",
        "王:*",
        "👨‍👩‍👧",
        "…",
        "-",
        "0",
        "+86",
        "Ａ",
        "ﬁ",
    ),
    *("x" * 60, "王" * 60),
]


@pytest.mark.parametrize("who", ["clerk", "mediator", "auditor"])
def test_no_operator_or_quote_means_anything(two, who):
    seat = screen(who)
    for text in JUNK:
        answer = search(seat, text)
        assert answer.status_code == 200, text
        total, listed = found(answer)
        assert total == len(listed), text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "请填写"),
        ("　", "请填写"),
        ("王" * 4000, "最多 60 个字，现有 4000 个字"),
        ("王\x00", "无法识别"),
        ("\u202e王", "改变文字方向"),
    ],
)
def test_what_cannot_be_searched_is_said_at_the_field(two, text, says):
    answer = search(screen("clerk"), text)
    assert answer.status_code == 422
    assert says in read(answer).explains("text")
    assert FIELD in read(answer).words


def test_more_hits_than_are_shown_are_counted_in_full():
    walk = Walk()
    for _ in range(SHOWN + 1):
        walk.register()
    seat = screen("clerk")
    for answer, says in ((search(seat, "漏水"), f"只显示最近的 {SHOWN} 件"), (seat.get("/matters/"), "更早的")):
        total, listed = found(answer)
        assert (total, len(listed)) == (SHOWN + 1, SHOWN)
        assert says in read(answer).words
    (older,) = [a["href"] for tag, a in read(answer).tags if tag == "a" and "before=" in a.get("href", "")]
    total, rest = found(seat.get(older))
    assert (total, len(rest), rest & listed) == (SHOWN + 1, 1, set())
    assert found(seat.get("/matters/?before=nonsense"))[0] == SHOWN + 1


def test_a_stage_that_is_none_lists_everything(two):
    for stage in ("", "nonsense", "\x00", "' OR 1=1 --", "accepted\x00"):
        assert found(screen("clerk").get("/matters/", {"stage": stage}))[0] == 2
    assert found(screen("clerk").get("/matters/?stage=taken")) == (1, {two[0].code})
    assert found(screen("clerk").get("/matters/?stage=taken&stage=archived")) == (0, set())
