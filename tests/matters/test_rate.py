"""评单: what a party thinks, once; a low one is seen to."""

from datetime import datetime, timedelta

import pytest

from fengdan.matters.actions.handle_rating import handle_rating
from fengdan.matters.actions.rate import rate
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Rating
from fengdan.matters.verify import verify
from fengdan.people.models import Attempt
from fengdan.rulebook.actor import Actor, party_actor
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, letters, refused, running

pytestmark = pytest.mark.django_db


def say(walk: Walk, score: int = 4, who: str | Actor = "clerk", **more) -> None:
    """At the desk with the slip in the hand, unless more is said."""
    said = {"party": walk.parties()[0].pk, "words": "说话算数", "pin": walk.matter.pin, "at": walk._tick()} | more
    by = actor(who) if isinstance(who, str) else who
    walk.matter = rate(walk.matter, score=score, actor=by, **said)


def see_to(walk: Walk, who: str = "duty", **more) -> None:
    said = {"rating": Rating.objects.last().pk, "handling": "已当面道歉。", "at": walk._tick()} | more
    walk.matter = handle_rating(walk.matter, actor=actor(who), **said)


def test_a_party_says_it_at_the_desk():
    walk = Walk().to_settled()
    party = walk.parties()[0].pk
    say(walk, 5)
    row = Rating.objects.get()
    check_event(
        walk.matter,
        "rate",
        by=("clerk", "clerk"),
        stages=("concluded",) * 2,
        facts={"rating": row.pk, "party": party, "score": 5, "low": False},
    )
    assert (row.score, row.words, row.via, row.rated_at) == (5, "说话算数", "desk", walk.at)
    assert "low_rating" not in running(walk.matter)
    assert letters(walk.matter) == []
    assert verify()["problems"] == []


def test_a_party_says_it_by_the_link_without_a_pin():
    walk = Walk().to_settled()
    party = walk.parties()[1]
    say(walk, 3, party_actor(party.pk, party.name), party=party.pk, pin="")
    row, event = Rating.objects.get(), walk.matter.events.last()
    assert (row.via, row.party, event.actor_id, event.role) == ("link", party, f"party:{party.pk}", "party")


def test_each_party_once_a_round():
    walk = Walk().to_settled()
    say(walk)
    with refused("这一位已经评过", "party"):
        say(walk)
    say(walk, party=walk.parties()[1].pk)
    with refused("各方当事人都已经评过"):
        say(walk)
    by = {"actor": actor("duty"), "at": walk._tick()}
    walk.matter = reopen(walk.matter, reason="又漏水了", **by)
    assert facts_of(walk.matter).rated == set()
    walk.assign().take()
    for party in walk.parties():
        _willing(walk, party.pk)
    walk.session().agree().sign().conclude()
    say(walk, 1)
    assert list(Rating.objects.values_list("round", flat=True)) == [1, 1, 2]
    assert verify()["problems"] == []


def _willing(walk: Walk, party: int) -> None:
    at = walk._tick()
    said = {"party": party, "answer": "agreed", "how": "telephone", "asked_at": at}
    walk.matter = record_consent(walk.matter, **said, actor=actor("mediator"), at=at)


@pytest.mark.parametrize("pin", ["", "0", "000000", "wrong", "１２"])
def test_without_the_slip_nobody_rates_at_the_desk(pin):
    walk = Walk().to_settled()
    with refused("查询密码不对", "pin"):
        say(walk, pin=pin)
    assert Attempt.objects.filter(failures=1).count() == 2  # against the matter, and against who types


def test_the_pin_may_be_typed_with_spaces_or_full_width_digits():
    walk = Walk().to_settled()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in walk.matter.pin)
    say(walk, pin=f" {wide[:3]} {wide[3:]} ")
    assert Rating.objects.count() == 1


def guess_wrong(walk: Walk, at: datetime) -> None:
    for _ in range(5):
        with refused("查询密码不对", "pin"):
            say(walk, pin="wrong", at=at)


def test_guessing_is_slowed_down_even_with_the_right_one():
    walk = Walk().to_settled()
    then = walk._tick()
    guess_wrong(walk, then)
    with refused("输入错误次数过多", "pin"):
        say(walk, at=then)
    say(walk, at=then + timedelta(minutes=2))
    assert Rating.objects.count() == 1


def test_a_clerk_who_guesses_is_slowed_down_on_the_next_matter_too():
    first, second = Walk().to_settled(), Walk().to_settled()
    then = first._tick()
    guess_wrong(first, then)
    with refused("输入错误次数过多", "pin"):
        say(second, at=then)


@pytest.mark.parametrize("who", ["duty", "mediator", "leader", "followup", "archivist", *OTHER_TEAMS, *STRANGERS])
def test_nobody_else_rates_whatever_they_type(who):
    walk = Walk().to_settled()
    with refused("“评单”由"):
        say(walk, who=who)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("stage", STAGES[:5])
def test_not_before_the_end(stage):
    walk = brought_to(stage)
    with refused("时才能评单"):
        say(walk)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_there_are_five_faces(score):
    walk = Walk().to_settled()
    with refused("请在五个表情里选一个", "score"):
        say(walk, score)


@pytest.mark.parametrize("score", [1, 2])
def test_a_low_one_is_seen_to_within_three_working_days(score):
    walk = Walk().to_settled()
    say(walk, score)
    row = Rating.objects.get()
    assert running(walk.matter)["low_rating"] == "11-26 18:00"
    assert letters(walk.matter) == [("centre", "duty")]
    see_to(walk)
    check_event(walk.matter, "handle_rating", by=("duty", "duty"), stages=("concluded",) * 2, facts={"rating": row.pk})
    row.refresh_from_db()
    assert (row.handling, row.handled_at) == ("已当面道歉。", walk.at)
    assert "low_rating" not in running(walk.matter)
    assert verify()["problems"] == []


def test_two_low_ones_are_seen_to_one_by_one():
    walk = Walk().to_settled()
    say(walk, 1)
    say(walk, 2, party=walk.parties()[1].pk)
    first, second = Rating.objects.order_by("pk").values_list("pk", flat=True)
    see_to(walk, rating=first)
    assert "low_rating" in running(walk.matter)
    with refused("没有等待处理的这一条评价", "rating"):
        see_to(walk, rating=first)
    see_to(walk, "director", rating=second)
    assert "low_rating" not in running(walk.matter)
    with refused("没有等待处理的低分评价"):
        see_to(walk)


def test_a_low_one_after_the_file_is_closed_is_seen_to_as_well():
    walk = Walk().to_settled().archive()
    say(walk, 1)
    assert walk.matter.stage == "archived"
    see_to(walk)
    assert verify()["problems"] == []


def test_what_was_done_has_to_be_said():
    walk = Walk().to_settled().rate(1)
    with refused("请填写“怎么处理的”", "handling"):
        see_to(walk, handling=" ")


@pytest.mark.parametrize("who", ["clerk", "mediator", "leader", "followup", "archivist", *OTHER_TEAMS])
def test_others_do_not_see_to_it(who):
    walk = Walk().to_settled().rate(1)
    with refused("“处理低分评价”由值班领导或综治中心主任办理"):
        see_to(walk, who)
