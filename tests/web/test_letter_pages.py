"""信件发送 and 信件文字: what a person decides about letters, and what they say in this county."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengdan.catalogue.models import LetterText
from fengdan.journal.models import Entry
from fengdan.matters.envelopes import deliver_once
from fengdan.matters.queries.inbox import inbox
from fengdan.outbox.models import Delivery
from tests.cast import actor
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
LETTERS, TEXTS = "/manage/letters/", "/manage/texts/"
REGISTER = f"{TEXTS}register/"


@pytest.fixture
def unknown(settings, tmp_path):
    """A short message whose sender died."""
    settings.SMS_DIR = tmp_path
    brought("registered")
    deliver_once(timezone.now())
    Delivery.objects.update(state="unknown", ended_at=None, problem="died")
    return Delivery.objects.get()


def decide(who, row, decision):
    return screen(who).post(f"{LETTERS}{row.pk}/", {"decision": decision})


def test_what_nobody_knows_the_end_of_is_shown_masked_and_decided_once(unknown):
    page = read(screen("duty").get(LETTERS))
    assert "不知道是否发出" in page.words
    assert "138****0001" in page.words
    assert "13800000001" not in page.words
    assert "王测一" not in page.words
    assert decide("duty", unknown, "sent")["Location"] == LETTERS
    unknown.refresh_from_db()
    assert unknown.state == "sent"
    assert Entry.objects.filter(act="delivery_decided", subject=unknown.out_id).count() == 1
    assert decide("duty", unknown, "again").status_code == 404


def test_sent_again_by_a_persons_word(unknown):
    assert decide("admin", unknown, "again").status_code == 302
    unknown.refresh_from_db()
    assert (unknown.state, unknown.attempts) == ("waiting", 0)
    deliver_once(timezone.now() + timedelta(minutes=1))
    unknown.refresh_from_db()
    assert unknown.state == "sent"


def test_a_decision_that_is_none_changes_nothing(unknown):
    answer = decide("duty", unknown, "burn")
    assert answer.status_code == 409
    assert "请选择处理办法。" in read(answer).words
    unknown.refresh_from_db()
    assert unknown.state == "unknown"


def test_nobody_else_decides(unknown):
    for who in ("clerk", "director", "leader"):
        assert screen(who).get(LETTERS).status_code == 404
        assert decide(who, unknown, "sent").status_code == 404
    unknown.refresh_from_db()
    assert unknown.state == "unknown"


def edit(who, text, do="save", address=REGISTER):
    seat = screen(who)
    form = read(seat.get(address)).form(address)
    return seat.post(address, form.filled(text=text) | {"do": do})


def test_the_countys_own_words_are_in_force_at_once_and_can_be_taken_back():
    walk = brought("registered")
    assert "新登记，等待受理" in read(screen("director").get(TEXTS)).words
    assert edit("director", "{code} 新登记，请受理").status_code == 302
    (letter,) = inbox(actor("duty"))
    assert letter.text == f"{walk.matter.code} 新登记，请受理"
    assert edit("admin", "随便", "default").status_code == 302
    (letter,) = inbox(actor("duty"))
    assert letter.text == "新登记，等待受理"
    assert list(LetterText.objects.order_by("version").values_list("version", "text")) == [
        (1, "{code} 新登记，请受理"),
        (2, ""),
    ]
    assert Entry.objects.filter(act="letter_text", subject="register").count() == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("您好 {name}", "变量“{name}”不能用"),
        ("{code.__class__}", "变量“{code.__class__}”不能用"),
        ("{code[0]}", "变量“{code[0]}”不能用"),
        ("{code!r}", "变量“{code!r}”不能用"),
        ("{limit:>9}", "变量“{limit:>9}”不能用"),
        ("{}", "变量“{}”不能用"),
        ("{code", "花括号没有成对"),
        ("code}", "花括号没有成对"),
        ("字" * 301, "最多 300 个字"),
        (" ", "请填写“信件文字”。"),
    ],
)
@pytest.mark.parametrize("do", ["save", "preview"])
def test_a_text_that_cannot_be_filled_in_is_refused_and_kept(text, said, do):
    answer = edit("admin", text, do)
    page = read(answer)
    assert answer.status_code == 422
    assert said in page.words
    if "变量" in said:
        assert all(name in page.words for name in ("{centre}", "{code}", "{limit}", "{due}", "{link}", "{telephone}"))
    assert page.form(REGISTER).sends["text"] == [text]
    assert LetterText.objects.count() == 0


def test_a_preview_shows_an_invented_example_and_how_many_messages_it_is():
    answer = edit("admin", "{centre}{code}" + "字" * 60 + "{limit}{due}{telephone}{link}", "preview")
    page = read(answer)
    assert answer.status_code == 200
    assert "621122-20261123-000017-C" in page.text_of["preview"]
    assert "接单11月24日18:00" in page.text_of["preview"]
    assert "短信计 2 条" in page.text_of["preview"]
    assert LetterText.objects.count() == 0


def test_two_who_change_the_same_text_the_second_is_told():
    first, second = screen("admin"), screen("director")
    form = read(first.get(REGISTER)).form(REGISTER)
    assert second.post(REGISTER, form.filled(text="第二个人先存") | {"do": "save"}).status_code == 302
    late = first.post(REGISTER, form.filled(text="第一个人后存") | {"do": "save"})
    assert late.status_code == 409
    assert "第一个人后存" in read(late).form(REGISTER).sends["text"]
    assert LetterText.objects.get().text == "第二个人先存"


def test_texts_are_for_the_director_and_the_administrator():
    for who in ("clerk", "duty", "dept"):
        assert screen(who).get(TEXTS).status_code == 404
        assert screen(who).post(REGISTER, {"text": "改一改", "seen": "0", "do": "save"}).status_code == 404
    assert screen("admin").get(f"{TEXTS}nothing/").status_code == 404
    assert LetterText.objects.count() == 0
