"""名片的编辑、同意、公布和撤下. Each leaves a line in the journal; nothing here touches a matter in hand."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fengdan.files import store
from fengdan.files.check import Checked
from fengdan.journal import write as journal
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.menu import gaps
from fengdan.teams import numbers
from fengdan.teams.models import Card, CardConsent, CommitteeMember, Mediator
from fengdan.units.queries import active_on

OWNERS = (Role.DIRECTOR, Role.DISPATCHER)
TEXTS = ("number", "since", "types", "strengths", "languages", "areas", "seat", "court", "introduction")
NO_CARD = "还没有这位调解员的名片，请先填写并保存。"
OVERTAKEN = "别人刚刚改过这张名片，您这次没有保存。请看过新的内容再改。"


def save(mediator: Mediator, said: Mapping[str, Any], *, seen: int, actor: Actor, at: datetime) -> Card:
    """What the card says from now on (TEXTS). Raises Refused.

    `seen` is how many changes the page knew of, 0 without a card: of two at once the second is told.
    """
    _owner(actor)
    day = _day(at)
    with transaction.atomic():
        card = _held(mediator, seen)
        changed = [name for name in TEXTS if getattr(card, name) != said[name]]
        if not changed:
            return card
        for name in changed:
            setattr(card, name, said[name])
        if card.number is not None:
            numbers.check(mediator.pk, card.number, day)
        if card.published:
            _complete(card, mediator)
            if card.number is None:
                raise Refused("已经公布的名片要有手册编号。", "number")
            numbers.hold(mediator.pk, card.number, day)
        _keep(card, changed)
        _enter("card_saved", mediator, actor, at, fields=changed)
    return card


def keep_photo(mediator: Mediator, photo: Checked, *, seen: int, actor: Actor, at: datetime) -> Card:
    """The portrait as `files.portrait` made it; the one before is shown no more. Raises Refused."""
    _owner(actor)
    with transaction.atomic():
        card = _held(mediator, seen)
        card.photo = store.keep(photo, f"card:{mediator.pk}", actor.id, at)
        _keep(card, ["photo"])
        _enter("card_photo", mediator, actor, at)
    return card


def agree(mediator: Mediator, *, given_on: date, actor: Actor, at: datetime) -> CardConsent:
    """The mediator's consent: their own by their account, or on signed paper, recorded by an owner. Raises Refused."""
    own = _own(mediator, actor)
    if not own:
        _owner(actor)
    if given_on > _day(at):
        raise Refused("同意的日期不能晚于今天，请核对。", "given_on")
    how = CardConsent.How.ACCOUNT if own else CardConsent.How.PAPER
    with transaction.atomic():
        card = _card(mediator)
        lasting = CardConsent.objects.filter(mediator=mediator, withdrawn_at=None).first()
        if lasting is not None:
            return lasting
        by = {"recorded_by_id": int(actor.id), "recorded_at": at}
        consent = CardConsent.objects.create(mediator=mediator, given_on=given_on, how=how, **by)
        card.consented_on = given_on
        _keep(card, ["consented_on"])
        _enter("card_consent", mediator, actor, at, how=how.value, given_on=str(given_on))
    return consent


def withdraw(mediator: Mediator, *, actor: Actor, at: datetime) -> None:
    """The consent ends, by the mediator or an owner; the card is off the menu at once. Twice is the same."""
    if not _own(mediator, actor):
        _owner(actor)
    with transaction.atomic():
        card = _card(mediator)
        lasting = CardConsent.objects.filter(mediator=mediator, withdrawn_at=None)
        if not lasting.update(withdrawn_at=at, withdrawn_by_id=int(actor.id)):
            return
        card.consented_on = None
        card.published = False
        numbers.let_go(mediator.pk, _day(at))
        _keep(card, ["consented_on", "published"])
        _enter("card_withdrawn", mediator, actor, at)


def publish(mediator: Mediator, *, seen: int, actor: Actor, at: datetime) -> Card:
    """On the menu from now on, under its number or the lowest that is free. Raises Refused, naming what is missing."""
    _owner(actor)
    day = _day(at)
    with transaction.atomic():
        card = _held(mediator, seen)
        if card.published:
            return card
        _complete(card, mediator)
        if card.consented_on is None:
            raise Refused(f"{mediator.name}还没有同意公布，请先请本人同意，或登记签过字的同意书。")
        if not in_office(mediator, day):
            raise Refused(f"{mediator.name}不在任何调委会任职，不能上菜单。请先在委员名册里登记。")
        if card.number is None:
            card.number = numbers.give(mediator.pk, day)
        else:
            numbers.hold(mediator.pk, card.number, day)
        card.published = True
        _keep(card, ["number", "published"])
        _enter("card_published", mediator, actor, at, number=card.number)
    return card


def unpublish(mediator: Mediator, *, actor: Actor, at: datetime) -> None:
    """Off the menu with the next request; the consent stays. Matters in hand keep their mediator. Twice is the same."""
    _owner(actor)
    with transaction.atomic():
        card = _card(mediator)
        if not card.published:
            return
        card.published = False
        numbers.let_go(mediator.pk, _day(at))
        _keep(card, ["published"])
        _enter("card_unpublished", mediator, actor, at, number=card.number)


def in_office(mediator: Mediator, day: date) -> bool:
    """Whether they serve, and some committee has appointed them (人民调解法 Art. 13)."""
    there = active_on(day, "mediator__"), active_on(day, "committee__unit__")
    return CommitteeMember.objects.filter(*there, mediator=mediator, active_to=None).exists()


def _owner(actor: Actor) -> None:
    if not actor.has(*OWNERS):
        raise Refused("菜单由综治中心主任和派单员管理。")


def _own(mediator: Mediator, actor: Actor) -> bool:
    return mediator.user_id is not None and actor.id == str(mediator.user_id)


def _day(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def _complete(card: Card, mediator: Mediator) -> None:
    missing = gaps(card, invited=mediator.background == Mediator.Background.INVITED)
    if missing:
        raise Refused(f"名片还缺{'、'.join(missing)}，不能公布（法释〔2021〕23号第五条）。")


def _held(mediator: Mediator, seen: int) -> Card:
    """The card as the page showed it, made when there is none yet. Two at once: the second waits, and is told."""
    Mediator.objects.select_for_update().get(pk=mediator.pk)
    card = Card.objects.filter(pk=mediator.pk).first()
    if (card.changes if card else 0) != seen:
        raise Refused(OVERTAKEN)
    return card or Card(mediator=mediator, changes=0)


def _card(mediator: Mediator) -> Card:
    Mediator.objects.select_for_update().get(pk=mediator.pk)
    card = Card.objects.filter(pk=mediator.pk).first()
    if card is None:
        raise Refused(NO_CARD)
    return card


def _keep(card: Card, fields: list[str]) -> None:
    card.changes += 1
    if card.changes == 1:
        card.save(force_insert=True)
    else:
        card.save(update_fields=[*fields, "changes"])


def _enter(act: str, mediator: Mediator, actor: Actor, at: datetime, **facts: Any) -> None:
    journal.enter(act=act, actor_id=actor.id, at=at, subject=f"card:{mediator.pk}", facts=facts)
