"""Letters: those that wait, and none that tell what is no longer so."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.recall import recall
from fengdan.matters.queries.inbox import SHOWN, inbox, mark_read
from fengdan.outbox.models import Letter
from tests.cast import MORNING, Walk, actor
from tests.matters.watch import STAGES, brought_to

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)
ON = (
    Walk.accept,
    Walk.assign,
    Walk.take,
    lambda walk: walk.consent().session(),
    lambda walk: walk.agree().sign().conclude(),
    Walk.archive,
)


def waiting(username: str) -> list[tuple[str, str]]:
    return [(letter.code, letter.text) for letter in inbox(actor(username))]


@pytest.mark.parametrize(
    ("stage", "who", "text"),
    [
        ("registered", "duty", "新登记，等待受理"),
        ("accepted", "dispatcher", "已受理，等待派单或交办"),
        ("assigned", "leader", "派给您的团队，等待接单"),
        ("taken", "mediator", "已接单，由您承办"),
        ("concluded", "archivist", "已办结，等待归档"),
    ],
)
def test_letter_waits_for_whose_turn_it_is_until_the_matter_moves_on(stage, who, text):
    walk = brought_to(stage)
    (letter,) = inbox(actor(who))
    assert (letter.code, letter.text, letter.at) == (walk.matter.code, text, walk.at)
    assert letter.who == "王测一 与 李测二"
    for other in {"duty", "dispatcher", "leader", "mediator", "archivist", "leader06", "director"} - {who}:
        assert waiting(other) == []
    for on in ON[STAGES.index(stage) :]:
        on(walk)
        assert letter.id not in [each.id for each in inbox(actor(who))]


def test_given_back_and_called_back_letters_tell_what_is_so_now():
    walk = brought_to("assigned")
    walk.matter = give_back(walk.matter, code="overload", reason="忙", actor=actor("leader"), at=walk._tick())
    assert waiting("leader") == []
    assert waiting("dispatcher")[0] == (walk.matter.code, "团队退单，等待重新派单")
    walk.assign("team-06")
    assert (waiting("dispatcher"), waiting("leader")) == ([], [])
    assert waiting("leader06") == [(walk.matter.code, "派给您的团队，等待接单")]
    walk.matter = recall(walk.matter, reason="派错", actor=actor("dispatcher"), at=walk._tick())
    assert waiting("leader06") == []


def test_stale_letters_never_hide_one_that_waits():
    waits = Walk().register()
    for _ in range(SHOWN + 1):
        Walk(at=waits.at).register().accept()
    unread = Letter.objects.filter(to_role="duty", read_at=None)
    assert unread.count() == SHOWN + 2
    assert waiting("duty") == [(waits.matter.code, "新登记，等待受理")]


def test_newest_first_and_no_more_than_fit():
    codes = [Walk(at=MORNING + timedelta(hours=hour)).register().matter.code for hour in range(SHOWN + 2)]
    assert [code for code, _ in waiting("duty")] == codes[: -SHOWN - 1 : -1]


def test_only_what_waits_for_you_can_be_put_away():
    walk, moved, read = Walk().register(), Walk().register().accept(), Walk().register()
    letters = dict(Letter.objects.filter(to_role="duty").values_list("pk", "matter_id"))
    (mine,) = [pk for pk, matter in letters.items() if matter == walk.matter.pk]
    (gone,) = [pk for pk, matter in letters.items() if matter == moved.matter.pk]
    (put_away,) = [pk for pk, matter in letters.items() if matter == read.matter.pk]
    Letter.objects.filter(pk=put_away).update(read_at=MORNING)
    others = list(Letter.objects.exclude(to_role="duty").values_list("pk", flat=True))
    assert mark_read(actor("leader"), [*letters, *others], LATER) == 0
    assert mark_read(actor("duty"), [*letters, *others, 10**9], LATER) == 1
    assert Letter.objects.get(pk=mine).read_at == LATER
    assert Letter.objects.get(pk=gone).read_at is None
    assert Letter.objects.get(pk=put_away).read_at == MORNING
    assert mark_read(actor("duty"), [mine], LATER) == 0
    assert waiting("duty") == []
    assert waiting("dispatcher") == [(moved.matter.code, "已受理，等待派单或交办")]


def test_no_letter_for_somebody_without_a_hat():
    brought_to("registered")
    assert (waiting("auditor"), waiting("admin")) == ([], [])
