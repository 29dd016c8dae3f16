"""Several at the menu at once: nobody's words are lost unsaid, no number is given twice, a consent ends once."""

from datetime import timedelta

import pytest

from fengdan.journal.models import Entry
from fengdan.journal.verify import problems
from fengdan.rulebook.errors import Refused
from fengdan.teams.models import BookletNumber, Card, CardConsent
from fengdan.teams.publishing import agree, publish, save, unpublish, withdraw
from tests.cast import MORNING, actor
from tests.matters.test_two_at_once import at_once
from tests.teams.test_publishing import NEW, SAID, TODAY, by, mediator, saved

pytestmark = pytest.mark.usefixtures("committed_db")
BARE = ("m1600", "m0100", "m0200", "m0300")  # in a committee, without a card


def test_four_save_one_card_and_three_are_told():
    saved()
    who = [actor(name) for name in ("director", "dispatcher", "director", "small")]
    acts = [
        lambda n=n, one=one: save(mediator(), SAID | {"seat": f"第{n}处"}, seen=1, actor=one, at=MORNING)
        for n, one in enumerate(who)
    ]
    given = at_once(*acts)
    assert sum(isinstance(each, Refused) for each in given) == 3
    (kept,) = [each for each in given if isinstance(each, Card)]
    assert Card.objects.get(pk=NEW).seat == kept.seat
    assert Entry.objects.filter(subject=f"card:{NEW}", act="card_saved").count() == 2


def test_four_published_at_once_get_numbers_of_their_own():
    for code in BARE:
        saved(code)
        agree(mediator(code), given_on=TODAY, **by())
    director = actor("director")
    given = at_once(*(lambda code=code: publish(mediator(code), seen=2, actor=director, at=MORNING) for code in BARE))
    assert [each.reason for each in given if isinstance(each, Refused)] == []  # nobody asked for a number of their own
    numbers = list(Card.objects.filter(pk__in=BARE, published=True).values_list("number", flat=True))
    assert len(set(numbers)) == len(BARE)
    held = BookletNumber.objects.filter(until=None).values_list("number", flat=True)
    assert len(held) == len(set(held)) == Card.objects.filter(published=True).count()


def test_the_mediator_withdraws_while_owners_take_off_and_publish():
    card = Card.objects.get(pk="m1602")
    own, director = actor("mediator"), actor("director")
    at_once(
        lambda: withdraw(mediator("m1602"), actor=own, at=MORNING),
        lambda: withdraw(mediator("m1602"), actor=director, at=MORNING),
        lambda: unpublish(mediator("m1602"), actor=director, at=MORNING),
        lambda: publish(mediator("m1602"), seen=card.changes, actor=director, at=MORNING),
    )
    card.refresh_from_db()
    assert (card.published, card.consented_on) == (False, None)
    assert CardConsent.objects.get(mediator="m1602").withdrawn_at == MORNING
    assert Entry.objects.filter(subject="card:m1602", act="card_withdrawn").count() == 1
    assert BookletNumber.objects.get(mediator="m1602").until == TODAY
    assert list(problems()) == []


def test_agreed_to_twice_at_once_it_is_one_consent():
    saved()
    director = actor("director")
    day = TODAY - timedelta(days=1)
    at_once(*[lambda: agree(mediator(), given_on=day, actor=director, at=MORNING)] * 3)
    assert CardConsent.objects.get(mediator=NEW).given_on == day
