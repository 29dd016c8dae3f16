"""点单: who is wanted as mediator, and what the other side says to it (人民调解法 Art. 19)."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.facts import SIDE_LABELS
from fengdan.rulebook.orders import CHANNEL_LABELS, LIVE, MOST, SAID_LABELS, STATE_LABELS, OrderState
from fengdan.teams.models import Mediator
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class Order(Sealed):
    """One order, at most one live a matter. The first proposal is a `team`, or its choices are (turn 1).

    `side` made the proposal that stands, the `turn`-th. `mediator` is whom it came to: agreed on by both sides, or
    picked by the centre. `reason` is why the centre arranged it otherwise; both sides read it. `people` came together.
    """

    SEALED = (
        *("matter_id", "round", "party_id", "channel", "placed_at", "people", "team_id", "needs", "words"),
        *("status", "side", "turn", "mediator_id", "reason", "decided_at"),
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="orders")
    round = models.PositiveSmallIntegerField(default=1)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=9, choices=[(code.value, label) for code, label in CHANNEL_LABELS.items()])
    placed_at = models.DateTimeField()
    people = models.PositiveSmallIntegerField(default=1)
    team = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    needs = models.JSONField(default=list)
    words = EncryptedTextField(blank=True)
    status = models.CharField(
        max_length=9,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        default=OrderState.OPEN,
    )
    side = models.CharField(max_length=10, choices=[(side.value, label) for side, label in SIDE_LABELS.items()])
    turn = models.PositiveSmallIntegerField(default=1)
    mediator = models.ForeignKey(Mediator, models.PROTECT, null=True, related_name="+")
    reason = EncryptedTextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(status__in=sorted(LIVE)), name="matters_order_one_live"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[state.value for state in OrderState]), name="matters_order_status"
            ),
        ]
        indexes = [models.Index(fields=["placed_at"], name="matters_order_placed")]

    def __str__(self) -> str:
        return self.seal_key


class OrderChoice(Sealed):
    """One of up to three mediators of a proposal, the first the most wanted."""

    SEALED = ("order_id", "turn", "rank", "mediator_id")

    order = models.ForeignKey(Order, models.PROTECT, related_name="choices")
    turn = models.PositiveSmallIntegerField(default=1)
    rank = models.PositiveSmallIntegerField()
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["turn", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["order", "turn", "rank"], name="matters_orderchoice_rank"),
            models.UniqueConstraint(fields=["order", "turn", "mediator"], name="matters_orderchoice_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=MOST), name="matters_orderchoice_three"),
        ]

    def __str__(self) -> str:
        return self.seal_key


class OrderAnswer(Sealed):
    """What one party said to the `turn`-th proposal: once. `rank` is the choice agreed with, 0 for the team."""

    SEALED = ("order_id", "turn", "party_id", "said", "rank", "how", "answered_at")

    order = models.ForeignKey(Order, models.PROTECT, related_name="answers")
    turn = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    said = models.CharField(max_length=6, choices=[(code.value, label) for code, label in SAID_LABELS.items()])
    rank = models.PositiveSmallIntegerField(default=0)
    how = models.CharField(max_length=9, choices=[(code.value, label) for code, label in CHANNEL_LABELS.items()])
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "turn", "party"], name="matters_orderanswer_once"),
        ]

    def __str__(self) -> str:
        return self.seal_key
