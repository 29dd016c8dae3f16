"""Every step through its page: who may, who may not, what was not seen, and what happens to what was typed."""

import pytest

from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Stale
from fengdan.rulebook.steps import STEPS
from fengdan.web.matter.steps import FORMS
from fengdan.web.shared.forms import NONCE
from tests.cast import mediator_code
from tests.web.reader import read
from tests.web.scene import CROWDED, QUARREL, Unchanged, brought, events, go_on, screen
from tests.web.tries import TRIES

pytestmark = pytest.mark.django_db
NOTHING_SAVED = "页面已失效，这次提交没有保存"


EVERY_STEP = pytest.mark.parametrize("verb", TRIES)
MOVING = pytest.mark.parametrize("verb", [verb for verb in TRIES if not STEPS[verb].additive])


class Sitting:
    """Somebody with the form of a step before them."""

    def __init__(self, verb):
        self.how = TRIES[verb]
        self.walk = brought(self.how.scene, CROWDED if verb == "remove_party" else QUARREL)
        self.matter = self.walk.matter
        self.page = f"/m/{self.matter.code}/"
        self.address = f"{self.page}{verb}/"
        self.screen = screen(self.how.by)
        page = read(self.screen.get(self.address))
        self.form = page.form(self.address)
        types = self.how.types | ({"mediator": mediator_code("mediator")} if verb == "take" else {})
        types |= {name: page.offers(name) for name in (self.how.all_of,) if name}
        types |= {name: page.offers(name)[-1] for name in (self.how.last_of,) if name}
        self.sent = self.form.filled(**types)

    def post(self, by=None, **changes):
        sent = {name: values for name, values in (self.sent | changes).items() if values is not None}
        return (by or self.screen).post(self.address, sent)

    def kept(self, response):
        """Everything typed still stands in the form that came back, and the form can be sent again."""
        again = read(response).form(self.address)
        typed = {name: values for name, values in self.sent.items() if name in self.form.typed() | self.how.types}
        assert {name: again.typed().get(name) for name in typed} == typed
        assert NONCE.fullmatch(again.sends["once"][0])
        assert again.sends["seen"] == [str(type(self.matter).objects.get(pk=self.matter.pk).version)]


def test_every_step_with_a_page_is_tried():
    assert set(TRIES) == set(FORMS) == {name for name, step in STEPS.items() if step.before}


@EVERY_STEP
def test_the_right_person_fills_in_the_form_and_sees_it_done(verb):
    sitting = Sitting(verb)
    before = events(sitting.matter)
    saved = sitting.post()
    kept = verb != "give_back"  # who gave it back has it no more
    assert (saved.status_code, saved["Location"]) == (302, f"{sitting.page if kept else '/'}?done={verb}")
    assert events(sitting.matter) == [*before, verb]
    shown = read(sitting.screen.get(saved["Location"]))
    assert f"已{STEPS[verb].label}" in shown.words
    assert not kept or STEPS[verb].label in shown.text_of["history"]
    assert verify()["problems"] == []


@EVERY_STEP
def test_the_same_form_sent_twice_is_saved_once_and_answered_alike(verb):
    sitting = Sitting(verb)
    first = sitting.post()
    with Unchanged():
        second = sitting.post()
    assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])


@pytest.mark.parametrize("verb", [verb for verb, how in TRIES.items() if how.not_by])
def test_who_sees_the_matter_but_may_not_is_told_whose_step_it_is(verb):
    sitting = Sitting(verb)
    colleague = screen(sitting.how.not_by)
    page = read(colleague.get(sitting.address))
    assert f"“{STEPS[verb].label}”由" in page.words
    assert [form for form in page.forms if form.action == sitting.address] == []
    with Unchanged():
        answer = sitting.post(by=colleague)
    assert answer.status_code == 409
    assert f"“{STEPS[verb].label}”由" in read(answer).words


@EVERY_STEP
def test_another_team_finds_no_such_page(verb):
    sitting = Sitting(verb)
    with Unchanged():
        for username in ("leader06", "mediator06", "auditor"):
            stranger = screen(username)
            assert stranger.get(sitting.address).status_code == 404
            assert sitting.post(by=stranger).status_code == 404
        expired = sitting.post(by=screen())
        assert expired.status_code == 403
        assert "没有保存" in read(expired).words


@EVERY_STEP
def test_a_step_out_of_order_is_refused_with_a_sentence(verb):
    sitting = Sitting(verb)
    closed = go_on(sitting.walk, sitting.how.scene, "archived").matter
    with Unchanged():
        answer = sitting.post(seen=[str(closed.version)])
    assert answer.status_code == 409
    assert f"该事项已归档，不能再{STEPS[verb].label}。" in read(answer).words
    assert "该事项已归档" in read(sitting.screen.get(sitting.address)).words


@MOVING
def test_who_comes_second_reads_that_somebody_was_first_and_keeps_every_word(verb):
    sitting = Sitting(verb)
    first, address = screen("clerk"), f"{sitting.page}correct/"
    put_right = {"field": "place", "new": "三号楼", "reason": "听错了"}
    assert first.post(address, read(first.get(address)).form(address).filled(**put_right)).status_code == 302
    with Unchanged():
        late = sitting.post()
    assert late.status_code == 409
    assert Stale().reason in read(late).words
    sitting.kept(late)
    assert sitting.screen.post(sitting.address, read(late).form(sitting.address).sends).status_code == 302


@EVERY_STEP
def test_a_form_without_a_proper_nonce_is_not_saved(verb):
    sitting = Sitting(verb)
    for once in (None, "", "short", "g" * 32, "0" * 33, "\x00" * 32):
        with Unchanged():
            answer = sitting.post(once=once and [once])
        assert answer.status_code == 409, once
        assert NOTHING_SAVED in read(answer).words
        sitting.kept(answer)


@MOVING
def test_a_form_that_does_not_say_what_was_seen_is_not_saved(verb):
    sitting = Sitting(verb)
    before = events(sitting.matter)
    for seen in (None, "", "0", "-1", "99999999999999999999999", "x", "1e3", "\x00", "1" * 5000):
        answer = sitting.post(seen=seen and [seen])
        assert answer.status_code in {409, 422}, seen
        assert events(sitting.matter) == before, seen
        sitting.kept(answer)
        assert 'role="alert"' in answer.content.decode()


def test_a_nonce_of_one_matter_does_not_pretend_to_be_a_step_of_another():
    sitting, other = Sitting("accept"), Sitting("accept")
    sitting.post()
    with Unchanged():
        answer = other.post(once=sitting.sent["once"])
    assert answer.status_code == 409
    assert events(other.matter) == ["register"]


def test_a_remark_goes_in_whatever_happened_meanwhile():
    sitting = Sitting("note")
    colleague = screen("clerk")
    sitting.post(by=colleague, once=["a" * 32])
    assert sitting.post().status_code == 302
    assert events(sitting.matter)[-2:] == ["note", "note"]


def test_a_step_nobody_knows_is_no_page():
    code, clerk = brought("registered").matter.code, screen("clerk")
    with Unchanged():
        for verb in ("register", "delete", "Accept", "accept-all"):
            assert clerk.get(f"/m/{code}/{verb}/").status_code == 404
            assert clerk.post(f"/m/{code}/{verb}/").status_code == 404
