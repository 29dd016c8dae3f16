"""After a county's files were loaded: consents they tell of are kept as such, and the booklet's numbers held.

Inside the caller's transaction.
"""

from datetime import date

from django.db.models import Q

from fengdan.teams import numbers
from fengdan.teams.models import BookletNumber, Card, CardConsent


def settle_cards(today: date) -> None:
    """Files neither withdraw a consent nor give a withdrawn one again: that is the mediator's. Raises Refused."""
    consents = list(CardConsent.objects.all())
    lasting = {row.mediator_id: row.given_on for row in consents if row.withdrawn_at is None}
    told = {(row.mediator_id, row.given_on) for row in consents}
    for card in Card.objects.all():
        own = lasting.get(card.pk)
        if own is not None and card.consented_on != own:
            Card.objects.filter(pk=card.pk).update(consented_on=own)
        elif own is None and (card.pk, card.consented_on) in told:
            Card.objects.filter(pk=card.pk).update(consented_on=None, published=False)
        elif own is None and card.consented_on is not None:
            paper = {"given_on": card.consented_on, "how": CardConsent.How.PAPER}
            CardConsent.objects.create(mediator_id=card.pk, **paper)
    _settle_numbers(today)


def _settle_numbers(today: date) -> None:
    held = {row.mediator_id: row.number for row in BookletNumber.objects.filter(until=None)}
    staying = Q(mediator__active_to=None) | Q(mediator__active_to__gt=today)
    published = dict(Card.objects.filter(staying, published=True).values_list("pk", "number"))
    for code in held.keys() - published.keys():
        numbers.let_go(code, today)
    for code, number in sorted(published.items()):
        if number is not None and held.get(code) != number:
            numbers.hold(code, number, today)
