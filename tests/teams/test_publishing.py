"""A card goes on the menu with everything the law asks for and the mediator's consent, and off it at once."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from fengdan.files import portrait
from fengdan.journal.models import Entry
from fengdan.matters.queries.menu.cards import menu
from fengdan.people.absences import be_away
from fengdan.people.models import User
from fengdan.rulebook.actor import POSTS
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.menu import HELD
from fengdan.teams.models import BookletNumber, Card, CardConsent, CommitteeMember, Mediator
from fengdan.teams.publishing import OWNERS, agree, keep_photo, publish, save, unpublish, withdraw
from fengdan.teams.queries import on_the_menu
from fengdan.units.models import Unit
from tests.cast import MORNING, actor
from tests.files import make

pytestmark = pytest.mark.django_db

TODAY = MORNING.date()
SAID = {
    "number": None,
    "since": 2011,
    "types": ["02"],
    "strengths": ["邻里排水"],
    "languages": ["普通话", "通渭话"],
    "areas": ["621122100"],
    "seat": "县综治中心",
    "court": "",
    "introduction": "说话慢，听得进去。",
}
NEW = "m1600"  # in a committee, in no team, without a card


def mediator(code=NEW):
    return Mediator.objects.get(pk=code)


def by(username="director", at=MORNING):
    return {"actor": actor(username), "at": at}


def saved(code=NEW, **said):
    card = Card.objects.filter(pk=code).first()
    return save(mediator(code), SAID | said, seen=card.changes if card else 0, **by())


def shown(code=NEW, at=MORNING):
    """Saved, agreed to, published."""
    saved(code)
    agree(mediator(code), given_on=TODAY, **by())
    return publish(mediator(code), seen=Card.objects.get(pk=code).changes, **by(at=at))


def stored():
    return [list(model.objects.order_by("pk").values()) for model in (Card, CardConsent, BookletNumber, Entry)]


@contextmanager
def refused(says, field=""):
    """Refused with this sentence at this field, and nothing is written."""
    before = stored()
    with pytest.raises(Refused) as no:
        yield
    assert says in no.value.reason
    assert no.value.field == field
    assert stored() == before


def acts():
    return list(Entry.objects.filter(subject=f"card:{NEW}").order_by("seq").values_list("act", flat=True))


def on_menu(code=NEW, day=TODAY):
    return on_the_menu(day).filter(pk=code).exists()


def test_saved_agreed_to_and_published_it_is_on_the_menu_under_the_lowest_free_number():
    taken = set(Card.objects.exclude(number=None).values_list("number", flat=True))
    card = shown()
    assert card.number == min(set(range(1, 200)) - taken)
    assert on_menu()
    assert acts() == ["card_saved", "card_consent", "card_published"]
    consent = CardConsent.objects.get(mediator=NEW)
    assert (consent.how, consent.given_on, consent.recorded_by.username) == ("paper", TODAY, "director")


def test_every_act_of_an_owner_is_refused_to_everybody_else():
    saved()
    small = portrait.check(make.upload(make.jpeg()))
    others = sorted(set(POSTS) - set(OWNERS))
    assert len(others) == len(POSTS) - 2
    for who in others:
        with refused("由综治中心主任和派单员管理"):
            save(mediator(), SAID, seen=1, **by(who))
        with refused("由综治中心主任和派单员管理"):
            keep_photo(mediator(), small, seen=1, **by(who))
        with refused("由综治中心主任和派单员管理"):
            agree(mediator(), given_on=TODAY, **by(who))
        with refused("由综治中心主任和派单员管理"):
            publish(mediator(), seen=1, **by(who))
        with refused("由综治中心主任和派单员管理"):
            unpublish(mediator("m1602"), **by(who))
        if who != "mediator":  # their own
            with refused("由综治中心主任和派单员管理"):
                withdraw(mediator("m1602"), **by(who))


@pytest.mark.parametrize("field", ["since", "types", "strengths", "languages", "seat", "introduction"])
def test_what_the_law_asks_for_and_is_missing_keeps_it_off_and_is_named(field):
    empty = None if field == "since" else type(SAID[field])()
    card = saved(**{field: empty})
    agree(mediator(), given_on=TODAY, **by())
    with refused("名片还缺"):
        publish(mediator(), seen=card.changes + 1, **by())


def test_of_a_published_card_nothing_the_law_asks_for_can_be_emptied():
    card = Card.objects.get(pk="m0105")
    with refused("名片还缺邀请的法院"):
        save(mediator("m0105"), SAID | {"number": card.number, "court": ""}, seen=card.changes, **by())


def test_without_consent_it_stays_off():
    card = saved()
    with refused("还没有同意公布"):
        publish(mediator(), seen=card.changes, **by())


def test_somebody_in_no_committee_is_not_published():
    card = saved()
    agree(mediator(), given_on=TODAY, **by())
    CommitteeMember.objects.filter(mediator=NEW).update(active_to=TODAY - timedelta(days=1))
    with refused("不在任何调委会任职"):
        publish(mediator(), seen=card.changes + 1, **by())


def test_whose_appointment_ends_is_off_without_anybody_doing_anything():
    assert on_menu("m1602")
    CommitteeMember.objects.filter(mediator="m1602").update(active_to=TODAY)
    assert not on_menu("m1602")


def test_whose_committee_is_dissolved_is_off_the_day_after():
    places = CommitteeMember.objects.filter(mediator="m1602", active_to=None)
    Unit.objects.filter(pk__in=places.values("committee")).update(active_to=TODAY)
    assert on_menu("m1602")
    assert not on_menu("m1602", TODAY + timedelta(days=1))


def test_who_leaves_is_off_the_day_after():
    Mediator.objects.filter(pk="m1602").update(active_to=TODAY)
    assert on_menu("m1602")
    assert not on_menu("m1602", TODAY + timedelta(days=1))


def test_the_mediator_agrees_and_takes_it_back_by_their_own_account():
    agree(mediator("m0603"), given_on=TODAY, **by())
    withdraw(mediator("m1602"), **by("mediator"))
    assert not on_menu("m1602")
    row = CardConsent.objects.get(mediator="m1602")
    assert row.withdrawn_by.username == "mediator"
    withdraw(mediator("m1602"), **by("mediator"))  # twice is the same
    agree(mediator("m1602"), given_on=TODAY, **by("mediator"))
    assert CardConsent.objects.filter(mediator="m1602", withdrawn_at=None).get().how == "account"
    assert not on_menu("m1602")  # somebody has to publish it again
    assert Entry.objects.filter(subject="card:m1602", act="card_withdrawn").count() == 1


def test_nobody_agrees_for_somebody_else_by_their_account():
    with refused("由综治中心主任和派单员管理"):
        agree(mediator("m1601"), given_on=TODAY, **by("mediator"))


def test_a_consent_of_tomorrow_is_refused():
    saved()
    with refused("不能晚于今天", "given_on"):
        agree(mediator(), given_on=TODAY + timedelta(days=1), **by())


def test_of_two_who_change_it_at_once_the_second_is_told():
    first = saved()
    save(mediator(), SAID | {"seat": "文峰镇综治中心"}, seen=first.changes, **by())
    with refused("别人刚刚改过"):
        save(mediator(), SAID | {"seat": "首阳镇综治中心"}, seen=first.changes, **by("dispatcher"))
    with refused("别人刚刚改过"):
        publish(mediator(), seen=first.changes, **by())


def test_nothing_changed_is_nothing_written():
    card = saved()
    before = stored()
    save(mediator(), SAID, seen=card.changes, **by())
    assert stored() == before


def test_a_number_that_means_somebody_is_given_to_nobody_else():
    number = Card.objects.get(pk="m1602").number
    saved()
    with refused("卫丙二的手册编号", "number"):
        save(mediator(), SAID | {"number": number}, seen=1, **by())
    unpublish(mediator("m1602"), **by())
    with refused("卫丙二的手册编号", "number"):
        save(mediator(), SAID | {"number": number}, seen=1, **by())


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_no_number_of_a_booklet(number):
    with refused("手册编号应在", "number"):
        save(mediator(), SAID | {"number": number}, seen=0, **by())


def test_a_number_is_free_a_year_after_it_was_last_shown():
    card = shown()
    old = card.number
    unpublish(mediator(), **by())
    save(mediator(), SAID | {"number": None}, seen=Card.objects.get(pk=NEW).changes, **by())
    other = "m0100"
    for wait, free in ((HELD - timedelta(days=1), False), (HELD, True)):
        said = {"actor": actor("director"), "at": MORNING + wait}
        if free:
            assert save(mediator(other), SAID | {"number": old}, seen=0, **said).number == old
        else:
            with refused("陈丙零的手册编号", "number"):
                save(mediator(other), SAID | {"number": old}, seen=0, **said)


def test_taken_off_and_put_back_it_has_its_old_number():
    old = shown().number
    unpublish(mediator(), **by())
    unpublish(mediator(), **by())  # twice is the same
    assert not on_menu()
    card = publish(mediator(), seen=Card.objects.get(pk=NEW).changes, **by())
    assert card.number == old
    assert acts()[-2:] == ["card_unpublished", "card_published"]


def test_another_number_for_a_published_card_ends_the_old_one():
    card = Card.objects.get(pk="m1602")
    said = {name: getattr(card, name) for name in SAID} | {"number": 99}
    save(mediator("m1602"), said, seen=card.changes, **by())
    rows = BookletNumber.objects.filter(mediator="m1602").order_by("pk").values_list("number", "until")
    assert list(rows) == [(card.number, TODAY), (99, None)]


def test_the_journal_holds_no_words_of_the_card():
    shown()
    keep_photo(mediator(), portrait.check(make.upload(make.jpeg())), seen=Card.objects.get(pk=NEW).changes, **by())
    told = str(list(Entry.objects.filter(subject=f"card:{NEW}").values()))
    assert "card_photo" in told
    assert [word for word in (SAID["introduction"], SAID["seat"], "陈丙零") if word in told] == []


def test_each_published_card_says_all_that_the_law_asks_for():
    """法释〔2021〕23号 Art. 5: basic data, scope, expertise, fee, inviting court."""
    rows = menu(MORNING)
    assert len(rows) > 60
    invited = set(Mediator.objects.filter(background="invited").values_list("pk", flat=True))
    for row in rows:
        basic = (row.name, row.kinds, row.introduction, row.seat, row.towns, row.languages, row.committees)
        assert all(basic), row.code
        assert row.types, row.code
        assert row.strengths, row.code
        assert row.fee == "不收费（人民调解法第四条）"
        assert bool(row.court) or row.code not in invited, row.code
    assert {row.code for row in rows} & invited


def test_years_are_counted_from_the_first_and_never_below_nought():
    Card.objects.filter(pk="m1602").update(since=2009)
    (row,) = [row for row in menu(MORNING) if row.code == "m1602"]
    assert row.years == MORNING.year - 2009
    Card.objects.filter(pk="m1602").update(since=MORNING.year)
    (row,) = [row for row in menu(MORNING) if row.code == "m1602"]
    assert row.years == 0


def test_leave_moves_the_next_free_half_day():
    free = {row.code: row.next_free for row in menu(MORNING)}
    assert (free["m1602"].day, free["m1602"].half) == (TODAY, "下午")
    user = User.objects.get(username="mediator")
    away = {"from_day": TODAY, "to_day": TODAY + timedelta(days=4), "stand_in": None}
    be_away(user, **away, actor=actor("mediator"), at=MORNING)
    later = {row.code: row.next_free for row in menu(MORNING)}
    assert (later["m1602"].day, later["m1602"].half) == (date(2026, 11, 30), "上午")
    assert {code: when for code, when in later.items() if when != free[code]}.keys() == {"m1602"}
