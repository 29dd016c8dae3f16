"""Telephone, ID number and address: masked on every page, shown for a reason, never without a trace."""

import json

import pytest

from fengdan.journal.models import Entry
from fengdan.matters.actions.correct import correct
from fengdan.matters.reveal import REASONS
from fengdan.people.models import User
from tests.cast import LI, WANG, actor
from tests.web.reader import read
from tests.web.scene import AT_HOME, ID_NUMBER, WANG_AT_HOME, Unchanged, brought, screen

pytestmark = pytest.mark.django_db
SECRETS = (WANG.phone, LI.phone, ID_NUMBER, WANG_AT_HOME.address)
MASKED = ("138****0001", "138****0002", "110105********002X", "陇西县巩昌镇****")


@pytest.fixture
def matter():
    return brought("effective", AT_HOME).matter


def looks():
    return list(Entry.objects.filter(act="reveal").order_by("seq"))


def shown(response):
    return [text for text in SECRETS if text in response.content.decode()]


def test_the_page_of_the_matter_masks_everybody(matter):
    answer = screen("mediator").get(f"/m/{matter.code}/")
    assert shown(answer) == []
    assert [text for text in MASKED if text not in read(answer).words] == []


def test_no_page_shows_a_number_that_nobody_asked_for(matter):
    steps = ("record_consent", "hold_session", "add_party", "sign", "correct", "note")
    addresses = [
        "/",
        "/matters/",
        *(f"/m/{matter.code}/{page}" for page in ("", "slip/", *(f"{verb}/" for verb in steps))),
    ]
    for who in ("clerk", "dispatcher", "leader", "mediator", "director"):
        seat = screen(who)
        assert {address: found for address in addresses if (found := shown(seat.get(address)))} == {}, who
        hints = seat.post("/register/hints/", {"applicant_phone": WANG.phone, "story": "漏水"})
        assert shown(hints) == []
    assert looks() == []


def test_the_paper_to_sign_is_no_way_around_the_reason(matter):
    """Numbers stand on it in full, so printing it is a look like any other."""
    seat, address = screen("mediator"), f"/m/{matter.code}/paper/agreement/"
    assert seat.get(address).status_code == 405
    assert looks() == []
    assert shown(seat.post(address)) == list(SECRETS)
    (look,) = looks()
    assert (look.actor_id, look.subject, look.facts) == (actor("mediator").id, matter.code, {"reason": "paper"})


def test_a_corrected_number_stays_masked_in_the_history():
    walk = brought("taken", AT_HOME)
    party = walk.matter.parties.order_by("id")[0].pk
    news = {"phone": "13911112222", "id_number": "110105194912310038", "address": "文峰镇某村五社十一号"}
    for field, new in news.items():
        said = {"field": field, "new": new, "reason": "核对证件", "party": party}
        walk.matter = correct(walk.matter, **said, actor=actor("clerk"), at=walk._tick())
    answer = screen("mediator").get(f"/m/{walk.matter.code}/")
    assert shown(answer) == []
    assert [new for new in news.values() if new in answer.content.decode()] == []
    assert read(answer).text_of["history"].count("核对证件") == 3


@pytest.mark.parametrize("who", ["clerk", "leader", "mediator", "supervisor"])
@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_shows_all_once_and_is_written_down_without_personal_data(matter, who, reason):
    seat = screen(who)
    answer = seat.post(f"/m/{matter.code}/reveal/", {"reason": reason})
    assert answer.status_code == 200
    assert shown(answer) == list(SECRETS)
    assert "no-store" in answer["Cache-Control"]
    (look,) = looks()
    assert (look.actor_id, look.subject, look.facts) == (actor(who).id, matter.code, {"reason": reason})
    kept = json.dumps([getattr(look, each.attname) for each in Entry._meta.fields], default=str, ensure_ascii=False)
    assert [text for text in (*SECRETS, WANG.name, User.objects.get(username=who).name) if text in kept] == []
    assert shown(seat.get(f"/m/{matter.code}/")) == []
    assert len(looks()) == 1


@pytest.mark.parametrize("reason", ["", "because", "contact\x00", None])
def test_without_a_reason_nothing_is_shown(matter, reason):
    with Unchanged():
        answer = screen("clerk").post(f"/m/{matter.code}/reveal/", {} if reason is None else {"reason": reason})
    assert answer.status_code == 422
    assert "请选择查看的理由。" in read(answer).words
    assert shown(answer) == []


def test_out_of_reach_there_is_nothing_to_reveal(matter):
    with Unchanged():
        for who in ("leader06", "mediator06", "archivist", "auditor", "admin"):
            answer = screen(who).post(f"/m/{matter.code}/reveal/", {"reason": "contact"})
            assert answer.status_code == 404
            assert shown(answer) == []
        assert shown(screen().post(f"/m/{matter.code}/reveal/", {"reason": "contact"})) == []
    assert screen("clerk").get(f"/m/{matter.code}/reveal/").status_code == 405
