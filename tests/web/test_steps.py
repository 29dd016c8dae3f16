"""Every step through its page: who may, who may not, what was not seen, and what happens to what was typed."""

from dataclasses import dataclass, field

import pytest

from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Stale
from fengdan.rulebook.stages import STEPS
from fengdan.web.matter.steps import FORMS
from tests.cast import mediator_code
from tests.web.reader import read
from tests.web.scene import Unchanged, brought, events, go_on, screen

pytestmark = pytest.mark.django_db
NOTHING_SAVED = "页面已失效，这次提交没有保存"


@dataclass(frozen=True)
class Try:
    """One step: in which scene, by whom, what is typed; who sees the matter but may not; who does not see it."""

    scene: str
    by: str
    types: dict = field(default_factory=dict)
    not_by: str = "director"
    stranger: str = "leader06"


HEARD = {"answer": "agreed", "how": "telephone", "words": "愿意谈"}
MET = {"rights_notice": "on", "record": "双方到场，\n各说各的。", "outcome": "agreed"}
WRITTEN = {
    "facts": "双方对漏水无异议。",
    "content": "李测二赔偿王测一 1200 元。",
    "performance": "现金一次付清",
    "due": "2026年12月1日前",
    "place": "小区物业",
}
TRIES = {
    "accept": Try("registered", "duty"),
    "assign": Try("accepted", "dispatcher", {"reason": "最合适"}),
    "recall": Try("assigned", "dispatcher", {"reason": "派错了"}),
    "take": Try("assigned", "leader", {"no_conflict": "on"}),
    "give_back": Try("assigned", "leader", {"code": "overload", "reason": "手上太多"}),
    "record_consent": Try("taken", "mediator", HEARD),
    "add_party": Try("taken", "mediator", {"side": "respondent", "name": "𠮷田三", "phone": "0932-6620000"}),
    "hold_session": Try("willing", "mediator", MET),
    "agree": Try("underway", "mediator", WRITTEN),
    "sign": Try("frozen", "mediator", {"manner": "signed", "identity_checked": "on"}),
    "void_agreement": Try("frozen", "mediator", {"reason": "金额写错"}),
    "conclude": Try("effective", "mediator"),
    "archive": Try("concluded", "archivist", {"papers_in_file": "on", "pages": "12", "shelf": "甲柜"}),
    "note": Try("taken", "director", {"text": "请抓紧。"}, not_by=""),
    "correct": Try("registered", "clerk", {"field": "place", "new": "新地点", "reason": "听错了"}),
}
EVERY_STEP = pytest.mark.parametrize("verb", TRIES)
MOVING = pytest.mark.parametrize("verb", [verb for verb in TRIES if not STEPS[verb].additive])


class Sitting:
    """Somebody with the form of a step before them."""

    def __init__(self, verb):
        self.how = TRIES[verb]
        self.walk = brought(self.how.scene)
        self.matter = self.walk.matter
        self.page = f"/m/{self.matter.code}/"
        self.address = f"{self.page}{verb}/"
        self.screen = screen(self.how.by)
        self.form = read(self.screen.get(self.address)).form(self.address)
        types = self.how.types | ({"mediator": mediator_code("mediator")} if verb == "take" else {})
        self.sent = self.form.filled(**types)

    def post(self, by=None, **changes):
        sent = {name: values for name, values in (self.sent | changes).items() if values is not None}
        return (by or self.screen).post(self.address, sent)

    def kept(self, response):
        """Everything typed still stands in the form that came back, and the form is a fresh one."""
        again = read(response).form(self.address)
        typed = {name: values for name, values in self.sent.items() if name in self.form.typed() | self.how.types}
        assert {name: again.typed().get(name) for name in typed} == typed
        assert again.sends["once"] != self.sent["once"]
        assert again.sends["seen"] == [str(type(self.matter).objects.get(pk=self.matter.pk).version)]


def test_every_step_with_a_page_is_tried():
    assert set(TRIES) == set(FORMS) == {name for name, step in STEPS.items() if step.before}


@EVERY_STEP
def test_the_right_person_fills_in_the_form_and_sees_it_done(verb):
    sitting = Sitting(verb)
    before = events(sitting.matter)
    saved = sitting.post()
    assert (saved.status_code, saved["Location"]) == (302, f"{sitting.page}?done={verb}"), read(saved).words
    assert events(sitting.matter) == [*before, verb]
    if verb not in {"recall", "give_back"} or sitting.how.by == "dispatcher":  # who gave back sees it no more
        shown = read(sitting.screen.get(saved["Location"]))
        assert f"已{STEPS[verb].label}。" in shown.words
        assert STEPS[verb].label in shown.text_of["history"]
    assert verify()["problems"] == []


@EVERY_STEP
def test_the_same_form_sent_twice_is_saved_once_and_answered_alike(verb):
    sitting = Sitting(verb)
    first = sitting.post()
    with Unchanged():
        second = sitting.post()
    if verb == "give_back":  # it is out of the leader's reach by then
        assert second.status_code == 404
    else:
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
        assert sitting.post(by=screen())["Location"] == "/signin/"


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
    other = screen("director")
    address = f"{sitting.page}note/"
    other.post(address, read(other.get(address)).form(address).filled(text="先写一笔"))
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
    for seen in (None, "", "0", "-1", "99999999999999999999999", "x", "1e3", "\x00", "1" * 5000):
        with Unchanged():
            answer = sitting.post(seen=seen and [seen])
        assert answer.status_code in {409, 422}, seen
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
